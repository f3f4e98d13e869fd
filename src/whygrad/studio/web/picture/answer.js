/** How the network's output is to be read: as a sign with a scale, as a probability, or as one of several classes. */

import { rangeOf } from "./heatmap.js";

/** @typedef {import("../types.js").Lowered} Lowered */

/**
 * @typedef {object} Answer
 * @property {"signed" | "classes"} kind
 * @property {"none" | "logit" | "share"} shown what is made of a value z before it is painted: z itself,
 *   tanh(z/2) = 2σ(z) - 1 of a logit, 2z - 1 of a share between 0 and 1
 * @property {number} scale the painted value that has the full color
 */

/**
 * @param {Lowered} lowered
 * @returns {Answer}
 */
export function answerOf({ plan, points }) {
  if (plan.widths[plan.widths.length - 1] > 1) return { kind: "classes", shown: "none", scale: 1 };
  if (plan.task === "numbers") {
    const range = { low: 0, high: 0, finite: true };
    rangeOf(points.y_train.data, 0, points.y_train.data.length, range);
    return { kind: "signed", shown: "none", scale: Math.max(range.high, -range.low, 1e-6) || 1 };
  }
  if (plan.output === "sigmoid") return { kind: "signed", shown: "share", scale: 1 };
  return { kind: "signed", shown: plan.loss === "binary-cross-entropy" ? "logit" : "none", scale: 1 };
}

/**
 * What is painted of a value.
 *
 * @param {Answer} answer
 * @param {number} value
 * @returns {number}
 */
export function paintedOf({ shown }, value) {
  if (shown === "logit") return Math.tanh(value / 2);
  return shown === "share" ? 2 * value - 1 : value;
}

/**
 * The same of a whole grid.
 *
 * @param {Answer} answer
 * @param {Float32Array} values
 * @param {Float32Array} into as many
 */
export function paintedGrid({ shown }, values, into) {
  if (shown === "logit") for (let i = 0; i < into.length; i++) into[i] = Math.tanh(values[i] / 2);
  else if (shown === "share") for (let i = 0; i < into.length; i++) into[i] = 2 * values[i] - 1;
  else into.set(values.subarray(0, into.length));
}

/**
 * Which class the output's units say, -1 for numbers or what is no number.
 *
 * @param {Lowered} lowered
 * @param {ArrayLike<number>} outputs (O)
 * @returns {number}
 */
export function classOf({ plan }, outputs) {
  if (plan.task === "numbers") return -1;
  if (outputs.length === 1) return Number.isNaN(outputs[0]) ? -1 : Number(outputs[0] >= plan.middle);
  let best = -1;
  for (let k = 0; k < outputs.length; k++) {
    if (Number.isNaN(outputs[k])) return -1;
    if (best < 0 || outputs[k] > outputs[best]) best = k;
  }
  return best;
}

/**
 * How sure the network is, 0 to 1 a class, where its outputs are logits; null where they are none.
 *
 * @param {Lowered} lowered
 * @param {ArrayLike<number>} outputs (O)
 * @returns {number[] | null}
 */
export function sharesOf({ plan }, outputs) {
  if (plan.task === "numbers" || plan.output === "sigmoid") return plan.output === "sigmoid" ? [1 - outputs[0], outputs[0]] : null;
  if (plan.output === "softmax") return Array.from(outputs);
  if (plan.loss === "binary-cross-entropy") {
    const yes = 1 / (1 + Math.exp(-outputs[0]));
    return [1 - yes, yes];
  }
  if (plan.loss !== "softmax-cross-entropy") return null;
  const most = Math.max(...Array.from(outputs));
  const powers = Array.from(outputs, (z) => Math.exp(z - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
