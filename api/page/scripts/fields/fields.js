/** Controls for all parameters of a kind, made from the catalogue's JSON Schema. */

import { Slot } from "./field.js";
import { object, objects, schedule, schedules } from "./nested.js";
import { resolved, shape } from "./schemas.js";
import { boolean, choice, json, number, numbers, text } from "./simple.js";

const CONTROLS = {
  boolean,
  choice,
  json,
  number,
  numbers,
  object,
  objects,
  schedule,
  schedules,
  text,
};

/**
 * Return a control for every parameter of a schema but its kind.
 *
 * `value` is the object that they edit; `write` is told each new one, from which parameters that
 * are left empty are missing. `pointer` is where it stands; `kinds` are what schedules inside of it
 * may be.
 */
export function fields(schema, value, { pointer, kinds, definitions = schema.$defs ?? {}, write }) {
  let current = value;
  const put = (name, next) => {
    const { [name]: _, ...rest } = current;
    current = next === undefined ? rest : { ...current, [name]: next };
    write(current);
  };
  const whole = new Slot({ name: "", schema, definitions, value, pointer, kinds, write });
  const names = Object.keys(schema.properties ?? {}).filter((name) => name !== "kind");
  return names.map((name) => {
    const meant = { ...schema.properties[name], ...resolved(schema.properties[name], definitions) };
    const slot = whole.within(name, meant, {
      read: () => current[name] ?? undefined,
      write: (next) => put(name, next),
    });
    return CONTROLS[shape(meant, definitions)](slot);
  });
}
