/** What is known of a job: itself, its runs, their histories and when these came about. */

import { get, post } from "../http.js";
import { FINISHED } from "../status.js";
import { Clock } from "./clock.js";
import { postable } from "./experiment.js";
import { configurationsOf, hasDiverged, measured, numeric, pointsOf } from "./histories.js";
import { differing, naming } from "./parameters.js";

const PAGE = 200;

/** Holds the last that the service has said; `refresh` asks again. */
export class JobModel {
  runs = [];
  configurations = [];
  paths = [];
  histories = new Map();
  columns = [];
  sampled = false;
  stepsPerEpoch = null;
  clock = new Clock();
  #signal;

  constructor(id, signal) {
    this.id = id;
    this.#signal = signal;
  }

  get isFinished() {
    return FINISHED.has(this.job.status);
  }

  get diverged() {
    return this.runs.filter(hasDiverged).length;
  }

  /** Read what may have changed. */
  async refresh() {
    this.job = await this.#get(`/jobs/${this.id}`);
    await this.#fill();
  }

  /** Learn how many steps an epoch has: the job's plan says it, where its configurations agree. */
  async count() {
    const { schedule_hash: _, ...body } = postable(this.job.experiment);
    const signal = this.#signal;
    const plan = await post("/jobs?validate_only=true", body, { signal }).catch(() => null);
    this.stepsPerEpoch = plan?.steps_per_epoch ?? null;
  }

  /** Return the histories of a configuration's runs, of those that have any. */
  historiesOf({ runs }) {
    return runs.map(({ id }) => this.histories.get(id)).filter(Boolean);
  }

  /** Return a run's places on an axis, one a row of its history. */
  along(axis, history) {
    if (axis === "time") {
      return this.clock.seconds(history.id, history.epoch);
    }
    const scale = axis === "step" ? this.stepsPerEpoch : 1;
    return history.epoch.map((epoch) => epoch * scale);
  }

  async #fill() {
    const points = pointsOf(this.job.runs_total);
    const [runs, history] = await Promise.all([
      this.job.runs_total > this.job.runs.length ? this.#allRuns() : this.job.runs,
      this.#get(`/jobs/${this.id}/history?points=${points}`),
    ]);
    this.runs = runs;
    this.#arrange();
    this.#take(history);
  }

  #arrange() {
    const { experiment } = this.job;
    this.configurations = configurationsOf(this.runs);
    this.paths = differing(
      experiment,
      this.configurations.map(({ parameters }) => parameters),
    );
    this.name = naming(experiment, this.paths);
  }

  #take({ runs, sampled }) {
    const filled = runs.filter(({ epoch }) => epoch.length).map(numeric);
    this.histories = new Map(filled.map((history) => [history.id, history]));
    this.columns = filled.length ? measured(filled[0]) : [];
    this.sampled = sampled;
  }

  async #allRuns() {
    const runs = [];
    let cursor = "";
    do {
      const page = await this.#get(`/jobs/${this.id}/runs?limit=${PAGE}${cursor}`);
      runs.push(...page.runs);
      cursor = page.next && `&cursor=${encodeURIComponent(page.next)}`;
    } while (cursor);
    return runs;
  }

  #get(path) {
    return get(path, { signal: this.#signal });
  }
}
