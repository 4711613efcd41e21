/** What state something is in, by word and by shape: colour only repeats it. */

import { element } from "./elements.js";

const SHAPES = {
  queued: "○",
  running: "▶",
  paused: "‖",
  succeeded: "✓",
  failed: "✕",
  cancelled: "–",
  diverged: "▲",
};

export const STATUSES = Object.keys(SHAPES).filter((status) => status !== "diverged");
export const FINISHED = new Set(["succeeded", "failed", "cancelled"]);

/** Return a status with its shape; `text` stands in the place of the status itself. */
export function badge(status, text = status) {
  const shape = element("span", { "aria-hidden": "true" }, SHAPES[status]);
  return element("span", { class: `status status-${status}` }, shape, ` ${text}`);
}

/** Return how many runs are in which state, in the order of a run's life. */
export function counts(byStatus) {
  const present = STATUSES.filter((status) => byStatus[status]);
  return present.map((status) => badge(status, `${byStatus[status]} ${status}`));
}

/** Return a bar of how many epochs are done. */
export function progressBar({ epochs_done: done, epochs_total: total }) {
  const label = `${done} of ${total} epochs`;
  return element("progress", { max: total || 1, value: done, "aria-label": label, title: label });
}
