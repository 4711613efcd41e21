/** What a JSON Schema of the catalogue asks for, in the few words that controls need. */

/**
 * Return the shape of what a schema describes: `number`, `boolean`, `choice`, `text`, `numbers`,
 * `schedule`, `schedules`, `object`, `objects`, or `json` where nothing simpler fits.
 */
export function shape(schema, definitions) {
  const meant = resolved(schema, definitions);
  if (meant.enum) {
    return "choice";
  }
  return TYPES[meant.type]?.(meant, definitions) ?? (meant.oneOf ? "schedule" : "json");
}

/** Return a schema with its reference followed, and without the alternative of being left out. */
export function resolved(schema, definitions) {
  if (schema.$ref) {
    return { ...definitions[schema.$ref.replace("#/$defs/", "")], ...without(schema, "$ref") };
  }
  const alternatives = (schema.anyOf ?? []).filter(({ type }) => type !== "null");
  return alternatives.length === 1 ? { ...without(schema, "anyOf"), ...alternatives[0] } : schema;
}

/** Return the schemas that a nested rule may have, by kind; null where it may be any schedule. */
export function rules(schema, definitions) {
  const mapping = schema.discriminator?.mapping;
  const named = Object.entries(mapping ?? {});
  return mapping
    ? new Map(named.map(([kind, $ref]) => [kind, resolved({ $ref }, definitions)]))
    : null;
}

const TYPES = {
  number: () => "number",
  integer: () => "number",
  boolean: () => "boolean",
  string: () => "text",
  object: (schema) => (isSchedule(schema) ? "schedule" : schema.properties ? "object" : "json"),
  array: (schema, definitions) => PLURALS[shape(schema.items, definitions)],
};
const PLURALS = { number: "numbers", schedule: "schedules", object: "objects" };

function isSchedule({ properties }) {
  return properties?.kind !== undefined;
}

function without(object, name) {
  const { [name]: _, ...rest } = object;
  return rest;
}
