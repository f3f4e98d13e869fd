/**
 * What a link holds beside an experiment, as `whygrad/experiment/linked.py` reads it: weights as float32, bit for bit, and
 * points in whole thousandths of 16 bits, both as base64url.
 */

/** @typedef {import('./types.js').OwnData} OwnData */

/** Characters of a link; what the server takes. */
export const LONGEST = 8000;
/** Characters that a weight takes: 4 bytes, of which base64 says 3 in 4. */
export const EACH = 16 / 3;
const PARTS = 1000;
const CLASSES = 6;

/** @param {ArrayBufferLike} buffer */
function base64url(buffer) {
  const characters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * Weights as a link says them.
 *
 * @param {ArrayLike<number>} parameters
 * @param {ArrayLike<number>} running running statistics of batch normalization, none without
 * @returns {string | null} null where some are no numbers: then no training can begin with them
 */
export function weightsText(parameters, running) {
  const all = [...Array.from(parameters), ...Array.from(running)];
  if (!all.every(Number.isFinite)) return null;
  const view = new DataView(new ArrayBuffer(4 * all.length));
  all.forEach((value, index) => view.setFloat32(4 * index, value, true));
  return base64url(view.buffer);
}

/**
 * Points as a link says them.
 *
 * @param {OwnData | null} own
 * @returns {string | null} null where they are no drawn points, or none that fit
 */
export function pointsText(own) {
  if (own === null || !("points" in own) || own.points.names.length > 0) return null;
  const { x, y, task } = own.points;
  const classes = task === "classes";
  if (classes && !y.every((k) => Number.isInteger(k) && k >= 0 && k < CLASSES)) return null;
  const width = x[0]?.length ?? 0;
  const rows = x.flatMap((row, index) => [...row.map((value) => value * PARTS), classes ? y[index] : y[index] * PARTS]);
  if (!rows.every((value) => Math.abs(value) < 2 ** 15 - 1)) return null;
  const view = new DataView(new ArrayBuffer(2 * rows.length));
  rows.forEach((value, index) => view.setInt16(2 * index, Math.round(value), true));
  const text = `${classes ? "c" : "n"}${width}.${base64url(view.buffer)}`;
  return text.length < LONGEST - 500 ? text : null; // the rest of a link takes some hundred
}
