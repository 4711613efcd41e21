/** What is worth knowing of the chosen curve, in words. */

import { element, replace } from "../elements.js";
import { figure } from "../tables.js";
import { whenThemeChanges } from "../theme.js";
import { downloads } from "./downloads.js";
import { called } from "./model.js";

const MOST_STEPS = 8;
const FACTS = ["first", "last", "minimum", "maximum", "mean"];

/** Show what the preview of the chosen curve says in an element. */
export function notes(container, model, previews, signal) {
  const show = () => replace(container, written(model, previews));
  previews.addEventListener("change", show, { signal });
  model.addEventListener("curves", show, { signal });
  model.addEventListener("look", show, { signal });
  whenThemeChanges(show, signal);
  show();
}

function written(model, previews) {
  const { answer } = previews.of(model.chosen);
  return [
    element("h2", {}, called(model.chosen)),
    answer && [cautions(answer), facts(answer), landmarks(answer), downloads(model), hash(answer)],
  ];
}

function cautions({ warnings }) {
  return warnings.map(({ code, detail }) =>
    element(
      "p",
      { class: "care" },
      element("strong", {}, `${code.replaceAll(/[-_]/g, " ")}: `),
      detail,
    ),
  );
}

function facts({ summary, dtype, unit }) {
  const known = [
    ...FACTS.map((name) => [name, figure(Number(summary[name]))]),
    ["computed in", dtype],
    ["counts", `${unit}s`],
  ];
  return element(
    "dl",
    { class: "facts" },
    known.map(([name, value]) =>
      element("div", {}, element("dt", {}, name), element("dd", {}, value)),
    ),
  );
}

function landmarks({ landmarks: found }) {
  const byKind = Map.groupBy(found, ({ what }) => what);
  const lines = [...byKind].map(([what, marks]) =>
    element("li", {}, element("strong", {}, what.replaceAll("_", " ")), ` ${steps(marks)}`),
  );
  return (
    lines.length > 0 && element("ul", { class: "landmarks", "aria-label": "Landmarks" }, lines)
  );
}

function steps(marks) {
  const shown = marks.slice(0, MOST_STEPS).map(({ step }) => step.toLocaleString("en"));
  const left = marks.length - shown.length;
  return `at step ${shown.join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
}

function hash({ hash: digest }) {
  return element(
    "p",
    { class: "hint hash" },
    "Its hash, which a job can be held to: ",
    element("code", {}, digest),
  );
}
