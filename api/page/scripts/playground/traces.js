/** Metrics that could have been measured, one value an epoch. */

const START = 1;

/** A loss that falls and settles: what plateaus wait for. */
export function settling(epochs) {
  return made(epochs, (part) => 0.2 + 0.8 * Math.exp(-6 * part));
}

/** A loss that falls all the time. */
export function falling(epochs) {
  return made(epochs, (part) => START - 0.9 * part);
}

/** A loss that falls in three stages, each with a plateau. */
export function staged(epochs) {
  return made(
    epochs,
    (part) => START - 0.3 * Math.floor(3 * part) - 0.25 * Math.min(1, 6 * ((3 * part) % 1)),
  );
}

/** A loss that falls and rises again. */
export function overfitting(epochs) {
  return made(epochs, (part) => 0.3 + 0.7 * (1 - 2.2 * part) ** 2);
}

/** Return a metric of another length: its beginning, or itself with its last value going on. */
export function stretched(metric, epochs) {
  return Array.from({ length: epochs }, (_, epoch) => metric[Math.min(epoch, metric.length - 1)]);
}

/** Return a metric with at least one value. */
export function longEnough(metric) {
  return metric.length ? metric : [START];
}

function made(epochs, value) {
  return Array.from({ length: epochs }, (_, epoch) =>
    Number(value(epoch / Math.max(1, epochs - 1)).toFixed(4)),
  );
}
