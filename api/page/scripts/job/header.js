/** What a job is, and how far it has come. */

import { element, replace } from "../elements.js";
import { badge, counts, progressBar } from "../status.js";
import { count, counted, duration, moment } from "../wording.js";
import { titleOf } from "./experiment.js";

const CONNECTIONS = {
  live: "live",
  polling: "live, by asking",
  reconnecting: "reconnecting …",
  ended: "",
};

/** Return the header; `connected(state)` says how the page hears of the job. */
export function header(model) {
  const node = element("header", { class: "job-header" });
  const connection = element("span", { class: "connection", role: "status" });
  return {
    node,
    update: () => replace(node, parts(model, connection)),
    connected(state) {
      if (connection.dataset.state === state) {
        return; // else it would be told again with every event
      }
      connection.dataset.state = state;
      connection.textContent = CONNECTIONS[state];
    },
  };
}

function parts(model, connection) {
  const { job } = model;
  return [
    element("h1", {}, titleOf(job.experiment)),
    element("p", { class: "row" }, badge(job.status), runs(model), connection),
    element("p", { class: "row" }, progressBar(job.progress), progress(job)),
    facts(job),
    job.reproduction && element("p", {}, reproduced(job.reproduction)),
    notes(job),
  ];
}

function runs({ job, diverged }) {
  const lost = diverged > 0 && badge("diverged", `${diverged} diverged`);
  const areAlike = Object.keys(job.runs_by_status).length === 1;
  return [areAlike ? counted(job.runs_total, "run") : counts(job.runs_by_status), lost];
}

function progress({
  progress: { epochs_done: done, epochs_total: total, eta_seconds: eta },
  queue_position: place,
}) {
  const rest = eta === null ? "" : `, about ${duration(eta)} to go`;
  const queued = place ? `, number ${count(place)} in the queue` : "";
  return `${count(done)} of ${counted(total, "epoch")}${rest}${queued}`;
}

function facts(job) {
  const labels = Object.entries(job.labels).map(([name, value]) =>
    element("a", { class: "label", href: labelled(name, value) }, `${name}: ${value}`),
  );
  const took = job.finished_at ? `, ended ${moment(job.finished_at)}` : "";
  return element(
    "p",
    { class: "row faint" },
    element("code", {}, job.id),
    `handed in ${moment(job.created_at)}${took}`,
    job.parent && element("a", { href: `#/jobs/${job.parent}` }, "goes on from another job"),
    job.reproduces &&
      element("a", { href: `#/jobs/${job.reproduces}` }, "trains another job again"),
    labels,
  );
}

function reproduced({ verdict, equal, different, not_compared: left }) {
  const missing = left ? `, ${counted(left, "run")} not compared` : "";
  return `Beside that job: ${verdict.replaceAll("-", " ")} (${counted(equal, "run")} equal to the bit, ${different} different${missing}).`;
}

/** Return the address of the jobs with a label. */
export function labelled(name, value) {
  return `#/jobs?${new URLSearchParams({ label: `${name}:${value}` })}`;
}

function notes({ warnings, error }) {
  const details = [...new Set(warnings.map(({ detail }) => detail))];
  return [
    error && element("p", { class: "failure" }, `${error.title}: ${error.detail}`),
    ...details.map((detail) => element("p", { class: "care" }, detail)),
  ];
}
