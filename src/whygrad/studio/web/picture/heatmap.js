/**
 * Grids of numbers painted as pixels. Everything that a repaint needs is made once (`createRaster`), so that a
 * frame allocates nothing; the painting functions are pure arithmetic on typed arrays and run in Node, too.
 *
 * A grid has W × H cells, cell (i, j) at `offset + j·W + i`, j downwards. Pixels between the cells' centers are
 * interpolated, those beyond the outermost centers take the nearest cell's value.
 */

import { CLASSES, HATCHES, LEVELS, SHADES, hatch } from "./palette.js";

/** @typedef {import("./palette.js").Tables} Tables */

/**
 * @typedef {object} Raster
 * @property {number} width pixels
 * @property {number} height pixels
 * @property {number} cols W
 * @property {number} rows H
 * @property {Uint32Array} pixels (height · width)
 * @property {Int32Array} left (width) the cell left of a pixel
 * @property {Float32Array} part (width) how far right of it, 0 to 1
 * @property {Int32Array} top (height)
 * @property {Float32Array} down (height)
 * @property {Float32Array} line (W · most classes) one row of cells, interpolated
 * @property {Float32Array} above (width) the row of pixels painted last
 * @property {Uint8Array[]} tiles hatchings of the classes, the first one negative's
 * @property {Uint8Array} cross of what is no number
 * @property {number} period of hatchings
 * @property {Uint8Array | null} corners alpha of the pixels, where the corners are round
 */

/**
 * @param {[number, number]} size W, H
 * @param {number} width in pixels of the device
 * @param {number} height
 * @param {{ratio?: number, period?: number, radius?: number}} [look] device pixels a CSS pixel; of hatchings and round
 *   corners, in CSS pixels
 * @returns {Raster}
 */
export function createRaster([cols, rows], width, height, { ratio = 1, period = 6, radius = 0 } = {}) {
  const [left, part] = places(width, cols);
  const [top, down] = places(height, rows);
  const side = Math.max(3, Math.round(period * ratio));
  const thick = Math.max(1, Math.round(ratio));
  return {
    width,
    height,
    cols,
    rows,
    pixels: new Uint32Array(width * height),
    left,
    part,
    top,
    down,
    line: new Float32Array(cols * CLASSES * 2),
    above: new Float32Array(width),
    tiles: HATCHES.map((name) => hatch(name, side, thick)),
    cross: hatch("cross", side, thick),
    period: side,
    corners: radius > 0 ? roundCorners(width, height, radius * ratio) : null,
  };
}

/**
 * @param {number} pixels
 * @param {number} cells
 * @returns {[Int32Array, Float32Array]}
 */
function places(pixels, cells) {
  const before = new Int32Array(pixels);
  const part = new Float32Array(pixels);
  for (let p = 0; p < pixels; p++) {
    const place = Math.min(cells - 1, Math.max(0, ((p + 0.5) * cells) / pixels - 0.5));
    before[p] = Math.max(0, Math.min(cells - 2, Math.floor(place)));
    part[p] = place - before[p];
  }
  return [before, part];
}

/**
 * @param {number} width
 * @param {number} height
 * @param {number} radius in pixels
 * @returns {Uint8Array}
 */
function roundCorners(width, height, radius) {
  const alpha = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const dx = Math.max(0, radius - (x + 0.5), x + 0.5 - (width - radius));
      const dy = Math.max(0, radius - (y + 0.5), y + 0.5 - (height - radius));
      alpha[y * width + x] = Math.round(255 * Math.min(1, Math.max(0, radius - Math.hypot(dx, dy) + 0.5)));
    }
  }
  return alpha;
}

/**
 * One number a cell: orange and hatched below 0, blue above, cross-hatched where it is no number.
 *
 * @param {Raster} raster
 * @param {Float32Array} values
 * @param {number} offset of the grid's first cell
 * @param {number} scale the value that has the full color
 * @param {Tables} tables
 * @param {{discretize?: boolean, border?: boolean}} [look] only the sign; a line where the sign changes
 */
export function paintSigned(raster, values, offset, scale, tables, look = NO_LOOK) {
  const { width, height, cols, rows, pixels, left, part, top, down, line, above, tiles, cross, period } = raster;
  const { plain, hatched, broken, brokenHatched } = tables;
  const negative = tiles[0];
  const { discretize = false, border = false } = look;
  const factor = (0.5 * (SHADES - 1)) / scale;
  const middle = 0.5 * (SHADES - 1) + 0.5;
  const last = SHADES - 1;
  for (let y = 0; y < height; y++) {
    const row = offset + top[y] * cols;
    const next = rows > 1 ? row + cols : row;
    const share = down[y];
    for (let i = 0; i < cols; i++) line[i] = values[row + i] + (values[next + i] - values[row + i]) * share;
    const tile = (y % period) * period;
    let p = y * width;
    let before = 0;
    let column = 0; // x modulo the period
    for (let x = 0; x < width; x++, p++) {
      const a = line[left[x]];
      const v = cols > 1 ? a + (line[left[x] + 1] - a) * part[x] : a;
      if (v - v !== 0) {
        // infinite or no number (the difference of equal infinities is none either)
        pixels[p] = v === v ? (v < 0 ? hatched[0] : plain[last]) : cross[tile + column] ? brokenHatched : broken;
      } else {
        let shade = discretize ? (v < 0 ? 0 : last) : (v * factor + middle) | 0;
        if (shade < 0) shade = 0;
        else if (shade > last) shade = last;
        pixels[p] = negative[tile + column] ? hatched[shade] : plain[shade];
        if (border && x > 0 && y > 0) {
          const slope = Math.abs(v - before) + Math.abs(v - above[x]);
          const distance = Math.abs(v);
          if (distance < slope) pixels[p] = blend(pixels[p], tables.line, 0.75 * (1 - distance / slope));
        }
      }
      before = v;
      above[x] = v;
      if (++column === period) column = 0;
    }
  }
  roundOff(raster);
}

