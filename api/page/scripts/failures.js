/** What is wrong, told where it happened. */

import { element } from "./elements.js";
import { Problem, Unreachable } from "./http.js";

/** Return a note that tells of an error. */
export function failure(error) {
  return element("p", { class: "failure", role: "alert" }, sentence(error));
}

/** Return one sentence for an error, whatever raised it. */
export function sentence(error) {
  if (error instanceof Problem && error.errors.length) {
    return error.errors.map(({ detail }) => detail).join("; ");
  }
  if (error instanceof Problem || error instanceof Unreachable) {
    return error.message;
  }
  if (/dynamically imported module/.test(error.message)) {
    return "A part of the page could not be loaded: Lehr is away or was renewed. Load the page again.";
  }
  return `The page broke: ${error.message}`;
}
