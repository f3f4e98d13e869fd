/**
 * What the worker does: trains in slices, records on the way, and shows a frame when one is due. Knows no worker, so that
 * tests drive it in Node. The messages are in types.js (ToWorker, FromWorker).
 */

import { Session } from "./kernel.js";
import { Painter } from "./grids.js";
import { Plan } from "./recording.js";

/** @typedef {import('./types.js').ToWorker} ToWorker */
/** @typedef {import('./types.js').FromWorker} FromWorker */
/** @typedef {import('./types.js').Lowered} Lowered */
/** @typedef {import('./types.js').Frame} Frame */
/** @typedef {import('./types.js').Record} Record */
/** @typedef {import('./types.js').Unit} Unit */

const SLICE = 5; // milliseconds of work between two looks at the messages
const FRAME = 16; // milliseconds between two frames at least
const PATIENCE = 250; // milliseconds that a frame may be unseen before another is sent
const HISTORY = 100; // milliseconds between two records of frames that go into the history beside the planned ones
const DEBT = 100; // milliseconds that a slow speed may lag behind and catch up
const SLOW = 100; // updates a second up to which each is recorded
const PROBE = 4; // where `numbers` says how many samples the probe batch has
const BATCH = 5;

export class Loop {
  /**
   * @param {WebAssembly.Module} module
   * @param {(message: FromWorker, moved: Transferable[]) => void} post
   * @param {{now?: () => number, soon: () => void, later: (milliseconds: number) => void}} clock `soon` and `later` have
   *   `turn` called once, after waiting messages were received
   */
  constructor(module, post, { now = () => performance.now(), soon, later }) {
    this.module = module;
    this.post = post;
    this.now = now;
    this.soon = soon;
    this.later = later;
    /** @type {Session | null} */
    this.session = null;
    this.waiting = false; // a turn is on its way
    this.number = 0;
    this.running = false;
    this.speed = Infinity;
    this.run = 0;
    /** @type {Unit | null} */
    this.unit = null;
    this.outputs = false;
    this.unseen = 0;
    this.acknowledges = false;
    this.shownAt = -Infinity;
    this.stale = false; // something has changed since the last frame
    this.first = false; // the next frame is `ready`
    this.painting = false;
    this.bare = false;
    this.stepsPerMs = 0;
  }