/** @type {{discretize?: boolean, border?: boolean}} */
const NO_LOOK = Object.freeze({});

/**
 * Several numbers a cell, one a class: every pixel shows the class with the largest, paler where the second is near.
 *
 * @param {Raster} raster
 * @param {Float32Array} values (K, C)
 * @param {number} classes K
 * @param {Tables} tables
 * @param {boolean} discretize only which class, not how certain
 */
export function paintClasses(raster, values, classes, tables, discretize) {
  const { width, height, cols, rows, pixels, left, part, top, down, tiles, cross, period } = raster;
  const cells = cols * rows;
  if (raster.line.length < cols * classes) raster.line = new Float32Array(cols * classes);
  const line = raster.line;
  for (let y = 0; y < height; y++) {
    const share = down[y];
    for (let k = 0; k < classes; k++) {
      const row = k * cells + top[y] * cols;
      const next = rows > 1 ? row + cols : row;
      for (let i = 0; i < cols; i++) {
        line[k * cols + i] = values[row + i] + (values[next + i] - values[row + i]) * share;
      }
    }
    const tile = (y % period) * period;
    for (let x = 0, p = y * width; x < width; x++, p++) {
      let best = -Infinity;
      let second = -Infinity;
      let winner = 0;
      let fine = true;
      for (let k = 0; k < classes; k++) {
        const at = k * cols + left[x];
        const v = cols > 1 ? line[at] + (line[at + 1] - line[at]) * part[x] : line[at];
        if (v !== v) fine = false;
        if (v > best) {
          second = best;
          best = v;
          winner = k;
        } else if (v > second) {
          second = v;
        }
      }
      const spot = tile + (x % period);
      if (!fine || best === -Infinity) {
        pixels[p] = cross[spot] ? tables.brokenHatched : tables.broken;
        continue;
      }
      const margin = best - second;
      const level = discretize || margin === Infinity ? LEVELS - 1 : ((LEVELS - 1) * (margin / (1 + margin))) | 0;
      const kind = winner % CLASSES;
      pixels[p] = tiles[kind][spot] ? tables.classHatched[kind][level] : tables.classes[kind][level];
    }
  }
  roundOff(raster);
}

/**
 * One color all over, for what has no grid.
 *
 * @param {Raster} raster
 * @param {number} color a pixel
 */
export function paintFlat(raster, color) {
  raster.pixels.fill(color);
  roundOff(raster);
}

/** @param {Raster} raster */
function roundOff({ pixels, corners }) {
  if (!corners) return;
  for (let p = 0; p < pixels.length; p++) {
    if (corners[p] < 255) pixels[p] = ((pixels[p] & 0xffffff) | (corners[p] << 24)) >>> 0;
  }
}

/**
 * @param {number} under a pixel
 * @param {import("./palette.js").Rgb} over
 * @param {number} share 0 to 1
 * @returns {number}
 */
function blend(under, over, share) {
  const r = under & 255;
  const g = (under >> 8) & 255;
  const b = (under >> 16) & 255;
  return (
    ((255 << 24) |
      ((b + (over[2] - b) * share) << 16) |
      ((g + (over[1] - g) * share) << 8) |
      (r + (over[0] - r) * share)) >>>
    0
  );
}

/**
 * The smallest and largest number of a grid, over its finite cells; `finite` is false if some cell is no number.
 *
 * @param {Float32Array} values
 * @param {number} offset
 * @param {number} cells
 * @param {{low: number, high: number, finite: boolean}} range is filled
 */
export function rangeOf(values, offset, cells, range) {
  let low = Infinity;
  let high = -Infinity;
  let finite = true;
  for (let i = offset; i < offset + cells; i++) {
    const v = values[i];
    if (v - v !== 0) finite = false;
    else {
      if (v < low) low = v;
      if (v > high) high = v;
    }
  }
  range.low = low;
  range.high = high;
  range.finite = finite;
}

/**
 * A round number not below another, at most half as large again; 1 at least.
 *
 * @param {number} value
 * @returns {number}
 */
export function roundScale(value) {
  if (!(value > 1)) return 1;
  if (!Number.isFinite(value)) return Infinity;
  const power = 10 ** Math.floor(Math.log10(value));
  for (const factor of [1, 1.5, 2, 3, 4, 5, 7]) if (value <= factor * power * (1 + 1e-6)) return factor * power;
  return 10 * power;
}

/**
 * The picture of a raster, sharing its memory.
 *
 * @param {Raster} raster
 * @returns {ImageData}
 */
export function imageOf(raster) {
  const bytes = new Uint8ClampedArray(/** @type {ArrayBuffer} */ (raster.pixels.buffer));
  return new ImageData(bytes, raster.width, raster.height);
}
