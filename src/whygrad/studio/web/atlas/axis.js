/** Ranges of axes: positions along them, moving and zooming. A position is the value, or its logarithm to base 10. */

/** @typedef {import("./types.js").Range} Range */
/** @typedef {import("./types.js").Varied} Varied */

const DIGITS = 12; // of a range's ends: as many as tell pixels apart, and no noise of computing
const LEAST = 1e-12; // the lowest value of a logarithmic axis of a setting that takes any number above 0

/** @param {Range} range @param {number} value */
export function positionOf({ log }, value) {
  return log ? Math.log10(value) : value;
}

/** @param {Range} range @param {number} position */
export function valueAt({ log }, position) {
  return log ? 10 ** position : position;
}

/** Positions of the first and the last pixel, and from one pixel to the next. @param {Range} range @param {number} size */
export function extent(range, size) {
  const low = positionOf(range, range.low);
  const high = positionOf(range, range.high);
  return { low, high, step: (high - low) / (size - 1) };
}

/** The range whose first pixel is at a position. @param {Range} range @param {number} low @param {number} high */
function between(range, low, high) {
  const rounded = (/** @type {number} */ position) => Number(valueAt(range, position).toPrecision(DIGITS));
  return { ...range, low: rounded(low), high: rounded(high) };
}

/**
 * The range so many pixels further on; it stops where the setting's values end.
 *
 * @param {Range} range
 * @param {number} pixels
 * @param {number} size
 * @param {Varied} varied
 */
export function moved(range, pixels, size, varied) {
  const { low, high, step } = extent(range, size);
  return kept(between(range, low + pixels * step, high + pixels * step), varied);
}

/**
 * The range seen `factor` times as large, with one pixel where it is. By 2, every second pixel of the new range is one of the
 * old one's.
 *
 * @param {Range} range
 * @param {number} factor
 * @param {number} pixel
 * @param {number} size
 * @param {Varied} varied
 * @returns {Range} the same one where its pixels would no longer differ
 */
export function zoomed(range, factor, pixel, size, varied) {
  const { low, step } = extent(range, size);
  const narrow = step / factor;
  const first = low + pixel * step - pixel * narrow;
  const made = kept(between(range, first, first + (size - 1) * narrow), varied);
  return factor <= 1 || differs(made, size, varied) ? made : range;
}

/** Whether all pixels of a range have values of their own in single precision. @param {Range} range @param {number} size @param {Varied} varied */
function differs(range, size, varied) {
  if (varied.whole) return range.high - range.low >= 1;
  const { low, high, step } = extent(range, size);
  const apart = (/** @type {number} */ position) =>
    Math.fround(valueAt(range, position + step / 2)) !== Math.fround(valueAt(range, position)); // half, as both are rounded
  return apart(low) && apart(high - step);
}

/**
 * A range inside of what the setting takes: moved there, cut where it is wider than that.
 *
 * @param {Range} range
 * @param {Varied} varied
 * @returns {Range}
 */
export function kept(range, varied) {
  const least = range.log ? Math.max(varied.low, LEAST) : varied.low;
  const [from, to] = [positionOf(range, least), positionOf(range, varied.high)];
  let low = positionOf(range, range.low);
  let high = positionOf(range, range.high);
  const shift = Math.max(from - low, 0) - Math.max(high - to, 0);
  if (shift === 0) return range;
  [low, high] = [Math.max(low + shift, from), Math.min(high + shift, to)];
  return between(range, low, high);
}

/** An axis as the server takes it. @param {Range} range @param {Varied} varied */
export function assignment({ name, low, high, log }, { word }) {
  return `${name}=${word ? `${word}:` : ""}${low}:${high}${log ? ":log" : ""}`;
}

/** The range that an assignment says. @param {string} text "init=normal:0.01:10:log" @returns {Range} */
export function rangeOf(text) {
  const [name, said] = text.split("=", 2);
  const parts = said.split(":");
  const log = parts.at(-1) === "log";
  const [low, high] = parts.slice(log ? -3 : -2, log ? -1 : undefined).map(Number);
  return { name, low, high, log };
}

/**
 * Which of the numbers of an axis is nearest to each of `count` evenly spaced positions from the first to the last one.
 *
 * @param {Range} range
 * @param {number[]} numbers rising
 * @param {number} count
 */
export function nearest(range, numbers, count) {
  const positions = numbers.map((number) => positionOf(range, number));
  const first = positionOf(range, range.low);
  const step = (positionOf(range, range.high) - first) / (count - 1);
  const found = new Uint16Array(count);
  let at = 0;
  for (let k = 0; k < count; k += 1) {
    const here = first + k * step;
    while (at + 1 < positions.length && Math.abs(positions[at + 1] - here) < Math.abs(positions[at] - here)) at += 1;
    found[k] = at;
  }
  return found;
}
