/** A slider beside a number: along the whole range of a bounded one, by factors of any other. */

import { element } from "../elements.js";

const STEPS = 200;
const DECADES = 2;
const DIGITS = 3;

/** Return a slider that moves the number of an input, or null where there is none to start from. */
export function slider({ name, schema, value, fallback }, input) {
  const start = Number(value ?? fallback);
  const track = bounded(schema) ?? scaled(start, schema);
  if (!track) {
    return null;
  }
  const range = element("input", {
    type: "range",
    max: STEPS,
    "aria-label": `${name}, by sliding`,
    tabindex: -1,
  });
  const follow = () => {
    range.value = Math.round(STEPS * track.place(Number(input.value || fallback)));
  };
  range.addEventListener("input", () => {
    input.value = rounded(track.value(range.value / STEPS), schema);
    input.dispatchEvent(new Event("input"));
  });
  input.addEventListener("input", follow);
  follow();
  return range;
}

function bounded({ minimum, maximum }) {
  if (minimum === undefined || maximum === undefined || maximum - minimum > 1000) {
    return null;
  }
  return {
    place: (value) => (value - minimum) / (maximum - minimum),
    value: (place) => minimum + place * (maximum - minimum),
  };
}

function scaled(start, schema) {
  if (!(start > 0)) {
    return null;
  }
  const most = schema.maximum ?? schema.exclusiveMaximum ?? Infinity;
  return {
    place: (value) => (Math.log10(value / start) / DECADES + 1) / 2,
    value: (place) => Math.min(start * 10 ** (DECADES * (2 * place - 1)), most),
  };
}

function rounded(value, { type, anyOf }) {
  const isWhole = type === "integer" || anyOf?.some((one) => one.type === "integer");
  return isWhole ? Math.round(value) : Number(value.toPrecision(DIGITS));
}
