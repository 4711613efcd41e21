/** Histories of runs, and of configurations over their seeds. */

const ROWS = 80_000; // of all runs: what a tab holds and draws with ease
const FEWEST = 20;
const MOST = 4000; // more than a screen has points from left to right

/** Return how many rows of each run are asked for. */
export function pointsOf(runs) {
  return Math.max(FEWEST, Math.min(MOST, Math.floor(ROWS / runs)));
}

/** Return a run's history with numbers in all places: those that JSON cannot hold came as words. */
export function numeric(history) {
  const columns = Object.entries(history).filter(([, value]) => Array.isArray(value));
  return {
    ...history,
    ...Object.fromEntries(columns.map(([name, values]) => [name, values.map(Number)])),
  };
}

/** Return which columns of a history were measured: all but its axes and its rate. */
export function measured(history) {
  const known = new Set(["id", "parameters", "seed", "epoch", "learning_rate"]);
  return Object.keys(history).filter((name) => !known.has(name));
}

/** Return the configurations of runs, in the order of their first runs. */
export function configurationsOf(runs) {
  const found = new Map();
  for (const run of runs) {
    const key = JSON.stringify(run.parameters);
    if (!found.has(key)) {
      found.set(key, { place: found.size, parameters: run.parameters, runs: [] });
    }
    found.get(key).runs.push(run);
  }
  return [...found.values()];
}

/**
 * Return mean, lowest and highest value of a column over runs, by epoch.
 *
 * Each epoch counts the runs that have reached it with a finite value; between rows that were
 * thinned out a run's values lie in proportion. `x(history)` gives the axis, one place a row.
 */
export function band(histories, column, x) {
  if (histories.length === 1) {
    return single(histories[0], column, x);
  }
  const epochs = unionOf(histories.map((history) => history.epoch));
  const places = histories.map((history) => resampled(history.epoch, x(history), epochs));
  const values = histories.map((history) => resampled(history.epoch, history[column], epochs));
  const rows = epochs.map((_, row) => values.map((one) => one[row]).filter(Number.isFinite));
  return {
    epoch: epochs,
    x: epochs.map((_, row) => meanOf(places.map((one) => one[row]).filter(Number.isFinite))),
    mean: rows.map(meanOf),
    low: rows.map((row) => (row.length ? Math.min(...row) : null)),
    high: rows.map((row) => (row.length ? Math.max(...row) : null)),
  };
}

/** Keep about `most` rows of a band: of each part those of its lowest and its highest mean. */
export function thinned(over, most) {
  const { length } = over.mean;
  if (length <= most) {
    return over;
  }
  const size = Math.ceil((2 * length) / most);
  const rows = [];
  for (let start = 0; start < length; start += size) {
    rows.push(...extremes(over.mean, start, Math.min(start + size, length)));
  }
  const kept = [...new Set([0, ...rows, length - 1])];
  const columns = Object.entries(over).map(([name, values]) => [
    name,
    kept.map((row) => values[row]),
  ]);
  return Object.fromEntries(columns);
}

/** Return values as an exponential mean sees them, corrected for its beginning; 0 changes none. */
export function smoothed(values, weight) {
  let mean = 0;
  let share = 0;
  return values.map((value) => {
    if (!Number.isFinite(value)) {
      return value;
    }
    mean = weight * mean + (1 - weight) * value;
    share = weight * share + (1 - weight);
    return mean / share;
  });
}

/** Return the epoch from which on a run's loss is not finite, null where it always is. */
export function divergedAt(history) {
  const place = history.loss.findIndex((value) => !Number.isFinite(value));
  return place < 0 ? null : history.epoch[place];
}

/** Whether a run has ended with a value that is not finite. */
export function hasDiverged(run) {
  return Object.values(run.final ?? {}).some((value) => typeof value === "string");
}

/** Return the rows of the lowest and of the highest value between two rows, in their order. */
function extremes(values, start, end) {
  let [low, high] = [start, start];
  for (let row = start + 1; row < end; row += 1) {
    low = values[row] < values[low] ? row : low;
    high = values[row] > values[high] ? row : high;
  }
  return low < high ? [low, high] : [high, low];
}

function single(history, column, x) {
  const mean = history[column];
  return { epoch: history.epoch, x: x(history), mean, low: mean, high: mean };
}

function unionOf(lists) {
  return [...new Set(lists.flat())].sort((a, b) => a - b);
}

function resampled(epochs, values, wanted) {
  let place = 0;
  return wanted.map((epoch) => {
    while (place < epochs.length && epochs[place] < epoch) {
      place += 1;
    }
    if (epochs[place] === epoch) {
      return values[place];
    }
    if (place === 0 || place === epochs.length) {
      return NaN;
    }
    const share = (epoch - epochs[place - 1]) / (epochs[place] - epochs[place - 1]);
    return values[place - 1] + share * (values[place] - values[place - 1]);
  });
}

function meanOf(values) {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
}

/** Return the lowest and the highest of numbers, however many; infinite ones where there is none. */
export function extent(values) {
  return values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}
