/** Networks whose activations are straight between corners: which they are, and what they do to what is affine. */

/** @typedef {import("../types.js").Plan} Plan */
/** @typedef {import("../types.js").PlanOp} PlanOp */
/** @typedef {ArrayLike<number>} Numbers */
/** @typedef {{matrix: Float64Array, bias: Float64Array}} Affine  (U, D) and (U) */
/** @typedef {{plan: Plan, parameters: Numbers, running: Numbers}} Network */

const EPSILON = 1e-5; // of batch normalization

/** Corners, slopes and offsets of the straight pieces of an activation; prelu's slope is learned. */
const PIECES = /** @type {{[name: string]: [number[], number[], number[]]}} */ ({
  linear: [[], [1], [0]],
  relu: [[0], [0, 1], [0, 0]],
  "leaky-relu": [[0], [0.01, 1], [0, 0]],
  prelu: [[0], [NaN, 1], [0, 0]],
  "piecewise-linear": [[-1, 1], [0, 1, 0], [-1, 0, 1]],
  step: [[0], [0, 0], [0, 1]],
  sign: [[0], [0, 0], [-1, 1]],
});

/**
 * What keeps a network from being piece-wise linear, "tanh" or "layer-norm"; null: nothing.
 *
 * @param {Plan} plan
 * @returns {string | null}
 */
export function bent(plan) {
  for (const op of insideOf(plan)) {
    if (op.kind === "activation" && !(op.activation in PIECES)) return op.activation;
    if (op.kind === "layer-norm" || op.kind === "softmax") return op.kind;
  }
  return null;
}

/** All operations up to what the output's function is applied to. @param {Plan} plan */
export function insideOf(plan) {
  const last = plan.before[plan.before.length - 1];
  return plan.ops.filter((op) => op.target <= last);
}

/**
 * The most regions that any weights could give a network of one-cornered units (Zaslavsky 1975, Montúfar 2017).
 *
 * @param {number[]} hidden
 * @param {number} inputs
 */
export function mostRegions(hidden, inputs) {
  let least = inputs;
  return hidden.reduce((product, units) => {
    least = Math.min(least, units);
    return product * (least < 1 ? 1 : 1 + units + (least > 1 ? (units * (units - 1)) / 2 : 0));
  }, 1);
}

/**
 * The affine map by which the network sees raw inputs, from what it sees of a grid of them; null if there is none.
 *
 * @param {{feature_names: string[], raw_names: string[], domain: number[]}} points
 * @param {{size: [number, number], rows: {shape: number[], data: Float32Array}} | null} grid
 * @param {number} features
 * @param {boolean} plain no preprocessing
 * @returns {Affine | null}
 */
export function inputMap({ feature_names: names, raw_names: raw, domain }, grid, features, plain) {
  if (!grid) return null;
  const [width, height] = grid.size;
  const row = grid.rows.shape[1];
  const seen = (/** @type {number} */ i, /** @type {number} */ j, /** @type {number} */ f) => grid.rows.data[(j * width + i) * row + f];
  const dimension = height === 1 ? 1 : 2;
  const matrix = new Float64Array(features * dimension);
  const bias = new Float64Array(features);
  if (plain && names.every((name) => raw.includes(name))) {
    if (dimension === 1) matrix.fill(1);
    else names.forEach((name, f) => { matrix[f * 2 + raw.indexOf(name)] = 1; });
    return { matrix, bias };
  }
  const [x0, x1, y0, y1] = domain;
  // Cells' middles in the plane, the ends included on a line.
  const x = (/** @type {number} */ i) => (dimension === 1 ? x0 + ((x1 - x0) * i) / (width - 1) : x0 + ((x1 - x0) * (i + 0.5)) / width);
  const y = (/** @type {number} */ j) => y1 - ((y1 - y0) * (j + 0.5)) / height;
  for (let f = 0; f < features; f++) {
    const across = (seen(width - 1, 0, f) - seen(0, 0, f)) / (x(width - 1) - x(0));
    matrix[f * dimension] = across;
    bias[f] = seen(0, 0, f) - across * x(0);
    if (dimension === 2) {
      const down = (seen(0, height - 1, f) - seen(0, 0, f)) / (y(height - 1) - y(0));
      matrix[f * 2 + 1] = down;
      bias[f] -= down * y(0);
    }
    let size = 0;
    let apart = 0;
    for (let j = 0; j < height; j += 7) {
      for (let i = 0; i < width; i += 7) {
        const straight = across * x(i) + (dimension === 2 ? matrix[f * 2 + 1] * y(j) : 0) + bias[f];
        size = Math.max(size, Math.abs(seen(i, j, f)));
        apart = Math.max(apart, Math.abs(seen(i, j, f) - straight));
      }
    }
    if (!(apart <= 1e-5 * Math.max(size, 1e-300))) return null;
  }
  return { matrix, bias };
}

/** @param {Network} network @param {PlanOp} op @returns {[number[], number[], number[]]} */
export function piecesOf({ parameters }, op) {
  const [corners, slopes, offsets] = PIECES[op.activation];
  return op.activation === "prelu" ? [corners, [parameters[op.parameter], 1], offsets] : [corners, slopes, offsets];
}

/**
 * An operation that is affine, on what is affine.
 *
 * @param {Network} network
 * @param {PlanOp} op
 * @param {(Affine | undefined)[]} values
 * @param {number} d D; 0 for a point, whose value is all bias
 * @returns {Affine}
 */
export function apply({ plan, parameters, running }, op, values, d) {
  const from = /** @type {Affine} */ (values[op.source]);
  const units = plan.widths[op.target];
  const inputs = plan.widths[op.source];
  const matrix = new Float64Array(units * d);
  const bias = new Float64Array(units);
  const other = op.kind === "add" ? values[op.shortcut] : undefined;
  for (let u = 0; u < units; u++) {
    if (op.kind === "dense") {
      let sum = parameters[op.bias + u];
      for (let i = 0; i < inputs; i++) {
        const weight = parameters[op.parameter + u * inputs + i];
        sum += weight * from.bias[i];
        for (let k = 0; k < d; k++) matrix[u * d + k] += weight * from.matrix[i * d + k];
      }
      bias[u] = sum;
      continue;
    }
    let scale = 1;
    let shift = 0;
    if (op.kind === "batch-norm") {
      scale = parameters[op.parameter + u] / Math.sqrt(running[op.running + units + u] + EPSILON);
      shift = parameters[op.bias + u] - running[op.running + u] * scale;
    }
    bias[u] = from.bias[u] * scale + shift + (other ? other.bias[u] : 0);
    for (let k = 0; k < d; k++) matrix[u * d + k] = from.matrix[u * d + k] * scale + (other ? other.matrix[u * d + k] : 0);
  }
  return { matrix, bias };
}

/** On which piece something is. @param {number[]} corners @param {number} z */
export function pieceAt(corners, z) {
  let piece = 0;
  while (piece < corners.length && z >= corners[piece]) piece++;
  return piece;
}
