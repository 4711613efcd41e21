/** Tables of numbers and texts. */

import { element } from "./elements.js";

const MOST_ROWS = 2000;

/** Return a table; one that is very long ends with a row that says so. */
export function tableOf({ columns, rows }) {
  const left = rows.length - MOST_ROWS;
  return element(
    "table",
    { class: "numbers" },
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        columns.map((name) => element("th", { scope: "col" }, name)),
      ),
    ),
    element("tbody", {}, rows.slice(0, MOST_ROWS).map(row), left > 0 && rest(left, columns.length)),
  );
}

/** Return a number as it is read best: as many digits as it has, and not more than eight. */
export function figure(value) {
  return typeof value === "number" ? String(Number(value.toPrecision(8))) : String(value ?? "");
}

function row(values) {
  return element(
    "tr",
    {},
    values.map((value) => element("td", {}, figure(value))),
  );
}

function rest(left, width) {
  return element(
    "tr",
    {},
    element("td", { colspan: width }, `${left} more rows are not shown here.`),
  );
}
