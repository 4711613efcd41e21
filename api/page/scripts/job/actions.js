/** What can be done with a job, in the state that it is in. */

import { element, replace } from "../elements.js";
import { failure } from "../failures.js";
import { post } from "../http.js";
import { once } from "../once.js";
import { navigate } from "../router.js";
import { FINISHED } from "../status.js";
import { openClone } from "./clone.js";
import { download, saveJson } from "./download.js";

const PICTURES = ["svg", "png"];
const EXPORTS = { csv: "csv", parquet: "parquet", tensorboard: "zip" };

/** Return the section; `changed()` is called once something was done to the job. */
export function actions(model, changed) {
  const offers = element("div", { class: "row" });
  const failed = element("div", {});
  let offered = "";
  return {
    node: element("div", { class: "job-actions" }, offers, failed),
    update() {
      const { job } = model;
      const state = JSON.stringify([job.status, job.links]);
      if (state === offered) {
        return; // else a button would vanish below the pointer
      }
      offered = state;
      const attempt = (action) => once(() => tried(action, failed, changed));
      replace(offers, buttons(job, attempt), extension(job, attempt));
    },
  };
}

async function tried(action, failed, changed) {
  replace(failed);
  try {
    await action();
    await changed();
  } catch (error) {
    replace(failed, failure(error));
  }
}

function buttons(job, attempt) {
  return offered(job).map(([label, action]) =>
    element("button", { type: "button", onclick: attempt(action) }, label),
  );
}

function offered(job) {
  const finished = FINISHED.has(job.status);
  const moves = [
    [!finished && job.status !== "paused", "Pause", () => post(job.links.pause)],
    [job.status === "paused", "Resume", () => post(job.links.resume)],
    [!finished, "Cancel", () => post(job.links.cancel)],
    [finished && job.links.reproduce, "Reproduce", () => opened(post(job.links.reproduce))],
    [true, "Clone with changes", async () => openClone(job.experiment)],
    [job.links.history, "History as CSV", () => history(job)],
    [true, "Job as JSON", async () => saveJson(job, `job-${job.id}.json`)],
    ...pictures(job),
    ...exports(job),
  ];
  return moves.filter(([possible]) => possible).map(([, label, action]) => [label, action]);
}

function pictures(job) {
  return PICTURES.map((format) => [
    job.links.plot,
    `Loss as ${format.toUpperCase()}`,
    () => download(`${job.links.plot}?series=loss&format=${format}`, `loss-${job.id}.${format}`),
  ]);
}

function exports(job) {
  return Object.entries(job.links.export ? EXPORTS : {})
    .filter(([format]) => format !== "csv")
    .map(([format, ending]) => [
      true,
      `Export as ${format}`,
      () => download(`${job.links.export}?format=${format}`, `job-${job.id}.${ending}`),
    ]);
}

function history(job) {
  return download(`${job.links.history}?format=csv`, `history-${job.id}.csv`);
}

function extension(job, attempt) {
  if (job.status !== "succeeded" || job.experiment.lr_range_test) {
    return null;
  }
  const present = job.experiment.epochs;
  const bounds = { min: present + 1, step: 1, value: 2 * present };
  const epochs = element("input", { type: "number", id: "extend-epochs", ...bounds });
  const extend = attempt(() => opened(post(job.links.extend, { epochs: epochs.valueAsNumber })));
  const submit = (event) => {
    event.preventDefault();
    extend();
  };
  return element(
    "form",
    { class: "row", onsubmit: submit },
    element("label", { for: "extend-epochs" }, "Train on to epoch"),
    epochs,
    element("button", {}, "Extend"),
  );
}

async function opened(answer) {
  navigate(`#/jobs/${(await answer).id}`);
}
