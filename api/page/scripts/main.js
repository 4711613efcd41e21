/** The page: its frame, and in it the view that the address names. */

import { start as startKey } from "./key.js";
import { remember, start as startRouter } from "./router.js";
import { choice, choose, whenThemeChanges } from "./theme.js";

const view = document.getElementById("view");
const select = document.getElementById("theme");

select.value = choice();
select.addEventListener("change", () => {
  choose(select.value);
  remember({ theme: null });
});
whenThemeChanges(() => {
  select.value = choice();
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  view.focus();
});
startKey(document.getElementById("key-button"));
startRouter(view);
