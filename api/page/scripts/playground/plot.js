/** The chart of the playground: every visible curve, with what happens on it. */

import { chart } from "../charts.js";
import { line, plain } from "../looks.js";
import { whenThemeChanges } from "../theme.js";
import { called } from "./model.js";

const SYMBOLS = { peak: "triangle-up", floor: "triangle-down" };
const MOST_MARKED = 60;
const MOST_NAMED = 6;
const STAIRS = 200;

/** Draw the curves of a model in an element, again whenever there are others; return the chart. */
export function plot(container, model, previews, signal) {
  const drawing = chart(container, figure(model, previews), signal);
  const draw = () => drawing.update(figure(model, previews));
  previews.addEventListener("change", draw, { signal });
  model.addEventListener("curves", draw, { signal });
  model.addEventListener("look", draw, { signal });
  whenThemeChanges(draw, signal);
  return drawing;
}

function figure(model, previews) {
  const shown = visible(model, previews);
  return {
    traces: shown.flatMap((one) => [curveOf(one), marksOf(one)]),
    layout: layout(model),
    title: titleOf(shown),
    table: () => tableOf(shown),
  };
}

function titleOf(shown) {
  const names = shown.map(({ curve }) => called(curve));
  return `Learning rate by step: ${names.join(", ") || "nothing is shown"}`;
}

function visible(model, previews) {
  return model.curves
    .map((curve, index) => ({
      curve,
      index,
      isChosen: index === model.index,
      answer: previews.of(curve).answer,
    }))
    .filter(({ curve, answer }) => answer && !curve.isHidden);
}

function curveOf({ curve, index, isChosen, answer }) {
  return {
    x: answer.steps,
    y: answer.learning_rates.map(Number),
    name: plain(called(curve)),
    mode: answer.steps.length === 1 ? "markers" : "lines",
    line: {
      ...line(index),
      width: isChosen ? 2.5 : 1.5,
      shape: answer.steps.length <= STAIRS ? "hv" : "linear",
    },
    hovertemplate: "%{y:.6~g}",
  };
}

function marksOf({ curve, index, isChosen, answer }) {
  const marks = isChosen
    ? [...Map.groupBy(answer.landmarks, ({ step }) => step)].slice(0, MOST_MARKED)
    : [];
  const names = marks.map(([, found]) => found.map(({ what }) => what));
  return {
    x: marks.map(([step]) => step),
    y: marks.map(([step]) => rateAt(answer, step)),
    text: names.map((found) => found.join(", ").replaceAll("_", " ")),
    name: plain(`${called(curve)}, landmarks`),
    mode: marks.length > MOST_NAMED ? "markers" : "markers+text",
    textposition: "top center",
    cliponaxis: false,
    marker: {
      color: line(index).color,
      size: 8,
      symbol: names.map((found) => SYMBOLS[found.at(-1)] ?? "diamond-open"),
    },
    hovertemplate: "%{text} at step %{x}<extra></extra>",
  };
}

/** Return the rate of the last sampled step that is not after this one. */
function rateAt({ steps, learning_rates: rates }, step) {
  const after = steps.findIndex((sampled) => sampled > step);
  return Number(rates.at(after === -1 ? -1 : after - 1));
}

function layout({ axis }) {
  return {
    xaxis: { title: { text: "step", standoff: 6 }, rangemode: "nonnegative" },
    yaxis: {
      title: { text: "learning rate", standoff: 6 },
      type: axis,
      rangemode: axis === "log" ? "normal" : "tozero",
    },
    margin: { l: 72, r: 20, t: 18, b: 42 },
  };
}

function tableOf(shown) {
  const steps = shown[0]?.answer.steps ?? [];
  const columns = ["step", ...shown.map(({ curve }) => called(curve))];
  const rates = shown.map(({ answer }) => byStep(answer));
  return { columns, rows: steps.map((step) => [step, ...rates.map((known) => known.get(step))]) };
}

/** Return an answer's rates by step: another range was asked for where an answer is still to come. */
function byStep({ steps, learning_rates: rates }) {
  return new Map(steps.map((step, place) => [step, rates[place]]));
}
