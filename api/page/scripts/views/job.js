/** One job, live: its curves above each other, its runs, and what they allow to say. */

import { announce, element, replace } from "../elements.js";
import { failure } from "../failures.js";
import { plotly } from "../plotly.js";
import { State, remember } from "../router.js";
import { actions } from "../job/actions.js";
import { comparison } from "../job/comparison.js";
import { coordinates } from "../job/coordinates.js";
import { curves } from "../job/curves.js";
import { keepingFocus } from "../job/focus.js";
import { header } from "../job/header.js";
import { JobModel } from "../job/model.js";
import { rangeTest } from "../job/range_test.js";
import { runsTable } from "../job/runs.js";
import { viewOf } from "../job/view.js";
import { watch } from "../job/watch.js";

/** Show the job whose id is the second part of the address. */
export async function mount(root, state, signal) {
  const model = new JobModel(state.parts[1], signal);
  replace(root, element("p", { class: "loading" }, "Loading the job …"));
  plotly().catch(() => undefined); // its script is read while the job is; a chart tells of failures
  await model.refresh();
  await model.count();
  const page = new JobPage(root, model, signal);
  page.draw();
  watch(model, page).catch((error) => signal.aborted || root.prepend(failure(error)));
}

class JobPage {
  #model;
  #header;
  #sections;
  #said = "";
  #view = null;

  constructor(root, model, signal) {
    const choose = (changes) => this.#choose(changes);
    this.signal = signal;
    this.#model = model;
    this.#header = header(model);
    this.#sections = [
      this.#header,
      actions(model, () => this.#again()),
      rangeTest(model, signal),
      curves(model, choose, signal),
      comparison(model, choose, signal),
      coordinates(model, choose),
      runsTable(model, choose),
      experiment(model),
    ];
    replace(
      root,
      element(
        "div",
        { class: "job" },
        this.#sections.map(({ node }) => node),
      ),
    );
  }

  /** Show the model as it is now, as the address wants it. */
  draw() {
    this.#view = viewOf(new State(location.hash), this.#model);
    for (const section of this.#sections) {
      keepingFocus(section.node, () => section.update(this.#view));
    }
  }

  changed = () => {
    const { status } = this.#model.job;
    if (this.#said && this.#said !== status) {
      announce(`The job is ${status}.`);
    }
    this.#said = status;
    this.draw();
  };

  /** The whole log has been heard: what is drawn by time has its places now. */
  caughtUp = () => this.#view.axis === "time" && this.draw();

  connected = (state) => this.#header.connected(state);

  #choose(changes) {
    remember(changes);
    this.draw();
  }

  async #again() {
    await this.#model.refresh();
    this.changed();
  }
}

function experiment({ job }) {
  const text = element(
    "pre",
    { class: "scrolls", tabindex: 0 },
    JSON.stringify(job.experiment, null, 2),
  );
  const summary = element("summary", {}, "The experiment, with every default written out");
  return { node: element("details", { class: "panel" }, summary, text), update: () => undefined };
}
