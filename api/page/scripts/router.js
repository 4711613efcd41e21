/** Which view is shown: the one that the address names behind its `#`. */

import { element, replace } from "./elements.js";
import { failure } from "./failures.js";

const VIEWS = {
  playground: { title: "Playground", load: () => import("./views/playground.js") },
  studies: { title: "Studies", load: () => import("./views/studies.js") },
  jobs: { title: "Jobs", load: () => import("./views/jobs.js") },
  job: { title: "Job", load: () => import("./views/job.js") },
};
const START = "#/playground";
const OVER = Symbol("left");

let leaving = new AbortController();

/** What a view is to show: what stands behind the `?`, and in `parts` the path before it. */
export class State extends URLSearchParams {
  constructor(hash) {
    const [path, query] = hash.replace(/^#\//, "").split(/\?(.*)/s);
    super(query);
    this.parts = path.split("/").filter(Boolean).map(decodeURIComponent);
  }
}

/** Show the views that addresses name, from now on. */
export function start(root) {
  addEventListener("hashchange", () => show(root, true));
  show(root, false);
}

/** Go to an address such as `#/jobs?status=running`. */
export function navigate(hash) {
  location.hash = hash;
}

/** Write the state of the view that is shown into the address; `null` and "" take one out. */
export function remember(changes) {
  const state = new State(location.hash);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === "") {
      state.delete(name);
    } else {
      state.set(name, value);
    }
  }
  history.replaceState(null, "", written(state));
}

/** Return the address of a state. */
export function written(state) {
  const query = state.toString();
  const path = state.parts.map(encodeURIComponent).join("/");
  return `#/${path || "playground"}${query && "?"}${query}`;
}

async function show(root, isMove) {
  leaving.abort(OVER);
  leaving = new AbortController();
  const { signal } = leaving;
  const state = new State(location.hash || START);
  const view = VIEWS[name(state)] ?? VIEWS.playground;
  replace(root, element("p", { class: "loading" }, "Loading …"));
  title(root, state, view);
  try {
    const { mount } = await view.load();
    if (!signal.aborted) {
      await mount(replace(root), state, signal);
    }
  } catch (error) {
    fail(root, error, signal);
  }
  if (isMove && !signal.aborted) {
    root.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

function name({ parts: [first, id] }) {
  return first === "jobs" && id ? "job" : (first ?? "playground");
}

function title(root, state, view) {
  document.title = `${view.title} · Lehr`;
  root.setAttribute("aria-label", view.title);
  for (const link of document.querySelectorAll(".bar nav a")) {
    const isCurrent = link.hash === `#/${state.parts[0] ?? "playground"}`;
    link.toggleAttribute("aria-current", false);
    if (isCurrent) {
      link.setAttribute("aria-current", "page");
    }
  }
}

function fail(root, error, signal) {
  if (!signal.aborted) {
    const again = element(
      "button",
      { type: "button", onclick: () => show(root, true) },
      "Try again",
    );
    replace(root, failure(error), element("p", { class: "row" }, again));
  }
}
