/** Follows a job's events: by their stream, and where that does not come through by long polls. */

import { Problem, get, request } from "../http.js";
import { messages } from "./server_sent.js";

const FINAL = new Set(["job.succeeded", "job.failed", "job.cancelled"]);
const SILENT_MILLISECONDS = 5000; // a stream begins with a line at once, unless a proxy keeps it
const DEAD_MILLISECONDS = 40000; // and says something every 15 s
const LONGEST_PAUSE = 15000;
const POLLED_SECONDS = 25;
const PAGE = 200;

/**
 * Tell of a job's events beyond `after`, until the final one or until `signal` is aborted.
 *
 * `heard(events)` gets them in order, each once; `connected(state)` gets `live`, `polling`,
 * `reconnecting` or `ended`. A refusal, as of a job that is gone, is thrown.
 */
export async function follow(id, after, { signal, heard, connected }) {
  const follower = new Follower(id, after, { signal, heard, connected });
  await follower.run();
}

class Follower {
  #id;
  #after;
  #signal;
  #heard;
  #connected;
  #ended = false;
  #failures = 0;
  #streams = true;

  constructor(id, after, { signal, heard, connected }) {
    this.#id = id;
    this.#after = after;
    this.#signal = signal;
    this.#heard = heard;
    this.#connected = connected;
  }

  async run() {
    while (!this.#ended && !this.#signal.aborted) {
      await visible(this.#signal);
      await this.#attempt();
      if (!this.#ended) {
        await pause(this.#failures, this.#signal);
      }
    }
    this.#connected("ended");
  }

  async #attempt() {
    try {
      await (this.#streams ? this.#stream() : this.#poll());
      this.#failures = 0;
    } catch (error) {
      if (this.#signal.aborted || document.hidden) {
        return;
      }
      if (error instanceof Problem && error.status < 500 && error.status !== 429) {
        throw error;
      }
      this.#failures += 1;
      this.#connected("reconnecting");
    }
  }

  async #stream() {
    const watchdog = new Watchdog(AbortSignal.any([this.#signal, hidden()]));
    try {
      const headers = { Accept: "text/event-stream", "Last-Event-ID": String(this.#after) };
      const answer = await request(`/jobs/${this.#id}/events`, {
        headers,
        signal: watchdog.signal,
      });
      for await (const event of messages(answer.body)) {
        watchdog.alive();
        this.#failures = 0;
        this.#connected("live");
        if (event) {
          this.#take([event]);
        }
      }
    } catch (error) {
      if (watchdog.hasBitten && watchdog.silent) {
        this.#streams = false;
      }
      throw error;
    } finally {
      watchdog.end();
    }
  }

  async #poll() {
    const signal = this.#signal;
    const query = `wait=${POLLED_SECONDS}&since=${this.#after}`;
    const { version } = await get(`/jobs/${this.#id}?${query}`, { signal });
    this.#connected("polling");
    while (this.#after < version && !this.#ended) {
      const page = `/jobs/${this.#id}/events?after=${this.#after}&limit=${PAGE}`;
      this.#take((await get(page, { signal })).events);
    }
  }

  #take(events) {
    const fresh = events.filter((event) => event.seq > this.#after);
    if (!fresh.length) {
      return;
    }
    this.#after = fresh.at(-1).seq;
    this.#ended = FINAL.has(fresh.at(-1).type);
    this.#heard(fresh);
  }
}

/** Ends a stream on which nothing comes. */
class Watchdog {
  silent = true;
  hasBitten = false;
  #controller = new AbortController();
  #timer;
  signal;

  constructor(signal) {
    this.signal = AbortSignal.any([signal, this.#controller.signal]);
    this.#wait(SILENT_MILLISECONDS);
  }

  alive() {
    this.silent = false;
    this.#wait(DEAD_MILLISECONDS);
  }

  end() {
    clearTimeout(this.#timer);
  }

  #bite() {
    this.hasBitten = true;
    this.#controller.abort();
  }

  #wait(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#bite(), milliseconds);
  }
}

/** Wait longer after each failure, never as long as others do, and not beyond the view's end. */
function pause(failures, signal) {
  const longest = Math.min(LONGEST_PAUSE, 250 * 2 ** failures);
  const milliseconds = longest * (0.5 + Math.random() / 2);
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => resolve(clearTimeout(timer)), { once: true });
  });
}

/** Return a signal that fires when the tab is no more seen: browsers open few streams at once. */
function hidden() {
  const controller = new AbortController();
  const listener = () => document.hidden && controller.abort();
  document.addEventListener("visibilitychange", listener, { signal: controller.signal });
  return controller.signal;
}

/** Wait until the tab is seen. */
function visible(signal) {
  return new Promise((resolve) => {
    const look = () => {
      if (!document.hidden || signal.aborted) {
        document.removeEventListener("visibilitychange", look);
        resolve();
      }
    };
    document.addEventListener("visibilitychange", look, { signal });
    signal.addEventListener("abort", look, { once: true });
    look();
  });
}
