/** The output of the picture to take along: what the network answers over the data's plane or line, samples, legend. */

import { number } from "../charts/numbers.js";
import { answerOf, paintedGrid } from "../picture/answer.js";
import { createRaster, paintClasses, paintSigned } from "../picture/heatmap.js";
import { signedEnds } from "../picture/legend.js";
import { lookOf, outline, samplesOf } from "../picture/markers.js";
import { formula } from "../picture/names.js";
import { PALETTES, tablesOf } from "../picture/palette.js";
import { ticksOf } from "../picture/plane.js";
import { fitted, hundredths, tag, words } from "./markup.js";
import { pngAddress } from "./png.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Lowered} Lowered */
/** @typedef {import("../types.js").Frame} Frame */
/** @typedef {import("../types.js").Translate} Translate */

const PALETTE = PALETTES.light;
const SIDE = 260;
const LEFT = 44; // for the ticks and the name of the axis
const SHARPNESS = 2;
const STEPS = 64;
const LINE = 18;

/** How wide the part is. */
export const OUTPUT_WIDTH = LEFT + SIDE + 8;

/**
 * @param {Readonly<State>} state
 * @param {Translate} t
 * @returns {Promise<{width: number, height: number, markup: string} | null>} null: the data have no plane to paint
 */
export async function outputPart(state, t) {
  const lowered = /** @type {Lowered} */ (state.lowered);
  const frame = /** @type {Frame} */ (state.frame);
  const [cols, rows] = frame.size;
  if (cols * rows === 0) return null;
  const answer = answerOf(lowered);
  const ground = rows === 1 ? curvesOf(lowered, frame, answer) : await groundOf(state, lowered, frame, answer);
  const signed = rows > 1 && answer.kind === "signed";
  const legend = await legendOf(state, t, signed ? endsOf(answer, t) : null);
  const markup = [
    axesOf(lowered, t),
    tag("svg", { x: LEFT, y: 0, width: SIDE, height: SIDE, viewBox: `0 0 ${SIDE} ${SIDE}` }, ground, samplesMarkup(state, lowered, answer.scale)),
    tag("rect", { x: LEFT, y: 0, width: SIDE, height: SIDE, fill: "none", stroke: PALETTE.soft }),
    tag("g", { transform: `translate(${LEFT} ${SIDE + 42})` }, legend.markup),
  ];
  return { width: OUTPUT_WIDTH, height: SIDE + 42 + legend.height, markup: markup.join("\n") };
}

/** @param {Lowered} lowered @param {Frame} frame @param {import("../picture/answer.js").Answer} answer */
function paintedOutput(lowered, frame, answer) {
  const painted = new Float32Array(frame.size[0] * frame.size[1]);
  paintedGrid(answer, frame.output, painted);
  return painted;
}

/**
 * @param {Readonly<State>} state
 * @param {Lowered} lowered
 * @param {Frame} frame
 * @param {import("../picture/answer.js").Answer} answer
 */
async function groundOf(state, lowered, frame, answer) {
  const pixels = SIDE * SHARPNESS;
  const raster = createRaster(frame.size, pixels, pixels, { ratio: SHARPNESS, period: 7 });
  const tables = tablesOf(PALETTE);
  const { widths, task } = lowered.plan;
  if (answer.kind === "classes") paintClasses(raster, frame.output, widths[widths.length - 1], tables, state.discretize);
  else {
    const look = { discretize: state.discretize && task === "classes", border: true };
    paintSigned(raster, paintedOutput(lowered, frame, answer), 0, answer.scale, tables, look);
  }
  return tag("image", { x: 0, y: 0, width: SIDE, height: SIDE, "xlink:href": await pngAddress(raster.pixels, pixels, pixels) });
}

