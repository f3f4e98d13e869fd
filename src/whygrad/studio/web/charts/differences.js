/** Differences between two networks, seed by seed, as one line: a dot each, their mean with its interval, zero, thresholds. */

import { svg } from "../dom.js";

const [WIDTH, HEIGHT, EDGE] = [220, 26, 8];

/** @typedef {import("../types.js").ClaimRun["picture"]} Differences */

/**
 * Where numbers lie on a line of `width` that holds all of them.
 *
 * @param {number[]} numbers
 * @param {number} width
 * @returns {(number: number) => number}
 */
export function scaleOf(numbers, width) {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const span = high - low || 1;
  return (number) => EDGE + ((number - low) / span) * (width - 2 * EDGE);
}

/** @param {Differences} of @returns {SVGElement} decoration: the numbers stand beside it as words */
export function differencesPicture({ differences, effect, low, high, thresholds }) {
  const at = scaleOf([0, ...differences, ...thresholds, low, high], WIDTH);
  const x = (/** @type {number} */ number) => at(number).toFixed(1);
  const upright = (/** @type {number} */ number, /** @type {string} */ kind) => svg("line", { class: kind, x1: x(number), x2: x(number), y1: 1, y2: HEIGHT - 1 });
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, class: "differences", "aria-hidden": "true", focusable: "false" },
    upright(0, "zero"),
    ...thresholds.map((number) => upright(number, "threshold")),
    ...differences.map((number) => svg("circle", { class: "seed", cx: x(number), cy: 19, r: 2.5 })),
    svg("line", { class: "interval", x1: x(low), x2: x(high), y1: 8, y2: 8 }),
    svg("circle", { class: "mean", cx: x(effect), cy: 8, r: 4 }),
  );
}
