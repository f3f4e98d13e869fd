/** Many runs as a middle and a spread; what was computed of an array once is remembered as long as the array lives. */

/**
 * @typedef {{low: number, middle: number, high: number}} Spread  quartiles; NaN where no run is finite
 */

/** @type {WeakMap<Float32Array, Spread>} */
const spreads = new WeakMap();
/** @type {WeakMap<Float32Array, Float32Array>} */
const layerMiddles = new WeakMap();
const scratch = new Float64Array(1024);

/**
 * Quartiles over the runs, (P) -> three numbers, NaN and infinities left out (linear interpolation, as NumPy's).
 *
 * @param {Float32Array} values
 * @returns {Spread}
 */
export function spread(values) {
  let found = spreads.get(values);
  if (found === undefined) {
    const sorted = sortedFinite(values, 0, 1, values.length);
    found = { low: quantile(sorted, 0.25), middle: quantile(sorted, 0.5), high: quantile(sorted, 0.75) };
    spreads.set(values, found);
  }
  return found;
}

/**
 * The median over the runs of every layer, (P·L) -> (L); NaN where no run is finite.
 *
 * @param {Float32Array} values
 * @param {number} layers
 * @returns {Float32Array}
 */
export function layerMiddle(values, layers) {
  let found = layerMiddles.get(values);
  if (found === undefined || found.length !== layers) {
    found = new Float32Array(layers);
    const runs = Math.floor(values.length / layers);
    for (let layer = 0; layer < layers; layer++) {
      found[layer] = quantile(sortedFinite(values, layer, layers, runs), 0.5);
    }
    layerMiddles.set(values, found);
  }
  return found;
}

/**
 * @param {Float32Array} values
 * @param {number} first
 * @param {number} stride
 * @param {number} count
 */
function sortedFinite(values, first, stride, count) {
  let kept = 0;
  for (let i = 0; i < count && kept < scratch.length; i++) {
    const value = values[first + i * stride];
    if (value !== undefined && Number.isFinite(value)) scratch[kept++] = value;
  }
  return scratch.subarray(0, kept).sort();
}

/**
 * @param {ArrayLike<number>} sorted
 * @param {number} at from 0 to 1
 * @returns {number}
 */
export function quantile(sorted, at) {
  if (sorted.length === 0) return NaN;
  const place = at * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN;
  return low + (high - low) * (place - below);
}

/**
 * Whether a logarithmic axis is right: all finite values above 0, the largest at least `ratio` times the smallest.
 *
 * @param {(number | null)[][]} series
 * @param {number} [ratio]
 * @returns {boolean}
 */
export function spansDecades(series, ratio = 8) {
  let low = Infinity;
  let high = 0;
  for (const values of series) {
    for (const value of values) {
      if (value === null || !Number.isFinite(value)) continue;
      if (value <= 0) return false;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return high > 0 && high >= ratio * low;
}

/**
 * At most `most` of `count` places, the first and the last among them.
 *
 * @param {number} count
 * @param {number} most
 * @returns {number[]}
 */
export function spreadOut(count, most) {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}
