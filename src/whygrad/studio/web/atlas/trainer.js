/** Trains the pixels of a plane, in workers or on the server: level by level, and curves of single pixels in between. */

import { ServerHand, WorkerHand } from "./hands.js";
import { pixelsOf, strides } from "./levels.js";

/** @typedef {import("./plane.js").Plane} Plane */
/** @typedef {import("./types.js").Trained} Trained */

const STEP = 4; // pixels that the kernel trains at once
const RECORDS = 60; // of a loss curve

/** @typedef {import("./hands.js").Job & {done: (answer: Trained) => void}} Job */
/** @typedef {WorkerHand | ServerHand} Hand */

export class PixelTrainer {
  /**
   * @param {() => Worker} startWorker
   * @param {number} count of workers
   * @param {(path: string, body: any, signal: AbortSignal) => Promise<any>} ask the server
   * @param {{arrived: () => void, ended: () => void, failed: (message: string) => void}} listener  `arrived`: pixels of the
   *   plane; `ended`: all of them
   */
  constructor(startWorker, count, ask, listener) {
    this.listener = listener;
    this.generation = 0;
    this.number = 0;
    /** @type {Plane | null} */
    this.plane = null;
    /** @type {import("./types.js").Measure} */
    this.measure = "loss";
    /** @type {import("./types.js").Where} */
    this.where = "page";
    this.level = 0;
    /** @type {Int32Array[]} */
    this.queue = [];
    /** @type {Job[]} */
    this.urgent = [];
    /** @type {Map<number, Job>} */
    this.running = new Map();
    /** @type {(() => void)[]} */
    this.waiting = []; // for the moment at which nothing is trained
    this.each = 0; // milliseconds that a run takes, smoothed; 0: not known
    const hear = (/** @type {Hand} */ hand, /** @type {Trained} */ answer) => this.hear(hand, answer);
    this.server = new ServerHand(ask, hear);
    /** @type {Hand[]} */
    this.hands = [...Array.from({ length: count }, () => new WorkerHand(startWorker(), hear)), this.server];
  }

  /**
   * Trains another plane; what is not done of the one before is dropped.
   *
   * @param {Plane} plane
   * @param {import("./types.js").Measure} measure
   * @param {import("./types.js").Where} where
   */
  start(plane, measure, where) {
    this.drop();
    this.plane = plane;
    this.measure = measure;
    this.where = where;
    this.level = 0;
    this.each = 0;
    this.fill();
    this.endIfDone();
  }

  drop() {
    this.generation += 1;
    this.queue = [];
    this.urgent = [];
    this.running.clear();
    this.rest();
    for (const hand of this.hands) hand.drop(this.generation);
  }

