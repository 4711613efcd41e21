/** A study: its finding, and its job where it has been run. */

import { element, replace } from "../elements.js";
import { failure } from "../failures.js";
import { Problem, get, post } from "../http.js";
import { JobModel } from "../job/model.js";
import { Measurement } from "./measurement.js";
import { previewed } from "./preview.js";

const REFRESH_MILLISECONDS = 700;

/** Shows a study, and follows its last job to its end. */
export class StudyCard {
  #study;
  #signal;
  #measured = element("div", { class: "measured" });
  #button = element(
    "button",
    { type: "button", class: "primary", onclick: () => this.#run() },
    "Run",
  );

  constructor(study, signal) {
    this.#study = study;
    this.#signal = signal;
    this.node = element(
      "section",
      { class: "panel study", id: `study-${study.name}`, "aria-label": study.title },
      this.#published(),
      this.#measured,
    );
  }

  /** Show what there is of the study; a job is followed to its end. */
  load() {
    return this.#attempt(() => (this.#study.request ? this.#last() : this.#preview()));
  }

  /** Find the study's last job that nobody has extended or cancelled, and show it. */
  async #last() {
    const query = new URLSearchParams({ label: `study:${this.#study.name}`, limit: 20 });
    const { jobs } = await get(`/jobs?${query}`, { signal: this.#signal });
    const last = jobs.find(
      ({ status, parent }) => !parent && status !== "cancelled" && status !== "failed",
    );
    if (last) {
      return this.#follow(last.id);
    }
    replace(this.#measured, element("p", { class: "empty" }, "Not run yet."));
  }

  #published() {
    const { title, expect, name, request } = this.#study;
    return element(
      "div",
      { class: "published" },
      element("h2", {}, title),
      element("p", { class: "faint" }, element("code", {}, name)),
      element("h3", {}, "Published"),
      element("p", {}, expect),
      request && element("p", {}, this.#button),
    );
  }

  #run() {
    replace(this.#measured, element("p", { class: "empty" }, "Handing in …"));
    return this.#attempt(async () => {
      const { id } = await post(`/studies/${this.#study.name}`);
      await this.#follow(id);
    });
  }

  async #follow(id) {
    const model = new JobModel(id, this.#signal);
    await model.refresh();
    const measurement = new Measurement(model, this.#signal);
    replace(this.#measured, measurement.node);
    measurement.update();
    await this.#finished(model, measurement);
    this.#button.textContent = "Run again";
  }

  /** Show a job's progress until the job has ended and its end has been read. */
  async #finished(model, measurement) {
    let isRead = true;
    while (!(isRead && model.isFinished) && !this.#signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, REFRESH_MILLISECONDS));
      isRead = await model.refresh().then(
        () => true,
        (error) => this.#outlast(error),
      );
      measurement.update();
    }
  }

  /** A service that is away comes back; what is refused for good is thrown. */
  #outlast(error) {
    const isRefused = error instanceof Problem && error.status < 500 && error.status !== 429;
    if (isRefused || this.#signal.aborted) {
      throw error;
    }
    return false;
  }

  async #preview() {
    replace(this.#measured, await previewed(this.#study.preview, this.#signal));
  }

  async #attempt(action) {
    this.#button.disabled = true;
    try {
      await action();
    } catch (error) {
      if (!this.#signal.aborted) {
        replace(this.#measured, failure(error));
      }
    } finally {
      this.#button.disabled = false;
    }
  }
}
