/** Native controls with their labels, and the frame that all views of the inside share. */

import { h, uniqueId } from "../dom.js";

/** @typedef {import("../types.js").Store} Store */

/**
 * A select with its label; `choices` are pairs of value and text.
 *
 * @param {string} label
 * @param {[string, string][]} choices
 * @param {(value: string) => void} onchange
 * @returns {{root: HTMLElement, select: HTMLSelectElement}}
 */
export function chooser(label, choices, onchange) {
  const id = uniqueId("choose");
  const select = h("select", { id, onchange: () => onchange(select.value) });
  for (const [value, text] of choices) select.append(h("option", { value, text }));
  return { root: h("span", { class: "chart-control" }, h("label", { for: id, text: label }), select), select };
}

/**
 * A checkbox with its label.
 *
 * @param {string} label
 * @param {boolean} checked
 * @param {(checked: boolean) => void} onchange
 * @returns {{root: HTMLElement, input: HTMLInputElement}}
 */
export function toggle(label, checked, onchange) {
  const input = h("input", { type: "checkbox", checked, onchange: () => onchange(input.checked) });
  return { root: h("label", { class: "chart-control" }, input, h("span", { text: label })), input };
}

/**
 * @param {string} label
 * @param {() => void} onclick
 * @param {string} [kind]
 * @returns {HTMLButtonElement}
 */
export function button(label, onclick, kind = "") {
  return h("button", { type: "button", class: kind, onclick, text: label });
}

/**
 * Build a view, and build it again when the language changes; `build` returns what takes the old one down.
 *
 * @param {HTMLElement} root
 * @param {Store} store
 * @param {() => (() => void)} build
 * @returns {() => void} ends the view
 */
export function localized(root, store, build) {
  /** @type {string | null} */
  let language = null;
  let stop = () => {};
  const unsubscribe = store.subscribe(["lang"], (state) => {
    if (state.lang === language) return;
    language = state.lang;
    stop();
    root.replaceChildren();
    root.classList.add("charts");
    stop = build();
  });
  return () => {
    unsubscribe();
    stop();
    root.replaceChildren();
  };
}
