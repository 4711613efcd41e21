/** The configurations of a job ranked, with intervals, and what that allows to say. */

import { copying } from "../copying.js";
import { element, replace } from "../elements.js";
import { failure } from "../failures.js";
import { get } from "../http.js";
import { tableOf } from "../tables.js";
import { number } from "../wording.js";
import { choice } from "./controls.js";
import { interval, verdicts } from "./verdicts.js";

const MOMENTS = { final: "the last epoch", best: "the best epoch of each run" };
const SENTENCES = 6; // more are shown on demand

/** Return the section; it asks for a comparison once the job has ended, before that on demand. */
export function comparison(model, choose, signal) {
  const body = element("div", { class: "comparison" });
  const moment = choice("Judged by", MOMENTS, (at) => choose({ at }));
  const node = element(
    "section",
    { class: "panel", "aria-labelledby": "comparison" },
    head(moment),
    body,
  );
  let asked = "";
  const ask = (view, question = asked) =>
    compared(model, view, signal).then((found) => question === asked && replace(body, found));
  return {
    node,
    update(view) {
      node.hidden = !view.metric || model.runs.length < 2;
      moment.set(view.at);
      const wanted = [view.metric, view.at, model.job.status].join();
      if (node.hidden || wanted === asked) {
        return;
      }
      asked = wanted;
      if (model.isFinished) {
        ask(view);
      } else {
        replace(
          body,
          early(() => ask(view)),
        );
      }
    },
  };
}

function head(moment) {
  return element(
    "div",
    { class: "row" },
    element("h2", { id: "comparison" }, "Comparison"),
    moment.node,
  );
}

function early(ask) {
  const button = element(
    "button",
    { type: "button", onclick: ask },
    "Compare what has finished so far",
  );
  return element(
    "p",
    { class: "row" },
    "The comparison follows when all runs have ended. ",
    button,
  );
}

async function compared(model, { metric, at }, signal) {
  const query = new URLSearchParams({ metric, at });
  try {
    return shown(await get(`${model.job.links.comparison}?${query}`, { signal }), model.name);
  } catch (error) {
    return signal.aborted ? null : failure(error);
  }
}

function shown(found, name) {
  return [
    quotable(verdicts(found, name)),
    found.warnings.map(({ detail }) => element("p", { class: "care" }, detail)),
    table(found, name),
    method(found.method),
  ];
}

function quotable(sentences) {
  const items = sentences.map((sentence) => element("li", {}, sentence));
  const rest = items.splice(SENTENCES);
  const more = element(
    "details",
    {},
    element("summary", {}, `${rest.length} more`),
    element("ul", {}, ...rest),
  );
  return element(
    "div",
    { class: "verdicts" },
    element("ul", {}, ...items),
    ...(rest.length ? [more] : []),
    copying("Copy these sentences", sentences.join("\n")),
  );
}

function table({ configurations, metric }, name) {
  const reached = [`mean ${metric}`, "95 % interval", "median", "sd"];
  const columns = ["rank", "configuration", "runs", "diverged", ...reached];
  const rows = configurations.map((one) => row(one, name));
  const region = { tabindex: 0, role: "region", "aria-label": "Configurations, ranked" };
  return element("div", { class: "table-scroll", ...region }, tableOf({ columns, rows }));
}

function row({ rank, parameters, n, diverged, interval: ends, ...one }, name) {
  const numbers = [one.mean, one.median, one.sd].map(number);
  numbers.splice(1, 0, interval(ends));
  const lost = diverged ? `▲ ${diverged}` : "0";
  return [rank ?? "–", name(parameters), n + diverged, lost, ...numbers];
}

function method(words) {
  const terms = Object.entries(words).flatMap(([term, text]) => [
    element("dt", {}, term.replaceAll("_", " ")),
    element("dd", {}, text),
  ]);
  return element(
    "details",
    {},
    element("summary", {}, "How these numbers came about"),
    element("dl", {}, ...terms),
  );
}
