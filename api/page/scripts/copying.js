/** Texts to take away by the clipboard. */

import { announce, element } from "./elements.js";

/** Return a button that copies a text, and says whether it could. */
export function copying(label, text, look = {}) {
  const copy = ({ currentTarget }) => copied(text, currentTarget);
  return element("button", { type: "button", ...look, onclick: copy }, label);
}

/** The clipboard is missing where the page came by plain HTTP from another machine. */
async function copied(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Select the text, and press Ctrl-C";
  }
  announce(button.textContent);
}
