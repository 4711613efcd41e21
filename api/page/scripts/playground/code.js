/** The chosen schedule as code of every library. */

import { copying } from "../copying.js";
import { element, replace } from "../elements.js";
import { failure } from "../failures.js";
import { post } from "../http.js";

const LANGUAGES = {
  keras: "Keras",
  torch: "PyTorch",
  optax: "Optax",
  transformers: "transformers",
  python: "Python",
};
const PAUSE = 120;

/** Show the chosen schedule of a model as code in an element. */
export function code(container, model, signal) {
  const shown = element("div", { class: "translation", "aria-live": "polite" });
  let [leaving, timer] = [new AbortController(), null];
  const translate = async () => {
    leaving.abort();
    leaving = new AbortController();
    await shows(shown, model, AbortSignal.any([signal, leaving.signal]));
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(translate, PAUSE);
  };
  for (const change of ["curves", "schedule", "look"]) {
    model.addEventListener(change, soon, { signal });
  }
  replace(container, element("h2", {}, "As code"), tabs(model), shown);
  soon();
}

function tabs(model) {
  const name = ([language, text]) => {
    const input = element("input", {
      type: "radio",
      name: "language",
      value: language,
      onchange: () => model.look({ language }),
    });
    input.checked = language === model.language;
    return element("label", {}, input, text);
  };
  return element(
    "div",
    { class: "tabs", role: "radiogroup", "aria-label": "Language of the code" },
    Object.entries(LANGUAGES).map(name),
  );
}

async function shows(container, model, signal) {
  const body = { schedule: model.chosen.schedule, to: model.language };
  try {
    replace(container, translation(await post("/schedules/translate", body, { signal })));
  } catch (error) {
    if (!signal.aborted) {
      replace(container, failure(error));
    }
  }
}

function translation({ code: text, exact, notes }) {
  return [
    element("div", { class: "row" }, verdict(exact), copying("Copy", text, { class: "quiet" })),
    notes.map((note) => element("p", { class: "hint" }, note)),
    element("pre", { tabindex: 0, "aria-label": "Code" }, element("code", {}, text)),
  ];
}

function verdict(exact) {
  return element(
    "span",
    { class: exact ? "exact" : "inexact" },
    exact ? "✓ the same rates to the last bit" : "≈ the same rates up to rounding",
  );
}
