/** A study that trains nothing: its curves are its finding. */

import { chart } from "../charts.js";
import { element, replace } from "../elements.js";
import { post } from "../http.js";
import { naming, differing } from "../job/parameters.js";
import { sample } from "../job/sample.js";
import { line, plain } from "../looks.js";
import { whenThemeChanges } from "../theme.js";
import { number } from "../wording.js";

/** Return the curves of a body of `POST /schedules/preview`, drawn. */
export async function previewed(body, signal) {
  const { steps, curves } = await post("/schedules/preview", body, { signal });
  const schedules = curves.map(({ schedule }) => schedule);
  const name = naming({}, differing({}, schedules));
  const named = curves.map((curve) => ({ ...curve, name: name(curve.schedule) }));
  const place = element("div", { class: "study-curves" });
  const numbers = element("div", {}, table(named));
  const shown = chart(place, figureOf(steps, named), signal);
  whenThemeChanges(() => {
    shown.update(figureOf(steps, named));
    replace(numbers, table(named));
  }, signal);
  return [element("h3", {}, "Computed"), numbers, place];
}

function figureOf(steps, curves) {
  return {
    traces: curves.map(({ name, learning_rates: y }, place) => ({
      type: "scatter",
      mode: "lines",
      x: steps,
      y,
      name: plain(name),
      line: { ...line(place), width: 2 },
    })),
    layout: { xaxis: { title: { text: "step" } }, yaxis: { title: { text: "learning rate" } } },
    title: "Learning rate by step",
    table: () => ({
      columns: ["step", ...curves.map(({ name }) => name)],
      rows: steps.map((step, place) => [
        step,
        ...curves.map((curve) => curve.learning_rates[place]),
      ]),
    }),
  };
}

function table(curves) {
  const heads = ["curve", "first rate", "last rate", "mean"].map((text) =>
    element("th", { scope: "col" }, text),
  );
  const rows = curves.map(({ name, summary }, place) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, sample(place), " ", name),
      [summary.first, summary.last, summary.mean].map((value) => element("td", {}, number(value))),
    ),
  );
  return element(
    "table",
    {},
    element("thead", {}, element("tr", {}, heads)),
    element("tbody", {}, rows),
  );
}
