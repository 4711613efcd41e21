/** Links to what the service gives as files. */

import { element, replace } from "./elements.js";
import { failure } from "./failures.js";
import { address, hasKey, request } from "./http.js";

/** Return a link to a path of the service, which the page fetches itself where a key is needed. */
export function fileLink(text, path, name) {
  const link = element("a", { href: address(path), download: name, class: "file" }, text);
  const told = element("span");
  link.addEventListener("click", (event) => {
    if (hasKey()) {
      event.preventDefault();
      fetched(path, name).then(
        () => told.remove(),
        (error) => link.after(replace(told, failure(error))),
      );
    }
  });
  return link;
}

async function fetched(path, name) {
  const url = URL.createObjectURL(await (await request(path)).blob());
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url));
}
