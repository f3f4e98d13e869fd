/** What trains pixels: a worker of the page, or the server. Both take jobs one after the other and answer in the same form. */

import { endingOf } from "./ending.js";

/** @typedef {import("./plane.js").Plane} Plane */
/** @typedef {import("./types.js").FromPixelWorker} FromPixelWorker */
/** @typedef {import("./types.js").Trained} Trained */
/** @typedef {{pixels: Int32Array, records: number}} Job  `records`: of a loss curve; 0: only the end counts */
/** @typedef {(hand: WorkerHand | ServerHand, answer: Trained) => void} Hear */

/** A worker of the page; it trains pixels of one program at a time. */
export class WorkerHand {
  first = 32; // pixels at a time before it is known how long they take
  most = 64; // side by side in the kernel
  aim = 60; // milliseconds that a job should take
  mixes = false; // whether the pixels of a job may belong to several programs
  jobs = 0;

  /** @param {Worker} worker @param {Hear} hear */
  constructor(worker, hear) {
    this.worker = worker;
    /** The programs that were sent to it. @type {Set<string>} */
    this.has = new Set();
    /** @type {Map<number, {plane: Plane, pixel: number}>} */
    this.asked = new Map();
    worker.addEventListener("message", ({ data }) => hear(this, this.read(data)));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      hear(this, { kind: "failed", message: event.message || "pixel-worker.js" });
    });
  }

  /** @param {Plane} plane @param {Job} job @param {number} number @param {number} generation */
  give(plane, { pixels, records }, number, generation) {
    const place = plane.programOf(pixels[0]);
    const program = plane.lowering.programs[place];
    const id = `${plane.id}/${plane.lowering.every}/${place}`;
    if (!this.has.has(id)) {
      this.has.add(id);
      const arrays = Object.fromEntries(Object.entries(program.arrays).map(([name, at]) => [name, plane.lowering.arrays[at]]));
      this.worker.postMessage({ kind: "program", id, program: arrays, plan: { layers: { length: program.layers }, widths: program.widths } });
    }
    this.asked.set(number, { plane, pixel: pixels[0] });
    const begin = plane.startOf(pixels);
    const moved = [begin.parameters.buffer, begin.running.buffer, begin.settings.buffer, begin.seeds.buffer];
    this.worker.postMessage({ kind: "train", generation, id, job: number, steps: program.steps, records, ...begin }, { transfer: moved });
  }

  /** @param {FromPixelWorker} answer @returns {Trained} */
  read(answer) {
    if (answer.kind === "failed") return answer;
    const asked = this.asked.get(answer.job);
    this.asked.delete(answer.job);
    if (answer.kind === "dropped" || asked === undefined) return { kind: "dropped", job: answer.job };
    const { values, bad, curves, steps, job, took } = answer;
    const { lowering } = asked.plane;
    const { chance } = lowering.programs[asked.plane.programOf(asked.pixel)];
    const runs = bad.length;
    const ended = Int8Array.from(bad, (one, run) => endingOf(values[run], values[2 * runs + run], one === 1, chance, lowering.diverged));
    return { kind: "trained", job, values: values.subarray(runs), ended, curves, steps, took };
  }

  /** Forgets what was asked before. @param {number} generation */
  drop(generation) {
    this.has.clear();
    this.asked.clear();
    this.jobs = 0;
    this.worker.postMessage({ kind: "drop", generation });
  }

  end() {
    this.worker.terminate();
  }
}

/** The server; it trains the pixels of a job on all of its cores. */
export class ServerHand {
  first = 128;
  most = 2048; // as the server has it
  aim = 400;
  mixes = true;
  jobs = 0;

  /** @param {(path: string, body: any, signal: AbortSignal) => Promise<any>} ask @param {Hear} hear */
  constructor(ask, hear) {
    this.ask = ask;
    this.hear = hear;
    this.questions = new AbortController();
  }

  /** @param {Plane} plane @param {Job} job @param {number} number */
  give(plane, { pixels }, number) {
    const { signal } = this.questions;
    const places = Array.from(pixels, (pixel) => plane.placeOf(pixel));
    const body = { ...plane.question, rows: places.map(({ row }) => row), columns: places.map(({ column }) => column) };
    this.ask("api/atlas/pixels", body, signal).then(
      ({ values, ended, took }) => {
        if (signal.aborted) return;
        this.hear(this, { kind: "trained", job: number, values: values.data, ended: ended.data, curves: new Float32Array(0), steps: [], took });
      },
      (error) => {
        if (!signal.aborted) this.hear(this, { kind: "failed", message: error instanceof Error ? error.message : String(error) });
      },
    );
  }

  drop() {
    this.questions.abort();
    this.questions = new AbortController();
    this.jobs = 0;
  }

  end() {
    this.questions.abort();
  }
}
