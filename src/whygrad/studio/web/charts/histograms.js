/** Histograms of layers: ranges, shares of the shown run, words. */

import { number, share } from "./numbers.js";

/** @typedef {import("../types.js").State} State */

export const BINS = 32;

/** Ranges as in trace/channels.py; both end bins are open. */
export const RANGES = /** @type {{[channel: string]: [number, number]}} */ ({
  activation_histogram: [-2, 2],
  preactivation_histogram: [-8, 8],
  gradient_histogram: [-12, 4],
});

/**
 * The shares of one layer in one run's record: (P·L·32) -> (32), a view and no copy.
 *
 * @param {Float32Array | undefined} values
 * @param {number} run
 * @param {number} layer
 * @param {number} layers
 * @returns {Float32Array | null} null where nothing is recorded or the run has stopped
 */
export function sharesOf(values, run, layer, layers) {
  if (values === undefined) return null;
  const start = (run * layers + layer) * BINS;
  if (values.length < start + BINS || !Number.isFinite(values[start])) return null;
  return values.subarray(start, start + BINS);
}

/**
 * Mean of a histogram read off its bins' middles, and its fullest bin.
 *
 * @param {Float32Array} shares
 * @param {[number, number]} range
 * @returns {{mean: number, low: number, high: number, share: number, ends: number}} `ends`: share of the open bins
 */
export function facts(shares, [from, to]) {
  const width = (to - from) / shares.length;
  let mean = 0;
  let total = 0;
  let top = 0;
  for (let bin = 0; bin < shares.length; bin++) {
    const value = shares[bin] ?? 0;
    mean += value * (from + (bin + 0.5) * width);
    total += value;
    if (value > (shares[top] ?? 0)) top = bin;
  }
  return {
    mean: mean / total,
    low: from + top * width,
    high: from + (top + 1) * width,
    share: shares[top] ?? 0,
    ends: (shares[0] ?? 0) + (shares[shares.length - 1] ?? 0),
  };
}

/**
 * A row of the table: mean, fullest bin, its share, share in the open bins.
 *
 * @param {Float32Array | null} shares
 * @param {[number, number]} range
 * @returns {string[]}
 */
export function row(shares, range) {
  if (shares === null) return ["–", "–", "–", "–"];
  const found = facts(shares, range);
  return [number(found.mean), `${number(found.low)} … ${number(found.high)}`, share(found.share), share(found.ends)];
}
