/** Files to take away; they are fetched, not linked, so that a key can be sent. */

import { request } from "../http.js";

/** Save what a path answers with under a name. */
export async function download(path, name, headers = {}) {
  const answer = await request(path, { headers });
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
