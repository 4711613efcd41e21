/** The metric that feedback schedules answer to, drawn by hand: one value an epoch. */

import { drawn, element, replace } from "../elements.js";
import { falling, overfitting, settling, staged, stretched } from "./traces.js";

const [WIDTH, HEIGHT, EDGE] = [600, 130, 8];
const PRESETS = { settling, falling, staged, overfitting };
const NUDGE = 0.02;

/** Show a model's metric in an element, which is hidden while no curve answers to one. */
export function metricEditor(container, model, signal) {
  const canvas = new Canvas(model, signal);
  const values = valuesField(model);
  const show = () => {
    container.hidden = !model.isMeasured;
    canvas.draw();
    if (document.activeElement !== values) {
      values.value = model.metric.join(", ");
    }
  };
  model.addEventListener("change", show, { signal });
  replace(
    container,
    element("h2", {}, "Metric, epoch by epoch"),
    element("p", { class: "hint" }, "Draw it, or press the arrow keys: left and right choose an epoch, up and down change its value."),
    canvas.element,
    element("div", { class: "row" }, epochsField(model, signal), stepsField(model), presets(model)),
    element("label", { for: "metric-values", class: "visually-hidden" }, "Values of the metric"),
    values,
  );
  show();
}

/** The drawing, and what one draws it with. */
class Canvas {
  #model;
  #epoch = 0;
  #line = drawn("polyline", { class: "metric-line" });
  #cursor = drawn("line", { class: "metric-cursor", y1: 0, y2: HEIGHT });

  constructor(model, signal) {
    this.#model = model;
    const picture = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" }, this.#cursor, this.#line);
    this.element = element("div", { class: "metric", role: "slider", tabindex: 0, "aria-label": "Metric", "data-pointer": "/metric" }, picture);
    this.element.addEventListener("pointerdown", (event) => this.#press(event), { signal });
    this.element.addEventListener("pointermove", (event) => event.buttons & 1 && this.#pull(event), { signal });
    this.element.addEventListener("keydown", (event) => this.#type(event), { signal });
  }

  draw() {
    const { metric } = this.#model;
    const top = this.#top;
    this.#epoch = Math.min(this.#epoch, metric.length - 1);
    const points = metric.map((value, epoch) => `${this.#x(epoch).toFixed(1)},${this.#y(value, top).toFixed(1)}`);
    this.#line.setAttribute("points", points.join(" "));
    this.#cursor.setAttribute("x1", this.#x(this.#epoch));
    this.#cursor.setAttribute("x2", this.#x(this.#epoch));
    this.#tell(top);
  }

  get #top() {
    return Math.max(1, ...this.#model.metric) * 1.1;
  }

  #tell(top) {
    const value = this.#model.metric[this.#epoch];
    this.element.setAttribute("aria-valuemin", 0);
    this.element.setAttribute("aria-valuemax", top.toFixed(2));
    this.element.setAttribute("aria-valuenow", value);
    this.element.setAttribute("aria-valuetext", `epoch ${this.#epoch + 1}: ${value}`);
  }

  #x(epoch) {
    return EDGE + (epoch / Math.max(1, this.#model.metric.length - 1)) * (WIDTH - 2 * EDGE);
  }

  #y(value, top) {
    return HEIGHT - EDGE - (value / top) * (HEIGHT - 2 * EDGE);
  }

  #press(event) {
    this.element.setPointerCapture(event.pointerId);
    this.#epoch = this.#at(event).epoch;
    this.#pull(event);
  }

  /** Set every epoch from where the pointer was to where it is. */
  #pull(event) {
    const { epoch, value } = this.#at(event);
    const [first, last] = [Math.min(epoch, this.#epoch), Math.max(epoch, this.#epoch)];
    this.#epoch = epoch;
    this.#model.stretch({ metric: this.#model.metric.map((old, at) => (first <= at && at <= last ? value : old)) });
  }

  #at({ clientX, clientY }) {
    const { left, top, width, height } = this.element.getBoundingClientRect();
    const [x, y] = [((clientX - left) / width) * WIDTH, ((clientY - top) / height) * HEIGHT];
    const last = this.#model.metric.length - 1;
    const epoch = Math.round(((x - EDGE) / (WIDTH - 2 * EDGE)) * last);
    const value = ((HEIGHT - EDGE - y) / (HEIGHT - 2 * EDGE)) * this.#top;
    return { epoch: Math.max(0, Math.min(last, epoch)), value: Number(Math.max(0, value).toFixed(4)) };
  }

  #type(event) {
    const moves = { ArrowLeft: -1, ArrowRight: 1 };
    const nudges = { ArrowUp: NUDGE, ArrowDown: -NUDGE };
    if (event.key in moves) {
      event.preventDefault();
      this.#epoch = Math.max(0, Math.min(this.#model.metric.length - 1, this.#epoch + moves[event.key]));
      this.draw();
    } else if (event.key in nudges) {
      event.preventDefault();
      this.#nudge(nudges[event.key]);
    }
  }

  #nudge(by) {
    const { metric } = this.#model;
    const value = Number(Math.max(0, metric[this.#epoch] + by).toFixed(4));
    this.#model.stretch({ metric: metric.with(this.#epoch, value) });
  }
}

function epochsField(model, signal) {
  const input = counter("metric-epochs", model.metric.length, (epochs) => model.stretch({ metric: stretched(model.metric, epochs) }));
  model.addEventListener("range", () => document.activeElement === input || (input.value = model.metric.length), { signal });
  return element("div", { class: "pair" }, element("label", { for: "metric-epochs" }, "Epochs"), input);
}

function stepsField(model) {
  const input = counter("metric-steps", model.stepsPerEpoch, (stepsPerEpoch) => model.stretch({ stepsPerEpoch }));
  return element("div", { class: "pair", "data-pointer": "/steps_per_epoch" }, element("label", { for: "metric-steps" }, "Steps per epoch"), input);
}

function counter(id, value, write) {
  const input = element("input", { id, class: "count", inputmode: "numeric", autocomplete: "off", value });
  input.addEventListener("input", () => {
    const count = Number(input.value);
    const isCount = Number.isInteger(count) && count > 0 && count <= 100_000;
    input.setAttribute("aria-invalid", String(!isCount));
    if (isCount) {
      write(count);
    }
  });
  return input;
}

function presets(model) {
  const choose = (make) => model.stretch({ metric: make(model.metric.length) });
  const buttons = Object.entries(PRESETS).map(([name, make]) =>
    element("button", { type: "button", class: "quiet", onclick: () => choose(make) }, name),
  );
  return element("div", { class: "row presets", role: "group", "aria-label": "Metrics to begin with" }, buttons);
}

function valuesField(model) {
  const write = (event) => {
    const metric = event.target.value.split(",").filter((part) => part.trim()).map(Number);
    const isRead = metric.length > 0 && metric.every(Number.isFinite);
    event.target.setAttribute("aria-invalid", String(!isRead));
    if (isRead) {
      model.stretch({ metric });
    }
  };
  return element("input", { id: "metric-values", class: "wide number", autocomplete: "off", oninput: write });
}
