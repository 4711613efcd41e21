/** Keeps what is known of a job up to date for as long as it is looked at. */

import { Problem } from "../http.js";
import { follow } from "./follow.js";

const SOONEST = 400;
const SHARE = 3; // so many times as long as reading took, nothing is read

/**
 * Follow a job: `changed()` is called after every reading, `caughtUp()` once the events up to the
 * last reading are heard, `connected(state)` as by `follow`.
 */
export async function watch(model, { signal, changed, caughtUp, connected }) {
  const read = seldom(async () => {
    await model.refresh();
    changed();
  }, signal);
  await follow(model.id, 0, {
    signal,
    connected,
    heard(events) {
      events.forEach((event) => model.clock.hear(event));
      const { seq } = events.at(-1);
      if (seq > model.job.version) {
        read();
      }
      if (seq === model.job.version) {
        caughtUp();
      }
    },
  });
}

/** Return a function that has work done soon, once for all who ask meanwhile. */
export function seldom(work, signal) {
  let isWanted = false;
  let isBusy = false;
  return async () => {
    isWanted = true;
    if (isBusy) {
      return;
    }
    isBusy = true;
    while (isWanted && !signal.aborted) {
      isWanted = false;
      const began = performance.now();
      await work().catch((error) => (isWanted = mayPass(error, signal)));
      await pause(Math.max(SOONEST, SHARE * (performance.now() - began)));
    }
    isBusy = false;
  };
}

/** Whether another attempt may succeed; what is refused for good, `follow` hears as well. */
function mayPass(error, signal) {
  const isRefused = error instanceof Problem && error.status < 500 && error.status !== 429;
  return !signal.aborted && !isRefused;
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
