/** A plane of two settings: what is known of each pixel, and what its training begins with. */

import { nearest } from "./axis.js";
import { strides } from "./levels.js";

/** @typedef {import("./types.js").Lowering} Lowering */
/** @typedef {import("./types.js").Numbers} Numbers */
/** @typedef {import("./types.js").Range} Range */

export const FINISHED = 0;
export const DIVERGED = 1;
export const NON_FINITE = 2;
const UNKNOWN = -1;
const SETTINGS = 7; // of a run, as in engine/arrays.py

let planes = 0;

export class Plane {
  /**
   * @param {Lowering} lowering
   * @param {Range} x
   * @param {Range} y
   * @param {string} subject what two planes share whose pixels are the same trainings at the same values
   * @param {import("./types.js").MapQuestion} question what the server is asked about this plane
   */
  constructor(lowering, x, y, subject, question) {
    this.id = (planes += 1);
    this.lowering = lowering;
    this.ranges = { x, y };
    this.subject = subject;
    this.size = lowering.size;
    this.question = { ...question, size: lowering.size };
    this.width = lowering.x.values.length;
    this.height = lowering.y.values.length;
    const count = this.width * this.height;
    const empty = () => new Float32Array(count).fill(NaN);
    /** By measure, row by row from the lowest value of y: (pixels). */
    this.values = { "loss": empty(), "train-loss": empty(), "accuracy": empty(), "train-accuracy": empty() };
    /** How a pixel's training ended, -1: it was not trained. */
    this.ended = new Int8Array(count).fill(UNKNOWN);
    /** The trained pixel that each pixel is shown as, -1: none yet. */
    this.source = new Int32Array(count).fill(UNKNOWN);
    this.coarseness = new Uint16Array(count).fill(0xffff); // the stride of that pixel's level
    this.known = 0;
    this.coarsest = strides(this.height, this.width)[0] ?? 1;
    /** The pixels that the evenly spaced columns and rows of a picture show. */
    this.columns = nearest(x, lowering.x.numbers, this.size);
    this.rows = nearest(y, lowering.y.numbers, this.size);
  }

  get count() {
    return this.ended.length;
  }

  /** Whether every pixel can be trained with what the server has sent so far. */
  get complete() {
    const { every, program_of, start_of } = this.lowering;
    return every === 1 || [program_of, start_of].every(({ shape }) => shape[0] * shape[1] === 1);
  }

  /** @param {number} pixel @returns {import("./types.js").Place} */
  placeOf(pixel) {
    return { row: Math.floor(pixel / this.width), column: pixel % this.width };
  }

  /** Which of the programs trains a pixel. @param {number} pixel */
  programOf(pixel) {
    return this.at(this.lowering.program_of, pixel);
  }

  /** @param {Numbers} grid @param {number} pixel */
  at({ shape, data }, pixel) {
    const { row, column } = this.placeOf(pixel);
    const { every } = this.lowering;
    const down = shape[0] > 1 ? Math.floor(row / every) : 0;
    return data[down * shape[1] + (shape[1] > 1 ? Math.floor(column / every) : 0)];
  }

  /**
   * What the runs of some pixels of one program begin with.
   *
   * @param {ArrayLike<number>} pixels (P)
   */
  startOf(pixels) {
    const { programs, starts, start_of, arrays, x, y, seed } = this.lowering;
    const runs = pixels.length;
    const program = programs[this.programOf(pixels[0])];
    const running = arrays[program.running].data;
    const count = arrays[starts[this.at(start_of, pixels[0])]].data.length;
    const begin = {
      parameters: new Float32Array(runs * count),
      running: new Float32Array(runs * running.length),
      settings: new Float32Array(SETTINGS * runs),
      seeds: new Uint32Array(runs).fill(seed),
    };
    for (let run = 0; run < runs; run += 1) {
      const { row, column } = this.placeOf(pixels[run]);
      begin.parameters.set(arrays[starts[this.at(start_of, pixels[run])]].data, run * count);
      begin.running.set(running, run * running.length);
      for (let k = 0; k < SETTINGS; k += 1) begin.settings[k * runs + run] = program.settings[k];
      for (const k of x.settings) begin.settings[k * runs + run] = x.numbers[column];
      for (const k of y.settings) begin.settings[k * runs + run] = y.numbers[row];
    }
    return begin;
  }

  /**
   * Keeps what a training gave: test loss, training loss, test accuracy, training accuracy, and how it ended.
   *
   * @param {number} pixel
   * @param {ArrayLike<number>} four
   * @param {number} ended
   */
  put(pixel, four, ended) {
    if (this.ended[pixel] === UNKNOWN) this.known += 1;
    const { values } = this;
    values["loss"][pixel] = four[0];
    values["train-loss"][pixel] = four[1];
    values["accuracy"][pixel] = four[2];
    values["train-accuracy"][pixel] = four[3];
    this.ended[pixel] = ended;
    this.show(pixel);
  }

  /** Shows a pixel where no finer one is known: at its own place, and to the right and above it. @param {number} pixel */
  show(pixel) {
    const { row, column } = this.placeOf(pixel);
    let stride = this.coarsest;
    while (row % stride !== 0 || column % stride !== 0) stride /= 2;
    for (let r = row; r < Math.min(row + stride, this.height); r += 1) {
      for (let c = column; c < Math.min(column + stride, this.width); c += 1) {
        const k = r * this.width + c;
        if (this.coarseness[k] < stride) continue;
        this.coarseness[k] = stride;
        this.source[k] = pixel;
      }
    }
  }

  /**
   * Takes over the pixels of another plane that are the same trainings: those with the same numbers in single precision, as
   * the kernel takes them.
   *
   * @param {Plane} other
   */
  reuse(other) {
    if (other.subject !== this.subject) return;
    const columns = shared(this.lowering.x.numbers, other.lowering.x.numbers);
    const rows = shared(this.lowering.y.numbers, other.lowering.y.numbers);
    const four = [0, 0, 0, 0];
    for (const [row, from] of rows) {
      for (const [column, start] of columns) {
        const [mine, its] = [row * this.width + column, from * other.width + start];
        if (this.ended[mine] !== UNKNOWN || other.ended[its] === UNKNOWN) continue;
        const { values } = other;
        four[0] = values["loss"][its];
        four[1] = values["train-loss"][its];
        four[2] = values["accuracy"][its];
        four[3] = values["train-accuracy"][its];
        this.put(mine, four, other.ended[its]);
      }
    }
  }
}

/**
 * The places of numbers that two rising lists have in common, in single precision.
 *
 * @param {number[]} mine
 * @param {number[]} its
 * @returns {[number, number][]}
 */
function shared(mine, its) {
  /** @type {[number, number][]} */
  const found = [];
  let at = 0;
  mine.forEach((number, place) => {
    while (at + 1 < its.length && Math.fround(its[at]) < Math.fround(number)) at += 1;
    if (Math.fround(its[at]) === Math.fround(number)) found.push([place, at]);
  });
  return found;
}
