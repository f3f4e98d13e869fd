/** Every change of the page of traces, as a named function; those that shared views call have the lab's names. */

import * as api from "../api.js";
import { Choices } from "../choices.js";
import { emptyHistory } from "../history.js";
import { curveOf } from "../overlay.js";
import { readTrace, writeTrace } from "./address.js";
import { Feed } from "./feed.js";

/** @typedef {import('../types.js').Following} Following */

const MOST_OVERLAYS = 6;
const MOST_SEEDS = 8; // of a trial

export class FollowActions extends Choices {
  /** @param {import('../types.js').Store} store */
  constructor(store) {
    super(store);
    this.feed = new Feed(store);
    store.subscribe(["following", "lang"], () => this.writeAddress());
  }

  /** @returns {Following} */
  get following() {
    return this.feed.following;
  }

  /** Shows another trace. @param {string} id @param {number | null} [run] null: all of its runs */
  choose(id, run = null) {
    if (id === this.following.id && run === this.following.run) return;
    const other = id !== this.following.id;
    this.feed.tell({ id, run, ...(other ? { head: null, problem: "", live: true, records: 0 } : {}) });
    if (other) {
      this.store.set({ history: emptyHistory(), diagnosis: null, trial: null, lit: [], frame: null, lowered: null });
    }
    this.feed.forget();
  }

  /** Shows one of the runs; null: all of them. @param {number | null} run */
  chooseRun(run) {
    if (this.following.id !== null) this.choose(this.following.id, run);
  }

  /** Whether new records are shown as they come. @param {boolean} live */
  setLive(live) {
    this.feed.tell({ live });
    if (live) this.feed.now();
  }

  /** Lets layers stand out; those that do already no longer. @param {string[]} names */
  light(names) {
    const { lit } = this.store.get();
    this.store.set({ lit: names.join("\n") === lit.join("\n") ? [] : names });
  }

  /** Opens an address of this page, or what follows its `#`. @param {string} text */
  open(text) {
    const { id, run, lang } = readTrace(text);
    if (lang !== null) this.setLanguage(lang);
    if (id !== null) this.choose(id, run);
  }

  writeAddress() {
    const { following, lang } = this.store.get();
    if (!following) return;
    const written = `#${writeTrace({ id: following.id, run: following.run, lang })}`;
    if (location.hash !== written) history.replaceState(null, "", written);
  }

  /** Trains the experiment inside the trace with each remedy, on the server. */
  async tryRemedies() {
    const { trying, lang } = this.store.get();
    const { head } = this.following;
    if (trying || head?.experiment == null) return;
    this.store.set({ trying: true, trial: null });
    try {
      const seeds = Math.min(Math.max(head.seeds.length, 2), MOST_SEEDS);
      const trial = await api.trial({ experiment: head.experiment, seeds, first_seed: 0, lang });
      if (this.following.head?.begun === head.begun) this.store.set({ trial });
    } catch (error) {
      this.store.set({ notice: { text: error instanceof Error ? error.message : String(error), key: null } });
    } finally {
      this.store.set({ trying: false });
    }
  }

  /** Opens what a remedy makes of the experiment, in the lab. @param {number} index place in the trial's ranking */
  applyRemedy(index) {
    const link = this.store.get().trial?.results?.[index]?.link;
    if (link) location.assign(`index.html#${link}`);
  }

  undo() {}

  /** Keeps the curves so far, to compare with. @param {string} [name] */
  keepCurve(name) {
    const state = this.store.get();
    if (state.history.steps.length < (state.history.time ? 1 : 2)) return;
    const curve = curveOf(state, name ?? this.following.head?.file ?? "");
    this.store.set({ overlay: [...state.overlay, curve].slice(-MOST_OVERLAYS) });
  }

  clearCurves() {
    this.store.set({ overlay: [] });
  }
}
