/** Where the chosen curve is worked on: its kind, its parameters, or all of it as text. */

import { element, replace } from "../elements.js";
import { fields } from "../fields/fields.js";
import { clearViolations, showViolations } from "../violations.js";
import { kindPicker } from "./kind-picker.js";
import { pasting } from "./pasting.js";

const PREFIX = "/schedule";

/** Show the chosen curve of a model in an element, and what the service has to say against it. */
export function editor(container, model, previews, signal) {
  const rest = element("div", { class: "violations" });
  const form = element("form", {
    class: "parameters",
    onsubmit: (event) => event.preventDefault(),
  });
  const complain = () => {
    const { error } = previews.of(model.chosen);
    if (error) {
      showViolations(container, rest, error, PREFIX);
    } else {
      clearViolations(container, rest);
    }
  };
  const show = () => replace(form, controls(model));
  model.addEventListener("curves", show, { signal });
  previews.addEventListener("change", complain, { signal });
  show();
  replace(container, form, rest, pasting(model, signal));
}

function controls(model) {
  const { kind } = model.chosen.schedule;
  const entry = model.kinds.get(kind);
  return [
    kindPicker(model.kinds, kind, ({ example }) => model.become(example)),
    element("p", { class: "formula" }, element("code", {}, entry.formula)),
    parameters(model, entry),
    entry.feedback ? null : unit(model),
  ];
}

function parameters(model, entry) {
  return fields(entry.parameters, model.chosen.schedule, {
    pointer: "",
    kinds: model.kinds,
    write: (schedule) => model.write(schedule),
  });
}

function unit(model) {
  const { chosen } = model;
  const input = element("select", {
    id: "unit",
    onchange: () => model.describe(chosen, { unit: input.value }),
  });
  replace(
    input,
    element("option", { value: "step" }, "steps"),
    element("option", { value: "epoch" }, "epochs"),
  );
  input.value = chosen.unit;
  return element(
    "div",
    { class: "field", "data-pointer": "/unit" },
    element("label", { for: "unit" }, "counts"),
    element("div", { class: "inputs" }, input),
    element(
      "p",
      { class: "hint" },
      "What the schedule is a function of: every update of the weights, or the epoch that it lies in.",
    ),
  );
}
