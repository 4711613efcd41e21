/** One control for one parameter, with its name, what it means, and room for what is wrong. */

import { element } from "../elements.js";

let count = 0;

/** What a control edits: a value at a place in a document. */
export class Slot {
  /** `pointer` is the JSON pointer of the place; `write` is told each new value, or undefined. */
  constructor({ name, schema, definitions, value, pointer, kinds, write }) {
    Object.assign(this, { name, schema, definitions, value, pointer, kinds, write });
    this.id = `field-${(count += 1)}`;
  }

  /** Return the slot of a value inside of this one's. */
  within(name, schema, { read, write, kinds = this.kinds, definitions = this.definitions }) {
    const pointer = `${this.pointer}/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;
    return new Slot({ name, schema, definitions, value: read(), pointer, kinds, write });
  }

  /** What is taken where there is no value. */
  get fallback() {
    return this.schema.default;
  }
}

/** Return a control under its name; `inputs` are what belongs to it. */
export function labelled(slot, ...inputs) {
  const hint = slot.schema.description;
  return element(
    "div",
    { class: "field", "data-pointer": slot.pointer },
    element("label", { for: slot.id }, slot.name),
    element("div", { class: "inputs" }, inputs),
    hint && element("p", { class: "hint", id: `${slot.id}-hint` }, hint),
  );
}

/** Return controls that belong together under one name. */
export function grouped(slot, ...children) {
  return element(
    "fieldset",
    { class: "group", "data-pointer": slot.pointer },
    element("legend", {}, String(slot.name)),
    children,
  );
}

/** Return the attributes that an input of a slot has. */
export function attributes({ id, schema }) {
  return {
    id,
    "aria-describedby": schema.description ? `${id}-hint` : null,
    autocomplete: "off",
    spellcheck: "false",
  };
}
