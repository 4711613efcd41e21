/** The table of a job's runs: what they differ by first, then how they are and what they reached. */

import { element, replace } from "../elements.js";
import { sentence } from "../failures.js";
import { badge } from "../status.js";
import { count, described, number } from "../wording.js";
import { download } from "./download.js";
import { hasDiverged } from "./histories.js";
import { shortNames, valueAt } from "./parameters.js";

const PAGE = 50;
const EPOCHS = ["last", "best"];
const LOST = ["NaN", "Infinity", "-Infinity"]; // as numbers that are not finite are written

/** Return the section; `choose(changes)` puts what was chosen into the page's state. */
export function runsTable(model, choose) {
  const table = element("table", {});
  const pages = element("nav", { class: "row", "aria-label": "Pages of runs" });
  const scrolls = { class: "table-scroll", tabindex: 0, role: "region", "aria-label": "Runs" };
  return {
    node: element(
      "section",
      { class: "panel", "aria-labelledby": "runs" },
      element("h2", { id: "runs" }, "Runs"),
      element("div", scrolls, table),
      pages,
    ),
    update(view) {
      const columns = columnsOf(model, view);
      const sorted = inOrder(model.runs, columns, view);
      const page = Math.min(view.page, Math.max(0, Math.ceil(sorted.length / PAGE) - 1));
      const rows = sorted.slice(page * PAGE, (page + 1) * PAGE);
      replace(table, head(columns, view, choose), body(rows, columns, model, view, choose));
      replace(pages, ...turning(page, sorted.length, choose));
    },
  };
}

function columnsOf(model, view) {
  return [
    ...swept(model),
    { key: "seed", title: "seed", value: (run) => run.seed },
    { key: "status", title: "status", value: stateOf, shown: (run) => badge(stateOf(run)) },
    { key: "epochs", title: "epochs", value: (run) => run.epochs_done, shown: epochs },
    { key: "rate", title: "last rate", value: (run) => run.final?.learning_rate },
    ...reached(model, view),
    { key: "best-epoch", title: "best epoch", value: (run) => run.best?.epoch },
  ];
}

function swept({ job: { experiment }, paths }) {
  const names = shortNames(paths);
  const value = (path) => (run) => valueAt(experiment, run.parameters, path);
  return paths.map((path) => ({ key: path, title: names.get(path), value: value(path) }));
}

/** Return the columns of the metric and of what the best epoch is chosen by, last and best. */
function reached({ columns }, { metric }) {
  const judged = columns.includes("val_loss") ? "val_loss" : "loss";
  const names = [...new Set([metric, judged])].filter(Boolean);
  const column = (title, row) => (name) => ({
    key: `${title}-${name}`,
    title: `${title} ${name}`,
    value: (run) => run[row]?.[name],
  });
  return [...names.map(column("last", "final")), ...names.map(column("best", "best"))];
}

function stateOf(run) {
  return run.status === "succeeded" && hasDiverged(run) ? "diverged" : run.status;
}

function epochs(run) {
  return `${count(run.epochs_done)} of ${count(run.epochs)}`;
}

function inOrder(runs, columns, { sort, descending }) {
  const column = columns.find(({ key }) => key === sort);
  if (!column) {
    return runs;
  }
  const sign = descending ? -1 : 1;
  return [...runs].sort((a, b) => compared(column.value(a), column.value(b), sign));
}

/** What is missing or not finite comes last, whichever way the rest is sorted. */
function compared(a, b, sign) {
  const [known, otherKnown] = [a, b].map(
    (value) => value !== undefined && value !== null && !LOST.includes(value),
  );
  if (!known || !otherKnown) {
    return Number(otherKnown) - Number(known);
  }
  if (typeof a === "number" && typeof b === "number") {
    return sign * (a - b);
  }
  return sign * described(a).localeCompare(described(b), "en", { numeric: true });
}

function head(columns, { sort, descending }, choose) {
  const cells = columns.map(({ key, title }) => {
    const order = key !== sort ? "none" : descending ? "descending" : "ascending";
    const press = () =>
      choose({ sort: key, descending: key === sort && !descending ? "1" : null, page: null });
    const button = element("button", { type: "button", onclick: press }, title);
    return element("th", { scope: "col", "aria-sort": order }, button);
  });
  return element(
    "thead",
    {},
    element("tr", {}, element("th", { scope: "col" }, "curve"), cells, element("td", {})),
  );
}

function body(runs, columns, model, view, choose) {
  return element("tbody", {}, ...runs.map((run) => row(run, columns, model, view, choose)));
}

function row(run, columns, model, { traces }, choose) {
  const cells = columns.map((column) =>
    element("td", {}, column.shown?.(run) ?? written(column.value(run))),
  );
  const curve = element("td", {}, tracing(run, traces, choose));
  return element(
    "tr",
    { id: `run-${run.id}` },
    curve,
    ...cells,
    element("td", {}, ...extras(run, model)),
  );
}

function written(value) {
  return typeof value === "number" ? number(value) : described(value);
}

function tracing(run, traces, choose) {
  const chosen = traces.includes(run.id);
  const change = () => {
    const rest = traces.filter((id) => id !== run.id);
    choose({ traces: (chosen ? rest : [...rest, run.id]).join(",") || null });
  };
  const label = `Draw the curve of the run with seed ${run.seed}`;
  return element("input", {
    type: "checkbox",
    checked: chosen,
    onchange: change,
    "aria-label": label,
  });
}

function extras(run, { job }) {
  const said = [...run.warnings.map(({ detail }) => detail), run.error?.detail].filter(Boolean);
  const notes = said.map((detail) => element("span", { class: "faint" }, detail));
  const isKept = run.status === "succeeded" && job.links.reproduce;
  return isKept ? [...notes, EPOCHS.map((epoch) => modelButton(run, job, epoch))] : notes;
}

/** Return a button that saves a model; it says so where that failed, or takes its time. */
function modelButton(run, { links }, epoch) {
  const label = `Model, ${epoch} epoch`;
  const take = async ({ target }) => {
    target.textContent = "Being made …";
    const path = `${links.runs}/${run.id}/model?epoch=${epoch}`;
    const failed = await download(path, `${run.id}-${epoch}.keras`).then(() => "", sentence);
    target.textContent = failed || label;
  };
  return element("button", { type: "button", class: "quiet", onclick: take }, label);
}

function turning(page, total, choose) {
  if (total <= PAGE) {
    return [`${count(total)} in all`];
  }
  const last = Math.ceil(total / PAGE) - 1;
  const turn = (to, label) => {
    const press = () => choose({ page: to ? String(to) : null });
    return element(
      "button",
      { type: "button", disabled: to < 0 || to > last, onclick: press },
      label,
    );
  };
  const range = `${count(page * PAGE + 1)} to ${count(Math.min(total, (page + 1) * PAGE))} of ${count(total)}`;
  return [turn(page - 1, "Previous"), ` ${range} `, turn(page + 1, "Next")];
}
