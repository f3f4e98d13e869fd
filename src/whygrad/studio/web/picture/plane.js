/** A plot over the data's plane or line: a ground that changes every frame, marks above it that do not, ticks around. */

import { number } from "../charts/numbers.js";
import { h } from "../dom.js";

/** @typedef {[number, number, number, number]} Domain x0 x1 y0 y1 */

const MOST_PIXELS = 560; // of a side; a larger ground would cost more than it shows

/**
 * @typedef {object} Plane
 * @property {HTMLElement} root
 * @property {HTMLElement} area
 * @property {HTMLCanvasElement} ground
 * @property {HTMLCanvasElement} marks
 * @property {() => boolean} fit sizes the canvases; true if the size changed
 * @property {() => number} ratio device pixels a CSS pixel, of the marks
 * @property {(domain: Domain, names: string[]) => void} axes
 * @property {(x: number, y: number) => [number, number]} place of a value, in CSS pixels
 * @property {(event: {clientX: number, clientY: number}) => [number, number]} value under a pointer
 * @property {() => number} side in CSS pixels
 */

/**
 * @param {string} name of the picture
 * @returns {Plane}
 */
export function plane(name) {
  const ground = h("canvas", { class: "plane-ground", role: "img", "aria-label": name });
  const marks = h("canvas", { class: "plane-marks", "aria-hidden": "true" });
  const area = h("div", { class: "plane-area" }, ground, marks);
  const bottom = h("div", { class: "plane-x", "aria-hidden": "true" });
  const left = h("div", { class: "plane-y", "aria-hidden": "true" });
  const root = h("div", { class: "plane" }, left, area, bottom);
  /** @type {Domain} */
  let domain = [-6, 6, -6, 6];
  let shown = "";
  let side = 0;
  let pixels = 1;
  let resized = true; // the size is read once a change, as reading it lays the page out
  new ResizeObserver(() => { resized = true; }).observe(area);

  return {
    root,
    area,
    ground,
    marks,
    fit() {
      if (!resized) return false;
      const now = area.clientWidth;
      resized = now === 0;
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      if (now === 0 || (now === side && ratio === pixels)) return false;
      side = now;
      pixels = ratio;
      ground.width = ground.height = Math.min(MOST_PIXELS, Math.round(side * ratio));
      marks.width = marks.height = Math.round(side * ratio);
      return true;
    },
    ratio: () => pixels,
    side: () => side,
    axes(next, names) {
      const key = `${next.join()} ${names.join()}`;
      if (key === shown) return;
      shown = key;
      domain = next;
      const [x0, x1, y0, y1] = domain;
      const ticks = (/** @type {number} */ low, /** @type {number} */ high, /** @type {string} */ edge, /** @type {string} */ label) => [
        ...ticksOf(low, high).map((value) => {
          const tick = h("span", { class: "tick", text: number(value) });
          tick.style.setProperty(edge, `${(100 * (value - low)) / (high - low)}%`);
          return tick;
        }),
        h("span", { class: "axis", text: label }),
      ];
      bottom.replaceChildren(...ticks(x0, x1, "left", names[0] ?? ""));
      left.replaceChildren(...ticks(y0, y1, "bottom", names[1] ?? ""));
    },
    place: (x, y) => [
      ((x - domain[0]) / (domain[1] - domain[0])) * side,
      ((domain[3] - y) / (domain[3] - domain[2])) * side,
    ],
    value(event) {
      const box = area.getBoundingClientRect();
      return [
        domain[0] + ((event.clientX - box.left) / box.width) * (domain[1] - domain[0]),
        domain[3] - ((event.clientY - box.top) / box.height) * (domain[3] - domain[2]),
      ];
    },
  };
}

/**
 * About five round numbers between two, without those at the very ends' outside.
 *
 * @param {number} low
 * @param {number} high
 * @returns {number[]}
 */
export function ticksOf(low, high) {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return [];
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => span / size <= 6) ?? 10 * power;
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * span; i++) ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}
