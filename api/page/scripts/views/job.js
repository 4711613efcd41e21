/** A place for what is to come. */

import { element } from "../elements.js";

/** Show the view. */
export async function mount(root) {
  root.append(element("h1", {}, "job"));
}
