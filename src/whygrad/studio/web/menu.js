/** A disclosure that floats: closes on Escape and when something else is chosen. */

import { h } from "./dom.js";

/**
 * @param {string} label
 * @param {SVGElement | null} icon
 * @param {(Node | null)[]} content
 * @returns {HTMLDetailsElement}
 */
export function menu(label, icon, content) {
  const summary = h("summary", { class: "button" }, icon, h("span", { class: "button-text", text: label }));
  return floating(summary, h("div", { class: "menu-content" }, ...content));
}

/**
 * A disclosure of any look that floats.
 *
 * @param {HTMLElement} summary
 * @param {HTMLElement} content
 * @returns {HTMLDetailsElement}
 */
export function floating(summary, content) {
  const made = h("details", { class: "menu" }, summary, content);
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !made.open) return;
    made.open = false;
    summary.focus();
  });
  made.addEventListener("focusout", (event) => {
    const next = /** @type {Node | null} */ (event.relatedTarget);
    if (next && !made.contains(next)) made.open = false;
  });
  /** @param {Event} event */
  const outside = (event) => {
    if (!made.contains(/** @type {Node} */ (event.target))) made.open = false;
  };
  made.addEventListener("toggle", () => {
    if (made.open) document.addEventListener("pointerdown", outside);
    else document.removeEventListener("pointerdown", outside);
  });
  return made;
}
