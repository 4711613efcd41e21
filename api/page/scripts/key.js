/** The form that asks for a key, where the service wants one. */

import { element } from "./elements.js";
import { hasKey, keepKey, whenKeyIsWanted } from "./http.js";

/** Ask for a key whenever one is wanted; the button lets its user forget it. */
export function start(button) {
  whenKeyIsWanted(() => ask());
  button.hidden = !hasKey();
  button.addEventListener("click", () => keep(null));
}

function ask() {
  if (document.getElementById("key-dialog")) {
    return;
  }
  const input = element("input", {
    type: "password",
    id: "key",
    required: true,
    autocomplete: "off",
  });
  const dialog = element(
    "dialog",
    { id: "key-dialog", "aria-labelledby": "key-title" },
    form(input),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function form(input) {
  const rejected =
    hasKey() && element("p", { class: "failure" }, "The service does not know that key.");
  return element(
    "form",
    { onsubmit: (event) => submit(event, input.value.trim()) },
    element("h2", { id: "key-title" }, "This service wants a key"),
    rejected,
    element("label", { for: "key" }, "API key"),
    input,
    element(
      "p",
      { class: "hint" },
      "It is kept until this tab is closed, and sent to this service alone.",
    ),
    element("button", { class: "primary" }, "Use this key"),
  );
}

function submit(event, key) {
  event.preventDefault();
  keep(key);
}

function keep(key) {
  keepKey(key);
  location.reload();
}
