/** Keeps the keyboard's place where parts of the page are made anew. */

const FOCUSABLE = "a, button, input, select, summary, textarea";

/** Change what is in an element; what had the focus gives it to what stands in its place then. */
export function keepingFocus(node, change) {
  const place = [...node.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
  change();
  if (place >= 0 && !node.contains(document.activeElement)) {
    node.querySelectorAll(FOCUSABLE)[place]?.focus({ preventScroll: true });
  }
}
