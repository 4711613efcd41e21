/** The experiment of a job, as a body that can be posted again. */

const MEANS_NONE = new Set(["validation"]); // null there is no default but a choice

/** Return what trains the same once more: without defaults left open, and not as the study it was. */
export function postable({ labels: { study: _, ...labels }, ...experiment }) {
  const entries = Object.entries({ ...experiment, labels });
  return Object.fromEntries(
    entries.filter(([key, value]) => value !== null || MEANS_NONE.has(key)),
  );
}

/** Return a title of a job: what is trained on what, by which schedule. */
export function titleOf({ dataset, schedule, lr_range_test: test, sweep }) {
  const varied =
    sweep && (Array.isArray(sweep) ? "several configurations" : Object.keys(sweep).join(", "));
  const rate = test ? "range test" : schedule.kind;
  return [dataset.name, rate, varied].filter(Boolean).join(" · ");
}
