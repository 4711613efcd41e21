/** Samples of lines, as legends show them beside names. */

import { drawn } from "../elements.js";
import { line } from "../looks.js";

const DASHES = {
  solid: null,
  dot: "2 2",
  dash: "6 3",
  dashdot: "6 2 2 2",
  longdash: "10 3",
  longdashdot: "10 2 2 2",
};

/** Draw a line as the curves at a place look; Plotly's names of dashes are no SVG. */
export function sample(place) {
  const { color, dash } = line(place);
  const stroke = { stroke: color, "stroke-width": 2, "stroke-dasharray": DASHES[dash] ?? dash };
  const path = drawn("line", { x1: 0, x2: 28, y1: 6, y2: 6, ...stroke });
  return drawn("svg", { class: "sample", width: 28, height: 12, "aria-hidden": "true" }, path);
}
