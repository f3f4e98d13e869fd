/**
 * A first visit: a network that does not learn trains by itself, its fixes are tested as soon as its reason is known, and one
 * button applies the one that a trial ranks first. On every other visit nothing of this happens.
 */

import { verdict } from "./charts/diagnosis.js";
import { differences } from "./experiment.js";
import { median } from "./history.js";
import { remember, remembered } from "./i18n.js";

/** @typedef {import('./types.js').State} State */

const VISITED = "whygrad-visited";
const BROKEN = "vanishing-gradient-moons"; // diagnosed within a second, all its fixes tested in one or two

/**
 * Whether nobody has opened the page in this browser before; from now on somebody has. A page inside of another one's frame,
 * or in a browser that keeps nothing, is never visited for the first time.
 */
export function isFirstVisit() {
  const before = [VISITED, "whygrad-lang", "whygrad-theme"].some((name) => remembered(name) !== null);
  remember(VISITED, "yes");
  return !before && remembered(VISITED) !== null && window.parent === window;
}

/** @param {import('./types.js').Preset[]} presets @returns {State['visit']} what a first visit begins with */
export function visitOf(presets) {
  const preset = presets.find(({ name }) => name === BROKEN);
  return preset ? { preset: BROKEN, broken: preset.experiment, fixed: null, titles: {}, before: NaN } : null;
}

/** The test accuracy at the latest record, a median over the seeds. @param {Readonly<State>} state */
export function accuracyOf({ history }) {
  return median(history.run["accuracy_test"]?.at(-1) ?? []);
}

export class Visit {
  /** @param {import('./types.js').Store} store @param {import('./actions.js').Actions} actions */
  constructor(store, actions) {
    this.store = store;
    this.actions = actions;
    this.starts = true; // the next network that arrives trains by itself
    this.tested = -1; // the session whose fixes were tested
    store.subscribe(["experiment", "own", "preset"], (state) => this.follow(state));
    store.subscribe(["lowered"], (state) => this.start(state));
    store.subscribe(["diagnosis", "session"], (state) => this.test(state));
    store.subscribe(["epoch"], (state) => this.rest(state));
  }

  /** What is edited otherwise ends the first visit; what takes the fix back returns to its beginning. @param {Readonly<State>} state */
  follow({ visit, experiment, own, preset }) {
    if (!visit) return;
    /** @param {import('./types.js').Experiment | null} known */
    const is = (known) => known !== null && differences(known, experiment).length === 0;
    if (own !== null || preset !== null || !(is(visit.broken) || is(visit.fixed))) this.store.set({ visit: null });
    else if (visit.fixed !== null && is(visit.broken)) this.store.set({ visit: { ...visit, fixed: null } });
  }

  /** @param {Readonly<State>} state */
  start({ visit, lowered }) {
    if (!visit || lowered === null || !this.starts) return;
    this.starts = false;
    this.actions.play();
  }

  /** Once the reason is known, the fixes are tested; once for each training. @param {Readonly<State>} state */
  test(state) {
    const { visit, diagnosis, session, trial, trying } = state;
    if (!visit || visit.fixed !== null || trial !== null || trying) return;
    if (verdict(diagnosis) !== "ill" || this.tested === session) return;
    this.testFixes();
  }

  testFixes() {
    this.tested = this.store.get().session;
    return this.actions.tryRemedies(true);
  }

  /** Where things are to move little, a training stops at its planned end. @param {Readonly<State>} state */
  rest({ visit, epoch, experiment, worker }) {
    if (!visit || worker !== "running" || epoch < experiment.training.epochs) return;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.actions.pause();
  }

  /** The fix that the trial ranks first, if it helps. @param {Readonly<State>} state */
  best({ visit, trial }) {
    const first = trial?.results?.[0];
    return visit && visit.fixed === null && first?.helps ? first : null;
  }

  /** Applies it and trains again. */
  fix() {
    const state = this.store.get();
    const { visit } = state;
    const best = this.best(state);
    if (!visit || !best) return;
    const { told } = this.actions;
    const titles = Object.fromEntries(Object.entries(told).map(([lang, trial]) => [lang, trial.results[0].title]));
    this.starts = true;
    this.store.set({ visit: { ...visit, fixed: best.experiment, titles, before: accuracyOf(state) } });
    this.actions.applyRemedy(0);
  }
}
