/** The curves there are: which is worked on, which are shown, and what they are called. */

import { drawn, element, replace } from "../elements.js";
import { line } from "../looks.js";
import { whenThemeChanges } from "../theme.js";
import { called } from "./model.js";

/** Show a model's curves in an element. */
export function curveList(container, model, signal) {
  const show = () => replace(container, rows(model), adding(model));
  model.addEventListener("curves", show, { signal });
  whenThemeChanges(show, signal);
  show();
}

function rows(model) {
  return element(
    "ul",
    { class: "curves" },
    model.curves.map((curve, index) => row(model, curve, index)),
  );
}

function row(model, curve, index) {
  const isChosen = index === model.index;
  return element(
    "li",
    { class: isChosen ? "curve chosen" : "curve" },
    element(
      "button",
      {
        type: "button",
        class: "pick",
        "aria-pressed": String(isChosen),
        onclick: () => model.choose(index),
      },
      sample(index),
      called(curve),
    ),
    naming(model, curve),
    shownBox(model, curve),
    action("Duplicate", curve, () => model.add(curve)),
    model.curves.length > 1 && action("Remove", curve, () => model.remove(index)),
  );
}

function naming(model, curve) {
  const rename = (event) => {
    model.describe(curve, { name: event.target.value.trim() });
    event.target.closest("li").querySelector(".pick").lastChild.textContent = called(curve);
  };
  return element("input", {
    class: "name",
    value: curve.name,
    placeholder: "name it",
    "aria-label": `Name of ${called(curve)}`,
    maxlength: 60,
    oninput: rename,
  });
}

function shownBox(model, curve) {
  const box = element("input", {
    type: "checkbox",
    onchange: () => model.hide(curve, !box.checked),
  });
  box.checked = !curve.isHidden;
  return element("label", { class: "shown" }, box, "show");
}

function action(text, curve, act) {
  return element(
    "button",
    { type: "button", class: "quiet", "aria-label": `${text} ${called(curve)}`, onclick: act },
    text,
  );
}

function adding(model) {
  const fresh = { schedule: { kind: "constant", learning_rate: 0.01 }, name: "", unit: "step" };
  return element("button", { type: "button", onclick: () => model.add(fresh) }, "Add a curve");
}

function sample(index) {
  const { color, dash } = line(index);
  const pattern = {
    solid: null,
    dash: "7 4",
    dot: "2 4",
    dashdot: "7 3 2 3",
    longdash: "11 4",
    longdashdot: "11 3 2 3",
  };
  const dashes = dash in pattern ? pattern[dash] : dash.replaceAll("px", "");
  return drawn(
    "svg",
    { class: "sample", width: 34, height: 10, "aria-hidden": "true" },
    drawn("line", {
      x1: 1,
      x2: 33,
      y1: 5,
      y2: 5,
      stroke: color,
      "stroke-width": 2.5,
      "stroke-dasharray": dashes,
    }),
  );
}
