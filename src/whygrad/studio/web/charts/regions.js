/**
 * The linear regions of a network inside a box of its one or two raw inputs, exactly, layer by layer, as zoo/regions.py
 * finds them (a test compares the two). In steps, so that nobody waits: `regions` is a generator, `advance` runs it for a
 * while.
 */

import { apply, insideOf, pieceAt, piecesOf } from "./straight.js";

/** @typedef {import("../types.js").Plan} Plan */
/** @typedef {import("../types.js").PlanOp} PlanOp */
/** @typedef {import("./straight.js").Affine} Affine */
/** @typedef {import("./straight.js").Network} Network */
/** @typedef {ArrayLike<number>} Numbers */
/** @typedef {{corners: number[], values: (Affine | undefined)[], pattern: string}} Cell  corners (K, D), counterclockwise */

/**
 * @typedef {object} Found
 * @property {number} dimension D, 1 or 2
 * @property {[number, number][]} box
 * @property {{corners: number[], matrix: Float64Array, bias: Float64Array}[]} regions corners (K, D); the output there is
 *   matrix (O, D)·x + bias (O), before its function
 * @property {number} pieces neighbors with the same map count as one
 * @property {{layer: number, regions: number}[]} layers how many regions there are behind each hidden layer
 * @property {boolean} over there are more than were looked for
 */

const ROUNDING = 1e-9; // of the box: regions thinner than this are not told apart
const PROBE = 1e-6; // of the box: how far over an edge its neighbor is looked for
const SAME = 1e-9;
const MOST = 12_000;

/**
 * All linear regions; a step of the generator is a region cut.
 *
 * @param {Plan} plan one that is not `bent`
 * @param {Numbers} parameters (n)
 * @param {Numbers} running of batch normalization
 * @param {[number, number][]} box low and high of each raw input
 * @param {Affine} inputs what the network sees of them
 * @param {number} [most]
 * @returns {Generator<void, Found>}
 */
export function* regions(plan, parameters, running, box, inputs, most = MOST) {
  const network = { plan, parameters, running };
  const d = box.length;
  const [[x0, x1], [y0, y1]] = [box[0], box[d - 1]];
  /** @type {Cell[]} */
  let cells = [{ corners: d === 1 ? [x0, x1] : [x0, y0, x1, y0, x1, y1, x0, y1], values: [inputs], pattern: "" }];
  const layers = [];
  let over = false;
  for (const op of insideOf(plan)) {
    if (op.kind !== "activation") {
      for (const cell of cells) {
        cell.values[op.target] = apply(network, op, cell.values, d);
        yield;
      }
      continue;
    }
    const pieces = piecesOf(network, op);
    /** @type {Cell[]} */
    const next = [];
    for (const cell of cells) {
      for (const part of bend(cell, op, pieces, d)) next.push(part);
      over = next.length > most;
      if (over) break;
      yield;
    }
    cells = over ? cells : next;
    layers.push({ layer: op.layer, regions: next.length });
    if (over) break;
  }
  const last = plan.before[plan.before.length - 1];
  const found = over ? [] : cells.map(({ corners, values }) => ({ corners, .../** @type {Affine} */ (values[last]) }));
  const pieces = over ? NaN : yield* merged(network, cells, found, box, inputs);
  return { dimension: d, box, regions: found, pieces, layers, over };
}

