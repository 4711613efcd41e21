/** Files to take away; they are fetched, not linked, so that a key can be sent. */

import { request } from "../http.js";

const PAUSE_MILLISECONDS = 1000;
const STILL_MADE = 202;

/** Save what a path answers with under a name, once it has been made. */
export async function download(path, name) {
  let answer = await request(path);
  while (answer.status === STILL_MADE) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    answer = await request(path);
  }
  save(await answer.blob(), name);
}

/** Save a value as JSON under a name. */
export function saveJson(value, name) {
  save(new Blob([JSON.stringify(value, null, 2)], { type: "application/json" }), name);
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
