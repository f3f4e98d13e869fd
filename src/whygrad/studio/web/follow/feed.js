/** Asks the server what is new: often while a trace grows, seldom when it is finished, never while nobody looks. */

import * as api from "../api.js";
import { emptyHistory } from "../history.js";
import { joined } from "./joined.js";

/** @typedef {import('../types.js').State} State */
/** @typedef {import('../types.js').Store} Store */
/** @typedef {import('../types.js').Following} Following */

const OFTEN = 700; // milliseconds from one question to the next
const SELDOM = 4_000;
const LIST = 1_000;
const SHARE = 4; // a question that takes long is asked seldom: the training that is watched needs the machine, too
const JUDGE = 1_500;

export class Feed {
  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    this.timer = 0;
    this.busy = false;
    this.again = false;
    this.cursor = "";
    this.judged = "";
    this.listedAt = -Infinity;
    this.judgedAt = -Infinity;
    document.addEventListener("visibilitychange", () => this.now());
    store.subscribe(["lang"], () => this.now());
  }

  get following() {
    return /** @type {Following} */ (this.store.get().following);
  }

  /** @param {Partial<Following>} patch */
  tell(patch) {
    this.store.set({ following: { ...this.following, ...patch } });
  }

  /** Forgets the shown trace: another one or another run follows. */
  forget() {
    this.cursor = "";
    this.judged = "";
    this.now();
  }

  /** Asks at once; if a question is on its way, after it. */
  now() {
    this.again = this.busy;
    clearTimeout(this.timer);
    if (!this.busy && !document.hidden) this.round();
  }

  async round() {
    this.busy = true;
    this.again = false;
    const start = performance.now();
    try {
      await this.list();
      await this.trace();
      await this.judge();
      if (this.following.lost) this.tell({ lost: false });
    } catch (error) {
      if (error instanceof api.Refusal) this.store.set({ notice: { text: error.message, key: null } });
      else if (!this.following.lost) this.tell({ lost: true }); // the network says nothing else than that it failed
    } finally {
      this.busy = false;
      if (this.again) this.now();
      else this.later(performance.now() - start);
    }
  }

  /** @param {number} took */
  later(took) {
    if (document.hidden) return; // asked again when it is seen
    const { single, state, id, live, lost, problem } = this.following;
    const growing = state === "growing" && live && problem === "";
    const usual = lost || id === null ? LIST : growing ? OFTEN : single ? SELDOM : LIST;
    this.timer = window.setTimeout(() => this.now(), Math.max(usual, SHARE * took));
  }

  /** Which traces there are; the newest one is shown if none was chosen. */
  async list() {
    const now = performance.now();
    if (now - this.listedAt < LIST && this.following.listed) return;
    const listed = await api.traces(this.store.get().lang);
    this.listedAt = now;
    this.tell({ ...listed, listed: true });
    // Of the only one it is said what is wrong with it, too; there is no list to say it.
    const good = listed.traces.find((/** @type {{problem?: string}} */ one) => listed.single || one.problem === undefined);
    if (this.following.id === null && good) this.tell({ id: good.id });
  }

  /** What is new of the shown trace. */
  async trace() {
    const { id, run, live, head } = this.following;
    if (id === null || (!live && head !== null && this.cursor !== "")) return;
    const answer = await api.trace(id, this.cursor, run, this.store.get().lang);
    if (this.following.id !== id || this.following.run !== run) return; // another one was chosen meanwhile
    if (answer.problem !== undefined) {
      this.cursor = "";
      this.tell({ problem: answer.problem });
      return;
    }
    const { state, age, affected } = answer;
    const progress = { state, age, affected, told: performance.now(), problem: "" };
    if (!answer.new) {
      this.tell(progress);
      return;
    }
    this.cursor = answer.cursor;
    const fresh = answer.at === 0;
    const history = joined(fresh ? emptyHistory() : this.store.get().history, answer);
    /** @type {any} */
    const frame = { badStep: answer.bad_step, badLayer: answer.bad_layer, badWhat: answer.bad_what };
    const step = history.steps.at(-1) ?? 0;
    if (fresh) {
      const other = head?.begun !== answer.begun;
      if (run !== null && run >= answer.seeds.length) this.tell({ run: null });
      this.store.set({
        lowered: /** @type {any} */ ({ meta: answer.meta, chance: answer.chance, experiment: answer.experiment }),
        seeds: this.following.run === null ? answer.seeds.length : 1,
        ...(other ? { lit: [], trial: null, diagnosis: null } : {}),
      });
      const { file, meta, seeds, begun, link, experiment, chance } = answer;
      this.tell({ head: { file, meta, seeds, begun, link, experiment, chance } });
    }
    this.store.set({ history, frame, step });
    this.tell({ ...progress, records: answer.records });
  }

  /** What is wrong with it: again when records came, when it ended, and in another language. */
  async judge() {
    const { id, state, problem } = this.following;
    const { lang, history } = this.store.get();
    const key = `${id} ${this.cursor} ${state} ${lang}`;
    const now = performance.now();
    if (id === null || problem !== "" || history.steps.length === 0 || key === this.judged) return;
    if (this.judged !== "" && state === "growing" && now - this.judgedAt < JUDGE && this.judged.endsWith(lang)) return;
    this.judgedAt = now;
    const answer = await api.traceDiagnosis(id, lang);
    if (this.following.id !== id || answer.problem !== undefined) return;
    this.judged = key;
    this.store.set({ diagnosis: answer.diagnosis });
  }
}
