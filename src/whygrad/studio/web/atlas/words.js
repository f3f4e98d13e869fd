/** Numbers and pixels of the atlas in words. */

import { number, share } from "../charts/numbers.js";
import { extent } from "./axis.js";

/** @typedef {import("./plane.js").Plane} Plane */
/** @typedef {import("./types.js").Atlas} Atlas */
/** @typedef {import("./types.js").Range} Range */
/** @typedef {import("../types.js").Translate} Translate */

export const ENDINGS = ["finished", "diverged", "non-finite"];
const MOST_DIGITS = 9; // more than single precision has

/** A value of an axis, with as many digits as tell a pixel from its neighbors. @param {Range} range @param {number} value @param {number} size */
export function valueText(range, value, size) {
  const { low, high, step } = extent(range, size);
  const apart = range.log ? Math.abs(value) * (10 ** step - 1) : (high - low) / size;
  const digits = value === 0 || apart === 0 ? 3 : Math.ceil(Math.log10(Math.abs(value) / apart)) + 1;
  return number(value, Math.min(Math.max(digits, 3), MOST_DIGITS));
}

/** @param {import("./types.js").Table} table @param {string} name */
export function variedOf(table, name) {
  const found = table.axes.find((axis) => axis.name === name);
  if (!found) throw new Error(`No axis ${name}`);
  return found;
}

/** "Learning rate 0.1, initial weights 0.5". @param {Atlas} atlas @param {Plane} plane @param {import("./types.js").Place} place */
export function settingsText({ table, x, y }, plane, { row, column }) {
  const { lowering, ranges, size } = plane;
  return [
    `${variedOf(table, x.name).label} ${valueText(ranges.x, lowering.x.numbers[column] ?? NaN, size)}`,
    `${variedOf(table, y.name).label} ${valueText(ranges.y, lowering.y.numbers[row] ?? NaN, size)}`,
  ].join(", ");
}

/** What a pixel shows, in words. @param {Atlas} atlas @param {Plane} plane @param {number} pixel @param {Translate} t */
export function measuredText({ measure, table }, plane, pixel, t) {
  const end = plane.ended[pixel] ?? -1;
  if (end < 0) return t("atlas-page-unknown");
  const ending = t(`map-ended-${ENDINGS[end]}`);
  if (measure === "ended") return ending;
  const value = plane.values[measure][pixel];
  const name = table.measures.find((one) => one.name === measure)?.text ?? measure;
  const said = `${name}: ${measure.endsWith("accuracy") ? share(value) : number(value)}`;
  return end === 0 ? said : `${said} (${ending})`;
}
