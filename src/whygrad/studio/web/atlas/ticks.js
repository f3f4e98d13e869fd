/** Where an axis is marked: at round numbers. */

import { number } from "../charts/numbers.js";
import { positionOf } from "./axis.js";

/** @typedef {import("./types.js").Range} Range */

const MOST = 7;
const DECADES = 30; // times as high as low, from which on a logarithmic axis is marked at powers of ten

/**
 * @param {Range} range
 * @returns {{share: number, text: string}[]} `share`: from 0 at the first pixel to 1 at the last
 */
export function ticksOf(range) {
  const { low, high, log } = range;
  const values = log && high > DECADES * low ? powers(low, high) : evenly(low, high);
  const [from, to] = [positionOf(range, low), positionOf(range, high)];
  const digits = log && high > DECADES * low ? 3 : digitsFor(values, low, high);
  return values.map((value) => ({
    share: (positionOf(range, value) - from) / (to - from),
    text: number(value, digits).replace(/^1×/, ""),
  }));
}

/** @param {number} low @param {number} high */
function powers(low, high) {
  const from = Math.ceil(Math.log10(low) - 1e-9);
  const to = Math.floor(Math.log10(high) + 1e-9);
  const every = Math.max(1, Math.ceil((to - from + 1) / MOST));
  const found = [];
  for (let exponent = from; exponent <= to; exponent += every) found.push(Number(`1e${exponent}`));
  return found;
}

/** @param {number} low @param {number} high */
function evenly(low, high) {
  const rough = (high - low) / (MOST - 1);
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = size * ([1, 2, 5, 10].find((times) => times * size >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

/** @param {number[]} values @param {number} low @param {number} high */
function digitsFor(values, low, high) {
  const step = values.length > 1 ? values[1] - values[0] : high - low;
  const size = Math.max(Math.abs(low), Math.abs(high));
  return Math.max(3, Math.floor(Math.log10(size)) - Math.floor(Math.log10(step)) + 1);
}
