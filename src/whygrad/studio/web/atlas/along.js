/** The pixels of a line. */

/** @typedef {import("./types.js").Place} Place */

const MOST = 12; // loss curves that a chart can tell apart

/** Evenly spaced pixels on a line, both ends among them. @param {Place} from @param {Place} to */
export function placesAlong(from, to) {
  const length = Math.max(Math.abs(to.row - from.row), Math.abs(to.column - from.column));
  const count = Math.min(length + 1, MOST);
  return Array.from({ length: count }, (_, k) => {
    const share = count === 1 ? 0 : k / (count - 1);
    return { row: Math.round(from.row + share * (to.row - from.row)), column: Math.round(from.column + share * (to.column - from.column)) };
  });
}