/** A cell cut along the corners of a layer's units. @param {Cell} cell @param {PlanOp} op @param {[number[], number[], number[]]} pieces @param {number} d */
function bend({ corners, values, pattern }, op, [kinks, slopes, offsets], d) {
  const { matrix, bias } = /** @type {Affine} */ (values[op.source]);
  let reach = 0;
  for (const place of corners) reach = Math.max(reach, Math.abs(place));
  let parts = [corners];
  for (const kink of kinks) {
    for (let u = 0; u < bias.length; u++) {
      let weights = 0;
      for (let k = 0; k < d; k++) weights += Math.abs(matrix[u * d + k]);
      const tolerance = ROUNDING * (weights * reach + Math.abs(bias[u] - kink));
      /** @type {number[][]} */
      const next = [];
      for (const part of parts) {
        const z = [];
        for (let at = 0; at < part.length; at += d) {
          let sum = bias[u] - kink;
          for (let k = 0; k < d; k++) sum += matrix[u * d + k] * part[at + k];
          z.push(sum);
        }
        cut(part, z, tolerance, d, next);
      }
      parts = next;
    }
  }
  return parts.map((part) => {
    const middle = meanOf(part, d);
    const answer = { matrix: new Float64Array(matrix.length), bias: new Float64Array(bias.length) };
    let on = pattern;
    for (let u = 0; u < bias.length; u++) {
      let z = bias[u];
      for (let k = 0; k < d; k++) z += matrix[u * d + k] * middle[k];
      const piece = pieceAt(kinks, z);
      for (let k = 0; k < d; k++) answer.matrix[u * d + k] = slopes[piece] * matrix[u * d + k];
      answer.bias[u] = slopes[piece] * bias[u] + offsets[piece];
      on += piece;
    }
    const own = values.slice();
    own[op.target] = answer;
    return { corners: part, values: own, pattern: on };
  });
}

/** @param {number[]} corners @param {number} d @returns {number[]} */
export function meanOf(corners, d) {
  const mean = new Array(d).fill(0);
  for (let at = 0; at < corners.length; at++) mean[at % d] += (corners[at] * d) / corners.length;
  return mean;
}

/**
 * A convex polygon or an interval cut where z is 0, z being what an affine function is at its corners.
 *
 * @param {number[]} corners
 * @param {number[]} z
 * @param {number} tolerance
 * @param {number} d
 * @param {number[][]} into
 */
function cut(corners, z, tolerance, d, into) {
  if (Math.min(...z) >= -tolerance || Math.max(...z) <= tolerance) {
    into.push(corners);
    return;
  }
  if (d === 1) {
    const middle = corners[0] + (z[0] / (z[0] - z[1])) * (corners[1] - corners[0]);
    into.push([corners[0], middle], [middle, corners[1]]);
    return;
  }
  const above = [];
  const below = [];
  for (let at = 0; at < z.length; at++) {
    const to = (at + 1) % z.length;
    const [x, y] = [corners[2 * at], corners[2 * at + 1]];
    if (z[at] >= -tolerance) above.push(x, y);
    if (z[at] <= tolerance) below.push(x, y);
    if ((z[at] > tolerance && z[to] < -tolerance) || (z[at] < -tolerance && z[to] > tolerance)) {
      const share = z[at] / (z[at] - z[to]);
      const middle = [x + share * (corners[2 * to] - x), y + share * (corners[2 * to + 1] - y)];
      above.push(...middle);
      below.push(...middle);
    }
  }
  into.push(above, below);
}

/**
 * How many pieces the output has: over the middle of each edge, the neighbor is looked up by the pattern of its units.
 *
 * @param {Network} network
 * @param {Cell[]} cells
 * @param {Affine[]} maps
 * @param {[number, number][]} box
 * @param {Affine} inputs
 * @returns {Generator<void, number>}
 */
function* merged(network, cells, maps, box, inputs) {
  const d = box.length;
  const step = PROBE * Math.max(...box.map(([low, high]) => high - low));
  const reach = Math.max(...box.flat().map(Math.abs));
  const known = new Map(cells.map(({ pattern }, at) => [pattern, at]));
  const parents = cells.map((_, at) => at);
  const root = (/** @type {number} */ at) => {
    while (parents[at] !== at) at = parents[at] = parents[parents[at]];
    return at;
  };
  for (let at = 0; at < cells.length; at++) {
    for (const point of overTheEdges(cells[at].corners, d, step)) {
      if (!box.every(([low, high], k) => point[k] > low && point[k] < high)) continue;
      const other = known.get(patternAt(network, point, inputs));
      if (other !== undefined && other !== at && same(maps[at], maps[other], reach)) parents[root(at)] = root(other);
    }
    yield;
  }
  return new Set(cells.map((_, at) => root(at))).size;
}

