/** The exercise that is open: its task, what the learner changed that must stay, and the check of the answer. */

import * as api from "./api.js";
import { shortest, valueOf } from "./experiment.js";
import { progress } from "./progress.js";

/** @typedef {import('./types.js').Experiment} Experiment */
/** @typedef {import('./types.js').OpenExercise} OpenExercise */

/**
 * What an address makes of its experiment: keys that must stay, goals, and the link of the experiment to begin with, where
 * that is no longer the address's own.
 * @typedef {{keep: string[], goals: string[], start: string | null}} Handed
 */

/** A name of the course, or an exercise that the address itself hands out. @typedef {{exercise: string | null, handed: Handed | null}} Wanted */

const KEY = /^[\w.]{1,60}$/;
const MOST_KEYS = 60;
const MOST_GOALS = 8;

/**
 * What the parts of an address say of an exercise.
 *
 * @param {Map<string, string>} own `view.` keys and their values, as they stand in the address
 * @returns {Wanted}
 */
export function readExercise(own) {
  const name = own.get("exercise") ?? "";
  const goals = list(own.get("goal")).slice(0, MOST_GOALS);
  const keep = list(own.get("keep")).filter((key) => KEY.test(key)).slice(0, MOST_KEYS);
  return {
    exercise: /^[\w-]{1,80}$/.test(name) ? name : null,
    handed: goals.length > 0 ? { keep, goals, start: plain(own.get("start")) || null } : null,
  };
}

/** @param {string | undefined} text */
function list(text) {
  return (text ?? "").split(",").map(plain).filter((one) => one !== "");
}

/** @param {string | undefined} text without what an address escapes; empty where that is damaged */
function plain(text) {
  try {
    return decodeURIComponent(text ?? "").trim();
  } catch {
    return "";
  }
}

/**
 * The parts of an address that open an exercise again.
 *
 * @param {OpenExercise | null} open
 * @param {string | null} link what the address has as its experiment
 * @returns {string[]} `key=value` without the mark `view.`
 */
export function writeExercise(open, link) {
  if (open === null) return [];
  if (open.own === null) return [`exercise=${open.name}`];
  const begin = open.own.link !== link ? [`start=${encodeURIComponent(open.own.link)}`] : [];
  return [...writeHanded(open.own), ...begin];
}

/** @param {{keep: string[], goals: string[]}} handed @returns {string[]} */
export function writeHanded({ keep, goals }) {
  return [
    ...(keep.length > 0 ? [`keep=${keep.join(",")}`] : []),
    `goal=${goals.map((goal) => encodeURIComponent(goal.replaceAll(" ", goal.startsWith("no ") ? " " : ""))).join(",")}`,
  ];
}

/** Keys that must stay and did not. @param {OpenExercise} open @param {Experiment} now @returns {string[]} */
export function changedKept({ data }, now) {
  return data.keep.filter((key) => said(data.experiment, key) !== said(now, key));
}

/** A value as text, the same for one activation and for a list of nothing but it. @param {Experiment} experiment @param {string} key */
function said(experiment, key) {
  const value = valueOf(experiment, key);
  const same = key === "network.activation" && Array.isArray(value) ? shortest(value, value[0]) : value;
  return JSON.stringify(same);
}

export class Exercising {
  /** @param {import('./types.js').Store} store @param {import('./actions.js').Actions} actions */
  constructor(store, actions) {
    this.store = store;
    this.actions = actions;
    this.asked = 0;
    let { lang } = store.get();
    store.subscribe(["lang"], (state) => {
      if (state.lang === lang) return;
      lang = state.lang;
      this.retell();
    });
  }

  /** Goes where an address says. @param {Wanted & {link: string | null}} address */
  follow({ exercise, handed, link }) {
    if (exercise !== null && exercise === this.store.get().exercise?.name && link !== null) return;
    if (exercise !== null) {
      this.actions.course.ask(); // for the steps before and after it
      this.open(exercise, link === null);
    } else if (handed !== null && link !== null) this.openHanded({ ...handed, link: handed.start ?? link });
    else this.close();
  }

  /** Opens an exercise of the course; with `load` the experiment that it begins with, too. @param {string} name */
  open(name, load = true) {
    return this.begin(name, null, () => api.exercise(name, this.store.get().lang), load);
  }

  /** Opens the exercise of an address. @param {{keep: string[], goals: string[], link: string}} own */
  openHanded({ keep, goals, link }) {
    const own = { keep, goals, link };
    return this.begin("", own, () => api.readExercise({ ...own, lang: this.store.get().lang }), false);
  }

  /**
   * @param {string} name
   * @param {OpenExercise['own']} own
   * @param {() => Promise<import('./types.js').ExerciseData>} ask
   * @param {boolean} load
   */
  async begin(name, own, ask, load) {
    const asked = ++this.asked;
    try {
      const data = await ask();
      if (asked !== this.asked) return;
      this.actions.course.close();
      this.store.set({ preset: null, exercise: { name, own, data, checking: false, checked: null, outcome: null, hint: false } });
      this.actions.writeAddressSoon();
      if (load) this.startOver();
    } catch (error) {
      this.actions.complain(error);
    }
  }

  close() {
    this.asked += 1;
    if (this.store.get().exercise === null) return;
    this.store.set({ exercise: null });
    this.actions.writeAddressSoon();
  }

  /** The same texts in another language. */
  async retell() {
    const { exercise, lang } = this.store.get();
    if (exercise === null) return;
    const { name, own } = exercise;
    const data = await (own === null ? api.exercise(name, lang) : api.readExercise({ ...own, lang })).catch(() => null);
    if (data !== null) this.change({ data });
  }

  /** @param {Partial<OpenExercise>} patch */
  change(patch) {
    const { exercise } = this.store.get();
    if (exercise !== null) this.store.set({ exercise: { ...exercise, ...patch } });
  }

  /** The experiment to begin with; on data of the learner's own those stay. */
  startOver() {
    const { exercise, own } = this.store.get();
    if (exercise === null) return;
    this.actions.pause();
    this.actions.lastEdit.name = "";
    this.actions.edit({ experiment: exercise.data.experiment, own: exercise.own === null ? null : own }, "exercise");
    this.change({ outcome: null });
  }

  /** Gives settings that must stay their values again. */
  putBack() {
    const { exercise, draft } = this.store.get();
    if (exercise === null) return;
    const keys = changedKept(exercise, draft.experiment);
    this.actions.setOptions(Object.fromEntries(keys.map((key) => [key, valueOf(exercise.data.experiment, key)])));
  }

  /** Has the experiment of the page checked. */
  async check() {
    const { exercise, draft, lang } = this.store.get();
    if (exercise === null || exercise.checking) return;
    this.change({ checking: true, checked: draft.experiment, outcome: null });
    const { name, own } = exercise;
    const which = own === null ? { exercise: name } : { own };
    try {
      const outcome = await api.checkAnswer({ ...which, experiment: draft.experiment, ...(draft.own ?? {}), lang });
      if (this.store.get().exercise?.name !== name) return;
      this.change({ outcome });
      if (outcome.passed && own === null) progress.set(name, "solved");
    } catch (error) {
      this.actions.complain(error);
    } finally {
      this.change({ checking: false });
    }
  }
}
