/** The experiments of the documents: what was published, beside what Lehr measures. */

import { element, replace } from "../elements.js";
import { get } from "../http.js";
import { StudyCard } from "../studies/card.js";

const INTRODUCTION =
  "Experiments of five tutorials on learning rates. Each says what was found; run it to see what it does here.";

/** Show every study, and of each its last job. */
export async function mount(root, _, signal) {
  const { studies } = await get("/studies", { signal });
  const cards = studies.map((study) => new StudyCard(study, signal));
  replace(
    root,
    element("h1", {}, "Studies"),
    element("p", {}, INTRODUCTION),
    element(
      "div",
      { class: "studies" },
      cards.map(({ node }) => node),
    ),
  );
  cards.forEach((card) => card.load()); // each tells of its own failure
}
