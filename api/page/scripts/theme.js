/** Light or dark: by the system, unless its user has chosen; a `theme` in the address wins. */

const KEY = "lehr.theme";
const CHOICES = ["auto", "light", "dark"];
const system = matchMedia("(prefers-color-scheme: dark)");
const changes = new EventTarget();

let chosen = inAddress() ?? stored();
apply();
system.addEventListener("change", tell);
addEventListener("hashchange", () => inAddress() && choose(inAddress()));

/** Return what is chosen: `auto`, `light` or `dark`. */
export function choice() {
  return chosen;
}

/** Return what is shown: `light` or `dark`. */
export function theme() {
  return chosen === "auto" ? (system.matches ? "dark" : "light") : chosen;
}

/** Choose `auto`, `light` or `dark`, and keep it for later visits. */
export function choose(next) {
  chosen = next;
  localStorage.setItem(KEY, next);
  apply();
  tell();
}

/** Call a listener after every change of what is shown, until the signal is fired. */
export function whenThemeChanges(listener, signal) {
  changes.addEventListener("change", listener, { signal });
}

/** Return the value of a colour of the style sheets, such as `--ink`, as it is shown now. */
export function colour(name) {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  document.documentElement.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

function apply() {
  document.documentElement.dataset.theme = chosen;
}

function tell() {
  changes.dispatchEvent(new Event("change"));
}

function stored() {
  const kept = localStorage.getItem(KEY);
  return CHOICES.includes(kept) ? kept : "auto";
}

function inAddress() {
  const named = new URLSearchParams(location.hash.split("?")[1]).get("theme");
  return CHOICES.includes(named) ? named : null;
}
