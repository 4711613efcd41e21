/** A job as a row of a list. */

import { element } from "../elements.js";
import { badge, counts, progressBar } from "../status.js";
import { counted, duration, moment } from "../wording.js";
import { titleOf } from "./experiment.js";
import { labelled } from "./header.js";

/** Return the row of a job. */
export function jobRow(job) {
  const cells = [
    badge(job.status),
    element("a", { href: `#/jobs/${job.id}` }, titleOf(job.experiment)),
    [progressBar(job.progress), ` ${job.progress.epochs_done} of ${job.progress.epochs_total}`],
    runs(job),
    labels(job),
    element("time", { datetime: job.created_at }, moment(job.created_at)),
    took(job),
  ];
  return element(
    "tr",
    {},
    cells.map((cell) => element("td", {}, cell)),
  );
}

function runs({ runs_total: total, runs_by_status: byStatus }) {
  if (Object.keys(byStatus).length < 2) {
    return counted(total, "run");
  }
  return element("span", { class: "counts" }, counts(byStatus));
}

function labels(job) {
  return Object.entries(job.labels).map(([name, value]) =>
    element("a", { class: "label", href: labelled(name, value) }, `${name}: ${value}`),
  );
}

function took({ started_at: started, finished_at: finished, progress: { eta_seconds: eta } }) {
  if (started && finished) {
    return duration((Date.parse(finished) - Date.parse(started)) / 1000);
  }
  return eta === null ? "–" : `about ${duration(eta)} to go`;
}
