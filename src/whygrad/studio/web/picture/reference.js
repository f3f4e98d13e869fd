/**
 * One sample's way through a network and back, written out in double precision: every local derivative by itself, so that
 * they can be shown, and multiplied along any path. Slow, short and independent of the kernel, which it checks.
 */

import { ACTIVATIONS } from "../charts/activations.js";

/** @typedef {import("../types.js").Plan} Plan */
/** @typedef {import("../types.js").PlanOp} PlanOp */
/** @typedef {ArrayLike<number>} Numbers */

const EPSILON = 1e-5; // of the normalizations
const functions = new Map(ACTIVATIONS.map((activation) => [activation.name, activation]));

/**
 * A step of a path: unit `unit` of value `value` changes by `factor` for every 1 that the unit before it changes by.
 * @typedef {{op: PlanOp, value: number, unit: number, factor: number}} Step
 */

/** @param {PlanOp} op */
function known(op) {
  const found = functions.get(op.activation);
  if (!found) throw new Error(`unknown activation ${op.activation}`);
  return found;
}

/**
 * @param {Plan} plan
 * @param {Numbers} parameters (n)
 * @param {Numbers} running
 * @param {Numbers} x features as the network sees them
 * @returns {number[][]} [v][u], evaluated
 */
export function forward(plan, parameters, running, x) {
  /** @type {number[][]} */
  const values = [Array.from(x)];
  for (const op of plan.ops) {
    const z = values[op.source];
    const units = plan.widths[op.target];
    values[op.target] = Array.from({ length: units }, (_, u) => {
      if (op.kind === "dense") {
        let sum = parameters[op.bias + u];
        for (let i = 0; i < z.length; i++) sum += parameters[op.parameter + u * z.length + i] * z[i];
        return sum;
      }
      if (op.kind === "activation") return op.activation === "prelu" ? (z[u] < 0 ? parameters[op.parameter] * z[u] : z[u]) : known(op).f(z[u]);
      if (op.kind === "add") return z[u] + values[op.shortcut][u];
      if (op.kind === "batch-norm" || op.kind === "layer-norm") {
        const { mean, spread } = moments(plan, op, running, z, u);
        return ((z[u] - mean) / spread) * parameters[op.parameter + u] + parameters[op.bias + u];
      }
      if (op.kind === "softmax") {
        const most = Math.max(...z);
        return Math.exp(z[u] - most) / z.reduce((sum, value) => sum + Math.exp(value - most), 0);
      }
      return z[u]; // dropout drops nothing here
    });
  }
  return values;
}

/** @param {Plan} plan @param {PlanOp} op @param {Numbers} running @param {number[]} z @param {number} unit */
function moments(plan, op, running, z, unit) {
  if (op.kind === "batch-norm") {
    return { mean: running[op.running + unit], spread: Math.sqrt(running[op.running + plan.widths[op.target] + unit] + EPSILON) };
  }
  const mean = z.reduce((sum, value) => sum + value, 0) / z.length;
  return { mean, spread: Math.sqrt(z.reduce((sum, value) => sum + (value - mean) ** 2, 0) / z.length + EPSILON) };
}

/**
 * @param {Plan} plan
 * @param {number[]} outputs
 * @param {number} target a class's number or a number
 * @returns {{loss: number, slopes: number[]}} of one sample, and its derivatives by the outputs
 */
export function lossOf(plan, outputs, target) {
  const [low, high] = plan.targets;
  const goal = (/** @type {number} */ u) =>
    plan.task === "numbers" ? target : (outputs.length === 1 ? target > 0.5 : target === u) ? high : low;
  /** @type {(terms: [number, number][]) => {loss: number, slopes: number[]}} */
  const sum = (terms) => ({ loss: terms.reduce((all, [loss]) => all + loss, 0), slopes: terms.map(([, slope]) => slope) });
  switch (plan.loss) {
    case "squared":
      return sum(outputs.map((z, u) => [0.5 * (z - goal(u)) ** 2, z - goal(u)]));
    case "binary-cross-entropy": {
      const z = outputs[0];
      const yes = 1 / (1 + Math.exp(-z));
      return { loss: Math.max(z, 0) - target * z + Math.log1p(Math.exp(-Math.abs(z))), slopes: [yes - target] };
    }
    case "softmax-cross-entropy": {
      const most = Math.max(...outputs);
      const total = outputs.reduce((all, z) => all + Math.exp(z - most), 0);
      return {
        loss: Math.log(total) + most - outputs[target],
        slopes: outputs.map((z, u) => Math.exp(z - most) / total - (u === target ? 1 : 0)),
      };
    }
    case "hinge":
      return sum(outputs.map((z, u) => [Math.max(0, 1 - goal(u) * z), goal(u) * z < 1 ? -goal(u) : 0]));
    case "perceptron":
      return sum(outputs.map((z, u) => [Math.max(0, -goal(u) * z), -goal(u) * z >= 0 ? -goal(u) : 0]));
    default:
      throw new Error(`unknown loss ${plan.loss}`);
  }
}

/**
 * The loss of one sample.
 *
 * @param {Plan} plan
 * @param {Numbers} parameters
 * @param {Numbers} running
 * @param {Numbers} x
 * @param {number} target
 */
