/** The curves of the playground's schedules, asked for whenever they change. */

import { post } from "../http.js";

const POINTS = 600;

/** Previews of all curves of a model; tells its listeners `change` when one has come or failed. */
export class Previews extends EventTarget {
  #model;
  #asked = new WeakMap();

  constructor(model, signal) {
    super();
    this.#model = model;
    signal.addEventListener("abort", () =>
      model.curves.forEach((curve) => this.#asked.get(curve)?.leaving.abort()),
    );
  }

  /** Return `{answer, error}` of a curve: the last answer, and why the last question had none. */
  of(curve) {
    return this.#asked.get(curve) ?? {};
  }

  /** Ask for every curve that has changed; who is still waiting for an older one is let go. */
  refresh() {
    for (const curve of this.#model.curves) {
      const body = JSON.stringify(question(this.#model, curve));
      const before = this.of(curve);
      if (body !== before.body) {
        before.leaving?.abort();
        this.#ask(curve, { body, leaving: new AbortController(), answer: before.answer });
      }
    }
  }

  async #ask(curve, asked) {
    this.#asked.set(curve, asked);
    try {
      asked.answer = await post("/schedules/preview", JSON.parse(asked.body), {
        signal: asked.leaving.signal,
      });
      asked.error = null;
    } catch (error) {
      if (asked.leaving.signal.aborted) {
        return;
      }
      asked.error = error;
    }
    this.dispatchEvent(new Event("change"));
  }
}

/** Return the body of `POST /schedules/preview` for a curve of a model. */
export function question(model, curve, points = POINTS) {
  const { schedule, unit } = curve;
  if (model.answers(curve)) {
    return { schedule, metric: model.metric, steps_per_epoch: model.stepsPerEpoch, points };
  }
  const epochs = unit === "epoch" ? { unit, steps_per_epoch: model.stepsPerEpoch } : {};
  return { schedule, steps: model.length, points, ...epochs };
}

/** Return the address under `GET /schedules/preview` that gives a curve in a format. */
export function link(model, curve, format, look = {}) {
  const { schedule, metric, ...rest } = question(model, curve, 1000);
  const query = new URLSearchParams({
    schedule: JSON.stringify(schedule),
    ...rest,
    format,
    ...look,
  });
  if (metric) {
    query.set("metric", metric.join(","));
  }
  return `/schedules/preview?${query}`;
}
