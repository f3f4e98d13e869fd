/**
 * Where the units of a network lie and how the links between them run. Pure arithmetic in CSS pixels.
 *
 * Columns are the input (column 0) and the layers of the plan (column l + 1). A column with too many units to draw
 * one by one is a bundle: a single tile.
 */

/** @typedef {import("../types.js").Plan} Plan */

/** The largest target a finger misses is smaller than this (WCAG 2.2, 2.5.8). */
export const SMALLEST = 24;
const LARGEST = 44;
const GAP = 5; // between the tiles of a column
const MOST_UNITS = 32; // more are a bundle
export const HEAD = 38; // above the columns: their names
const FOOT = 14;
/** Half the size of the plus sign at the end of a skip connection. */
export const PLUS = 5.5;
const ARC = 30; // above the columns where skip connections run, and how far their control points rise
const RIGHT = 18; // for the name of the last column
const LEAST_SPACE = 16; // between columns, for the links
const MOST_SPACE = 150;

/**
 * @typedef {object} Column
 * @property {number} value of the plan that is shown
 * @property {number} units of it
 * @property {boolean} bundle drawn as one tile
 * @property {number} x left edge
 * @property {number} width
 * @property {Float64Array} xs left edge of each tile
 * @property {Float64Array} ys top edge of each tile
 *
 * @typedef {{from: number, to: number}} Skip  a column whose values are added to those of another, unchanged
 *
 * @typedef {object} Layout
 * @property {Column[]} columns
 * @property {Skip[]} skips
 * @property {number} head above the columns: their names
 * @property {number} tile side
 * @property {number} width
 * @property {number} height
 */

/**
 * @param {Plan} plan
 * @param {number} room width there is; what needs more gets it, to be scrolled
 * @param {number} label width of the names of the inputs, left of the first column
 * @param {number} tall height to stay within, where the tiles can be made small enough
 * @returns {Layout}
 */
export function layout(plan, room, label, tall) {
  const values = [0, ...plan.after];
  const counts = values.map((value) => plan.widths[value]);
  const shown = counts.map((count) => (count > MOST_UNITS ? 1 : count));
  const most = Math.max(...shown);
  const columnsRoom = room - label - RIGHT;
  const skips = skipsOf(plan);
  const top = HEAD + (skips.length > 0 ? ARC : 0);
  const byHeight = (tall - top - FOOT) / most - GAP;
  const byWidth = (columnsRoom - LEAST_SPACE * (values.length - 1)) / values.length;
  const tile = Math.floor(Math.min(LARGEST, Math.max(SMALLEST, Math.min(byHeight, byWidth))));

  const space = Math.min(
    MOST_SPACE,
    Math.max(LEAST_SPACE, (columnsRoom - values.length * tile) / Math.max(1, values.length - 1)),
  );
  const total = label + values.length * tile + (values.length - 1) * space + RIGHT;
  const start = label + Math.max(0, (room - total) / 2);
  const stack = most * (tile + GAP) - GAP;
  const columns = values.map((value, c) => {
    const x = start + c * (tile + space);
    const n = shown[c];
    const first = top + (stack - (n * (tile + GAP) - GAP)) / 2;
    return {
      value,
      units: counts[c],
      bundle: counts[c] > MOST_UNITS,
      x: Math.round(x),
      width: tile,
      xs: Float64Array.from({ length: n }, () => Math.round(x)),
      ys: Float64Array.from({ length: n }, (_, i) => Math.round(first + i * (tile + GAP))),
    };
  });
  const [width, height] = [Math.ceil(Math.max(room, total)), Math.ceil(top + stack + FOOT)];
  return { columns, skips, head: HEAD, tile, width, height };
}

/**
 * The skip connections of a network: which column's values are added to which other's, from left to right.
 *
 * @param {Plan} plan
 * @returns {Skip[]}
 */
export function skipsOf(plan) {
  const writers = new Map(plan.ops.map((op) => [op.target, op.layer]));
  return plan.ops
    .filter((op) => op.kind === "add")
    .map((op) => ({ from: (writers.get(op.shortcut) ?? -1) + 1, to: op.layer + 1 }));
}

/**
 * The arc of a skip connection above the links that it skips, and the middle of the plus sign at its end.
 *
 * @param {Layout} place
 * @param {Skip} skip
 * @returns {{path: string, x: number, y: number}}
 */
export function skipPath({ columns, tile }, { from, to }) {
  // Beside the middle of a tile, so that the arc that ends there and the one that begins there stay apart.
  const x0 = columns[from].xs[0] + 0.72 * tile;
  const x1 = columns[to].xs[0] + 0.28 * tile;
  const y0 = columns[from].ys[0];
  const y = columns[to].ys[0] - PLUS - 1;
  return { path: `M${x0} ${y0}C${x0} ${y0 - ARC} ${x1} ${y - ARC + PLUS} ${x1} ${y - PLUS}`, x: x1, y };
}

