/** The loss on a plane as a picture: colors in steps, and the ways that networks take on it. */

import { DASHES, ramp } from "./palette.js";
import { onto } from "./surface.js";

/** @typedef {import("./palette.js").Palette} Palette */
/** @typedef {import("./surface.js").Plane} Plane */
/**
 * @typedef {{losses: Float32Array, size: number, rows: number, plane: Plane, center: Float32Array, reach: number}} Landscape
 *   `rows` of size · size losses are known so far
 */
/** @typedef {{places: Float32Array[], mark: string, index: number}} Line  `mark` stands at its end, "" for a cross */

const RADIUS = 8; // of the mark at a line's end
const BANDS = 12; // steps, so that lines of equal loss show

/** @param {Float32Array} losses @returns {[number, number]} of the finite ones */
export function rangeOf(losses) {
  let low = Infinity;
  let high = -Infinity;
  for (const loss of losses) {
    if (!Number.isFinite(loss)) continue;
    low = Math.min(low, loss);
    high = Math.max(high, loss);
  }
  return [low, high];
}

/**
 * How far a plane must be shown so that lines on it are seen to their ends.
 *
 * @param {Float32Array[]} places
 * @param {Float32Array} center
 * @param {Plane} plane
 * @param {number} least
 * @param {number} most
 */
export function reachOf(places, center, plane, least, most) {
  const farthest = Math.max(0, ...places.flatMap((place) => onto(place, center, plane).map(Math.abs)));
  return Math.min(Math.max(least, 1.15 * farthest), most);
}

/**
 * Logarithmic (darker: lower). With several lines the ground is gray, so that their colors are seen.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Landscape} shown
 * @param {Line[]} lines
 * @param {Palette} colors
 */
export function drawLandscape(canvas, shown, lines, colors) {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const [low, high] = rangeOf(shown.losses);
  const side = canvas.width;
  const cell = side / shown.size;
  const from = Math.log(Math.max(low, 1e-12));
  const width = Math.max(Math.log(Math.max(high, 1e-12)) - from, 1e-9);
  const many = lines.length > 1 || lines.some(({ mark }) => mark !== "");
  const paper = /** @type {[number, number, number]} */ (colors.dark ? [24, 92, 92] : [150, 250, 250]);
  context.fillStyle = colors.grid;
  context.fillRect(0, 0, side, side);
  for (let row = 0; row < shown.rows; row++) {
    for (let column = 0; column < shown.size; column++) {
      const loss = shown.losses[row * shown.size + column] ?? NaN;
      if (!Number.isFinite(loss)) continue;
      const band = Math.floor(((Math.log(Math.max(loss, 1e-12)) - from) / width) * BANDS) / BANDS;
      const gray = paper[0] + (paper[1] - paper[0]) * band;
      context.fillStyle = many ? `rgb(${gray},${gray},${gray})` : `rgb(${ramp(band).join()})`;
      context.fillRect(Math.floor(column * cell), Math.floor(side - (row + 1) * cell), Math.ceil(cell), Math.ceil(cell));
    }
  }
  const pixel = (/** @type {[number, number]} */ [x, y]) => [
    (((x / shown.reach + 1) / 2) * (shown.size - 1) + 0.5) * cell,
    side - (((y / shown.reach + 1) / 2) * (shown.size - 1) + 0.5) * cell,
  ];
  context.lineJoin = "round";
  /** @type {[number, number][]} */
  const marks = [];
  for (const line of lines) {
    const end = drawLine(context, line, (place) => pixel(onto(place, shown.center, shown.plane)), colors, many);
    if (end && line.mark !== "") drawMark(context, line, freePlace(end, marks, side), colors);
  }
}

/** Beside the marks that stand there already. @param {[number, number]} end @param {[number, number][]} marks @param {number} side @returns {[number, number]} */
function freePlace([x, y], marks, side) {
  /** @type {[number, number]} */
  let place = [Math.min(Math.max(x, RADIUS), side - RADIUS), Math.min(Math.max(y, RADIUS), side - RADIUS)];
  const taken = () => marks.some(([mx, my]) => Math.hypot(mx - place[0], my - place[1]) < 2 * RADIUS);
  for (let tries = 0; taken() && tries < marks.length * 2; tries++) place = [place[0] + RADIUS > side - RADIUS ? RADIUS : place[0] + RADIUS, place[1]];
  marks.push(place);
  return place;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Line} line
 * @param {(place: Float32Array) => number[]} pixel
 * @param {Palette} colors
 * @param {boolean} many
 * @returns {[number, number] | null} where it ends
 */
function drawLine(context, { places, mark, index }, pixel, colors, many) {
  if (places.length === 0) return null;
  const points = places.map(pixel);
  const [x, y] = points[points.length - 1];
  const color = mark === "" ? (many ? colors.ink : "#ffffff") : colors.cycle[index % colors.cycle.length];
  const halo = many ? colors.ground : "#000000";
  for (const [style, thick, dash] of /** @type {[string, number, number[]][]} */ ([
    [halo, 4, []],
    [color, many ? 2 : 1.5, mark === "" ? [] : DASHES[index % DASHES.length]],
  ])) {
    context.strokeStyle = style;
    context.lineWidth = thick;
    context.setLineDash(dash);
    context.beginPath();
    for (const [px, py] of points) context.lineTo(px, py);
    if (mark === "") {
      context.moveTo(x - 5, y - 5);
      context.lineTo(x + 5, y + 5);
      context.moveTo(x - 5, y + 5);
      context.lineTo(x + 5, y - 5);
    }
    context.stroke();
  }
  context.setLineDash([]);
  return [x, y];
}

/** @param {CanvasRenderingContext2D} context @param {Line} line @param {[number, number]} place @param {Palette} colors */
function drawMark(context, { mark, index }, [x, y], colors) {
  context.beginPath();
  context.arc(x, y, RADIUS, 0, 2 * Math.PI);
  context.fillStyle = colors.ground;
  context.fill();
  context.strokeStyle = colors.cycle[index % colors.cycle.length];
  context.lineWidth = 2;
  context.stroke();
  context.fillStyle = colors.ink;
  context.font = "bold 11px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(mark, x, y + 0.5);
}