/** @param {Lowered} lowered @param {Frame} frame @param {import("../picture/answer.js").Answer} answer */
function curvesOf(lowered, frame, answer) {
  const [cells] = frame.size;
  const [, , low, high] = lowered.points.domain;
  const chances = lowered.plan.task === "classes" && answer.kind === "signed";
  const values = chances ? paintedOutput(lowered, frame, answer).map((value) => (value + 1) / 2) : frame.output;
  const curves = Math.floor(values.length / cells);
  const y = (/** @type {number} */ value) => Math.min(2 * SIDE, Math.max(-SIDE, ((high - value) / (high - low)) * SIDE));
  return Array.from({ length: curves }, (_, o) => {
    const points = Array.from({ length: cells }, (_, i) => /** @type {[number, number]} */ ([((i + 0.5) / cells) * SIDE, y(values[o * cells + i])]));
    const stroke = curves === 1 ? PALETTE.positive : PALETTE.classes[o % PALETTE.classes.length];
    return tag("path", { d: pathOf(points), fill: "none", stroke, "stroke-width": 2.5, "stroke-linejoin": "round" });
  }).join("");
}

/**
 * A line through places, broken where one is no number.
 *
 * @param {[number, number][]} points
 * @returns {string}
 */
export function pathOf(points) {
  let pen = false;
  let path = "";
  for (const [x, y] of points) {
    const there = Number.isFinite(x) && Number.isFinite(y);
    if (there) path += `${pen ? "L" : "M"}${hundredths(x)} ${hundredths(y)}`;
    pen = there;
  }
  return path;
}

/** @param {Lowered} lowered @param {Translate} t */
function axesOf({ points }, t) {
  const [x0, x1, y0, y1] = points.domain;
  const axes = points.raw_names.map(formula);
  if (axes.length < 2) axes.push(t("studio-output-value"));
  const soft = { fill: PALETTE.soft, "font-size": 11 };
  const below = ticksOf(x0, x1).map((value) =>
    words(LEFT + (SIDE * (value - x0)) / (x1 - x0), SIDE + 15, number(value), { ...soft, "text-anchor": "middle" }));
  const beside = ticksOf(y0, y1).map((value) =>
    words(LEFT - 5, SIDE - (SIDE * (value - y0)) / (y1 - y0) + 4, number(value), { ...soft, "text-anchor": "end" }));
  const middle = SIDE / 2;
  return [...below, ...beside, words(LEFT + middle, SIDE + 31, fitted(axes[0] ?? "", 12, SIDE), { "text-anchor": "middle" }),
    words(0, 0, fitted(axes[1], 12, SIDE), { "text-anchor": "middle", transform: `translate(9 ${middle}) rotate(-90)` })].join("");
}

/** What draws as on a canvas and keeps the path as text. */
class Pen {
  constructor() {
    this.path = "";
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.path += `M${hundredths(x)} ${hundredths(y)}`;
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.path += `L${hundredths(x)} ${hundredths(y)}`;
  }

  /** A whole circle, begun at its right. @param {number} x @param {number} y @param {number} r */
  arc(x, y, r) {
    const [a, b] = [hundredths(x + r), hundredths(x - r)];
    this.path += `A${hundredths(r)} ${hundredths(r)} 0 1 1 ${b} ${hundredths(y)}A${hundredths(r)} ${hundredths(r)} 0 1 1 ${a} ${hundredths(y)}Z`;
  }

  closePath() {
    this.path += "Z";
  }
}

/**
 * Samples of one look in one path, so that hundreds of them stay a small file.
 *
 * @param {Readonly<State>} state
 * @param {Lowered} lowered
 * @param {number} scale of numbers
 */
