/** What of a job is shown, and how: all of it stands in the address. */

const AXES = ["epoch", "step", "time"];
const MOST_SHOWN = 8; // configurations, unless others are chosen
const FEW = 3; // configurations beside which the lines of training rows are shown too

/** Read the state of the address for what a job has. */
export function viewOf(state, model) {
  const shown = listed(state.get("shown"))?.map(Number) ?? first(model);
  const metric = among(state.get("metric"), model.columns) ?? preferred(model.columns);
  return {
    metric,
    columns: [...new Set(["learning_rate", "loss", baseOf(metric ?? "loss")])],
    at: state.get("at") === "best" ? "best" : "final",
    axis: axisOf(state.get("axis"), model),
    rateScale: scaleOf(state.get("rate")),
    scale: scaleOf(state.get("scale")),
    smoothing: Math.min(0.99, Math.max(0, Number(state.get("smoothing")) || 0)),
    singles: state.get("singles") === "1",
    training: state.has("training") ? state.get("training") === "1" : shown.length <= FEW,
    shown: new Set(shown),
    traces: listed(state.get("traces")) ?? [],
    sort: state.get("sort"),
    descending: state.get("descending") === "1",
    page: Math.max(0, Math.floor(Number(state.get("page")) || 0)),
  };
}

function axisOf(text, model) {
  const axis = among(text, AXES) ?? "epoch";
  return axis === "step" && !model.stepsPerEpoch ? "epoch" : axis;
}

function preferred(columns) {
  const judging = columns.filter((name) => name.startsWith("val_") && name !== "val_loss");
  const others = columns.filter((name) => baseOf(name) !== "loss");
  return judging[0] ?? others[0] ?? among("val_loss", columns) ?? columns[0];
}

function first({ configurations }) {
  return configurations.slice(0, MOST_SHOWN).map(({ place }) => place);
}

function among(text, allowed) {
  return allowed.includes(text) ? text : undefined;
}

function listed(text) {
  return text === null ? undefined : text.split(",").filter(Boolean);
}

function scaleOf(text) {
  return text === "log" ? "log" : "linear";
}

/** Return what a column's name is without validation. */
function baseOf(column) {
  return column.replace(/^val_/, "");
}
