/** Which steps are shown, and on which axis. */

import { element, replace } from "../elements.js";

/** Show in an element how far a model's curves go. */
export function range(container, model, signal) {
  const steps = stepsField(model);
  const follow = () => {
    steps.querySelector("input").disabled = model.isMeasured;
    if (model.isMeasured) {
      steps.querySelector("input").value = model.length;
    }
  };
  model.addEventListener("change", follow, { signal });
  replace(container, steps, epochsField(model, signal), axisField(model));
  follow();
}

function stepsField(model) {
  return counted("Steps", "steps", "/steps", model.steps, (steps) => model.stretch({ steps }));
}

function epochsField(model, signal) {
  const field = counted("Steps per epoch", "steps-per-epoch", "/steps_per_epoch", model.stepsPerEpoch, (stepsPerEpoch) => model.stretch({ stepsPerEpoch }));
  const follow = () => {
    field.hidden = model.isMeasured || model.curves.every(({ unit }) => unit === "step");
  };
  model.addEventListener("change", follow, { signal });
  follow();
  return field;
}

function counted(text, id, pointer, value, write) {
  const field = element("div", { class: "pair", "data-pointer": pointer }, element("label", { for: id }, text));
  const input = element("input", { id, class: "count", inputmode: "numeric", autocomplete: "off", value });
  input.addEventListener("input", () => {
    const count = Number(input.value);
    const isCount = Number.isInteger(count) && count > 0 && count <= 1e12;
    input.setAttribute("aria-invalid", String(!isCount));
    if (isCount) {
      write(count);
    }
  });
  field.append(input);
  return field;
}

function axisField(model) {
  const box = element("input", { type: "checkbox", onchange: () => model.look({ axis: box.checked ? "log" : "linear" }) });
  box.checked = model.axis === "log";
  return element("label", { class: "shown" }, box, "logarithmic");
}
