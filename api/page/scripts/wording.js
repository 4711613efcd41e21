/** Numbers, times and parameters in words. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DIGITS = 4;
const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

/** Write a measured number with four digits; what is not finite comes as a word already. */
export function number(value) {
  if (typeof value !== "number") {
    return String(value ?? "–");
  }
  const size = Math.abs(value);
  const plain = size === 0 || (size >= 1e-4 && size < 1e6);
  return plain ? String(Number(value.toPrecision(DIGITS))) : shortExponential(value);
}

/** Write a count with its thousands apart. */
export function count(value) {
  return value.toLocaleString("en");
}

/** Write a count with its noun: `1 run`, `2 runs`. */
export function counted(value, noun) {
  return `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** Write seconds in at most two units. */
export function duration(seconds) {
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  if (seconds < MINUTE) {
    return `${Math.round(seconds)} s`;
  }
  if (seconds < HOUR) {
    return inTwo(seconds, MINUTE, "min", 1, "s");
  }
  if (seconds < DAY) {
    return inTwo(seconds, HOUR, "h", MINUTE, "min");
  }
  return inTwo(seconds, DAY, "d", HOUR, "h");
}

/** Write a time of RFC 3339 as it is where the reader is. */
export function moment(text) {
  return text ? MOMENT.format(new Date(text)) : "–";
}

/** Write a value of an experiment: components by their name, with their arguments. */
export function described(value) {
  if (value === null || value === undefined) {
    return "–";
  }
  if (Array.isArray(value)) {
    return value.map(described).join(", ");
  }
  if (typeof value !== "object") {
    return String(value);
  }
  const { kind, name, layer, ...rest } = value;
  const parts = Object.entries(rest).map(([key, part]) => `${key} ${described(part)}`);
  const head = kind ?? name ?? layer ?? "";
  return parts.length ? `${head} (${parts.join(", ")})`.trim() : head;
}

function shortExponential(value) {
  const [digits, exponent] = value.toExponential(DIGITS - 1).split("e");
  return `${Number(digits)}e${Number(exponent)}`;
}

function inTwo(seconds, large, largeName, small, smallName) {
  const total = Math.round(seconds / small) * small;
  const rest = Math.round((total % large) / small);
  const whole = `${Math.floor(total / large)} ${largeName}`;
  return rest ? `${whole} ${rest} ${smallName}` : whole;
}
