/** Which steps are shown, and on which axis. */

import { element, replace } from "../elements.js";
import { count, show } from "./counts.js";

const MOST = 1e12;

/** Show in an element how far a model's curves go. */
export function range(container, model, signal) {
  const [steps, epochs] = [stepsField(model), epochsField(model)];
  const follow = () => {
    measure(steps, model);
    show(epochs, model.stepsPerEpoch);
    epochs.hidden = model.isMeasured || model.curves.every(({ unit }) => unit === "step");
  };
  model.addEventListener("change", follow, { signal });
  replace(container, steps, epochs, axisField(model));
  follow();
}

/** Have the metric say how long the range is, where there is one. */
function measure(field, model) {
  field.querySelector("input").disabled = model.isMeasured;
  show(field, model.length);
}

function stepsField(model) {
  return count({
    text: "Steps",
    id: "steps",
    pointer: "/steps",
    value: model.steps,
    most: MOST,
    write: (steps) => model.stretch({ steps }),
  });
}

function epochsField(model) {
  return count({
    text: "Steps per epoch",
    id: "steps-per-epoch",
    pointer: "/steps_per_epoch",
    value: model.stepsPerEpoch,
    most: MOST,
    write: (stepsPerEpoch) => model.stretch({ stepsPerEpoch }),
  });
}

function axisField(model) {
  const choose = () => model.look({ axis: box.checked ? "log" : "linear" });
  const box = element("input", { type: "checkbox", onchange: choose });
  box.checked = model.axis === "log";
  return element("label", { class: "shown" }, box, "logarithmic");
}
