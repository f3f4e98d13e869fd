/** What was recorded, as the views read it, from what the server sends. The server thins it: here nothing is dropped. */

/** @typedef {import('../types.js').History} History */
/** @typedef {import('../types.js').Floats} Floats */
/** @typedef {import('../types.js').ThroughTime} ThroughTime */
/** @typedef {Omit<ThroughTime, 'gradient'> & {gradient: Floats}} Sent */

/**
 * The history with the records from place `at` on replaced by those of an answer.
 *
 * @param {History} history
 * @param {{at: number, steps: number[], run: {[channel: string]: Floats}, layer: {[channel: string]: Floats},
 *   histogram: {[channel: string]: Floats}, time?: Sent | null}} answer  `histogram`: of the first and of the latest
 *   record only
 * @returns {History}
 */
export function joined(history, { at, steps, run, layer, histogram, time }) {
  return {
    steps: [...history.steps.slice(0, at), ...steps],
    run: each(history.run, run, at),
    layer: each(history.layer, layer, at),
    histogram: each({}, histogram, 0),
    time: time ? { ...time, gradient: [...(history.time?.gradient ?? []).slice(0, at), ...rows(time.gradient)] } : null,
  };
}

/**
 * @param {{[channel: string]: Float32Array[]}} before
 * @param {{[channel: string]: Floats}} arrays
 * @param {number} at
 */
function each(before, arrays, at) {
  /** @type {{[channel: string]: Float32Array[]}} */
  const after = {};
  for (const [name, array] of Object.entries(arrays)) after[name] = [...(before[name] ?? []).slice(0, at), ...rows(array)];
  return after;
}

/** The rows of an array (S, …), without a copy. @param {Floats} array @returns {Float32Array[]} */
function rows({ shape, data }) {
  const count = shape[0] ?? 0;
  const size = count > 0 ? data.length / count : 0;
  return Array.from({ length: count }, (_, row) => data.subarray(row * size, (row + 1) * size));
}
