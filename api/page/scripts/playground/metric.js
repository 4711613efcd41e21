/** The metric that feedback schedules answer to, drawn by hand: one value an epoch. */

import { element, replace } from "../elements.js";
import { Canvas } from "./canvas.js";
import { count, show as showCount } from "./counts.js";
import { falling, overfitting, settling, staged, stretched } from "./traces.js";

const PRESETS = { settling, falling, staged, overfitting };
const MOST_EPOCHS = 100_000;
const MOST_STEPS = 1e12;

/** Show a model's metric in an element, which is hidden while no curve answers to one. */
export function metricEditor(container, model, signal) {
  const canvas = new Canvas(model, signal);
  const values = valuesField(model);
  const show = () => {
    container.hidden = !model.isMeasured;
    canvas.draw();
    if (document.activeElement !== values) {
      values.value = model.metric.join(", ");
    }
  };
  model.addEventListener("change", show, { signal });
  replace(
    container,
    element("h2", {}, "Metric, epoch by epoch"),
    element(
      "p",
      { class: "hint" },
      "Draw it, or press the arrow keys: left and right choose an epoch, up and down change its value.",
    ),
    canvas.element,
    element(
      "div",
      { class: "row" },
      epochsField(model, signal),
      stepsField(model, signal),
      presets(model),
    ),
    element("label", { for: "metric-values", class: "visually-hidden" }, "Values of the metric"),
    values,
  );
  show();
}

function epochsField(model, signal) {
  const field = count({
    text: "Epochs",
    id: "metric-epochs",
    value: model.metric.length,
    most: MOST_EPOCHS,
    write: (epochs) => model.stretch({ metric: stretched(model.metric, epochs) }),
  });
  model.addEventListener("range", () => showCount(field, model.metric.length), { signal });
  return field;
}

function stepsField(model, signal) {
  const field = count({
    text: "Steps per epoch",
    id: "metric-steps",
    pointer: "/steps_per_epoch",
    value: model.stepsPerEpoch,
    most: MOST_STEPS,
    write: (stepsPerEpoch) => model.stretch({ stepsPerEpoch }),
  });
  model.addEventListener("range", () => showCount(field, model.stepsPerEpoch), { signal });
  return field;
}

function presets(model) {
  const choose = (make) => model.stretch({ metric: make(model.metric.length) });
  const buttons = Object.entries(PRESETS).map(([name, make]) =>
    element("button", { type: "button", class: "quiet", onclick: () => choose(make) }, name),
  );
  return element(
    "div",
    { class: "row presets", role: "group", "aria-label": "Metrics to begin with" },
    buttons,
  );
}

function valuesField(model) {
  const write = (event) => {
    const metric = event.target.value
      .split(",")
      .filter((part) => part.trim())
      .map(Number);
    const isRead = metric.length > 0 && metric.every(Number.isFinite);
    event.target.setAttribute("aria-invalid", String(!isRead));
    if (isRead) {
      model.stretch({ metric });
    }
  };
  return element("input", {
    id: "metric-values",
    class: "wide number",
    autocomplete: "off",
    oninput: write,
  });
}
