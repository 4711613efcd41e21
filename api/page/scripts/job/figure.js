/** The curves of a job as a figure: the rate above loss and metric, over one axis. */

import { line as lookOf, plain } from "../looks.js";
import { band, divergedAt, smoothed, thinned } from "./histories.js";

const AXIS_TITLES = {
  epoch: "epoch",
  step: "step (weight update)",
  time: "seconds since the run began",
};
const MOST_DRAWN = 12_000; // points of all lines
const LEAST_DRAWN = 200; // points of one
const GAP = 0.06;
const RATE_SHARE = 0.24;

/** Return traces and layout of what `view` shows of a job. */
export function figureOf(model, view) {
  const panels = panelsOf(view);
  const shown = model.configurations.filter(({ place }) => view.shown.has(place));
  const most = Math.max(LEAST_DRAWN, MOST_DRAWN / (shown.length * panels.length || 1));
  const traces = shown.flatMap((one) => configurationTraces(model, { ...view, most }, panels, one));
  return {
    traces: [...traces, ...singleTraces(model, view, panels)],
    layout: layoutOf(view, panels),
  };
}

/** Return the panels from top to bottom, each a column of the history and its validation twin. */
function panelsOf({ columns }) {
  return columns.map((column, place) => ({ column, axis: place ? `y${place + 1}` : "y" }));
}

function configurationTraces(model, view, panels, configuration) {
  const histories = model.historiesOf(configuration);
  if (!histories.length) {
    return [];
  }
  const name = plain(model.name(configuration.parameters));
  const look = { ...lookOf(configuration.place), name };
  return panels.flatMap((panel) => panelTraces(model, view, panel, histories, look));
}

function panelTraces(model, view, { column, axis }, histories, look) {
  const x = (history) => model.along(view.axis, history);
  const columns = linesOf(column, model, view);
  return columns.flatMap((name, place) => {
    const over = thinned(band(histories, name, x), view.most);
    const isMain = place === 0;
    const lines = smoothLines(over, view, { ...look, column: name, axis, isMain });
    const around = [...bandTraces(over, histories, axis, look), ...lines];
    return isMain ? [...around, ...ends(histories, name, x, axis, look)] : lines;
  });
}

/** Return the columns of a panel, the one to judge by first. */
function linesOf(column, model, { training }) {
  const validated = `val_${column}`;
  if (!model.columns.includes(validated)) {
    return [column];
  }
  return training ? [validated, column] : [validated];
}

function smoothLines(over, { smoothing }, look) {
  if (!smoothing || look.column === "learning_rate") {
    return [line(over, over.mean, look)];
  }
  const raw = line(over, over.mean, { ...look, faint: true });
  return [raw, line(over, smoothed(over.mean, smoothing), look)];
}

function line(over, values, { name, column, axis, color, dash, isMain, faint }) {
  return {
    type: "scatter",
    mode: "lines",
    x: over.x,
    y: values,
    yaxis: axis,
    name,
    opacity: faint ? 0.35 : 1,
    line: { color, dash, width: isMain ? 2 : 1 },
    hovertemplate: `${column} %{y:.4g} at %{x:.6g}`,
  };
}

/** Return the range of a configuration's runs as a surface, none where it has one run. */
function bandTraces({ x, low, high }, histories, axis, { color }) {
  if (histories.length === 1) {
    return [];
  }
  const rows = x.map((_, row) => row).filter((row) => low[row] !== null && x[row] !== null);
  const back = [...rows].reverse();
  return [
    {
      type: "scatter",
      mode: "lines",
      x: [...rows, ...back].map((row) => x[row]),
      y: [...rows.map((row) => high[row]), ...back.map((row) => low[row])],
      yaxis: axis,
      hoverinfo: "skip",
      fill: "toself",
      opacity: 0.18,
      fillcolor: color,
      line: { width: 0 },
    },
  ];
}

/** Mark where runs have left the finite numbers: a cross at the last value that was one. */
function ends(histories, name, x, axis, { name: group, color }) {
  const gone = histories.map((history) => lastFinite(history, name, x)).filter(Boolean);
  if (!gone.length) {
    return [];
  }
  return [
    {
      type: "scatter",
      mode: "markers",
      x: gone.map((end) => end.x),
      y: gone.map((end) => end.y),
      text: gone.map(({ epoch }) => `diverged in epoch ${epoch}`),
      yaxis: axis,
      name: group,
      hovertemplate: "%{text}",
      marker: { symbol: "x", size: 10, color },
    },
  ];
}

/** Return the last place before a run diverged; on the rate's panel, the rate with which it did. */
function lastFinite(history, name, x) {
  const epoch = divergedAt(history);
  if (epoch === null) {
    return null;
  }
  const row = history.epoch.indexOf(epoch) - (name === "learning_rate" ? 0 : 1);
  return row < 0 ? null : { x: x(history)[row], y: history[name][row], epoch };
}

function singleTraces(model, view, panels) {
  const places = new Map(
    model.configurations.flatMap(({ place, runs }) => runs.map(({ id }) => [id, place])),
  );
  const isWanted = ({ id }) =>
    view.traces.includes(id) || (view.singles && view.shown.has(places.get(id)));
  const wanted = model.runs.filter(isWanted);
  return wanted.flatMap((run) => {
    const history = model.histories.get(run.id);
    const name = plain(`${model.name(run.parameters)}, seed ${run.seed}`);
    const look = { ...lookOf(places.get(run.id)), name, isMain: false };
    return history ? panels.flatMap((panel) => single(model, view, panel, history, look)) : [];
  });
}

function single(model, view, { column, axis }, history, look) {
  const [name] = linesOf(column, model, view);
  const over = { x: model.along(view.axis, history) };
  return [line(over, history[name], { ...look, column: `${look.name}: ${name}`, axis })];
}

function layoutOf(view, panels) {
  const axes = panels.map(({ column, axis }, place) => [
    axis.replace("y", "yaxis"),
    {
      domain: domainOf(place, panels.length),
      title: { text: column.replace("_", " ") },
      type: column === "learning_rate" ? view.rateScale : column === "loss" ? view.scale : "linear",
      exponentformat: "e",
    },
  ]);
  const below = panels.at(-1).axis;
  return {
    ...Object.fromEntries(axes),
    xaxis: { title: { text: AXIS_TITLES[view.axis] }, anchor: below },
    hovermode: "x",
    uirevision: [view.axis, view.metric, view.scale, view.rateScale].join(),
  };
}

/** Return from where to where a panel goes: the first, of the rate, is lower than the others. */
function domainOf(place, panels) {
  if (panels === 1) {
    return [0, 1];
  }
  if (place === 0) {
    return [1 - RATE_SHARE, 1];
  }
  const height = (1 - RATE_SHARE) / (panels - 1);
  const bottom = height * (panels - 1 - place);
  return [bottom, bottom + height - GAP];
}
