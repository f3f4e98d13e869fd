/** Points in the plane: each class has a shape of its own; training points are filled, test points are rings. */

import { CLASSES, css, ground, rgb } from "./palette.js";

/** @typedef {import("./palette.js").Palette} Palette */
/** @typedef {import("../types.js").Lowered} Lowered */

/** Shapes of the classes: class k has SHAPES[k % CLASSES]. Negative targets have the first, positive ones the second. */
export const SHAPES = /** @type {const} */ (["square", "circle", "triangle", "diamond", "wedge", "cross"]);

/**
 * Adds the outline of a shape to a path.
 *
 * @param {{moveTo: (x: number, y: number) => void, lineTo: (x: number, y: number) => void, closePath: () => void,
 *   arc: (x: number, y: number, r: number, from: number, to: number) => void}} path a canvas, a Path2D, or what keeps text
 * @param {typeof SHAPES[number]} shape
 * @param {number} x
 * @param {number} y
 * @param {number} r half its size
 */
export function outline(path, shape, x, y, r) {
  if (shape === "circle") {
    path.moveTo(x + r, y);
    path.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  const corners = {
    square: [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]],
    triangle: [[0, -1.15], [1.1, 0.85], [-1.1, 0.85]],
    diamond: [[0, -1.25], [1.1, 0], [0, 1.25], [-1.1, 0]],
    wedge: [[0, 1.15], [1.1, -0.85], [-1.1, -0.85]],
    cross: [[-0.4, -1.1], [0.4, -1.1], [0.4, -0.4], [1.1, -0.4], [1.1, 0.4], [0.4, 0.4], [0.4, 1.1], [-0.4, 1.1],
      [-0.4, 0.4], [-1.1, 0.4], [-1.1, -0.4], [-0.4, -0.4]],
  }[shape];
  corners.forEach(([dx, dy], i) => (i === 0 ? path.moveTo(x + dx * r, y + dy * r) : path.lineTo(x + dx * r, y + dy * r)));
  path.closePath();
}

/**
 * Color and shape of a sample with a target.
 *
 * @param {Palette} palette
 * @param {boolean} numbers the target is a number, not a class
 * @param {number} target
 * @param {number} scale of numbers
 * @returns {{color: string, shape: typeof SHAPES[number]}}
 */
export function lookOf(palette, numbers, target, scale) {
  if (numbers) return { color: css(ground(palette, target / scale)), shape: SHAPES[target < 0 ? 0 : 1] };
  const k = Math.max(0, Math.round(target)) % CLASSES;
  return { color: palette.classes[k], shape: SHAPES[k] };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Palette} palette
 * @param {{color: string, shape: typeof SHAPES[number]}} look
 * @param {{x: number, y: number, r: number, test: boolean, numbers: boolean}} point
 */
export function drawMarker(context, palette, look, { x, y, r, test, numbers }) {
  context.beginPath();
  outline(context, look.shape, x, y, test ? r + 0.4 : r);
  if (test) {
    context.fillStyle = palette.halo;
    context.lineWidth = 3.4;
    context.strokeStyle = palette.halo;
    context.stroke();
    context.fill();
    context.lineWidth = 1.7;
    context.strokeStyle = numbers ? palette.ink : look.color;
    context.stroke();
    if (numbers) {
      context.beginPath();
      outline(context, look.shape, x, y, r - 1.6);
      context.fillStyle = look.color;
      context.fill();
    }
    return;
  }
  context.fillStyle = look.color;
  context.lineWidth = 2;
  context.strokeStyle = numbers ? css(rgb(palette.ink)) : palette.halo;
  if (numbers) context.lineWidth = 1.1;
  context.stroke();
  context.fill();
}

/**
 * The samples of a program, training first.
 *
 * @param {Lowered} lowered
 */
export function samplesOf({ points, plan }) {
  const trained = points.y_train.data.length;
  const all = trained + points.y_test.data.length;
  const width = points.train?.shape[1] ?? 0;
  return {
    all,
    trained,
    width,
    numbers: plan.task === "numbers",
    /** @param {number} i @returns {number} */
    target: (i) => (i < trained ? points.y_train.data[i] : points.y_test.data[i - trained]),
    /** Coordinate `d` of raw point `i`, NaN where there is none. @param {number} i @param {number} d @returns {number} */
    at: (i, d) => (i < trained ? points.train?.data[i * width + d] : points.test?.data[(i - trained) * width + d]) ?? NaN,
  };
}
