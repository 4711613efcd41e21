/** Where the chosen curve's kind is picked, by library. */

import { element, replace } from "../elements.js";

const OWN = "lehr";

/** Return two choices, of a library and of one of its kinds; `choose` is told the kind's entry. */
export function kindPicker(kinds, kind, choose) {
  const libraries = Map.groupBy(kinds.values(), ({ library }) => library ?? OWN);
  const named = element("select", { id: "kind", class: "wide" });
  const library = element(
    "select",
    { id: "library" },
    [...libraries.keys()].map((name) => option(name, name === OWN ? "Lehr" : name)),
  );
  const offer = () =>
    replace(
      named,
      libraries.get(library.value).map((entry) => option(entry.kind, entry.title)),
    );
  library.value = kinds.get(kind).library ?? OWN;
  offer();
  named.value = kind;
  library.addEventListener("change", () => (offer(), choose(kinds.get(named.value))));
  named.addEventListener("change", () => choose(kinds.get(named.value)));
  return element("div", { class: "kind-picker" }, pair("Library", library), pair("Kind", named));
}

function option(value, text) {
  return element("option", { value }, text);
}

function pair(text, select) {
  return element("div", {}, element("label", { for: select.id }, text), select);
}
