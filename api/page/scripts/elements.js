/** Elements of the page, made without markup in strings. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an HTML element. Attributes whose name begins with `on` are listeners; `true` sets an
 * attribute without a value; `false`, `null` and `undefined` leave it out. Children are nodes,
 * texts, or nested arrays of them; those that are `null` or `false` are left out.
 */
export function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** Make an SVG element, as `element` makes one of HTML. */
export function drawn(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** Put children in the place of all that an element has. */
export function replace(parent, ...children) {
  parent.replaceChildren(...present(children));
  return parent;
}

/** Say something to those who listen to the page; others see it happen. */
export function announce(text) {
  document.getElementById("announcements").textContent = text;
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    set(node, name, value);
  }
  node.append(...present(children));
  return node;
}

function set(node, name, value) {
  if (name.startsWith("on")) {
    node.addEventListener(name.slice(2), value);
  } else if (value !== false && value !== null && value !== undefined) {
    node.setAttribute(name, value === true ? "" : value);
  }
}

function present(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false);
}