  /** @param {ToWorker} message */
  receive(message) {
    try {
      this.handle(message);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Works for a short time; called again as long as there is something to do. */
  turn() {
    this.waiting = false;
    try {
      this.work();
    } catch (error) {
      this.fail(error);
    }
  }

  /** @param {ToWorker} message */
  handle(message) {
    if (message.kind === "load") return this.load(message);
    const { session } = this;
    if (!session) return;
    switch (message.kind) {
      case "run":
        this.running = true;
        this.speed = message.speed > 0 ? message.speed : Infinity;
        this.pace(this.now());
        break;
      case "pause":
        this.pause();
        break;
      case "hold":
        this.running = false;
        this.stale = false;
        break;
      case "step":
        if (this.running) this.pause();
        this.keep(session.advance(Math.max(1, Math.round(message.updates))));
        this.stale = true;
        break;
      case "reset":
        session.reset();
        this.start();
        break;
      case "show":
        if (session.has(message.run)) this.run = message.run;
        if (message.unit !== undefined) this.unit = message.unit;
        if (message.outputs !== undefined) this.outputs = message.outputs;
        this.stale = true;
        break;
      case "settings":
        session.setSettings(message.settings.data);
        this.again();
        break;
      case "parameter":
        session.setParameter(message.run, message.index, message.value);
        this.again();
        break;
      case "drawn":
        this.acknowledges = true;
        this.unseen = Math.max(0, this.unseen - 1);
        break;
      case "ask": {
        this.post({ kind: "reply", session: this.number, id: message.id, value: this.reply(session, message.what, message.args) }, []);
        return;
      }
    }
    this.next();
  }

  /** @param {Extract<ToWorker, {kind: 'load'}>} message */
  load({ session: number, lowered, run, histograms }) {
    this.number = number;
    this.running = false;
    this.session = new Session(this.module, lowered, { histograms });
    this.painter = new Painter(this.session, lowered.grid);
    /** @type {Float32Array | undefined} */
    this.samples = undefined; // all rows, made when they are asked for
    this.run = this.session.has(run) ? run : 0;
    this.unit = null;
    this.stepsPerMs = 0;
    this.start();
    this.next();
  }

  /** At the start of a training: nothing recorded but the start. */
  start() {
    const { session } = this;
    if (!session) return;
    const numbers = session.lowered.program.numbers.data;
    // What a record costs, in samples that go forward: the probe batch goes back, too, and into histograms.
    const record = (session.histograms ? 3 : 2) * numbers[PROBE] + session.trainCount + session.testCount;
    this.plan = new Plan(Math.max(1, Math.ceil(record / numbers[BATCH])));
    this.running = false;
    /** @type {Record[]} */
    this.records = [];
    this.keptAt = -Infinity;
    this.keep(session.advance(0));
    this.first = true;
    this.stale = true;
    this.unseen = 0;
    this.shownAt = -Infinity;
    this.painting = false;
    /** @type {{at: number, step: number}[]} */
    this.marks = [];
  }

  /**
   * A new record: the latest; it goes into the history if it was planned or the last one there is old.
   *
   * @param {Record | null} record
   * @param {boolean} [planned]
   */
  keep(record, planned = true) {
    if (!record) return;
    this.latest = record;
    this.bare = false; // it knows of the updates that led to it
    if (!planned && this.now() - (this.keptAt ?? 0) < HISTORY) return;
    this.records?.push(record);
    this.keptAt = this.now();
  }

  /** The networks were changed by hand: the record of this step is made anew. */
  again() {
    if (!this.running && this.session) this.keep(this.session.advance(0));
    this.stale = true;
  }

  /** From now on the speed is kept. @param {number} at */
  pace(at) {
    this.pacedAt = at;
    this.pacedFrom = this.session?.step ?? 0;
    this.marks = [];
  }

  /** Stops where a record can be made of the last updates, which is two updates on if need be. */
  pause() {
    const { session } = this;
    if (session && this.running && (this.bare || this.latest?.step !== session.step)) this.keep(session.advance(2));
    if (this.running) this.stale = true;
    this.painting = false; // of what was before
    this.running = false;
    this.post({ kind: "paused", session: this.number }, []);
  }

  /** @param {unknown} error */
  fail(error) {
    this.running = false;
    this.session = null;
    this.post({ kind: "failed", session: this.number, message: error instanceof Error ? error.message : String(error) }, []);
  }

  /** Has a turn come if there is something to do. */
  next() {
    if (this.waiting || !this.session) return;
    if (!this.running && !this.stale && !this.painting) return;
    this.waiting = true;
    const wait = this.painting ? 0 : Math.min(this.running ? this.untilStep() : Infinity, this.stale ? this.untilFrame() : Infinity);
    if (wait > 1) this.later(Math.ceil(wait)); // a timer drops the fraction and would end too early
    else this.soon();
  }

  /** Updates a millisecond that the chosen speed asks for. @param {Session} session */
  rate(session) {
    return (this.speed * session.perEpoch) / 1000;
  }

  /** Milliseconds until updates are due. Those of a slice are made together: to wait for each alone would keep the processor busy. */
  untilStep() {
    const { session } = this;
    if (!session || this.speed === Infinity) return 0;
    const rate = this.rate(session);
    const together = Math.max(1, Math.floor(rate * SLICE));
    const due = (this.pacedAt ?? 0) + (session.step + together - (this.pacedFrom ?? 0)) / rate;
    return Math.max(0, due - this.now());
  }

  /** Milliseconds until a frame may be shown. */
  untilFrame() {
    const unseen = this.acknowledges ? this.unseen > 1 : false;
    return Math.max(0, this.shownAt + (unseen ? PATIENCE : FRAME) - this.now());
  }

  work() {
    const { session, painter } = this;
    if (!session || !painter) return;
    const end = this.now() + SLICE;
    if (!this.painting && this.running) this.train(session, end);
    if (!this.painting && this.stale && this.untilFrame() <= 0) {
      if (this.latest?.step !== session.step) {
        this.keep(session.advance(0), false);
        this.bare = true;
      }
      this.stale = false;
      this.painting = true;
      this.shownAt = this.now();
      this.painted = this.run;
      painter.begin(this.run, this.unit);
    }
    if (this.painting && painter.work(Math.max(end, this.now() + 1), this.now)) {
      this.painting = false;
      this.show(session, painter.pictures);
    }
    this.next();
  }

  /** Updates until the time is over, with records where they are planned. @param {Session} session @param {number} end */
  train(session, end) {
    const { plan } = this;
    if (!plan) return;
    let left = Infinity;
    let showing = this.untilFrame() <= 0;
    if (this.speed !== Infinity) {
      const rate = this.rate(session);
      const due = (this.pacedFrom ?? 0) + Math.floor((this.now() - (this.pacedAt ?? 0)) * rate);
      if (due - session.step > Math.max(1, DEBT * rate)) this.pace(this.now()); // too slow for this speed: no debts
      left = Math.max(0, due - session.step);
      showing ||= rate * 1000 <= SLOW;
    }
    while (left > 0) {
      const start = this.now();
      const over = start >= end;
      if (over && !showing) break;
      const fit = over ? 2 : Math.max(1, Math.floor((end - start) * this.stepsPerMs)); // 2: of one, no coherence is known
      const due = plan.next(session.step) - session.step;
      const steps = Math.min(left, fit, due);
      const record = session.advance(steps, steps === due || (showing && (over || steps === left)));
      this.keep(record, steps === due);
      if (steps === due) plan.count();
      else if (!record) this.measure(steps, this.now() - start);
      left -= steps;
      this.stale = true;
      if (over) break;
    }
    if (session.status().badStep.every((step) => step >= 0)) this.pause();
  }

  /** Learns how fast updates are. @param {number} steps @param {number} took milliseconds */
  measure(steps, took) {
    if (took > 0.2 || this.stepsPerMs === 0) {
      const rate = steps / Math.max(took, 0.01);
      this.stepsPerMs = this.stepsPerMs === 0 ? rate : 0.5 * (this.stepsPerMs + rate);
    } else {
      this.stepsPerMs *= 2; // too short to be measured
    }
  }

  /** @param {Session} session @param {import('./grids.js').Pictures} pictures */
  show(session, pictures) {
    const at = this.now();
    const marks = (this.marks ??= []);
    marks.push({ at, step: session.step });
    while (marks.length > 2 && at - marks[0].at > 1000) marks.shift();
    const since = at - marks[0].at;
    const rate = this.running && since > 0 ? ((session.step - marks[0].step) / session.perEpoch / since) * 1000 : 0;
    /** @type {Frame} */
    const frame = {
      session: this.number,
      step: session.step,
      epoch: session.epoch,
      rate,
      run: this.painted ?? this.run,
      parameters: session.parameters(this.painted ?? this.run),
      ...pictures,
      record: this.latest ?? null,
      outputs: this.outputs ? this.everyOutput(session) : null,
      ...session.status(),
    };
    const records = this.records ?? [];
    this.records = [];
    this.unseen += 1;
    const kind = this.first ? "ready" : "frame";
    this.first = false;
    this.post({ kind, session: this.number, frame, records }, buffersOf(frame));
  }

  /** (N, O): the output for every sample, training samples first. @param {Session} session @returns {Float32Array} */
  everyOutput(session) {
    const n = session.trainCount + session.testCount;
    this.samples ??= session.rowsOf(Array.from({ length: n }, (_, sample) => sample));
    const units = session.widths[session.widths.length - 1];
    const all = session.floats(session.valuesAt(this.painted ?? this.run, this.samples), session.units * n);
    const outputs = new Float32Array(n * units);
    for (let unit = 0; unit < units; unit += 1) {
      const from = (session.units - units + unit) * n;
      for (let sample = 0; sample < n; sample += 1) outputs[sample * units + unit] = all[from + sample];
    }
    return outputs;
  }

  /** An answer, null to a question that makes no sense: training goes on. @param {Session} session @param {string} what @param {any} args */
  reply(session, what, args) {
    try {
      return this.answer(session, what, args);
    } catch (error) {
      console.error(error);
      return null;
    }
  }

  /** @param {Session} session @param {string} what @param {any} args @returns {any} */
  answer(session, what, args) {
    const run = session.has(args.run) ? args.run : this.run;
    switch (what) {
      case "values":
        return session.values(run, session.rowsOf(args.samples));
      case "gradient":
        return {
          ...session.explain(run, session.rowsOf(args.samples)),
          parameters: session.parameters(run),
          running: session.running(run),
        };
      case "losses":
        return session.losses(run, args.parameters);
      case "parameters": {
        const runs = args.run === null ? Array.from({ length: session.runs }, (_, k) => k) : [run];
        return {
          parameters: joined(runs.map((k) => session.parameters(k))),
          running: joined(runs.map((k) => session.running(k))),
        };
      }
      default:
        throw new Error(`no such question: ${what}`);
    }
  }
}

/** @param {Float32Array[]} parts @returns {Float32Array} */
function joined(parts) {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
}

/**
 * What of a frame moves to the page instead of being copied; records stay, as the latest may be shown again.
 *
 * @param {Frame} frame
 * @returns {ArrayBuffer[]}
 */
function buffersOf({ parameters, output, chosen, outputs, grids }) {
  const arrays = [parameters, output, chosen, outputs, grids[0]].filter((array) => array && array.length > 0);
  return arrays.map((array) => /** @type {ArrayBuffer} */ (/** @type {Float32Array} */ (array).buffer));
}
