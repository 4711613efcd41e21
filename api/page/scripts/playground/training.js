/** The form that trains with the chosen schedule, held to the curve that is shown. */

import { element, replace } from "../elements.js";
import { failure } from "../failures.js";
import { get, post } from "../http.js";
import { once } from "../once.js";
import { navigate } from "../router.js";
import { clearViolations, showViolations } from "../violations.js";
import { called } from "./model.js";

const HIDDEN = 32;

/** Return the button that opens the form. */
export function training(model, previews) {
  const open = () => show(model, previews.of(model.chosen).answer);
  return element("button", { type: "button", class: "primary", onclick: open }, "Train this …");
}

async function show(model, answer) {
  const form = element("form", { "aria-label": "Training" });
  const dialog = element("dialog", { class: "training" }, form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  try {
    const { datasets } = await get("/datasets");
    fill(form, { model, answer, datasets, dialog });
  } catch (error) {
    replace(form, failure(error), closing(dialog, "Close"));
  }
}

function closing(dialog, text) {
  return element("button", { type: "button", onclick: () => dialog.close() }, text);
}

function fill(form, { model, answer, datasets, dialog }) {
  const rest = element("div");
  const cancel = closing(dialog, "Cancel");
  replace(
    form,
    element("h2", { id: "train-title" }, `Train with ${called(model.chosen)}`),
    element(
      "p",
      { class: "hint" },
      "A job that would follow another curve than the one that is shown is refused.",
    ),
    choices(model, datasets),
    rest,
    element("div", { class: "row end" }, cancel, element("button", { class: "primary" }, "Train")),
  );
  const body = () => experiment(new FormData(form), scheduleOf(model), answer, datasets);
  const send = once(() => submitted(form, rest, dialog, body()));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
}

function scheduleOf(model) {
  return { schedule: model.chosen.schedule, unit: model.unitOf(model.chosen) };
}

async function submitted(form, rest, dialog, body) {
  clearViolations(form, rest);
  try {
    const { id } = await post("/jobs", body);
    dialog.close();
    navigate(`#/jobs/${id}`);
  } catch (error) {
    showViolations(form, rest, error);
  }
}

function choices(model, datasets) {
  const names = datasets.map(({ name, title }) =>
    element("option", { value: name }, title.split(":")[0]),
  );
  const epochs = model.isMeasured ? model.metric.length : 50;
  return element(
    "div",
    { class: "choices" },
    choice("Data set", "dataset", element("select", {}, names)),
    choice("Epochs", "epochs", element("input", { inputmode: "numeric", value: epochs })),
    choice("Batch size", "batch_size", element("input", { inputmode: "numeric", value: 28 })),
    choice(
      "Hidden units",
      "hidden",
      element("input", { inputmode: "numeric", value: HIDDEN }),
      "/model",
    ),
    choice(
      "Optimizer",
      "optimizer",
      element(
        "select",
        {},
        ["SGD", "Adam", "RMSprop", "Adagrad"].map((name) => element("option", {}, name)),
      ),
    ),
    choice(
      "Seeds",
      "seeds",
      element("input", { value: "1, 2, 3", "aria-describedby": "seeds-hint" }),
    ),
    element(
      "p",
      { class: "hint wide", id: "seeds-hint" },
      "One run a seed: a single run proves little.",
    ),
  );
}

function choice(text, name, control, pointer = `/${name}`) {
  const id = `train-${name}`;
  Object.assign(control, { id, name });
  return element(
    "div",
    { class: "field stacked", "data-pointer": pointer },
    element("label", { for: id }, text),
    control,
  );
}

/** Return the body of `POST /jobs`; what is no number is sent as typed: the service refuses it. */
function experiment(data, { schedule, unit }, answer, datasets) {
  const set = datasets.find(({ name }) => name === data.get("dataset"));
  return {
    dataset: { name: set.name },
    model: { layers: layers(set, number(data.get("hidden"))) },
    optimizer: { name: data.get("optimizer") },
    schedule,
    schedule_unit: unit,
    schedule_hash: answer?.hash,
    epochs: number(data.get("epochs")),
    batch_size: number(data.get("batch_size")),
    seeds: data.get("seeds").split(",").map(number),
    validation: { split: 0.33, shuffle: true },
    labels: { from: "playground" },
  };
}

function layers({ shape, classes }, hidden) {
  const flat = shape.length > 1 ? [{ layer: "Flatten" }] : [];
  const last =
    classes === 2 ? { units: 1, activation: "sigmoid" } : { units: classes, activation: "softmax" };
  return [
    ...flat,
    { layer: "Dense", units: hidden, activation: "relu" },
    { layer: "Dense", ...last },
  ];
}

function number(text) {
  const value = Number(text);
  return text.trim() && Number.isFinite(value) ? value : text.trim();
}
