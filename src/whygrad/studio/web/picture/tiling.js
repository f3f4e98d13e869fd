/** Linear regions as a picture: polygons of the plane in the color of their answer, or the kinks of a curve. */

import { borderOf, meanOf } from "../charts/regions.js";
import { css, ground } from "./palette.js";

/** @typedef {import("../charts/regions.js").Found} Found */
/** @typedef {import("./palette.js").Palette} Palette */
/** @typedef {(x: number, y: number) => [number, number]} Place */

const FLAT = 0.01; // of the colors' range: a region that changes by less has one color

/**
 * What a region is filled with: of one output its sign and size, which change along a straight line; of several the class
 * that is largest in the middle.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Found["regions"][number]} region
 * @param {{palette: Palette, place: Place, scale: number}} look
 * @returns {{fill: string | CanvasGradient, alpha: number}}
 */
function fillOf(context, { corners, matrix, bias }, { palette, place, scale }) {
  const [x, y] = meanOf(corners, 2);
  const answer = [...bias].map((own, o) => own + matrix[2 * o] * x + matrix[2 * o + 1] * y);
  if (answer.length > 1) {
    const best = answer.indexOf(Math.max(...answer));
    return { fill: palette.classes[best % palette.classes.length], alpha: 0.4 };
  }
  const z = answer[0] / scale;
  const [px, py] = place(x, y);
  const [qx, qy] = place(x + 1, y + 1);
  const [gx, gy] = [matrix[0] / scale / (qx - px), matrix[1] / scale / (qy - py)]; // by pixels
  const steepest = gx * gx + gy * gy;
  const side = context.canvas.width;
  if (!(Math.sqrt(steepest) * side > FLAT)) return { fill: css(ground(palette, z)), alpha: 1 };
  const at = (/** @type {number} */ level) => [px + ((level - z) * gx) / steepest, py + ((level - z) * gy) / steepest];
  const [[x0, y0], [x1, y1]] = [at(-1), at(1)];
  const gradient = context.createLinearGradient(x0, y0, x1, y1);
  palette.ground.forEach((color, i) => gradient.addColorStop(i / (palette.ground.length - 1), color));
  return { fill: gradient, alpha: 1 };
}

const AT_ONCE = 24; // regions a step

/**
 * Has a canvas drawn what it was told so far: browsers put it off, and then all of it takes too long at once.
 *
 * @param {CanvasRenderingContext2D} context
 */
function flush(context) {
  context.getImageData(0, 0, 1, 1);
}

/**
 * Draws every region of two inputs, a few a step.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Found} found
 * @param {{palette: Palette, place: Place, ratio: number, scale: number, border: boolean}} look
 * @returns {Generator<void, void>}
 */
export function* drawRegions(context, found, { palette, place, ratio, scale, border }) {
  const { width, height } = context.canvas;
  context.globalAlpha = 1;
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, width, height);
  context.lineWidth = 0.75 * ratio;
  context.lineJoin = "round";
  context.strokeStyle = palette.soft;
  for (let from = 0; from < found.regions.length; from += AT_ONCE) {
    const edges = new Path2D();
    for (const region of found.regions.slice(from, from + AT_ONCE)) {
      const { fill, alpha } = fillOf(context, region, { palette, place, scale });
      const polygon = new Path2D();
      for (let at = 0; at < region.corners.length; at += 2) polygon.lineTo(...place(region.corners[at], region.corners[at + 1]));
      polygon.closePath();
      edges.addPath(polygon);
      context.globalAlpha = alpha;
      context.fillStyle = fill;
      context.fill(polygon);
    }
    context.globalAlpha = 0.7;
    context.stroke(edges);
    flush(context);
    yield;
  }
  context.globalAlpha = 1;
  if (!border) return;
  context.beginPath();
  for (const [x0, y0, x1, y1] of borderOf(found)) {
    context.moveTo(...place(x0, y0));
    context.lineTo(...place(x1, y1));
  }
  context.lineCap = "round";
  for (const [color, thick] of /** @type {[string, number][]} */ ([[palette.halo, 4.5], [palette.ink, 2.25]])) {
    context.strokeStyle = color;
    context.lineWidth = thick * ratio;
    context.stroke();
  }
}

/**
 * Draws a function of one input: straight between its kinks, each with a dot and a line down.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Found} found
 * @param {{palette: Palette, place: Place, ratio: number}} look
 * @returns {Generator<void, void>}
 */
export function* drawKinks(context, found, { palette, place, ratio }) {
  const { width, height } = context.canvas;
  context.globalAlpha = 1;
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, width, height);
  const sorted = found.regions.toSorted((a, b) => a.corners[0] - b.corners[0]);
  const kinks = sorted.slice(1).map(({ corners, matrix, bias }) => [corners[0], matrix[0] * corners[0] + bias[0]]);
  context.strokeStyle = palette.soft;
  context.lineWidth = ratio;
  context.setLineDash([2 * ratio, 3 * ratio]);
  context.beginPath();
  for (const [x, y] of kinks) {
    const [px, py] = place(x, y);
    context.moveTo(px, py);
    context.lineTo(px, height);
  }
  context.stroke();
  context.setLineDash([]);
  yield;
  const outputs = sorted[0]?.bias.length ?? 0;
  for (let o = 0; o < outputs; o++) {
    context.beginPath();
    for (const { corners, matrix, bias } of sorted) {
      // Both ends: where a unit steps, the function jumps.
      for (const x of corners) context.lineTo(...place(x, matrix[o] * x + bias[o]));
    }
    context.strokeStyle = outputs === 1 ? palette.positive : palette.classes[o % palette.classes.length];
    context.lineWidth = 2.5 * ratio;
    context.stroke();
    yield;
  }
  context.fillStyle = palette.ink;
  for (const [x, y] of kinks) {
    context.beginPath();
    const [px, py] = place(x, y);
    context.arc(px, py, 3 * ratio, 0, 2 * Math.PI);
    context.fill();
  }
}
