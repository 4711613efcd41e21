/** Parallel coordinates: what each run was given, and what it has reached. */

import { drawn } from "../elements.js";
import { described, number } from "../wording.js";
import { extent } from "./histories.js";

const WIDTH = 1000;
const HEIGHT = 330;
const TOP = 40;
const BOTTOM = 290;
const SIDE = 70;
const DECADES = 1; // beyond so many an axis is logarithmic
const LOST = 318; // where lines end that have no value in the end
const MOST_TICKS = 12;

/**
 * Draw lines over axes.
 *
 * `axes` are `{title, values}` with one value a run, undefined where it has none and NaN where it
 * has diverged; `lines` are `{label, diverged, chosen}`; `press(place)` is called where one is pressed.
 */
export function parallel(axes, lines, press) {
  const scales = axes.map(scaleOf);
  const x = (place) => SIDE + (place * (WIDTH - 2 * SIDE)) / Math.max(1, axes.length - 1);
  const paths = lines.map((line, run) =>
    path(line, points(axes, scales, x, run), () => press(run)),
  );
  const scaled = axes.map(({ title }, place) => axis(title, scales[place], x(place)));
  const label = `Parallel coordinates of ${lines.length} runs over ${axes.map(({ title }) => title).join(", ")}`;
  return drawn(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "parallel", role: "img", "aria-label": label },
    drawn("g", { class: "lines" }, ...paths),
    ...scaled,
  );
}

function path({ label, diverged, chosen }, places, press) {
  const classes = [diverged && "diverged", chosen && "chosen"].filter(Boolean).join(" ");
  const line = drawn("path", { d: `M${places.join("L")}`, class: classes, onclick: press });
  line.append(drawn("title", {}, diverged ? `${label}: diverged` : label));
  return line;
}

function points(axes, scales, x, run) {
  const known = axes.map(({ values }, place) => [x(place), scales[place].at(values[run])]);
  return known
    .filter(([, y]) => y !== null)
    .map(([left, y]) => `${left.toFixed(1)},${y.toFixed(1)}`);
}

function axis(title, { ticks }, x) {
  const marks = ticks.map(({ y, text }) =>
    drawn("text", { x: x + 6, y: y + 4, class: "tick" }, text),
  );
  return drawn(
    "g",
    { class: "axis" },
    drawn("line", { x1: x, x2: x, y1: TOP, y2: BOTTOM }),
    drawn("text", { x, y: TOP - 16, "text-anchor": "middle", class: "title" }, title),
    ...marks,
  );
}

function scaleOf({ values }) {
  const present = values.filter((value) => value !== null && value !== undefined);
  const finite = present.filter(Number.isFinite);
  const isMeasure = present.every((value) => typeof value === "number");
  const lost = isMeasure && finite.length < present.length ? [{ y: LOST, text: "▲ diverged" }] : [];
  const { at, ticks } =
    isMeasure && finite.length ? measuring(finite) : naming(isMeasure ? [] : present);
  return { at: (value) => (Number.isNaN(value) ? LOST : at(value)), ticks: [...ticks, ...lost] };
}

function measuring(values) {
  const [low, high] = extent(values);
  const logarithmic = low > 0 && Math.log10(high / low) > DECADES;
  const place = logarithmic ? Math.log10 : (value) => value;
  const span = place(high) - place(low) || 1;
  const at = (value) =>
    Number.isFinite(value) ? BOTTOM - ((place(value) - place(low)) / span) * (BOTTOM - TOP) : null;
  const distinct = [...new Set(values)];
  const marked = distinct.length <= MOST_TICKS ? distinct : [low, high];
  return { at, ticks: marked.map((value) => ({ y: at(value), text: number(value) })) };
}

function naming(values) {
  const texts = [...new Set(values.map(described))];
  const gap = (BOTTOM - TOP) / Math.max(1, texts.length - 1);
  const at = (value) =>
    value === undefined || value === null ? null : BOTTOM - texts.indexOf(described(value)) * gap;
  const marked = texts.length <= MOST_TICKS ? texts : [];
  return { at, ticks: marked.map((text, place) => ({ y: BOTTOM - place * gap, text })) };
}
