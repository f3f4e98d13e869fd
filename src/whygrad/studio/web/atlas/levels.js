/** The order in which pixels are trained, as in maps/levels.py: a coarse grid first, then finer ones, where pixels differ most first. */

/** @typedef {import("./plane.js").Plane} Plane */

export const COARSEST = 16;
const BLOCK = 8; // pixels of a level's grid along an edge of a block

/** The distance between two pixels of each level's grid, the coarsest first. @param {number} height @param {number} width */
export function strides(height, width) {
  let stride = 1;
  while (Math.max(height, width) > COARSEST * stride) stride *= 2;
  const found = [stride];
  while (stride > 1) found.push((stride /= 2));
  return found;
}

/**
 * The pixels that a level adds and that are not known yet, block by block; blocks whose known pixels differ most come first.
 *
 * @param {Plane} plane
 * @param {number} level
 * @param {import("./types.js").Measure} measure
 * @returns {Int32Array} their numbers
 */
export function pixelsOf(plane, level, measure) {
  const { height, width } = plane;
  const all = strides(height, width);
  const stride = all[level] ?? 1;
  const first = level === 0;
  const edge = stride * BLOCK;
  const ranks = first ? null : ranksOf(plane, measure);
  /** @type {{spread: number, pixels: number[]}[]} */
  const blocks = [];
  for (let top = 0; top < height; top += edge) {
    for (let left = 0; left < width; left += edge) {
      const pixels = [];
      for (let row = top; row < Math.min(top + edge, height); row += stride) {
        for (let column = left; column < Math.min(left + edge, width); column += stride) {
          const old = !first && row % (2 * stride) === 0 && column % (2 * stride) === 0;
          if (!old && plane.ended[row * width + column] < 0) pixels.push(row * width + column);
        }
      }
      if (pixels.length > 0) blocks.push({ spread: ranks === null ? 0 : spread(ranks, plane, top, left, edge, stride), pixels });
    }
  }
  if (ranks !== null) blocks.sort((one, other) => other.spread - one.spread);
  return Int32Array.from(blocks.flatMap(({ pixels }) => pixels));
}

/**
 * Values by their ranks, so that a few huge losses do not hide every other border; runs that did not finish rank highest.
 *
 * @param {Plane} plane
 * @param {import("./types.js").Measure} measure
 */
function ranksOf(plane, measure) {
  const values = measure === "ended" ? Float32Array.from(plane.ended) : plane.values[measure];
  const known = values.filter((_, k) => plane.ended[k] >= 0).sort();
  const ranks = new Float32Array(values.length);
  for (let k = 0; k < ranks.length; k += 1) {
    const at = plane.source[k];
    if (at < 0) continue;
    ranks[k] = plane.ended[at] > 0 && measure !== "ended" ? 1 : below(known, values[at]) / Math.max(known.length, 1);
  }
  return ranks;
}

/** How many of the sorted values are below one. @param {Float32Array} sorted @param {number} value */
function below(sorted, value) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The variance of a block's ranks.
 *
 * @param {Float32Array} ranks
 * @param {Plane} plane
 * @param {number} top
 * @param {number} left
 * @param {number} edge
 * @param {number} stride
 */
function spread(ranks, { height, width }, top, left, edge, stride) {
  let [count, sum, squares] = [0, 0, 0];
  for (let row = top; row < Math.min(top + edge, height); row += stride) {
    for (let column = left; column < Math.min(left + edge, width); column += stride) {
      const rank = ranks[row * width + column];
      [count, sum, squares] = [count + 1, sum + rank, squares + rank * rank];
    }
  }
  return squares / count - (sum / count) ** 2;
}
