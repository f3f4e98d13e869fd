/** Has the server judge what was recorded: now and then while a network trains, and when it stops. */

import * as api from "./api.js";
import { selection } from "./history.js";

/** @typedef {import('./types.js').State} State */

// Milliseconds from one diagnosis to the next: the first comes soon, those of a long training seldom.
const STOPPED = 60;
const FIRST = 300;
const OFTEN = 1_000;
const SELDOM = 3_000;
const LONG = 12_000; // milliseconds after which a training is a long one
const MOST_RECORDS = 48;
const MOST_NUMBERS = 250_000; // what fits into a question
const TRIAL_SEEDS = 8; // however many the page trains: with fewer, chance decides which remedy comes first
const LARGEST_SEED = 2 ** 32 - 1;
const WHAT = ["", "input", "activation", "loss", "gradient", "weight"]; // engine.native's order

export class Judge {
  /** @param {import('./types.js').Store} store */
  constructor(store) {
    this.store = store;
    this.timer = 0;
    this.deadline = 0;
    this.began = { session: -1, time: 0 };
    this.busy = false;
    this.judged = { session: -1, step: -1, lang: "" };
    store.subscribe(["history", "worker", "lang"], () => this.soon());
  }

  /** Judges before long, if there is something new; sooner than planned when the training has stopped. */
  soon() {
    if (!this.due()) return;
    const { session, worker } = this.store.get();
    const now = performance.now();
    if (this.began.session !== session) this.began = { session, time: now };
    const running = now - this.began.time < LONG ? OFTEN : SELDOM;
    const wait = worker !== "running" ? STOPPED : this.judged.session !== session ? FIRST : running;
    if (this.timer !== 0 && this.deadline <= now + wait) return;
    clearTimeout(this.timer);
    this.deadline = now + wait;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.now();
    }, wait);
  }

  /** Whether there is something that was not judged yet. */
  due() {
    const { session, history, lang, where } = this.store.get();
    const step = history.steps.at(-1) ?? 0;
    const { judged } = this;
    if (where === "file") return false; // nobody is there to ask
    return history.steps.length > 1 && (judged.session !== session || judged.step !== step || judged.lang !== lang);
  }

  async now() {
    if (this.busy || !this.due() || document.hidden) return;
    const { session, history, lang } = this.store.get();
    this.busy = true;
    this.judged = { session, step: history.steps.at(-1) ?? 0, lang };
    this.store.set({ diagnosing: true });
    try {
      const diagnosis = await api.diagnose(this.trace());
      if (this.store.get().session === session) this.store.set({ diagnosis });
    } catch (error) {
      console.warn(error); // the page goes on; the next record asks again
    } finally {
      this.busy = false;
      this.store.set({ diagnosing: false });
      this.soon();
    }
  }

  /**
   * What the remedies of the latest diagnosis do; trained on the server.
   *
   * @param {boolean} whole the server trains to the end and diagnoses that
   * @returns {Promise<any>}
   */
  trial(whole) {
    const first_seed = Math.min(this.store.get().firstSeed, LARGEST_SEED + 1 - TRIAL_SEEDS);
    return api.trial({ ...this.question(), seeds: TRIAL_SEEDS, first_seed, trace: whole ? null : this.trace() });
  }

  /** What every question is about. */
  question() {
    const { experiment, own, lang, preset, visit } = this.store.get();
    return { experiment, ...(own ?? {}), name: preset ?? visit?.preset ?? "", lang };
  }

  /** What was recorded, as the server reads it: channels (P, S, …). */
  trace() {
    const state = this.store.get();
    const { history, lowered, frame } = state;
    if (!lowered) throw new Error("Nothing was trained.");
    const runs = lowered.seeds.data.length;
    const layers = lowered.plan.layers.length;
    const perRecord = Object.keys(history.run).length + Object.keys(history.layer).length * layers;
    const room = Math.floor(MOST_NUMBERS / perRecord);
    const kept = Math.min(runs, Math.max(1, Math.floor(room / Math.min(MOST_RECORDS, history.steps.length))));
    const chosen = selection(history.steps.length, Math.min(MOST_RECORDS, Math.max(2, Math.floor(room / kept))));
    const pick = (/** @type {ArrayLike<number>} */ numbers) => Array.from(numbers).slice(0, kept);
    /** @type {{[name: string]: any}} */
    const channels = {};
    for (const [name, records] of Object.entries(history.run)) channels[name] = stacked(records, chosen, kept, []);
    for (const [name, records] of Object.entries(history.layer)) {
      channels[name] = stacked(records, chosen, kept, [layers]);
    }
    const bad = pick(frame?.badStep ?? new Int32Array(runs).fill(-1));
    return {
      ...this.question(),
      seeds: pick(lowered.seeds.data),
      steps: chosen.map((index) => history.steps[index]),
      channels,
      status: bad.map((step) => (step >= 0 ? "non-finite" : "finished")),
      non_finite_step: bad,
      non_finite_layer: pick(frame?.badLayer ?? bad),
      non_finite_what: pick(frame?.badWhat ?? new Int32Array(runs)).map((number) => WHAT[number] ?? ""),
    };
  }
}

/**
 * Records, each (P, …), as one wire array (P, S, …).
 *
 * @param {Float32Array[]} records
 * @param {number[]} chosen indices of records
 * @param {number} runs
 * @param {number[]} rest the shape behind run
 */
function stacked(records, chosen, runs, rest) {
  const size = rest.reduce((product, length) => product * length, 1);
  const data = new Float32Array(runs * chosen.length * size).fill(NaN);
  chosen.forEach((index, place) => {
    const record = records[index];
    if (!record) return;
    for (let run = 0; run < runs; run += 1) {
      data.set(record.subarray(run * size, (run + 1) * size), (run * chosen.length + place) * size);
    }
  });
  return api.encoded(data, [runs, chosen.length, ...rest]);
}