function samplesMarkup(state, lowered, scale) {
  const samples = samplesOf(lowered);
  if (samples.width === 0) return "";
  const [x0, x1, y0, y1] = lowered.points.domain;
  const r = samples.all > 900 ? 2.4 : 3.2;
  /** @type {Map<string, {look: ReturnType<typeof lookOf>, test: boolean, pen: Pen}>} */
  const kinds = new Map();
  const count = state.showTest ? samples.all : samples.trained;
  for (let i = 0; i < count; i++) {
    const look = lookOf(PALETTE, samples.numbers, samples.target(i), scale);
    const test = i >= samples.trained;
    const key = `${test} ${look.shape} ${look.color}`;
    const kind = kinds.get(key) ?? { look, test, pen: new Pen() };
    kinds.set(key, kind);
    const x = ((samples.at(i, 0) - x0) / (x1 - x0)) * SIDE;
    const y = ((y1 - (samples.width === 1 ? samples.target(i) : samples.at(i, 1))) / (y1 - y0)) * SIDE;
    if (Number.isFinite(x) && Number.isFinite(y)) outline(kind.pen, look.shape, x, y, test ? r + 0.4 : r);
  }
  return [...kinds.values()].map(({ look, test, pen }) => marker(look.color, pen.path, test, samples.numbers)).join("");
}

/** @param {string} color @param {string} d @param {boolean} test @param {boolean} numbers */
function marker(color, d, test, numbers) {
  if (!test) {
    const edge = numbers ? { stroke: PALETTE.ink, "stroke-width": 1.1 } : { stroke: PALETTE.halo, "stroke-width": 2 };
    return tag("path", { d, fill: color, ...edge, "paint-order": "stroke" });
  }
  return tag("path", { d, fill: numbers ? color : PALETTE.halo, stroke: PALETTE.halo, "stroke-width": 3.4 })
    + tag("path", { d, fill: "none", stroke: numbers ? PALETTE.ink : color, "stroke-width": 1.7 });
}

/** @param {import("../picture/answer.js").Answer} answer @param {Translate} t @returns {[string, string, string]} */
function endsOf(answer, t) {
  if (answer.shown === "none") return signedEnds(answer.scale);
  return [t("studio-legend-sure", { name: 0 }), t("studio-legend-half"), t("studio-legend-sure", { name: 1 })];
}

/**
 * @param {Readonly<State>} state
 * @param {Translate} t
 * @param {[string, string, string] | null} ends of the scale, if there is one
 */
async function legendOf(state, t, ends) {
  const { plan, points } = /** @type {Lowered} */ (state.lowered);
  const parts = [];
  let height = 0;
  if (ends) {
    const [wide, high] = [SIDE * SHARPNESS, 12 * SHARPNESS];
    const raster = createRaster([STEPS, 1], wide, high, { ratio: SHARPNESS, period: 6, radius: 3 });
    paintSigned(raster, Float32Array.from({ length: STEPS }, (_, i) => (2 * i) / (STEPS - 1) - 1), 0, 1, tablesOf(PALETTE));
    parts.push(tag("image", { x: 0, y: 0, width: SIDE, height: 12, "xlink:href": await pngAddress(raster.pixels, wide, high) }));
    ["start", "middle", "end"].forEach((anchor, i) => {
      parts.push(words((i * SIDE) / 2, 26, ends[i], { "text-anchor": anchor, "font-size": 11, fill: PALETTE.soft }));
    });
    height = 36;
  }
  const numbers = plan.task === "numbers";
  /** @type {[number, boolean, string][]} */
  const kinds = numbers ? [[0.6, false, t("studio-legend-train")]]
    : points.class_names.map((name, k) => [k, false, t("studio-legend-class", { name })]);
  if (state.showTest) kinds.push([numbers ? 0.6 : 1, true, t("studio-legend-test")]);
  const across = SIDE / 2;
  kinds.forEach(([target, test, text], i) => {
    const look = lookOf(PALETTE, numbers, target, 1);
    const [x, y] = [8 + (i % 2) * across, height + 9 + Math.floor(i / 2) * LINE];
    const pen = new Pen();
    outline(pen, look.shape, x, y - 4, 5);
    parts.push(marker(test && !numbers ? PALETTE.soft : look.color, pen.path, test, numbers) + words(x + 11, y, fitted(text, 12, across - 22)));
  });
  return { markup: parts.join("\n"), height: height + Math.ceil(kinds.length / 2) * LINE };
}

