/** What a study's job has measured: how it stands, a small chart, a row for each configuration. */

import { chart } from "../charts.js";
import { element, replace } from "../elements.js";
import { figureOf } from "../job/figure.js";
import { hasDiverged } from "../job/histories.js";
import { sample } from "../job/sample.js";
import { viewOf } from "../job/view.js";
import { badge, progressBar } from "../status.js";
import { whenThemeChanges } from "../theme.js";
import { duration, number } from "../wording.js";

/** Shows the model of a job; `update` shows it as it is by then. */
export class Measurement {
  #model;
  #signal;
  #state = element("p", { class: "row" });
  #place = element("div", { class: "study-curves" });
  #table = element("div", {
    class: "table-scroll",
    tabindex: 0,
    role: "region",
    "aria-label": "Measured",
  });
  #chart = null;

  constructor(model, signal) {
    this.#model = model;
    this.#signal = signal;
    const title = element("h3", {}, "Measured");
    this.node = element("div", {}, title, this.#state, this.#table, this.#place);
    whenThemeChanges(() => this.update(), signal);
  }

  update() {
    const { job, histories } = this.#model;
    const link = element("a", { href: `#/jobs/${job.id}` }, "Open the job");
    replace(this.#state, badge(job.status), progressBar(job.progress), took(job), link);
    replace(this.#table, table(this.#model));
    if (!histories.size) {
      return;
    }
    if (this.#chart) {
      this.#chart.update(this.#figure());
    } else {
      this.#chart = chart(this.#place, this.#figure(), this.#signal);
    }
  }

  #figure() {
    const view = viewOf(new URLSearchParams(), this.#model);
    const { traces, layout } = figureOf(this.#model, {
      ...view,
      columns: view.columns.slice(-1),
      training: false,
    });
    const title = `${view.metric} by epoch`;
    return { traces, layout, title, table: () => tableOf(this.#model, view) };
  }
}

function took({ started_at: started, finished_at: finished }) {
  return finished && started ? duration((Date.parse(finished) - Date.parse(started)) / 1000) : null;
}

function table(model) {
  const metric = viewOf(new URLSearchParams(), model).metric ?? "val_accuracy";
  const heads = ["configuration", `last ${metric}`, `highest ${metric}`, "last rate"];
  const rows = model.configurations.flatMap(({ place, runs }) =>
    runs.map((run) => row(model, place, run, metric)),
  );
  return element(
    "table",
    {},
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        heads.map((text) => element("th", { scope: "col" }, text)),
      ),
    ),
    element("tbody", {}, rows),
  );
}

function row(model, place, run, metric) {
  const name = model.paths.length ? model.name(run.parameters) : `seed ${run.seed}`;
  const highest = highestOf(model.histories.get(run.id)?.[metric]);
  const cells = [number(run.final?.[metric]), highest, number(run.final?.learning_rate)];
  const state = hasDiverged(run) ? badge("diverged") : null;
  const head = element("th", { scope: "row" }, sample(place), " ", name, " ", state);
  return element(
    "tr",
    {},
    head,
    cells.map((cell) => element("td", {}, cell)),
  );
}

function highestOf(values = []) {
  const finite = values.filter(Number.isFinite);
  return finite.length ? number(finite.reduce((a, b) => Math.max(a, b))) : "–";
}

function tableOf(model, { metric }) {
  const known = model.runs.filter(({ id }) => model.histories.has(id));
  const rows = known.flatMap((run) => {
    const history = model.histories.get(run.id);
    return history.epoch.map((epoch, place) => [
      model.name(run.parameters),
      epoch,
      history[metric][place],
    ]);
  });
  return { columns: ["configuration", "epoch", metric], rows };
}
