/** What a range test has found: loss over rate, and the rates that four rules suggest. */

import { chart } from "../charts.js";
import { element, replace } from "../elements.js";
import { sentence } from "../failures.js";
import { get } from "../http.js";
import { line, plain } from "../looks.js";
import { whenThemeChanges } from "../theme.js";
import { number } from "../wording.js";
import { extent } from "./histories.js";

/** Return the section; empty where the job is no range test. */
export function rangeTest(model, signal) {
  const body = element("div", {}, element("p", { class: "hint" }, "The test's losses follow."));
  const ask = async () => {
    const found = await get(`/jobs/${model.id}/lr_range_test`, { signal });
    show(body, found, model, signal);
  };
  let version = -1;
  const node = element(
    "section",
    { class: "panel", "aria-labelledby": "range-test" },
    element("h2", { id: "range-test" }, "Range test"),
    body,
  );
  return {
    node,
    update() {
      node.hidden = !model.job.experiment.lr_range_test;
      if (node.hidden || !model.isFinished || version === model.job.version) {
        return;
      }
      version = model.job.version;
      ask().catch((error) => signal.aborted || replace(body, sentence(error)));
    },
  };
}

function show(body, { runs, method }, model, signal) {
  const place = element("div", {});
  replace(body, place, suggestions(runs, model), methodOf(method));
  const drawing = chart(place, figureOf(runs, model), signal);
  whenThemeChanges(() => drawing.update(figureOf(runs, model)), signal);
}

function figureOf(runs, model) {
  const columns = ["run", "update", "learning_rate", "loss", "smoothed"];
  return {
    traces: runs.flatMap((run, place) => traces(run, place, model)),
    layout: {
      xaxis: { type: "log", title: { text: "learning rate" }, exponentformat: "e" },
      yaxis: { title: { text: "loss" }, range: rangeOf(runs) },
    },
    title:
      "Loss of each update over its rate: faint as measured, thick smoothed; diamonds are suggested rates",
    table: () => ({ columns, rows: runs.flatMap((run) => rows(run, model)) }),
  };
}

/** Return from where to where the smoothed losses go: single ones would leave them no room. */
function rangeOf(runs) {
  const finite = runs.flatMap(({ smoothed }) => smoothed.map(Number)).filter(Number.isFinite);
  if (!finite.length) {
    return undefined;
  }
  const [low, high] = extent(finite);
  const room = 0.15 * (high - low || 1);
  return [low - room, high + room];
}

function traces(run, place, model) {
  const look = line(place);
  const name = plain(nameOf(run, model));
  const finite = run.losses.map(Number);
  const smoothed = run.smoothed.map(Number);
  const common = { type: "scatter", mode: "lines", x: run.learning_rates, name, line: look };
  return [
    { ...common, y: finite, opacity: 0.35, hoverinfo: "skip", line: { ...look, width: 1 } },
    { ...common, y: smoothed, line: { ...look, width: 2 } },
    marks(run, smoothed, look),
  ];
}

function marks({ suggestions: suggested, learning_rates: rates }, smoothed, { color }) {
  const known = Object.entries(suggested).filter(([, rate]) => rate !== null);
  const nearest = (rate) => rates.findIndex((other) => other >= rate);
  return {
    type: "scatter",
    mode: "markers+text",
    x: known.map(([, rate]) => rate),
    y: known.map(([, rate]) => smoothed[Math.max(0, nearest(rate))]),
    text: known.map(([rule]) => rule),
    textposition: "top center",
    hovertemplate: "%{text}: %{x:.3g}<extra></extra>",
    marker: { symbol: "diamond", size: 9, color },
  };
}

function suggestions(runs, model) {
  const rules = Object.keys(runs[0]?.suggestions ?? {});
  const cells = ({ suggestions: rates, reasons }) =>
    rules.map((rule) =>
      element("td", {}, rates[rule] === null ? `none: ${reasons[rule]}` : number(rates[rule])),
    );
  const stop = ({ stopped_at: at }) =>
    element("td", {}, at === null ? "at its end" : `update ${at}`);
  const named = (run) => element("th", { scope: "row" }, nameOf(run, model));
  const body = runs.map((run) => element("tr", {}, named(run), cells(run), stop(run)));
  const heads = ["run", ...rules, "stopped"].map((text) => element("th", { scope: "col" }, text));
  return element(
    "div",
    { class: "table-scroll", tabindex: 0, role: "region", "aria-label": "Suggested rates" },
    element(
      "table",
      {},
      element("caption", {}, "Rates to start from"),
      element("thead", {}, element("tr", {}, heads)),
      element("tbody", {}, body),
    ),
  );
}

function methodOf(words) {
  const terms = Object.entries(words).map(([term, text]) => [
    element("dt", {}, term),
    element("dd", {}, text),
  ]);
  return element(
    "details",
    {},
    element("summary", {}, "What the rules look at"),
    element("dl", {}, terms),
  );
}

function rows(run, model) {
  const name = nameOf(run, model);
  return run.losses.map((loss, place) => [
    name,
    place,
    run.learning_rates[place],
    loss,
    run.smoothed[place],
  ]);
}

function nameOf({ parameters, seed }, model) {
  return model.paths.length ? `${model.name(parameters)}, seed ${seed}` : `seed ${seed}`;
}
