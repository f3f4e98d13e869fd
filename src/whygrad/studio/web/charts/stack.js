/** A stack of linear layers as the one layer that it is: W_L(…(W_1 x + b_1)…) + b_L = Wx + b. */

/** @typedef {import("../types.js").Plan} Plan */
/** @typedef {{weights: number[][], bias: number[]}} Layer  weights (O, I) */

/**
 * The layers' numbers.
 *
 * @param {Plan} plan
 * @param {Float32Array} parameters
 * @returns {Layer[]}
 */
export function layersOf(plan, parameters) {
  return plan.layers.map(({ inputs, outputs }, l) => {
    const at = (/** @type {string} */ kind) => plan.parameters.find((p) => p.layer === l && p.kind === kind)?.offset;
    const [weight, bias] = [at("weight") ?? 0, at("bias")];
    return {
      weights: Array.from({ length: outputs }, (_, o) => Array.from(parameters.subarray(weight + o * inputs, weight + (o + 1) * inputs))),
      bias: Array.from({ length: outputs }, (_, o) => (bias === undefined ? 0 : parameters[bias + o])),
    };
  });
}

/** One layer after another as one: W = W₂W₁, b = W₂b₁ + b₂. @param {Layer} first @param {Layer} second @returns {Layer} */
export function after(first, second) {
  const dot = (/** @type {number[]} */ row, /** @type {number[]} */ column) => row.reduce((sum, value, i) => sum + value * column[i], 0);
  const columns = first.weights[0].map((_, c) => first.weights.map((row) => row[c]));
  return {
    weights: second.weights.map((row) => columns.map((column) => dot(row, column))),
    bias: second.weights.map((row, o) => dot(row, first.bias) + second.bias[o]),
  };
}

/** All layers as one, as if there were no activation between them. @param {Layer[]} layers @returns {Layer} */
export function collapsed(layers) {
  return layers.slice(1).reduce(after, layers[0]);
}

/** @param {Layer} layer @param {number[]} x @returns {number[]} */
export function applied({ weights, bias }, x) {
  return weights.map((row, o) => row.reduce((sum, weight, i) => sum + weight * x[i], bias[o]));
}

/** Whether nothing but dense layers stands in a network. @param {Plan} plan */
export function isLinear(plan) {
  return plan.ops.every((op) => op.kind === "dense" || op.kind === "dropout" || (op.kind === "activation" && op.activation === "linear"));
}
