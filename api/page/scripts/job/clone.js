/** A job's experiment as a form, to train it again with changes. */

import { element, replace } from "../elements.js";
import { Problem, Unreachable, post } from "../http.js";
import { once } from "../once.js";
import { navigate } from "../router.js";
import { count } from "../wording.js";
import { postable } from "./experiment.js";

/** Open the form over the page. */
export function openClone(experiment) {
  const text = element("textarea", { id: "clone-experiment", rows: 24, spellcheck: "false" });
  text.value = JSON.stringify(postable(experiment), null, 2);
  const said = element("div", { class: "said", role: "status" });
  const dialog = element("dialog", { class: "clone", "aria-labelledby": "clone-title" });
  const attempt = (action) =>
    once(() => tell(said, () => action(JSON.parse(text.value), said, dialog)));
  dialog.append(
    form(text, said, { check: attempt(check), train: attempt(train), close: () => dialog.close() }),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function form(text, said, { check, train, close }) {
  return element(
    "form",
    { method: "dialog" },
    element("h2", { id: "clone-title" }, "Clone with changes"),
    element(
      "label",
      { for: "clone-experiment" },
      "The body of POST /jobs; every field may be changed.",
    ),
    text,
    said,
    element(
      "div",
      { class: "row" },
      element("button", { type: "button", class: "primary", onclick: train }, "Train"),
      element("button", { type: "button", onclick: check }, "Check without training"),
      element("button", { type: "button", onclick: close }, "Close"),
    ),
  );
}

async function check(experiment, said) {
  const plan = await post("/jobs?validate_only=true", experiment);
  const counts = `${count(plan.runs)} runs of ${count(plan.configurations)} configurations`;
  const updates = `${count(plan.steps)} updates in all`;
  const warnings = plan.warnings.map(({ detail }) => element("li", {}, detail));
  replace(said, `This would train: ${counts}, ${updates}.`, element("ul", {}, ...warnings));
}

async function train(experiment, _, dialog) {
  const job = await post("/jobs", experiment);
  dialog.close();
  navigate(`#/jobs/${job.id}`);
}

async function tell(said, action) {
  try {
    await action();
  } catch (error) {
    if (![Problem, Unreachable, SyntaxError].some((kind) => error instanceof kind)) {
      throw error;
    }
    const broken = (error.errors ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`);
    const rules = broken.length ? broken : [error.detail ?? error.message];
    replace(
      said,
      element("ul", { class: "failure" }, ...rules.map((rule) => element("li", {}, rule))),
    );
  }
}
