/** The section of curves: the figure, and how it is to be drawn. */

import { chart } from "../charts.js";
import { element, replace } from "../elements.js";
import { badge } from "../status.js";
import { whenThemeChanges } from "../theme.js";
import { counted } from "../wording.js";
import { choice, slider, tick } from "./controls.js";
import { figureOf } from "./figure.js";
import { hasDiverged } from "./histories.js";
import { sample } from "./sample.js";

const SCALES = { linear: "linear", log: "logarithmic" };
const TRAINING =
  "Thick lines are of the validation rows where there are any, thin ones of the training rows.";
const MEAN =
  "A line is the mean of the runs that have reached the epoch, its band goes from the lowest to the highest.";
const CROSSES = "crosses mark the rate with which, and the last finite values.";
const THINNED = "Long histories are thinned: the lowest and highest values of each part are kept.";
const MEASURED = "The faint line is the one that was measured.";
const QUEUED = "The job waits for a worker; its curves begin with the first epoch.";
const AXES = { epoch: "epoch", step: "step", time: "time" };

/** Return the section; `choose(changes)` puts what was chosen into the page's state. */
export function curves(model, choose, signal) {
  const controls = controlsOf(choose);
  const parts = {
    place: element("div", { class: "curves" }),
    note: element("p", { class: "hint" }),
    legend: element("div", {}),
  };
  const drawing = new Drawing(parts.place, model, signal);
  let shown = null;
  whenThemeChanges(() => shown && update(shown), signal);
  return { node: sectionOf(controls, parts), update };

  function update(view) {
    shown = view;
    set(controls, view, model);
    parts.note.textContent = noteOf(model, view);
    replace(parts.legend, legendOf(model, view, choose));
    drawing.show(view);
  }
}

/** The chart, once there is something to draw. */
class Drawing {
  #place;
  #model;
  #signal;
  #chart = null;

  constructor(place, model, signal) {
    this.#place = place;
    this.#model = model;
    this.#signal = signal;
  }

  show(view) {
    if (!this.#model.histories.size) {
      replace(this.#place, element("p", { class: "empty" }, waiting(this.#model)));
      return;
    }
    this.#place.dataset.panels = view.columns.length;
    if (this.#chart) {
      this.#chart.update(made(this.#model, view));
    } else {
      this.#chart = chart(this.#place, made(this.#model, view), this.#signal);
    }
  }
}

function sectionOf(controls, { place, note, legend }) {
  const nodes = Object.values(controls).map(({ node }) => node);
  return element(
    "section",
    { class: "panel", "aria-labelledby": "curves" },
    element("h2", { id: "curves" }, "Curves"),
    element("div", { class: "row controls" }, nodes),
    place,
    note,
    legend,
  );
}

function controlsOf(choose) {
  return {
    metric: choice("Metric", {}, (metric) => choose({ metric, page: null })),
    axis: choice("Along", AXES, (axis) => choose({ axis })),
    rateScale: choice("Rate", SCALES, (rate) => choose({ rate })),
    scale: choice("Loss", SCALES, (scale) => choose({ scale })),
    smoothing: slider("Smoothing", 0.99, (value) =>
      choose({ smoothing: value ? value.toFixed(2) : null }),
    ),
    training: tick("training rows too", (on) => choose({ training: on ? "1" : "0" })),
    singles: tick("every run", (on) => choose({ singles: on ? "1" : null })),
  };
}

function set(controls, view, model) {
  controls.metric.fill(Object.fromEntries(model.columns.map((name) => [name, name])));
  const { step, ...others } = AXES;
  controls.axis.fill(model.stepsPerEpoch ? AXES : others);
  for (const [name, control] of Object.entries(controls)) {
    control.set(view[name]);
  }
  controls.singles.node.hidden = model.runs.length === 1;
}

function made(model, view) {
  const { traces, layout } = figureOf(model, view);
  return { traces, layout, title: titleOf(view), table: () => tableOf(model, view) };
}

function titleOf({ columns: [, ...below], axis }) {
  return `Learning rate above ${below.join(" and ")}, by ${axis}`;
}

function tableOf(model, { axis, shown }) {
  const configurations = model.configurations.filter(({ place }) => shown.has(place));
  const runs = configurations.flatMap((one) => one.runs);
  const axes = axis === "epoch" ? ["epoch"] : ["epoch", axis];
  const columns = ["configuration", "seed", ...axes, "learning_rate", ...model.columns];
  const rows = runs.flatMap((run) => rowsOf(model, run, axis));
  return { columns, rows };
}

function rowsOf(model, run, axis) {
  const history = model.histories.get(run.id);
  if (!history) {
    return [];
  }
  const along = axis === "epoch" ? [] : [model.along(axis, history)];
  const measured = ["learning_rate", ...model.columns].map((name) => history[name]);
  const columns = [history.epoch, ...along, ...measured];
  const name = model.name(run.parameters);
  return history.epoch.map((_, row) => [name, run.seed, ...columns.map((column) => column[row])]);
}

function waiting({ job }) {
  return job.status === "queued" ? QUEUED : "There is no epoch yet.";
}

function noteOf(model, view) {
  const several = model.configurations.some(({ runs }) => runs.length > 1);
  return [
    view.training && TRAINING,
    several && MEAN,
    model.diverged > 0 && `${counted(model.diverged, "run")} diverged: ${CROSSES}`,
    model.sampled && THINNED,
    view.smoothing > 0 && MEASURED,
  ]
    .filter(Boolean)
    .join(" ");
}

function legendOf(model, { shown }, choose) {
  if (model.configurations.length < 2) {
    return null;
  }
  const boxes = model.configurations.map((one) => box(one, model, shown, choose));
  const all = model.configurations.map(({ place }) => place);
  const press = (places) => () => choose({ shown: places === null ? null : places.join(",") });
  return element(
    "fieldset",
    { class: "legend" },
    element("legend", {}, `${shown.size} of ${counted(all.length, "configuration")} drawn`),
    element("div", { class: "configurations" }, boxes),
    element("button", { type: "button", onclick: press(all) }, "All"),
    element("button", { type: "button", onclick: press(null) }, "The first ones"),
  );
}

function box({ place, parameters, runs }, model, shown, choose) {
  const change = ({ target }) => {
    const rest = [...shown].filter((other) => other !== place);
    choose({
      shown: (target.checked ? [...rest, place].sort((a, b) => a - b) : rest).join(",") || "none",
    });
  };
  const input = element("input", { type: "checkbox", checked: shown.has(place), onchange: change });
  const lost = runs.filter(hasDiverged).length;
  const note = lost > 0 && badge("diverged", `${lost} diverged`);
  return element("label", {}, input, sample(place), model.name(parameters), note);
}
