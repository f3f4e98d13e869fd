/** Logic gates as step units set by hand, the same as `whygrad.zoo.GATES`; a perceptron's numbers, one by one. */

/** @typedef {import("../types.js").Plan} Plan */
/** @typedef {{weights: number[], bias: number}} Unit  on (1) where w·x + b ≥ 0 */

/** @type {{[gate: string]: Unit}} */
export const UNITS = {
  and: { weights: [1, 1], bias: -1.5 },
  or: { weights: [1, 1], bias: -0.5 },
  nand: { weights: [-1, -1], bias: 1.5 },
};

/** Which units make XOR: those of the hidden layer, then the output. */
export const XOR = { hidden: [UNITS["nand"], UNITS["or"]], output: UNITS["and"] };

/** The four inputs that a gate knows. */
export const CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]];

/** @type {{[name: string]: any}} */
const PERCEPTRON = { "network.hidden": [], "training.optimizer": "perceptron", "training.batch_size": 1, "training.epochs": 50 };

/** What each lesson changes of a default experiment. @type {{[name: string]: {[key: string]: any}}} */
export const LESSONS = {
  and: { "data.name": "and", ...PERCEPTRON },
  or: { "data.name": "or", ...PERCEPTRON },
  nand: { "data.name": "nand", ...PERCEPTRON },
  xor: { "data.name": "xor-gate", ...PERCEPTRON },
  trained: { "data.name": "xor-gate", "network.hidden": [4], "network.activation": "tanh", "training.learning_rate": 0.3, "training.epochs": 100 },
  hand: { "data.name": "xor-gate", "network.hidden": [2], "network.activation": "step" },
};
/** What a data set wants at the corners. */
export const WANTED = /** @type {{[data: string]: number[]}} */ ({ and: [0, 0, 0, 1], or: [0, 1, 1, 1], nand: [1, 1, 1, 0], "xor-gate": [0, 1, 1, 0] });

/**
 * A perceptron's numbers on their way: products, sum, output.
 *
 * @param {Unit} unit
 * @param {number[]} inputs
 */
export function perceptron({ weights, bias }, inputs) {
  const products = weights.map((weight, i) => weight * inputs[i]);
  const sum = products.reduce((total, product) => total + product, bias);
  return { products, sum, output: sum >= 0 ? 1 : 0 };
}

/** What a perceptron answers to the corners: "0001" is AND. @param {Unit} unit @returns {string} */
export function answers(unit) {
  return CORNERS.map((corner) => perceptron(unit, corner).output).join("");
}

/** Truth tables by name. */
const NAMED = { "0001": "AND", "0111": "OR", "1110": "NAND", "1000": "NOR", "0110": "XOR" };

/** The gate with these answers at the corners; empty for one without a common name. @param {string} table @returns {string} */
export function gateOf(table) {
  return /** @type {{[table: string]: string}} */ (NAMED)[table] ?? "";
}

/**
 * The parameters of a network with two hidden units and one output that make it XOR.
 *
 * @param {Plan} plan
 * @returns {[number, number][] | null} index and value of each; null: the network has another shape
 */
export function xorParameters(plan) {
  const layers = [XOR.hidden, [XOR.output]];
  const fits = plan.layers.length === 2 && plan.layers.every((layer, l) => layer.inputs === 2 && layer.outputs === layers[l].length);
  if (!fits || plan.parameters.some(({ kind }) => kind !== "weight" && kind !== "bias")) return null;
  return plan.parameters.flatMap(({ kind, layer, offset }) => {
    const values = layers[layer].flatMap((unit) => (kind === "weight" ? unit.weights : [unit.bias]));
    return values.map((value, i) => /** @type {[number, number]} */ ([offset + i, value]));
  });
}