/** @param {number[]} corners @param {number} d @param {number} step @returns {number[][]} */
function overTheEdges(corners, d, step) {
  if (d === 1) return [[corners[0] - step], [corners[1] + step]];
  const points = [];
  for (let at = 0; at < corners.length; at += 2) {
    const to = (at + 2) % corners.length;
    const [dx, dy] = [corners[to] - corners[at], corners[to + 1] - corners[at + 1]];
    const length = Math.max(Math.hypot(dx, dy), 1e-300);
    points.push([corners[at] + 0.5 * dx + (step * dy) / length, corners[at + 1] + 0.5 * dy - (step * dx) / length]);
  }
  return points;
}

/** On which piece each hidden unit is at a raw input. @param {Network} network @param {number[]} point @param {Affine} inputs */
function patternAt(network, point, { matrix, bias }) {
  const d = point.length;
  const none = new Float64Array(0);
  /** @type {Affine[]} */
  const values = [{ matrix: none, bias: bias.map((own, f) => point.reduce((sum, x, k) => sum + matrix[f * d + k] * x, own)) }];
  let pattern = "";
  for (const op of insideOf(network.plan)) {
    if (op.kind !== "activation") {
      values[op.target] = apply(network, op, values, 0);
      continue;
    }
    const [kinks, slopes, offsets] = piecesOf(network, op);
    const answer = values[op.source].bias.map((z) => {
      const piece = pieceAt(kinks, z);
      pattern += piece;
      return slopes[piece] * z + offsets[piece];
    });
    values[op.target] = { matrix: none, bias: answer };
  }
  return pattern;
}

/** @param {Affine} one @param {Affine} other @param {number} reach */
function same(one, other, reach) {
  let size = 0;
  let apart = 0;
  one.matrix.forEach((value, at) => {
    size += Math.abs(value) * reach;
    apart += Math.abs(value - other.matrix[at]) * reach;
  });
  one.bias.forEach((value, at) => {
    size += Math.abs(value);
    apart += Math.abs(value - other.bias[at]);
  });
  return apart <= SAME * Math.max(size, 1e-300);
}

/**
 * Where output 0 is 0, as straight segments x, y, x, y.
 *
 * @param {Found} found of two inputs
 * @returns {number[][]}
 */
export function borderOf({ regions: all, box }) {
  const reach = Math.max(...box.flat().map(Math.abs));
  const segments = [];
  for (const { corners, matrix, bias } of all) {
    const tolerance = ROUNDING * ((Math.abs(matrix[0]) + Math.abs(matrix[1])) * reach + Math.abs(bias[0]));
    const z = [];
    for (let at = 0; at < corners.length; at += 2) {
      const value = matrix[0] * corners[at] + matrix[1] * corners[at + 1] + bias[0];
      z.push(Math.abs(value) <= tolerance ? 0 : value);
    }
    const ends = [];
    for (let at = 0; at < z.length; at++) {
      const to = (at + 1) % z.length;
      if (z[at] < 0 === z[to] < 0) continue;
      const share = z[at] / (z[at] - z[to]);
      for (let k = 0; k < 2; k++) ends.push(corners[2 * at + k] + share * (corners[2 * to + k] - corners[2 * at + k]));
    }
    if (ends.length === 4) segments.push(ends);
  }
  return segments;
}

/**
 * Runs a generator for a while.
 *
 * @template T
 * @param {Generator<void, T>} steps
 * @param {number} deadline
 * @param {() => number} now
 * @returns {T | null} null: not done yet
 */
export function advance(steps, deadline, now) {
  do {
    const { done, value } = steps.next();
    if (done) return /** @type {T} */ (value);
  } while (now() < deadline);
  return null;
}
