/** A comparison in sentences that can be quoted. */

import { counted, number } from "../wording.js";

const SURE = 0.05;
const MOMENTS = {
  final: "at the last epoch",
  best: "at each run's epoch of the lowest validation loss",
};

/** Return what a comparison says of the best configuration, and of it against each other one. */
export function verdicts(comparison, name) {
  const { configurations, pairs, metric, at } = comparison;
  const names = configurations.map(({ parameters }) => name(parameters));
  const ranked = configurations.filter(({ rank }) => rank !== null);
  if (!ranked.length) {
    return ["No run has succeeded yet: there is nothing to compare."];
  }
  const of = { metric, moment: MOMENTS[at], names };
  const withBest = pairs.filter(({ a }) => a === 0);
  return [leading(configurations[0], of), ...withBest.map((pair) => sentence(pair, of))];
}

/** Write an interval as `0.81 to 0.84`. */
export function interval(ends) {
  return ends ? `${number(ends[0])} to ${number(ends[1])}` : "–";
}

function leading({ mean, n, interval: ends, diverged }, { metric, moment, names }) {
  if (mean === null) {
    return `${names[0]} ranks first, though all of its runs diverged.`;
  }
  const range = ends ? ` (95 % interval ${interval(ends)})` : "";
  const lost = diverged ? `; ${counted(diverged, "more run")} diverged` : "";
  const score = `mean ${metric} ${number(mean)}${range}`;
  return `${names[0]} ranks first: ${score} ${moment}, over ${counted(n, "seed")}${lost}.`;
}

function sentence(pair, of) {
  const [a, b] = [of.names[pair.a], of.names[pair.b]];
  if (pair.difference === null) {
    return `${a} is ahead of ${b}, which has no finite ${of.metric}.`;
  }
  if (pair.p_holm === null) {
    return `${a} and ${b}: ${seen(pair, of)}; ${counted(pair.n, "seed")} cannot tell them apart.`;
  }
  const p = `p = ${number(pair.p_holm)} after Holm's correction`;
  if (pair.p_holm <= SURE) {
    return `${a} is better than ${b}: ${seen(pair, of)}, ${p}; ${share(pair)}.`;
  }
  return `${a} and ${b} are not told apart: ${seen(pair, of)}, ${p}${missing(pair)}.`;
}

function seen({ difference, interval: ends }, { metric }) {
  const range = ends ? ` (95 % interval ${interval(ends)})` : "";
  return `${metric} differs by ${number(difference)}${range}`;
}

function share({ probability_of_improvement: part, n, paired }) {
  const seeds = paired ? `of ${counted(n, "common seed")}` : "of the pairs of runs";
  return `better at ${number(100 * part)} % ${seeds}`;
}

function missing({ seeds_needed: needed }) {
  return needed
    ? `; about ${counted(needed, "more seed")} would tell, if the difference is real`
    : "";
}
