/** Controls of single values. */

import { element } from "../elements.js";
import { attributes, labelled } from "./field.js";
import { slider } from "./slider.js";

/** A number, typed or moved; what is no number is kept as typed, for the service to refuse. */
export function number(slot) {
  const input = typed(slot, { inputmode: "decimal" }, spelled(slot.value), (text) => read(text));
  return labelled(slot, input, slider(slot, input));
}

/** A text. */
export function text(slot) {
  return labelled(
    slot,
    typed(slot, { class: "wide" }, slot.value ?? "", (value) => value),
  );
}

/** Numbers, with commas between. */
export function numbers(slot) {
  const parse = (value) =>
    value
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean)
      .map(read);
  return labelled(slot, typed(slot, { class: "wide" }, spelled(slot.value), parse));
}

/** Anything, as JSON; what is no JSON is kept as typed, for the service to refuse. */
export function json(slot) {
  const shown = slot.value === undefined ? "" : JSON.stringify(slot.value);
  return labelled(slot, typed(slot, { class: "wide" }, shown, parsed));
}

/** Yes or no. */
export function boolean(slot) {
  const checked = slot.value ?? slot.fallback ?? false;
  const input = element("input", {
    ...attributes(slot),
    type: "checkbox",
    onchange: () => slot.write(input.checked),
  });
  input.checked = checked;
  return labelled(slot, input);
}

/** One of several texts. */
export function choice(slot) {
  const options = slot.schema.enum.map((name) => element("option", { value: name }, name));
  const input = element(
    "select",
    { ...attributes(slot), onchange: () => slot.write(input.value) },
    options,
  );
  input.value = slot.value ?? slot.fallback;
  return labelled(slot, input);
}

function typed(slot, own, shown, parse) {
  const placeholder = spelled(slot.fallback) || null;
  const write = () => slot.write(input.value.trim() ? parse(input.value) : undefined);
  const input = element("input", {
    type: "text",
    placeholder,
    ...attributes(slot),
    ...own,
    oninput: write,
  });
  input.value = shown;
  return input;
}

function spelled(value) {
  return Array.isArray(value) ? value.join(", ") : String(value ?? "");
}

function read(written) {
  const value = Number(written);
  return Number.isFinite(value) ? value : written.trim();
}

function parsed(written) {
  try {
    return JSON.parse(written);
  } catch {
    return written;
  }
}
