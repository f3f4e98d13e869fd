/** Activations, as nets/activations.py has them (a test compares the two), and what follows from the function alone. */

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

/** @param {number} z */
const sigmoid = (z) => {
  const e = Math.exp(-Math.abs(z));
  return z >= 0 ? 1 / (1 + e) : e / (1 + e);
};
/** @param {number} z */
const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
/** @param {number} z */
const density = (z) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

/**
 * Share of a standard normal below z: a series near 0, a continued fraction in the tails (Abramowitz & Stegun 26.2).
 *
 * @param {number} z
 * @returns {number}
 */
export function normalShare(z) {
  const size = Math.abs(z);
  if (size < 4) {
    let term = size;
    let sum = size;
    for (let k = 1; k < 90 && Math.abs(term) > 1e-17 * sum; k++) {
      term *= (size * size) / (2 * k + 1);
      sum += term;
    }
    return 0.5 + Math.sign(z) * density(size) * sum;
  }
  let tail = size;
  for (let k = 40; k >= 1; k--) tail = size + k / tail;
  const beyond = density(size) / tail;
  return z > 0 ? 1 - beyond : beyond;
}

/** @param {number} alpha @param {number} scale @returns {Pick<Activation, "f" | "derivative">} */
const exponential = (alpha, scale) => ({
  f: (z) => scale * (z > 0 ? z : alpha * Math.expm1(z)),
  derivative: (z) => scale * (z > 0 ? 1 : alpha * Math.exp(z)),
});
/** @param {number} slope @returns {Pick<Activation, "f" | "derivative">} */
const leaky = (slope) => ({ f: (z) => (z < 0 ? slope * z : z), derivative: (z) => (z > 0 ? 1 : slope) });

const EVERYWHERE = /** @type {[number, number]} */ ([-Infinity, Infinity]);
const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;

/** @type {Activation[]} */
export const ACTIVATIONS = [
  {
    name: "linear",
    f: (z) => z,
    derivative: () => 1,
    range: "(-∞, ∞)",
    zeroCentered: true,
    saturated: EVERYWHERE,
    costly: 0,
  },
  {
    name: "step",
    f: (z) => (z >= 0 ? 1 : 0),
    derivative: () => 0,
    range: "{0, 1}",
    zeroCentered: false,
    saturated: EVERYWHERE,
    costly: 0,
  },
  {
    name: "sign",
    f: (z) => (z >= 0 ? 1 : -1),
    derivative: () => 0,
    range: "{-1, 1}",
    zeroCentered: true,
    saturated: EVERYWHERE,
    costly: 0,
  },
  {
    name: "piecewise-linear",
    f: (z) => Math.min(Math.max(z, -1), 1),
    derivative: (z) => (Math.abs(z) < 1 ? 1 : 0),
    range: "[-1, 1]",
    zeroCentered: true,
    saturated: [-1, 1],
    costly: 0,
  },
  {
    name: "sigmoid",
    f: sigmoid,
    derivative: (z) => sigmoid(z) * (1 - sigmoid(z)),
    range: "(0, 1)",
    zeroCentered: false,
    saturated: [-4.357, 4.357],
    costly: 1,
  },
  {
    name: "tanh",
    f: Math.tanh,
    derivative: (z) => 1 - Math.tanh(z) ** 2,
    range: "(-1, 1)",
    zeroCentered: true,
    saturated: [-2.179, 2.179],
    costly: 1,
  },
  {
    name: "relu",
    f: (z) => Math.max(z, 0),
    derivative: (z) => (z > 0 ? 1 : 0),
    range: "[0, ∞)",
    zeroCentered: false,
    saturated: EVERYWHERE,
    costly: 0,
  },
  { name: "leaky-relu", ...leaky(0.01), range: "(-∞, ∞)", zeroCentered: false, saturated: EVERYWHERE, costly: 0 },
  { name: "prelu", ...leaky(0.25), range: "(-∞, ∞)", zeroCentered: false, saturated: EVERYWHERE, costly: 0 },
  {
    name: "elu",
    ...exponential(1, 1),
    range: "(-1, ∞)",
    zeroCentered: false,
    saturated: [-2.996, Infinity],
    costly: 1,
  },
  {
    name: "selu",
    ...exponential(SELU_ALPHA, SELU_SCALE),
    range: "(-1.758, ∞)",
    zeroCentered: false,
    saturated: [-2.996, Infinity],
    costly: 1,
  },
  {
    name: "gelu",
    f: (z) => z * normalShare(z),
    derivative: (z) => normalShare(z) + z * density(z),
    range: "[-0.170, ∞)",
    zeroCentered: false,
    saturated: [-2.279, Infinity],
    costly: 1,
  },
  {
    name: "silu",
    f: (z) => z * sigmoid(z),
    derivative: (z) => sigmoid(z) * (1 + z * (1 - sigmoid(z))),
    range: "[-0.278, ∞)",
    zeroCentered: false,
    saturated: [-3.93, Infinity],
    costly: 1,
  },
  {
    name: "softplus",
    f: softplus,
    derivative: sigmoid,
    range: "(0, ∞)",
    zeroCentered: false,
    saturated: [-2.944, Infinity],
    costly: 2,
  },
  {
    name: "mish",
    f: (z) => z * Math.tanh(softplus(z)),
    derivative: (z) => Math.tanh(softplus(z)) + z * (1 - Math.tanh(softplus(z)) ** 2) * sigmoid(z),
    range: "[-0.309, ∞)",
    zeroCentered: false,
    saturated: [-3.982, Infinity],
    costly: 3,
  },
];

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
