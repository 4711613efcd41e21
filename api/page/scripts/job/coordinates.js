/** The section of parallel coordinates: swept parameters and what each run has reached with them. */

import { element, replace } from "../elements.js";
import { hasDiverged } from "./histories.js";
import { parallel } from "./parallel.js";
import { shortNames, valueAt } from "./parameters.js";

const MOST_AXES = 10;
const HINT =
  "A line is a run; press it to draw its curve. Runs that diverged are dashed and end below the last axis. " +
  "The numbers are in the table of runs.";

/** Return the section; empty where the runs differ by nothing but their seeds. */
export function coordinates(model, choose) {
  const region = {
    class: "scrolls",
    tabindex: 0,
    role: "region",
    "aria-label": "Parallel coordinates",
  };
  const body = element("div", region);
  const node = element(
    "section",
    { class: "panel", "aria-labelledby": "coordinates" },
    element("h2", { id: "coordinates" }, "Parameters and outcome"),
    element("p", { class: "hint" }, HINT),
    body,
  );
  return {
    node,
    update(view) {
      const ended = model.runs.filter(({ final }) => final);
      node.hidden = !model.paths.length || !ended.length;
      if (node.hidden) {
        return;
      }
      const press = pressing(ended, view, choose);
      replace(body, parallel(axesOf(model, ended, view), linesOf(model, ended, view), press));
    },
  };
}

function axesOf({ job, paths }, runs, { metric }) {
  const names = shortNames(paths);
  const swept = paths.slice(0, MOST_AXES).map((path) => ({
    title: names.get(path),
    values: runs.map(({ parameters }) => valueAt(job.experiment, parameters, path)),
  }));
  return [...swept, { title: `last ${metric}`, values: runs.map((run) => outcome(run, metric)) }];
}

function outcome(run, metric) {
  return hasDiverged(run) ? NaN : run.final[metric];
}

function linesOf(model, runs, { traces }) {
  return runs.map((run) => ({
    label: `${model.name(run.parameters)}, seed ${run.seed}`,
    diverged: hasDiverged(run),
    chosen: traces.includes(run.id),
  }));
}

function pressing(runs, { traces }, choose) {
  return (place) => {
    const { id } = runs[place];
    const rest = traces.filter((other) => other !== id);
    choose({ traces: (rest.length < traces.length ? rest : [...rest, id]).join(",") || null });
  };
}
