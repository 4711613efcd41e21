/** What the playground shows: curves over one range, one of them chosen to be worked on. */

import { longEnough, staged } from "./traces.js";

const START = {
  schedule: {
    kind: "warmup",
    steps: 100,
    schedule: { kind: "cosine", initial_learning_rate: 0.1, decay_steps: 900 },
  },
};
const STEPS = 1000;
const EPOCHS = 40;

/**
 * The state of the playground. It tells its listeners what has changed: `curves` (which there are,
 * and which is chosen), `schedule` (the chosen curve's parameters), `range`, or `look` (all else).
 */
export class Model extends EventTarget {
  /** `kinds` is the catalogue by kind; `state` is what the address says. */
  constructor(kinds, state) {
    super();
    this.kinds = kinds;
    this.curves = readCurves(state, kinds);
    this.index = Math.min(whole(state.get("chosen"), 1), this.curves.length) - 1;
    this.steps = whole(state.get("steps"), STEPS);
    this.metric = readMetric(state.get("metric")) ?? staged(EPOCHS);
    this.stepsPerEpoch = whole(
      state.get("steps_per_epoch"),
      Math.ceil(this.steps / this.metric.length),
    );
    this.axis = state.get("axis") === "log" ? "log" : "linear";
    this.language = state.get("code") ?? "keras";
  }

  /** The curve that is worked on. */
  get chosen() {
    return this.curves[this.index];
  }

  /** Whether any curve answers to a metric, which then says how long the range is. */
  get isMeasured() {
    return this.curves.some((curve) => this.answers(curve));
  }

  /** How many steps the range has. */
  get length() {
    return this.isMeasured ? this.metric.length * this.stepsPerEpoch : this.steps;
  }

  /** Whether a curve answers to the metric. */
  answers({ schedule }) {
    return this.kinds.get(schedule.kind)?.feedback ?? false;
  }

  /** What a curve's schedule counts; epochs are no choice where it answers to the metric. */
  unitOf(curve) {
    return this.answers(curve) ? "step" : curve.unit;
  }

  /** What the address has to say for another visit to show the same. */
  get state() {
    return {
      curves: JSON.stringify(this.curves.map(brief)),
      chosen: this.index ? this.index + 1 : null,
      steps: this.steps === STEPS ? null : this.steps,
      steps_per_epoch:
        this.isMeasured || this.curves.some(({ unit }) => unit === "epoch")
          ? this.stepsPerEpoch
          : null,
      metric: this.isMeasured ? this.metric.join(",") : null,
      axis: this.axis === "log" ? "log" : null,
      code: this.language === "keras" ? null : this.language,
    };
  }

  /** Change the chosen curve's schedule. */
  write(schedule) {
    this.chosen.schedule = schedule;
    this.#tell("schedule");
  }

  /** Give the chosen curve another schedule, whose controls are others. */
  take(schedule) {
    this.chosen.schedule = schedule;
    this.#tell("curves");
  }

  /** Make the chosen curve one of another kind: its example, with all that has been said before. */
  become(example) {
    const { chosen } = this;
    chosen.said = { ...chosen.said, ...chosen.schedule };
    this.take(kept(example, chosen.said));
  }

  /** Change the chosen curve's unit or a curve's name: what is not the schedule's own. */
  describe(curve, changes) {
    Object.assign(curve, changes);
    this.#tell("look");
  }

  choose(index) {
    this.index = index;
    this.#tell("curves");
  }

  /** Add a curve behind the others, and choose it. */
  add(curve) {
    this.curves.push(structuredClone({ ...curve, isHidden: false }));
    this.choose(this.curves.length - 1);
  }

  /** Remove a curve; the last one stays. */
  remove(index) {
    this.curves.splice(index, 1);
    this.choose(Math.max(0, Math.min(this.index - (index < this.index), this.curves.length - 1)));
  }

  /** Show or hide a curve. */
  hide(curve, isHidden) {
    curve.isHidden = isHidden;
    this.#tell("look");
  }

  /** Change `steps`, `stepsPerEpoch` or `metric`. */
  stretch(changes) {
    Object.assign(this, changes);
    this.metric = longEnough(this.metric);
    this.#tell("range");
  }

  /** Change `axis` or `language`. */
  look(changes) {
    Object.assign(this, changes);
    this.#tell("look");
  }

  #tell(type) {
    this.dispatchEvent(new Event(type));
    this.dispatchEvent(new Event("change"));
  }
}

/** Return what a curve is called: by its owner, else by its kind. */
export function called({ name, schedule }) {
  return name || schedule.kind;
}

/** Return an example with the values of its own parameters that another schedule has. */
function kept(example, said) {
  const shared = Object.keys(example).filter(
    (name) => name in said && typeof example[name] === typeof said[name],
  );
  const values = shared.map((name) => [name, said[name]]);
  return { ...structuredClone(example), ...Object.fromEntries(values), kind: example.kind };
}

function readCurves(state, kinds) {
  try {
    const curves = JSON.parse(state.get("curves") ?? "[]").filter(({ schedule }) =>
      kinds.has(schedule?.kind),
    );
    return curves.length ? curves.map(written) : [written(START)];
  } catch {
    return [written(START)];
  }
}

function written({ schedule, name = "", unit = "step", hidden = false }) {
  return { schedule: structuredClone(schedule), name, unit, isHidden: hidden };
}

function brief({ schedule, name, unit, isHidden }) {
  return {
    schedule,
    name: name || undefined,
    unit: unit === "step" ? undefined : unit,
    hidden: isHidden || undefined,
  };
}

function readMetric(text) {
  const metric = text?.split(",").map(Number).filter(Number.isFinite);
  return metric?.length ? metric : null;
}

function whole(text, fallback) {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : fallback;
}
