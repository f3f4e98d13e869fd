/** Small helpers over the DOM. No markup strings: everything is made of elements, so nothing can be injected. */

/**
 * An element. Of `props`, `class`, `text`, `data-…`, `aria-…` and `role` become attributes or text, `on…` functions
 * listeners, everything else properties.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {{[name: string]: any}} [props]
 * @param {...(Node | string | null | false)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue;
    if (name === "text") element.textContent = String(value);
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class" || name === "role" || name === "for" || name === "list" || name.includes("-")) {
      element.setAttribute(name, String(value));
    } else /** @type {any} */ (element)[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * An SVG element with attributes.
 *
 * @param {string} tag
 * @param {{[name: string]: string | number}} [attributes]
 * @param {...Node} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** Paths of the icons on a 24 × 24 square, drawn with a stroke. */
const ICONS = {
  play: "M8 5.500v13l10.500-6.500z",
  pause: "M8.500 5.500v13M15.500 5.500v13",
  batch: "M6 6v12l7-6zM17.500 6v12",
  epoch: "M4 6v12l6.500-6zM11 6v12l6.500-6zM20 6v12",
  reset: "M5 12a7 7 0 1 0 2.300-5.200M5 4.500v4h4",
  dice: "M5 5h14v14H5zM9 9v.01M15 15v.01M15 9v.01M9 15v.01",
  undo: "M9 7 4.500 11.500 9 16M5 11.500h9a5 5 0 0 1 0 8h-2",
  link: "M10 14a4 4 0 0 0 5.700 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3A4 4 0 0 0 11 18.700l1-1",
  plus: "M12 6v12M6 12h12",
  minus: "M6 12h12",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M18.700 5.300l-1.400 1.400M6.700 17.300l-1.400 1.400",
  moon: "M19 14.500A7.500 7.500 0 0 1 9.500 5a7.500 7.500 0 1 0 9.500 9.500z",
  contrast: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 4v16M12 8l5-1.500M12 12h8M12 16l5 1.500",
  layers: "M5 6.500v11M10 8.500v7M15 8.500v7M20 10.500v3",
  map: "M4 4h16v16H4zM4 12h16M12 4v16M4 8h8M16 12v8",
  up: "M6 14.500l6-6 6 6",
  down: "M6 9.500l6 6 6-6",
  close: "M6.500 6.500l11 11M17.500 6.500l-11 11",
  check: "M5 12.500l4.500 4.500L19 7.500",
  book: "M12 6.500C10 5 7 4.700 4 5v13c3-.3 6 0 8 1.500 2-1.500 5-1.800 8-1.500V5c-3-.3-6 0-8 1.500zM12 6.500v13",
};

/**
 * An icon; decoration only, so what it stands on needs a name.
 *
 * @param {keyof typeof ICONS} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const path = svg("path", { d: ICONS[name] });
  return svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" }, path);
}

/**
 * Sets text only where it differs, so that nothing is laid out or announced for nothing.
 *
 * @param {Node} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

let lastId = 0;

/** An id that no other element of the page has. @param {string} name @returns {string} */
export function uniqueId(name) {
  lastId += 1;
  return `${name}-${lastId}`;
}

/**
 * Calls `fn` at most once an animation frame, with the latest arguments.
 *
 * @template {any[]} A
 * @param {(...args: A) => void} fn
 * @returns {(...args: A) => void}
 */
export function everyFrame(fn) {
  /** @type {A | null} */
  let latest = null;
  return (...args) => {
    if (latest === null) requestAnimationFrame(() => {
      const now = /** @type {A} */ (latest);
      latest = null;
      fn(...now);
    });
    latest = args;
  };
}
