/** What follows from an activation alone; their table is made from activations/table.py. */

/**
 * @typedef {object} Activation
 * @property {string} name
 * @property {(z: number) => number} f
 * @property {(z: number) => number} derivative
 * @property {string} range
 * @property {boolean} zeroCentered
 * @property {[number, number]} saturated |f'| is below 5 % of its maximum for good outside of it
 * @property {number} costly exponentials, logarithms and the like that one value needs
 */

export { ACTIVATIONS } from "./activation-table.js";

const HALF = 8; // standard deviations that a mean over a normal input looks at
const POINTS = 800; // even: 0 itself is none of them, where some functions have a corner

/**
 * E[g(s·ε)] for a standard normal ε.
 *
 * @param {(z: number) => number} g
 * @param {number} s standard deviation
 * @returns {number}
 */
export function normalMean(g, s) {
  let sum = 0;
  let weights = 0;
  for (let i = 0; i < POINTS; i++) {
    const e = -HALF + ((i + 0.5) * 2 * HALF) / POINTS;
    const weight = Math.exp(-0.5 * e * e);
    sum += weight * g(s * e);
    weights += weight;
  }
  return sum / weights;
}

/**
 * @param {Activation} activation
 * @returns {{steepest: number, mean: number, zeros: number, squaredGain: number}} max |f'|, and of a standard normal
 *   input the mean, the share of exact zeros, and E[f'²]
 */
export function facts({ f, derivative }) {
  let steepest = 0;
  for (let i = 0; i < 16000; i++) steepest = Math.max(steepest, Math.abs(derivative(-8 + (i + 0.5) / 1000)));
  return {
    steepest,
    mean: normalMean(f, 1),
    zeros: normalMean((z) => (f(z) === 0 ? 1 : 0), 1),
    squaredGain: normalMean((z) => derivative(z) ** 2, 1),
  };
}

/**
 * Where an activation is saturated: "|z| > 4.36", "z < -3"; a dash if nowhere.
 *
 * @param {[number, number]} limits
 * @returns {string}
 */
export function saturation([low, high]) {
  const write = (/** @type {number} */ value) => String(Number(value.toPrecision(3)));
  if (Number.isFinite(high) && low === -high) return `|z| > ${write(high)}`;
  const parts = [];
  if (Number.isFinite(low)) parts.push(`z < ${write(low)}`);
  if (Number.isFinite(high)) parts.push(`z > ${write(high)}`);
  return parts.join(", ") || "–";
}

/**
 * Initializations and the variance of the sum of n inputs' weights, n·Var[w], for layers of n units.
 *
 * @type {{[init: string]: (n: number) => number}}
 */
export const INITS = {
  "xavier-uniform": () => 1,
  "xavier-normal": () => 1,
  "lecun-uniform": () => 1,
  "lecun-normal": () => 1,
  "he-uniform": () => 2,
  "he-normal": () => 2,
  orthogonal: () => 1,
  playground: (n) => n / 12,
};

/**
 * n·Var[w] of an initialization by name, "normal:0.3" included; null for one that is unknown.
 *
 * @param {string} init
 * @param {number} n
 * @returns {number | null}
 */
export function weightVariance(init, n) {
  const [name = "", scale] = init.split(":");
  if (name === "normal" && scale !== undefined) return n * Number(scale) ** 2;
  return INITS[name]?.(n) ?? (name === "zeros" ? 0 : null);
}

/**
 * What is left of a gradient after passing 0, 1, … `layers` layers on its way back, in expectation over wide layers
 * (mean-field theory, Poole et al. 2016, Schoenholz et al. 2017): the product of √(n·Var[w]·E[f'(Z)²]), with Z as
 * large as it has become on its way forward from standard normal inputs.
 *
 * @param {Activation} activation
 * @param {number} variance n·Var[w]
 * @param {number} layers
 * @returns {number[]} (layers + 1), the first 1
 */
export function product(activation, variance, layers) {
  /** @type {number[]} factor of each layer, from input to output */
  const factors = [];
  let square = 1; // mean square of what a layer gets
  for (let layer = 0; layer < layers; layer++) {
    const deviation = Math.sqrt(variance * square);
    factors.push(Math.sqrt(variance * normalMean((z) => activation.derivative(z) ** 2, deviation)));
    square = normalMean((z) => activation.f(z) ** 2, deviation);
  }
  const left = [1];
  for (const factor of factors.reverse()) left.push((left.at(-1) ?? 1) * factor);
  return left;
}
