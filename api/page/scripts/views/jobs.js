/** The jobs, newest first, by status and label. */

import { element, replace } from "../elements.js";
import { get } from "../http.js";
import { navigate, written } from "../router.js";
import { jobRow } from "../job/row.js";
import { FINISHED, STATUSES } from "../status.js";

const LIMIT = 25;
const REFRESH_MILLISECONDS = 2000;
const HEADS = ["status", "job", "epochs", "runs", "labels", "handed in", "took"];

/** Show the jobs that the address asks for, and keep them up to date. */
export async function mount(root, state, signal) {
  const list = new JobList(state, signal);
  replace(root, element("h1", {}, "Jobs"), filters(state), list.node);
  await list.read();
  list.keep();
}

class JobList {
  node = element("div", { class: "jobs" });
  #state;
  #signal;
  #shown = "";
  #isSettled = false;

  constructor(state, signal) {
    this.#state = state;
    this.#signal = signal;
  }

  async read() {
    const query = asked(this.#state);
    const page = await get(`/jobs?${query}`, { signal: this.#signal });
    this.#isSettled = page.jobs.every(({ status }) => FINISHED.has(status)) && query.has("cursor");
    const text = JSON.stringify(page);
    if (text !== this.#shown) {
      this.#show(page);
    }
    this.#shown = text;
  }

  /** Read again and again, while the tab is seen and something may still change. */
  async keep() {
    while (!this.#signal.aborted && !this.#isSettled) {
      await new Promise((resolve) => setTimeout(resolve, REFRESH_MILLISECONDS));
      if (!document.hidden && !this.#signal.aborted) {
        await this.read().catch(() => undefined);
      }
    }
  }

  #show({ jobs, next }) {
    const focused = document.activeElement?.getAttribute("href");
    if (jobs.length) {
      replace(this.node, table(jobs), pages(this.#state, next));
    } else {
      replace(this.node, empty(this.#state));
    }
    if (focused) {
      this.node.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
    }
  }
}

function asked(state) {
  const known = ["status", "label", "cursor"].filter((name) => state.get(name));
  return new URLSearchParams([["limit", LIMIT], ...known.map((name) => [name, state.get(name)])]);
}

function filters(state) {
  const status = element(
    "select",
    { id: "status", onchange: () => go(state, { status: status.value }) },
    element("option", { value: "" }, "any"),
    STATUSES.map((name) =>
      element("option", { value: name, selected: name === state.get("status") }, name),
    ),
  );
  const label = element("input", {
    id: "label",
    value: state.get("label") ?? "",
    placeholder: "name:value",
    pattern: "[^:]+:.+",
    title: "A label's name and value, as team:radar",
    onchange: () => label.reportValidity() && go(state, { label: label.value }),
  });
  return element(
    "form",
    { class: "row filters", role: "search", onsubmit: (event) => event.preventDefault() },
    element("label", { for: "status" }, "Status"),
    status,
    element("label", { for: "label" }, "Label"),
    label,
  );
}

function go(state, changes) {
  navigate(changed(state, { cursor: "", ...changes }));
}

function changed(state, changes) {
  const next = new state.constructor(written(state));
  for (const [name, value] of Object.entries(changes)) {
    if (value) {
      next.set(name, value);
    } else {
      next.delete(name);
    }
  }
  return written(next);
}

function table(jobs) {
  const heads = HEADS.map((text) => element("th", { scope: "col" }, text));
  return element(
    "div",
    { class: "scrolls", tabindex: 0, role: "region", "aria-label": "Jobs" },
    element(
      "table",
      { class: "wide" },
      element("thead", {}, element("tr", {}, heads)),
      element("tbody", {}, jobs.map(jobRow)),
    ),
  );
}

function pages(state, next) {
  const isLater = Boolean(state.get("cursor"));
  const newest = element(
    "a",
    { class: "button", href: changed(state, { cursor: "" }) },
    "Newest jobs",
  );
  const older = element(
    "a",
    { class: "button", href: changed(state, { cursor: next }) },
    "Older jobs",
  );
  return element(
    "nav",
    { class: "row", "aria-label": "Pages of jobs" },
    isLater && newest,
    next && older,
  );
}

function empty(state) {
  if (["status", "label", "cursor"].some((name) => state.get(name))) {
    return element(
      "p",
      { class: "empty" },
      "No job is like this. ",
      element("a", { href: "#/jobs" }, "Show all jobs"),
    );
  }
  return element(
    "p",
    { class: "empty" },
    "No job has been handed in yet. Press run at one of the ",
    element("a", { href: "#/studies" }, "studies"),
    ", train a schedule of the ",
    element("a", { href: "#/playground" }, "playground"),
    ", or send an experiment to ",
    element("code", {}, "POST /jobs"),
    ".",
  );
}
