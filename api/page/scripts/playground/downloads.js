/** The chosen curve as files, by addresses that can be passed on. */

import { fileLink } from "../downloads.js";
import { element } from "../elements.js";
import { theme } from "../theme.js";
import { link } from "./previews.js";

const FORMATS = ["csv", "svg", "png"];

/** Return links to the chosen curve of a model. */
export function downloads(model) {
  const { chosen, axis } = model;
  const look = (format) => (format === "csv" ? {} : { axis, theme: theme() });
  const links = FORMATS.map((format) =>
    fileLink(
      format.toUpperCase(),
      link(model, chosen, format, look(format)),
      `${chosen.schedule.kind}.${format}`,
    ),
  );
  return element(
    "p",
    { class: "row" },
    element("span", { class: "faint" }, "Take it away:"),
    links,
  );
}
