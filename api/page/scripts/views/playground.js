/** The playground: curves over each other, and everything that they are made of. */

import { element } from "../elements.js";
import { get } from "../http.js";
import { code } from "../playground/code.js";
import { curveList } from "../playground/curve-list.js";
import { editor } from "../playground/editor.js";
import { metricEditor } from "../playground/metric.js";
import { Model } from "../playground/model.js";
import { notes } from "../playground/notes.js";
import { plot } from "../playground/plot.js";
import { Previews } from "../playground/previews.js";
import { range } from "../playground/range.js";
import { training } from "../playground/training.js";
import { remember } from "../router.js";

const PAUSE = 200;

/** Show the curves that the address tells of. */
export async function mount(root, state, signal) {
  const { kinds } = await get("/schedules", { signal });
  const model = new Model(new Map(kinds.map((entry) => [entry.kind, entry])), state);
  const previews = new Previews(model, signal);
  root.append(...parts(model, previews, signal));
  model.addEventListener("change", () => previews.refresh(), { signal });
  keepInAddress(model, signal);
  previews.refresh();
}

function parts(model, previews, signal) {
  const part = (name, fill) => {
    const section = element("section", { class: `panel ${name}` });
    fill(section);
    return section;
  };
  const stage = part("stage", (section) => stageOf(section, model, previews, signal));
  const side = element(
    "div",
    { class: "side" },
    part("curve-list", (section) => curveList(section, model, signal)),
    part("editor", (section) => editor(section, model, previews, signal)),
  );
  const below = element(
    "div",
    { class: "below" },
    part("notes", (section) => notes(section, model, previews, signal)),
    part("code", (section) => code(section, model, signal)),
  );
  const metric = part("metric-panel", (section) => metricEditor(section, model, signal));
  return [
    element("h1", { class: "visually-hidden" }, "Playground"),
    element(
      "div",
      { class: "playground" },
      side,
      element("div", { class: "main" }, stage, metric, below),
    ),
  ];
}

function stageOf(section, model, previews, signal) {
  const controls = element("div", { class: "row range" });
  const drawing = element("div");
  section.append(
    element("div", { class: "row stage-bar" }, controls, training(model, previews)),
    drawing,
  );
  range(controls, model, signal);
  plot(drawing, model, previews, signal);
}

function keepInAddress(model, signal) {
  let timer = null;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => signal.aborted || remember(model.state), PAUSE);
  };
  model.addEventListener("change", soon, { signal });
}
