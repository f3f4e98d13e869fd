/** Pictures of a network: what its units answer over the plane or line, worked out strip by strip, so that nothing waits. */

/** @typedef {import('./types.js').Grid} Grid */
/** @typedef {import('./types.js').Unit} Unit */
/** @typedef {import('./types.js').Frame} Frame */
/** @typedef {import('./kernel.js').Session} Session */
/** @typedef {Pick<Frame, 'small' | 'grids' | 'size' | 'output' | 'chosen' | 'unit'>} Pictures */

const BLOCK = 4; // cells of a large picture that make one of a small one, along each side, where they come out even
const MOST_WORK = 40e6; // multiplications for one picture: about 10 ms
const FEWEST_CELLS = 20; // along a side, however large the network

/** @type {Pictures} */
const NONE = { small: [0, 0], grids: [], size: [0, 0], output: new Float32Array(0), chosen: null, unit: null };

export class Painter {
  /** @param {Session} session @param {Grid | null} grid */
  constructor(session, grid) {
    this.session = session;
    /** @type {(() => boolean) | null} */
    this.strip = null;
    /** @type {Pictures} */
    this.pictures = NONE;
    if (!grid) return;
    const work = (session.count + 8 * session.units) * grid.size[0] * grid.size[1];
    const { size, rows } = coarser(grid, session.row, Math.ceil(Math.sqrt(work / MOST_WORK)));
    this.size = size;
    this.rows = rows;
    this.block = [divisor(size[0]), divisor(size[1])];
  }

  /** Starts anew with the networks as they are now. @param {number} run @param {Unit | null} unit also asked for large */
  begin(run, unit) {
    const { session, size, rows, block } = this;
    if (!size || !rows || !block) return;
    const [width, height] = size;
    const [wide, high] = block;
    /** @type {[number, number]} */
    const small = [width / wide, height / high];
    const cells = small[0] * small[1];
    const value = session.widths.length - 1;
    const outputs = session.widths[value];
    const output = new Float32Array(outputs * width * height);
    const known = unit !== null && unit.unit < (session.widths[unit.value] ?? 0) ? unit : null;
    const chosen = known && new Float32Array(width * height);
    const place = session.space("small", session.units * cells);
    const first = session.units - outputs;
    const asked = known && session.widths.slice(0, known.value).reduce((sum, units) => sum + units, known.unit);
    const strip = wide === 0 ? 0 : width * high;
    let line = 0;
    this.strip = () => {
      const from = line * high * width;
      const at = session.valuesAt(run, rows.subarray(from * session.row, (from + strip) * session.row));
      session.exports.shrink(at, session.units, width, wide, high, place + 4 * line * small[0], cells);
      const all = session.floats(at, session.units * strip);
      for (let unit = 0; unit < outputs; unit += 1) {
        output.set(all.subarray((first + unit) * strip, (first + unit + 1) * strip), unit * width * height + from);
      }
      if (chosen && asked !== null) chosen.set(all.subarray(asked * strip, (asked + 1) * strip), from);
      line += 1;
      if (line < small[1]) return false;
      const grids = session.byValue(session.floats(place, session.units * cells).slice(), cells);
      this.pictures = { small, grids, size, output, chosen, unit: known };
      return true;
    };
  }

  /** Goes on until done or `now() >= deadline`. @param {number} deadline @param {() => number} now @returns {boolean} done */
  work(deadline, now) {
    while (this.strip) {
      if (this.strip()) this.strip = null;
      else if (now() >= deadline) return false;
    }
    return true;
  }
}

/** The largest number up to BLOCK that divides `cells`. @param {number} cells @returns {number} */
function divisor(cells) {
  let block = BLOCK;
  while (cells % block) block -= 1;
  return block;
}

/**
 * Every `stride`th cell along each side.
 *
 * @param {Grid} grid
 * @param {number} row floats of a cell's row
 * @param {number} stride
 * @returns {{size: [number, number], rows: Float32Array}}
 */
function coarser({ size: [width, height], rows }, row, stride) {
  stride = Math.min(stride, Math.max(1, Math.floor(width / FEWEST_CELLS)));
  if (stride <= 1) return { size: [width, height], rows: rows.data };
  const across = Math.floor(width / stride);
  const down = height === 1 ? 1 : Math.floor(height / stride);
  const kept = new Float32Array(across * down * row);
  for (let j = 0; j < down; j += 1) {
    for (let i = 0; i < across; i += 1) {
      const y = height === 1 ? 0 : j * stride + (stride >> 1);
      const from = (y * width + i * stride + (stride >> 1)) * row;
      kept.set(rows.data.subarray(from, from + row), (j * across + i) * row);
    }
  }
  return { size: [across, down], rows: kept };
}
