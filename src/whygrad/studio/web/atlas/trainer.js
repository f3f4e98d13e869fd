/** Trains the pixels of a plane in workers: level by level, and what is asked of single pixels in between. */

import { endingOf } from "./ending.js";
import { pixelsOf, strides } from "./levels.js";

/** @typedef {import("./plane.js").Plane} Plane */
/** @typedef {import("./types.js").FromPixelWorker} FromPixelWorker */

const MOST_RUNS = 64; // side by side in the kernel
const LANES = 4;
const FIRST_RUNS = 32; // before it is known how long they take
const AIM = 60; // milliseconds that a worker trains before it answers
const RECORDS = 60; // of a loss curve

/**
 * @typedef {{worker: Worker, has: Set<string>, jobs: number}} Hand  `has`: the programs that were sent to it
 * @typedef {{pixels: Int32Array, records: number, done: (answer: import("./types.js").FromPixelWorker) => void}} Job
 */

export class PixelTrainer {
  /**
   * @param {() => Worker} startWorker
   * @param {number} count of workers
   * @param {{arrived: () => void, ended: () => void, failed: (message: string) => void}} listener  `arrived`: pixels of the
   *   plane; `ended`: all of them
   */
  constructor(startWorker, count, listener) {
    this.listener = listener;
    this.generation = 0;
    this.number = 0;
    /** @type {Plane | null} */
    this.plane = null;
    /** @type {import("./types.js").Measure} */
    this.measure = "loss";
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
    this.hands = Array.from({ length: count }, () => this.hand(startWorker()));
  }

  /** @param {Worker} worker @returns {Hand} */
  hand(worker) {
    const made = { worker, has: new Set(), jobs: 0 };
    worker.addEventListener("message", ({ data }) => this.hear(made, data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.listener.failed(event.message || "pixel-worker.js");
    });
    return made;
  }

  /** Trains another plane; what is not done of the one before is dropped. @param {Plane} plane @param {import("./types.js").Measure} measure */
  start(plane, measure) {
    this.generation += 1;
    this.plane = plane;
    this.measure = measure;
    this.level = 0;
    this.each = 0;
    this.queue = [];
    this.urgent = [];
    this.running.clear();
    this.rest();
    for (const hand of this.hands) {
      hand.has.clear();
      hand.jobs = 0;
      hand.worker.postMessage({ kind: "drop", generation: this.generation });
    }
    this.fill();
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
  }

  /** Drops everything. */
  stop() {
    this.plane = null;
    this.generation += 1;
    this.queue = [];
    this.running.clear();
    this.rest();
    for (const hand of this.hands) {
      hand.jobs = 0;
      hand.worker.postMessage({ kind: "drop", generation: this.generation });
    }
  }

  /** Ends the workers. */
  end() {
    for (const { worker } of this.hands) worker.terminate();
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

  /** Gives every worker something to do, one more than it is at: it never waits for the page. */
  fill() {
    for (let depth = 1; depth <= 2; depth += 1) {
      for (const hand of this.hands) {
        if (hand.jobs >= depth) continue;
        const job = this.next();
        if (job === null) return;
        this.give(hand, job);
      }
    }
  }

  /** @returns {Job | null} */
  next() {
    const { plane } = this;
    if (plane === null) return null;
    const urgent = this.urgent.shift();
    if (urgent) return urgent;
    const levels = strides(plane.height, plane.width);
    while (this.queue.length === 0) {
      if (this.level >= levels.length || (this.level > 0 && !plane.complete)) return null;
      if (this.level === 0 && !plane.complete && plane.lowering.every !== levels[0]) return null;
      this.queue = grouped(plane, pixelsOf(plane, this.level, this.measure));
      this.level += 1;
    }
    const runs = this.each === 0 ? FIRST_RUNS : Math.max(LANES, Math.min(MOST_RUNS, Math.floor(AIM / this.each / LANES) * LANES));
    const first = this.queue[0];
    if (first.length <= runs) this.queue.shift();
    else this.queue[0] = first.subarray(runs);
    return { pixels: first.slice(0, runs), records: 0, done: (answer) => this.keep(first.slice(0, runs), answer) };
  }

  /** @param {Hand} hand @param {Job} job */
  give(hand, job) {
    const plane = /** @type {Plane} */ (this.plane);
    const number = plane.programOf(job.pixels[0]);
    const program = plane.lowering.programs[number];
    const id = `${plane.id}/${plane.lowering.every}/${number}`;
    if (!hand.has.has(id)) {
      hand.has.add(id);
      const arrays = Object.fromEntries(Object.entries(program.arrays).map(([name, at]) => [name, plane.lowering.arrays[at]]));
      hand.worker.postMessage({ kind: "program", id, program: arrays, plan: { layers: { length: program.layers }, widths: program.widths } });
    }
    this.number += 1;
    this.running.set(this.number, job);
    hand.jobs += 1;
    const begin = plane.startOf(job.pixels);
    const moved = [begin.parameters.buffer, begin.running.buffer, begin.settings.buffer, begin.seeds.buffer];
    hand.worker.postMessage(
      { kind: "train", generation: this.generation, id, job: this.number, steps: program.steps, records: job.records, ...begin },
      { transfer: moved },
    );
  }

  /** @param {Hand} hand @param {FromPixelWorker} answer */
  hear(hand, answer) {
    if (answer.kind === "failed") {
      this.listener.failed(answer.message);
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
    if (this.plane?.complete) this.listener.ended();
  }

  /** @param {Int32Array} pixels @param {FromPixelWorker} answer */
  keep(pixels, answer) {
    const { plane } = this;
    if (answer.kind !== "trained" || plane === null) return;
    const { values, bad } = answer;
    const runs = pixels.length;
    const four = [0, 0, 0, 0];
    const { chance } = plane.lowering.programs[plane.programOf(pixels[0])];
    for (let run = 0; run < runs; run += 1) {
      for (let k = 0; k < 4; k += 1) four[k] = values[(k + 1) * runs + run];
      plane.put(pixels[run], four, endingOf(values[run], values[2 * runs + run], bad[run] === 1, chance, plane.lowering.diverged));
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
