/** Controls of schedules within schedules, and of lists of them. */

import { element, replace } from "../elements.js";
import { grouped } from "./field.js";
import { fields } from "./fields.js";
import { resolved, rules } from "./schemas.js";

/** A schedule of its own: its kind, and controls for the parameters of that. */
export function schedule(slot) {
  return grouped(slot, ...parts(slot));
}

/** Named values. */
export function object(slot) {
  const value = slot.value ?? {};
  return grouped(slot, members(slot, slot.schema, value));
}

/** Several schedules, of which there can be more and fewer. */
export function schedules(slot) {
  return list(slot, schedule, (items) => structuredClone(items.at(-1) ?? first(slot)));
}

/** Several groups of named values. */
export function objects(slot) {
  return list(slot, object, (items) => structuredClone(items.at(-1) ?? {}));
}

function parts(slot) {
  const offered = kindsFor(slot);
  const value = slot.value ?? {};
  const body = element("div", { class: "members" });
  const picker = select(offered, value.kind, (kind) => {
    slot.value = { ...structuredClone(offered.get(kind).example ?? {}), kind };
    slot.write(slot.value);
    show();
  });
  const show = () => {
    const schema = offered.get(slot.value?.kind)?.parameters;
    replace(body, schema && members(slot, schema, slot.value));
  };
  show();
  return [element("div", { class: "field" }, picker), body];
}

function select(offered, kind, choose) {
  const options = [...offered.keys()].map((name) => element("option", { value: name }, name));
  const input = element(
    "select",
    { class: "wide", "aria-label": "kind", onchange: () => choose(input.value) },
    options,
  );
  input.value = kind;
  return input;
}

/** Return what may stand here, by kind: with its parameters and, of whole schedules, an example. */
function kindsFor({ name, schema, definitions, kinds }) {
  const meant = resolved(schema, definitions);
  const own = rules(meant, definitions);
  if (own) {
    return new Map(
      [...own].map(([kind, parameters]) => [
        kind,
        { parameters: { ...parameters, $defs: definitions } },
      ]),
    );
  }
  return new Map([...kinds].filter(([, entry]) => entry.feedback === (name === "feedback")));
}

function members(slot, schema, value) {
  return fields(schema, value, {
    pointer: slot.pointer,
    kinds: slot.kinds,
    definitions: schema.$defs ?? slot.definitions,
    write: (next) => {
      slot.value = next;
      slot.write(next);
    },
  });
}

function list(slot, control, another) {
  const body = element("div", { class: "members" });
  let items = slot.value ?? [];
  const keep = (next) => {
    items = next;
    slot.write(next);
  };
  const change = (next) => {
    keep(next);
    show();
  };
  const row = (_, index) => {
    const parts = { read: () => items[index], write: (next) => keep(items.with(index, next)) };
    const inner = slot.within(index, slot.schema.items, parts);
    const remove = button("Remove", () => change(items.toSpliced(index, 1)));
    return element("div", { class: "item" }, control(named(inner, slot, index)), remove);
  };
  const add = button("Add one", () => change([...items, another(items)]));
  const show = () => replace(body, items.map(row), add);
  show();
  return grouped(slot, body);
}

function button(text, act) {
  return element("button", { type: "button", class: "quiet", onclick: act }, text);
}

function named(inner, slot, index) {
  inner.name = `${slot.name} ${index + 1}`;
  return inner;
}

function first({ kinds }) {
  return kinds.get("constant").example;
}
