/** Controls with their labels, as the views of jobs have them. */

import { element } from "../elements.js";

/** Return a labelled choice; `options` are texts by value; `set(value)` chooses without telling. */
export function choice(label, options, tell) {
  const select = element("select", { onchange: () => tell(select.value) });
  const control = {
    node: element("label", {}, label, " ", select),
    set: (value) => (select.value = value),
    fill,
  };
  fill(options);
  return control;

  function fill(wanted) {
    const present = [...select.options].map(({ value }) => value).join();
    if (present === Object.keys(wanted).join()) {
      return; // a list that is open stays as it is
    }
    const items = Object.entries(wanted).map(([value, text]) => element("option", { value }, text));
    select.replaceChildren(...items);
  }
}

/** Return a labelled box to tick. */
export function tick(label, tell) {
  const box = element("input", { type: "checkbox", onchange: () => tell(box.checked) });
  return { node: element("label", {}, box, " ", label), set: (value) => (box.checked = value) };
}

/** Return a labelled slider from 0 to `most`, with its value beside it. */
export function slider(label, most, tell) {
  const input = element("input", {
    type: "range",
    min: 0,
    max: most,
    step: most / 99,
    oninput: moved,
  });
  const shown = element("output", {}, "off");
  return { node: element("label", {}, label, " ", input, " ", shown), set };

  function moved() {
    tell(Number(input.value));
  }

  function set(value) {
    input.value = value;
    shown.textContent = value ? value.toFixed(2) : "off";
  }
}