/**
 * How far a link has risen after a share of its way: the cubic with level ends that `linkPath` draws.
 *
 * Its control points lie at half the way, so x(t) = 1.5·t·(1-t) + t³ of the way and y(t) = 3t²(1-t) + t³.
 *
 * @param {number} share of the way from left to right, 0 to 1
 * @returns {number} 0 to 1
 */
export function rise(share) {
  let [low, high] = [0, 1];
  for (let i = 0; i < 24; i++) {
    const t = (low + high) / 2;
    if (1.5 * t * (1 - t) + t * t * t < share) low = t;
    else high = t;
  }
  const t = (low + high) / 2;
  return t * t * (3 - 2 * t);
}

/**
 * The path of a link between two tiles, from right edge to left edge.
 *
 * @param {Layout} plan
 * @param {number} column of the target
 * @param {number} from tile of the column before
 * @param {number} to tile of the column
 * @returns {string} of an SVG path
 */
export function linkPath({ columns, tile }, column, from, to) {
  const [source, target] = [columns[column - 1], columns[column]];
  const x0 = source.xs[from] + tile;
  const y0 = source.ys[from] + tile / 2;
  const x1 = target.xs[to];
  const y1 = target.ys[to] + tile / 2;
  const middle = (x0 + x1) / 2;
  return `M${x0} ${y0}C${middle} ${y0} ${middle} ${y1} ${x1} ${y1}`;
}

/**
 * The link nearest to a place, among those drawn.
 *
 * @param {Layout} plan
 * @param {{column: number, from: number, to: number}[]} links
 * @param {number} x
 * @param {number} y
 * @param {number} [reach] at most so far away
 * @returns {number} its index, -1: none
 */
export function nearestLink({ columns, tile }, links, x, y, reach = SMALLEST / 2) {
  const column = columns.findIndex((target, c) => c > 0 && x > columns[c - 1].x + tile && x < target.x);
  if (column < 0) return -1;
  const [source, target] = [columns[column - 1], columns[column]];
  const x0 = source.x + tile;
  const share = rise((x - x0) / (target.x - x0));
  let found = -1;
  let nearest = reach;
  links.forEach((link, index) => {
    if (link.column !== column) return;
    const y0 = source.ys[link.from] + tile / 2;
    const y1 = target.ys[link.to] + tile / 2;
    const distance = Math.abs(y - (y0 + (y1 - y0) * share));
    if (distance < nearest) {
      nearest = distance;
      found = index;
    }
  });
  return found;
}

/**
 * The width of a link: grows with the root of |weight|, so that small and large ones can both be seen.
 *
 * @param {number} weight
 * @param {number} [share] of the full width, less where many links cross
 * @returns {number} in steps of a quarter of a pixel, 0.5 to 7
 */
export function linkWidth(weight, share = 1) {
  const size = Math.abs(weight);
  if (size !== size) return 1;
  return Math.round(4 * Math.max(0.5, Math.min(7, 0.5 + 2.6 * Math.sqrt(size)) * share)) / 4;
}

/**
 * The share of their full width that so many links between two columns have.
 *
 * @param {number} links
 * @returns {number}
 */
export function crowding(links) {
  return Math.max(0.42, Math.min(1, Math.sqrt(20 / links)));
}

/**
 * Which links are drawn: all, or where there are more than `most`, in every gap its strongest, an equal share each.
 *
 * @param {Plan} plan
 * @param {Layout} place
 * @param {Float32Array} parameters
 * @param {number} most
 * @returns {{links: {column: number, from: number, to: number, index: number}[], all: number}} `index` of the weight
 *   (-1: a bundle's), and how many links there are
 */
export function chooseLinks(plan, place, parameters, most) {
  const gaps = place.columns.slice(1).map((target, gap) => {
    const source = place.columns[gap];
    const weight = plan.parameters.find((p) => p.layer === gap && p.kind === "weight");
    const offset = weight ? weight.offset : 0;
    const links = [];
    for (let to = 0; to < target.ys.length; to++) {
      for (let from = 0; from < source.ys.length; from++) {
        const index = source.bundle || target.bundle ? -1 : offset + to * source.units + from;
        links.push({ column: gap + 1, from, to, index });
      }
    }
    return links;
  });
  const all = gaps.reduce((sum, links) => sum + links.length, 0);
  if (all <= most) return { links: gaps.flat(), all };
  let left = most;
  const links = gaps
    .map((own, gap) => ({ own, gap }))
    .sort((a, b) => a.own.length - b.own.length)
    .flatMap(({ own }, done) => {
      const share = Math.floor(left / (gaps.length - done));
      const strongest =
        own.length <= share
          ? own
          : [...own]
              .sort((a, b) => Math.abs(parameters[b.index] || 0) - Math.abs(parameters[a.index] || 0))
              .slice(0, share);
      left -= strongest.length;
      return strongest;
    });
  return { links: links.sort((a, b) => a.column - b.column || a.to - b.to || a.from - b.from), all };
}
