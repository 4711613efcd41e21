/** Broken rules, shown at the controls that they are about. */

import { element, replace } from "./elements.js";
import { sentence } from "./failures.js";

/**
 * Show an error within `root`: every rule at the control whose `data-pointer` is nearest to the
 * rule's, what belongs to none in `rest`. `prefix` is what the controls' pointers leave out.
 */
export function showViolations(root, rest, error, prefix = "") {
  clearViolations(root, rest);
  const errors = error.errors?.length ? error.errors : [{ pointer: null, detail: sentence(error) }];
  const left = errors.filter((one) => !shownAt(root, one, prefix));
  if (left.length) {
    replace(
      rest,
      left.map(({ detail }) => element("p", { class: "failure", role: "alert" }, detail)),
    );
  }
}

/** Take away what `showViolations` has shown. */
export function clearViolations(root, rest) {
  replace(rest);
  for (const note of root.querySelectorAll(".violation")) {
    note.remove();
  }
  for (const input of root.querySelectorAll("[aria-invalid]")) {
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-errormessage");
  }
}

function shownAt(root, { pointer, detail }, prefix) {
  const place = pointer?.startsWith(prefix) && nearest(root, pointer.slice(prefix.length));
  if (!place) {
    return false;
  }
  const id = `violation-${pointer}`;
  place.append(element("p", { class: "violation", role: "alert", id }, detail));
  const input = place.querySelector("input, select, textarea");
  input?.setAttribute("aria-invalid", "true");
  input?.setAttribute("aria-errormessage", id);
  return true;
}

function nearest(root, pointer) {
  for (let path = pointer; path; path = path.slice(0, path.lastIndexOf("/"))) {
    const place = root.querySelector(`[data-pointer="${CSS.escape(path)}"]`);
    if (place) {
      return place;
    }
  }
  return null;
}
