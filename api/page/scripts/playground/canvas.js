/** Where a metric is drawn, with the pointer or with the keyboard. */

import { drawn, element } from "../elements.js";

const [WIDTH, HEIGHT, EDGE] = [600, 130, 8];
const NUDGE = 0.02;

/** A model's metric as a line, of which one epoch is under the cursor. */
export class Canvas {
  #model;
  #epoch = 0;
  #line = drawn("polyline", { class: "metric-line" });
  #cursor = drawn("line", { class: "metric-cursor", y1: 0, y2: HEIGHT });

  constructor(model, signal) {
    this.#model = model;
    const picture = drawn(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" },
      this.#cursor,
      this.#line,
    );
    this.element = element(
      "div",
      {
        class: "metric",
        role: "slider",
        tabindex: 0,
        "aria-label": "Metric",
        "data-pointer": "/metric",
      },
      picture,
    );
    this.element.addEventListener("pointerdown", (event) => this.#press(event), { signal });
    this.element.addEventListener(
      "pointermove",
      (event) => event.buttons & 1 && this.#pull(event),
      { signal },
    );
    this.element.addEventListener("keydown", (event) => this.#type(event), { signal });
  }

  draw() {
    const { metric } = this.#model;
    const top = this.#top;
    this.#epoch = Math.min(this.#epoch, metric.length - 1);
    const points = metric.map(
      (value, epoch) => `${this.#x(epoch).toFixed(1)},${this.#y(value, top).toFixed(1)}`,
    );
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
    this.#model.stretch({
      metric: this.#model.metric.map((old, at) => (first <= at && at <= last ? value : old)),
    });
  }

  #at({ clientX, clientY }) {
    const { left, top, width, height } = this.element.getBoundingClientRect();
    const [x, y] = [((clientX - left) / width) * WIDTH, ((clientY - top) / height) * HEIGHT];
    const last = this.#model.metric.length - 1;
    const epoch = Math.round(((x - EDGE) / (WIDTH - 2 * EDGE)) * last);
    const value = ((HEIGHT - EDGE - y) / (HEIGHT - 2 * EDGE)) * this.#top;
    return {
      epoch: Math.max(0, Math.min(last, epoch)),
      value: Number(Math.max(0, value).toFixed(4)),
    };
  }

  #type(event) {
    const moves = { ArrowLeft: -1, ArrowRight: 1 };
    const nudges = { ArrowUp: NUDGE, ArrowDown: -NUDGE };
    if (event.key in moves) {
      event.preventDefault();
      this.#epoch = Math.max(
        0,
        Math.min(this.#model.metric.length - 1, this.#epoch + moves[event.key]),
      );
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
