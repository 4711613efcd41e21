/** Where a schedule is pasted as it stands somewhere else. */

import { element } from "../elements.js";
import { post } from "../http.js";
import { clearViolations, showViolations } from "../violations.js";

const WAYS = `torch.optim.lr_scheduler.StepLR(torch.optim.SGD(params, lr=0.1), step_size=30)`;

/** Return a place to paste a schedule, which takes the place of the chosen curve's. */
export function pasting(model, signal) {
  const text = element("textarea", {
    id: "pasted",
    rows: 4,
    spellcheck: "false",
    placeholder: WAYS,
  });
  const rest = element("div");
  const place = element(
    "div",
    { class: "field stacked" },
    element("label", { for: "pasted" }, "Lehr's JSON, Keras's own document, or a constructor call"),
    text,
  );
  const read = async () => {
    try {
      clearViolations(place, rest);
      model.take(await understood(text.value, signal));
    } catch (error) {
      showViolations(place, rest, error);
    }
  };
  const button = element("button", { type: "button", onclick: read }, "Read it");
  return element(
    "details",
    { class: "pasting" },
    element("summary", {}, "Paste a schedule"),
    place,
    rest,
    button,
  );
}

/** Return the schedule that a text means; the service knows all the ways to write one. */
async function understood(text, signal) {
  const question = { schedule: parsed(text), at: [0] };
  try {
    return await normalised(question, signal);
  } catch (error) {
    if (error.errors?.[0]?.pointer === "/metric") {
      return normalised({ ...question, metric: [1] }, signal);
    }
    throw error;
  }
}

async function normalised(question, signal) {
  const { schedule } = await post("/schedules/preview", question, { signal });
  return schedule;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text.trim();
  }
}
