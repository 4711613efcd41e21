/** Whole numbers that are typed in. */

import { element } from "../elements.js";

/**
 * Return a field for a whole number from 1 to `most`; `write` is told each that is typed, and what
 * is none is marked.
 */
export function count({ text, id, pointer, value, most, write }) {
  const input = element("input", {
    id,
    class: "count",
    inputmode: "numeric",
    autocomplete: "off",
    value,
  });
  input.addEventListener("input", () => {
    const typed = Number(input.value);
    const isCount = Number.isInteger(typed) && typed > 0 && typed <= most;
    input.setAttribute("aria-invalid", String(!isCount));
    if (isCount) {
      write(typed);
    }
  });
  const label = element("label", { for: id }, text);
  return element("div", { class: "pair", "data-pointer": pointer }, label, input);
}

/** Show a number in a field made by `count`, unless somebody is typing there. */
export function show(field, value) {
  const input = field.querySelector("input");
  if (document.activeElement !== input && input.value !== String(value)) {
    input.value = value;
    input.setAttribute("aria-invalid", "false");
  }
}