export function lossAt(plan, parameters, running, x, target) {
  const values = forward(plan, parameters, running, x);
  return lossOf(plan, values[values.length - 1], target).loss;
}

/**
 * Where a change of a unit goes next, with the local derivatives.
 *
 * @param {Plan} plan
 * @param {Numbers} parameters
 * @param {Numbers} running
 * @param {number[][]} values
 * @param {number} value
 * @param {number} unit
 * @returns {Step[]}
 */
export function stepsFrom(plan, parameters, running, values, value, unit) {
  /** @type {Step[]} */
  const steps = [];
  for (const op of plan.ops) {
    if (op.kind === "add" && op.shortcut === value) steps.push({ op, value: op.target, unit, factor: 1 });
    if (op.source !== value) continue;
    const z = values[value];
    const to = (/** @type {number} */ u, /** @type {number} */ factor) => steps.push({ op, value: op.target, unit: u, factor });
    if (op.kind === "dense") {
      for (let u = 0; u < plan.widths[op.target]; u++) to(u, parameters[op.parameter + u * z.length + unit]);
    } else if (op.kind === "activation") {
      to(unit, op.activation === "prelu" ? (z[unit] > 0 ? 1 : parameters[op.parameter]) : known(op).derivative(z[unit]));
    } else if (op.kind === "batch-norm") {
      to(unit, parameters[op.parameter + unit] / moments(plan, op, running, z, unit).spread);
    } else if (op.kind === "layer-norm") {
      const { mean, spread } = moments(plan, op, running, z, unit);
      for (let u = 0; u < z.length; u++) {
        const shared = 1 / z.length + ((z[unit] - mean) * (z[u] - mean)) / (z.length * spread * spread);
        to(u, (parameters[op.parameter + u] / spread) * ((u === unit ? 1 : 0) - shared));
      }
    } else if (op.kind === "softmax") {
      const share = values[op.target];
      for (let u = 0; u < share.length; u++) to(u, share[u] * ((u === unit ? 1 : 0) - share[unit]));
    } else to(unit, 1);
  }
  return steps;
}

/**
 * The derivatives of the loss by every unit of every value.
 *
 * @param {Plan} plan
 * @param {Numbers} parameters
 * @param {Numbers} running
 * @param {number[][]} values
 * @param {number[]} slopes by the outputs
 * @returns {number[][]} [v][u]
 */
export function deltas(plan, parameters, running, values, slopes) {
  /** @type {number[][]} */
  const found = values.map((units) => units.map(() => 0));
  found[values.length - 1] = [...slopes];
  for (let value = values.length - 2; value >= 0; value--) {
    for (let unit = 0; unit < values[value].length; unit++) {
      for (const step of stepsFrom(plan, parameters, running, values, value, unit)) {
        found[value][unit] += step.factor * found[step.value][step.unit];
      }
    }
  }
  return found;
}

/**
 * A path from a unit to the output: at every fork the wanted branch, else the one that carries most of the derivative.
 *
 * @param {(value: number, unit: number) => Step[]} steps
 * @param {number[][]} found the deltas
 * @param {number} value
 * @param {number} unit
 * @param {ReadonlyMap<number, string>} [wanted] by the value of a fork, the name (`branch`) of the step to take there
 * @returns {{path: Step[], forks: Fork[]}} the steps, and what there was to choose from at each
 */
export function pathFrom(steps, found, value, unit, wanted = new Map()) {
  const last = found.length - 1;
  const carried = (/** @type {Step} */ step) => Math.abs(step.factor * found[step.value][step.unit]);
  /** @type {Step[]} */
  const path = [];
  /** @type {Fork[]} */
  const forks = [];
  while (value !== last && path.length < 4 * found.length) {
    const options = steps(value, unit);
    if (options.length === 0) break;
    const strongest = options.reduce((a, b) => (carried(b) > carried(a) ? b : a));
    const chosen = options.find((step) => branch(step) === wanted.get(value));
    path.push(chosen ?? strongest);
    forks.push({ value, options, strongest, chosen: chosen !== undefined });
    ({ value, unit } = chosen ?? strongest);
  }
  return { path, forks };
}

/** @typedef {{value: number, options: Step[], strongest: Step, chosen: boolean}} Fork */

/** What a step is called among those of its fork. @param {Step} step */
export function branch({ value, unit }) {
  return `${value}.${unit}`;
}

/**
 * How many paths lead from a value's unit to the outputs.
 *
 * @param {Plan} plan
 * @param {number} value
 * @returns {number}
 */
export function countPaths(plan, value) {
  /** @type {number[]} paths from one unit of value v to the loss */
  const paths = plan.widths.map(() => 0);
  paths[plan.widths.length - 1] = 1;
  for (let v = plan.widths.length - 2; v >= value; v--) {
    for (const op of plan.ops) {
      if (op.source === v) paths[v] += paths[op.target] * (["dense", "layer-norm", "softmax"].includes(op.kind) ? plan.widths[op.target] : 1);
      if (op.kind === "add" && op.shortcut === v) paths[v] += paths[op.target];
    }
  }
  return paths[value];
}
