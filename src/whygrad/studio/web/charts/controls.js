/** Native controls with their labels. */

import { h, svg, uniqueId } from "../dom.js";

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
 * A line of a legend as the chart draws it.
 *
 * @param {string} color
 * @param {number[]} dash
 * @param {number} [thick] of the line, in pixels
 * @returns {SVGElement}
 */
export function lineSample(color, dash, thick = 2.5) {
  const look = { stroke: color, "stroke-width": thick, "stroke-dasharray": dash.join(" ") || "none" };
  const line = svg("line", { x1: 0, x2: 24, y1: 5, y2: 5, ...look });
  return svg("svg", { width: 24, height: 10, "aria-hidden": "true", focusable: "false" }, line);
}