  /** Resolves when nothing is trained any more, or something else is. @returns {Promise<void>} */
  atRest() {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      if (this.running.size === 0) this.rest();
    });
  }

  rest() {
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** Goes on with what has come: the rest of the plane's programs. */
  resume() {
    this.fill();
    this.endIfDone();
  }

  /** Drops everything. */
  stop() {
    this.plane = null;
    this.drop();
  }

  /** Ends the workers. */
  end() {
    for (const hand of this.hands) hand.end();
  }

  /**
   * The losses of some pixels over their training.
   *
   * @param {number[]} pixels
   * @returns {Promise<{epochs: number[], loss: Float32Array}[]>} in the order of the pixels
   */
  curves(pixels) {
    const plane = /** @type {Plane} */ (this.plane);
    const found = pixels.map(() => ({ epochs: /** @type {number[]} */ ([]), loss: new Float32Array(0) }));
    const groups = grouped(plane, Int32Array.from(pixels));
    return new Promise((resolve) => {
      let left = groups.length;
      for (const group of groups) {
        const { per_epoch: perEpoch } = plane.lowering.programs[plane.programOf(group[0])];
        this.urgent.push({
          pixels: group,
          records: RECORDS,
          done: (answer) => {
            if (answer.kind !== "trained") return; // dropped: nobody looks at it any more
            const runs = group.length;
            group.forEach((pixel, run) => {
              const loss = Float32Array.from(answer.steps, (_, k) => answer.curves[k * runs + run]);
              found[pixels.indexOf(pixel)] = { epochs: answer.steps.map((step) => step / perEpoch), loss };
            });
            left -= 1;
            if (left === 0) resolve(found);
          },
        });
      }
      this.fill();
    });
  }

  /** Gives everything that trains something to do, one job more than it is at: it never waits for the page. */
  fill() {
    for (let depth = 1; depth <= 2; depth += 1) {
      for (const hand of this.hands) {
        if (hand.jobs >= depth) continue;
        const job = this.next(hand);
        if (job !== null) this.give(hand, job);
      }
    }
  }

  /** Curves are the workers' wherever pixels are trained. @param {Hand} hand @returns {Job | null} */
  next(hand) {
    const { plane } = this;
    if (plane === null) return null;
    const urgent = hand === this.server ? undefined : this.urgent.shift();
    if (urgent) return urgent;
    if ((hand === this.server) !== (this.where === "server")) return null;
    const levels = strides(plane.height, plane.width);
    while (this.queue.length === 0) {
      if (this.level >= levels.length || (this.level > 0 && !plane.complete)) return null;
      if (this.level === 0 && !plane.complete && plane.lowering.every !== levels[0]) return null;
      this.queue = grouped(plane, pixelsOf(plane, this.level, this.measure));
      this.level += 1;
    }
    const timely = this.each === 0 ? hand.first : Math.floor(hand.aim / this.each / STEP) * STEP;
    const pixels = this.take(Math.max(STEP, Math.min(hand.most, timely)), hand.mixes);
    return { pixels, records: 0, done: (answer) => this.keep(pixels, answer) };
  }

  /** The pixels that come next, at most so many. @param {number} count @param {boolean} mixes of several programs, too */
  take(count, mixes) {
    /** @type {number[]} */
    const taken = [];
    do {
      const first = this.queue[0];
      const part = first.subarray(0, count - taken.length);
      taken.push(...part);
      if (part.length === first.length) this.queue.shift();
      else this.queue[0] = first.subarray(part.length);
    } while (mixes && taken.length < count && this.queue.length > 0);
    return Int32Array.from(taken);
  }

  /** @param {Hand} hand @param {Job} job */
  give(hand, job) {
    this.number += 1;
    this.running.set(this.number, job);
    hand.jobs += 1;
    hand.give(/** @type {Plane} */ (this.plane), job, this.number, this.generation);
  }

  /** @param {Hand} hand @param {Trained} answer */
  hear(hand, answer) {
    if (answer.kind === "failed") {
      this.listener.failed(answer.message);
      if (hand !== this.server) return;
      this.stop();
      this.listener.ended();
      return;
    }
    const job = this.running.get(answer.job);
    if (job === undefined) return; // of a plane before
    this.running.delete(answer.job);
    hand.jobs -= 1;
    if (answer.kind === "trained" && job.records === 0) {
      const each = answer.took / job.pixels.length;
      this.each = this.each === 0 ? each : 0.7 * this.each + 0.3 * each;
    }
    this.fill(); // first: the worker goes on while the page draws
    job.done(answer);
    if (this.running.size === 0 && this.plane?.complete) this.fill();
    if (this.running.size > 0) return;
    this.rest();
    this.endIfDone();
  }

  /** Tells that all pixels are trained: they may be without any more work, as those of a small map after its first picture. */
  endIfDone() {
    if (this.running.size === 0 && this.plane?.complete) this.listener.ended();
  }

  /** @param {Int32Array} pixels @param {Trained} answer */
  keep(pixels, answer) {
    const { plane } = this;
    if (answer.kind !== "trained" || plane === null) return;
    const { values, ended } = answer;
    const runs = pixels.length;
    const four = [0, 0, 0, 0];
    for (let run = 0; run < runs; run += 1) {
      for (let k = 0; k < 4; k += 1) four[k] = values[k * runs + run];
      plane.put(pixels[run], four, ended[run]);
    }
    this.listener.arrived();
  }
}

/**
 * Pixels by the program that trains them, at most as many as the kernel takes at a time where programs differ.
 *
 * @param {Plane} plane
 * @param {Int32Array} pixels
 * @returns {Int32Array[]}
 */
function grouped(plane, pixels) {
  if (pixels.length === 0) return [];
  if (plane.lowering.programs.length === 1) return [pixels];
  /** @type {Map<number, number[]>} */
  const groups = new Map();
  for (const pixel of pixels) {
    const number = plane.programOf(pixel);
    const group = groups.get(number);
    if (group) group.push(pixel);
    else groups.set(number, [pixel]);
  }
  return [...groups.values()].map((group) => Int32Array.from(group));
}
