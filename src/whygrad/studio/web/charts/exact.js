/** A continuous piece-wise linear function of one number as a ReLU network, exactly (zoo/functions.py; a test compares). */

/**
 * @typedef {object} Straight a function that is straight between its points
 * @property {number[]} x rising
 * @property {number[]} y
 * @property {number} left slope before the first point
 * @property {number} right slope after the last one
 */

export const MOST_POINTS = 31; // the page's layers have 32 units

/**
 * What is wrong with a function: a message and its values; null if nothing is.
 *
 * @param {Straight} straight
 * @returns {[string, {[name: string]: string}] | null}
 */
export function mistakeOf({ x, y, left, right }) {
  if (x.length === 0 || x.length !== y.length || x.length > MOST_POINTS) return ["studio-function-shape", { most: String(MOST_POINTS) }];
  if (![...x, ...y, left, right].every(Number.isFinite)) return ["studio-function-finite", {}];
  const at = x.findIndex((place, i) => i > 0 && place <= x[i - 1]);
  if (at > 0) return ["studio-function-order", { at: String(at + 1), x: String(x[at]), before: String(x[at - 1]) }];
  return null;
}

/** Slopes of all its pieces, from the left. @param {Straight} straight @returns {number[]} one more than points */
export function slopesOf({ x, y, left, right }) {
  return [left, ...x.slice(1).map((place, i) => (y[i + 1] - y[i]) / (place - x[i])), right];
}

/** @param {Straight} straight @param {number} at @returns {number} */
export function valueAt(straight, at) {
  const { x, y } = straight;
  const piece = x.filter((place) => place < at).length; // the piece that `at` lies on
  const from = Math.max(piece - 1, 0);
  return y[from] + slopesOf(straight)[piece] * (at - x[from]);
}

/**
 * One hidden layer with a unit for each point and one more: f(x) = y₁ - s₀·relu(t₁ - x) + s₁·relu(x - t₁) + Σ Δs·relu(x - t).
 *
 * @param {Straight} straight
 * @returns {{units: number, parameters: number[]}} in a plan's order: weights, biases, outward weights, bias
 */
export function exactNetwork(straight) {
  const [first, ...others] = straight.x;
  const slopes = slopesOf(straight);
  const turns = slopes.slice(2).map((slope, i) => slope - slopes[i + 1]);
  return {
    units: straight.x.length + 1,
    parameters: [
      -1, 1, ...others.map(() => 1),
      first, -first, ...others.map((t) => -t),
      -slopes[0], slopes[1], ...turns,
      straight.y[0],
    ],
  };
}

/**
 * Samples of it to train on.
 *
 * @param {Straight} straight
 * @param {number} low
 * @param {number} high
 * @param {number} count
 */
export function samplesOf(straight, low, high, count) {
  const x = Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
  return { x: x.map((place) => [place]), y: x.map((place) => valueAt(straight, place)) };
}
