/** Charts: drawn with Plotly while they are in view, each with the table of what it shows. */

import { element, replace } from "./elements.js";
import { sentence } from "./failures.js";
import { plotly } from "./plotly.js";
import { dressed } from "./looks.js";
import { tableOf } from "./tables.js";
import { whenThemeChanges } from "./theme.js";

const CONFIG = { displayModeBar: false, responsive: true, doubleClick: "reset" };
const NEAR = { rootMargin: "200px" };

/**
 * Show a chart in an element and return it; see `Chart.update` for what it is made of.
 *
 * The chart ends when `signal` is fired: pass the view's.
 */
export function chart(container, figure, signal = null) {
  return new Chart(container, figure, signal);
}

/** A chart that is drawn only while it is in view, again whenever the theme changes. */
class Chart {
  #plot = element("div", { class: "plot", role: "img" });
  #table = element("div", { class: "table-scroll", tabindex: 0 });
  #details = element("details", { class: "behind" }, element("summary", {}, "Table"), this.#table);
  #caption = element("figcaption");
  #figure;
  #isInView = false;
  #isDrawn = false;
  #drawing = Promise.resolve();

  constructor(container, figure, signal) {
    const { signal: ended, end } = following(signal);
    this.#end = end;
    replace(
      container,
      element("figure", { class: "chart" }, this.#caption, this.#plot, this.#details),
    );
    this.#details.addEventListener("toggle", () => this.#tabulate());
    this.#watch(ended);
    whenThemeChanges(() => this.#draw(), ended);
    ended.addEventListener("abort", () => this.#clear());
    this.update(figure);
  }

  #end;

  /** The element that Plotly draws in, for its events. */
  get plot() {
    return this.#plot;
  }

  /** Settles when all that was asked for until now has been drawn. */
  get drawn() {
    return this.#drawing;
  }

  /**
   * Show something else.
   *
   * `traces` and `layout` are Plotly's; `title` names the chart, for those too who cannot see it;
   * `table` is `{columns: [text], rows: [[value]]}`, or a function that makes one when wanted.
   */
  update({ traces, layout = {}, title, table }) {
    this.#figure = { traces, layout, title, table };
    this.#caption.textContent = title ?? "";
    this.#plot.setAttribute(
      "aria-label",
      `Chart: ${title ?? "no title"}. Its numbers are in the table that follows.`,
    );
    this.#draw();
    this.#tabulate();
  }

  /** Take the chart away. */
  remove() {
    this.#end();
  }

  #watch(signal) {
    const observer = new IntersectionObserver(([entry]) => this.#see(entry.isIntersecting), NEAR);
    observer.observe(this.#plot);
    signal.addEventListener("abort", () => observer.disconnect());
  }

  #see(isInView) {
    this.#isInView = isInView;
    if (isInView) {
      this.#draw();
    } else {
      this.#clear();
    }
  }

  #draw() {
    if (this.#isInView) {
      this.#drawing = this.#drawn().catch((error) => replace(this.#plot, sentence(error)));
    }
  }

  async #drawn() {
    const { react } = await plotly();
    if (this.#isInView) {
      const { traces, layout } = dressed(this.#figure);
      await react(this.#plot, traces, layout, CONFIG);
      this.#isDrawn = true;
    }
  }

  #clear() {
    if (this.#isDrawn) {
      window.Plotly.purge(this.#plot);
      this.#isDrawn = false;
    }
  }

  #tabulate() {
    if (this.#details.open) {
      const { table } = this.#figure;
      replace(this.#table, tableOf(typeof table === "function" ? table() : table));
    }
  }
}

/** Return a signal that follows another one, and what fires it before. */
function following(signal) {
  const own = new AbortController();
  const signals = signal ? [signal, own.signal] : [own.signal];
  return { signal: AbortSignal.any(signals), end: () => own.abort() };
}
