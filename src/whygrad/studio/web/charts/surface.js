/** Planes through the space of all parameters, on which the loss is looked at: directions, places, paths. */

/** @typedef {import("../types.js").PlanParameter} PlanParameter */
/** @typedef {{one: Float32Array, two: Float32Array}} Plane  orthogonal directions (n) each */

/**
 * Random numbers, standard normal, the same every time for a seed (mulberry32, Box & Muller 1958).
 *
 * @param {number} seed
 * @returns {() => number}
 */
export function normals(seed) {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/**
 * Two random directions in which every unit's weights are as large as they are in the network, biases left as they are
 * (filter normalization, Li et al. 2018); the second made orthogonal to the first.
 *
 * @param {Float32Array} parameters (n)
 * @param {PlanParameter[]} table
 * @param {number} seed
 * @returns {Plane}
 */
export function randomPlane(parameters, table, seed) {
  const random = normals(seed);
  const direction = () => {
    const found = new Float32Array(parameters.length);
    for (const { kind, offset, shape } of table) {
      if (kind !== "weight") continue;
      const [units = 0, inputs = 0] = shape;
      for (let unit = 0; unit < units; unit++) {
        const from = offset + unit * inputs;
        let own = 0;
        let drawn = 0;
        for (let i = from; i < from + inputs; i++) {
          const value = random();
          found[i] = value;
          drawn += value * value;
          own += (parameters[i] ?? 0) ** 2;
        }
        const scale = drawn > 0 ? Math.sqrt(own / drawn) : 0;
        for (let i = from; i < from + inputs; i++) found[i] = (found[i] ?? 0) * scale;
      }
    }
    return found;
  };
  const one = direction();
  const two = direction();
  const length = norm(two);
  removeFrom(two, one);
  rescale(two, length);
  return { one, two };
}

/**
 * The plane of two parameters, one step each.
 *
 * @param {number} n
 * @param {number} first
 * @param {number} second
 * @returns {Plane}
 */
export function weightPlane(n, first, second) {
  const one = new Float32Array(n);
  const two = new Float32Array(n);
  one[first] = 1;
  two[second] = 1;
  return { one, two };
}

/**
 * The plane that holds most of a path: its first two principal directions, each as long as the path's spread along it.
 *
 * @param {Float32Array[]} path at least 3 places
 * @param {Float32Array} center
 * @returns {Plane | null} null where the path does not move
 */
export function pathPlane(path, center) {
  const moves = path.map((place) => place.map((value, i) => value - (center[i] ?? 0)));
  const one = principal(moves);
  if (one === null) return null;
  for (const move of moves) removeFrom(move, one);
  const two = principal(moves) ?? otherThan(one);
  return { one, two };
}

/**
 * The direction of the largest spread, as long as that spread; power iteration.
 *
 * @param {Float32Array[]} moves
 * @returns {Float32Array | null}
 */
function principal(moves) {
  const longest = moves.reduce((best, move) => (norm(move) > norm(best) ? move : best), moves[0] ?? new Float32Array());
  if (!(norm(longest) > 1e-7)) return null;
  let direction = longest.slice();
  rescale(direction, 1);
  for (let round = 0; round < 24; round++) {
    const next = new Float32Array(direction.length);
    for (const move of moves) {
      const along = dot(move, direction);
      for (let i = 0; i < next.length; i++) next[i] = (next[i] ?? 0) + along * (move[i] ?? 0);
    }
    rescale(next, 1);
    direction = next;
  }
  const spread = Math.max(...moves.map((move) => Math.abs(dot(move, direction))));
  rescale(direction, spread);
  return direction;
}

/** @param {Float32Array} direction */
function otherThan(direction) {
  const random = normals(1);
  const found = direction.map(() => random());
  removeFrom(found, direction);
  rescale(found, norm(direction));
  return found;
}

/**
 * Where a place lies on the plane through `center`, in steps of its directions.
 *
 * @param {Float32Array} place
 * @param {Float32Array} center
 * @param {Plane} plane
 * @returns {[number, number]}
 */
export function onto(place, center, { one, two }) {
  let x = 0;
  let y = 0;
  for (let i = 0; i < place.length; i++) {
    const move = (place[i] ?? 0) - (center[i] ?? 0);
    x += move * (one[i] ?? 0);
    y += move * (two[i] ?? 0);
  }
  return [x / (dot(one, one) || 1), y / (dot(two, two) || 1)];
}

/**
 * Parameters at the places of one row of the grid: center + x·one + y·two for `size` places x from -reach to reach.
 *
 * @param {Float32Array} center (n)
 * @param {Plane} plane
 * @param {number} size
 * @param {number} reach
 * @param {number} row from 0 (y = -reach)
 * @returns {Float32Array} (size·n)
 */
export function rowOf(center, { one, two }, size, reach, row) {
  const n = center.length;
  const found = new Float32Array(size * n);
  const y = -reach + (2 * reach * row) / (size - 1);
  for (let column = 0; column < size; column++) {
    const x = -reach + (2 * reach * column) / (size - 1);
    for (let i = 0; i < n; i++) found[column * n + i] = (center[i] ?? 0) + x * (one[i] ?? 0) + y * (two[i] ?? 0);
  }
  return found;
}

/** @param {Float32Array} a @param {Float32Array} b */
function dot(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** @param {Float32Array} vector */
function norm(vector) {
  return Math.sqrt(dot(vector, vector));
}

/** Make `vector` orthogonal to `direction`. @param {Float32Array} vector @param {Float32Array} direction */
function removeFrom(vector, direction) {
  const along = dot(vector, direction) / (dot(direction, direction) || 1);
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) - along * (direction[i] ?? 0);
}

/** @param {Float32Array} vector @param {number} length */
function rescale(vector, length) {
  const own = norm(vector);
  const scale = own > 0 ? length / own : 0;
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) * scale;
}

const MOST_PLACES = 160;

/** The way that the shown network has taken: places and their updates, thinned as it grows. */
export class Path {
  constructor() {
    /** @type {Float32Array[]} */
    this.places = [];
    /** @type {number[]} */
    this.steps = [];
    this.key = "";
    this.every = 1;
  }

  /**
   * @param {string} key another one begins another path
   * @param {number} step
   * @param {Float32Array} parameters kept, not copied
   */
  add(key, step, parameters) {
    const last = this.steps.at(-1) ?? -Infinity;
    if (key !== this.key || step < last) {
      this.key = key;
      this.places = [];
      this.steps = [];
      this.every = 1;
    } else if (step - last < this.every) {
      return;
    }
    this.places.push(parameters);
    this.steps.push(step);
    if (this.places.length <= MOST_PLACES) return;
    const stays = (/** @type {any} */ _, /** @type {number} */ i) => i % 2 === 0;
    this.places = this.places.filter(stays);
    this.steps = this.steps.filter(stays);
    this.every = Math.max(this.every * 2, ((this.steps.at(-1) ?? 1) - (this.steps[0] ?? 0)) / MOST_PLACES);
  }
}
