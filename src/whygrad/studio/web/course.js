/** The course: its steps, the claim that is open, its runs and its result. What the learner did is kept by `progress.js`. */

import * as api from "./api.js";
import { differences, valueOf, withValues } from "./experiment.js";
import { progress } from "./progress.js";

/** @typedef {import('./types.js').Arm} Arm */
/** @typedef {import('./types.js').OpenClaim} OpenClaim */
/** @typedef {import('./types.js').CourseStep} CourseStep */
/** @typedef {import('./types.js').Experiment} Experiment */
/** @typedef {import('./types.js').State} State */

/** What a learner may expect of a claim, and the verdict that it means. */
export const EXPECTED = { holds: "supported", depends: "depends", fails: "refuted" };

/**
 * A step as an address says it: "C09", or with the number of the condition and the arm that is open, "C09-2-other".
 *
 * @param {string | null | undefined} text
 * @returns {{id: string, condition: number, arm: Arm} | null}
 */
export function readStep(text) {
  const found = /^([\w-]{1,60}?)(?:-(\d{1,2})-(claimed|other))?$/.exec(text ?? "");
  return found && { id: found[1], condition: Number(found[2] ?? 1) - 1, arm: /** @type {Arm} */ (found[3] ?? "claimed") };
}

/** @param {OpenClaim} claim */
export function writeStep({ id, condition, arm }) {
  return condition === 0 && arm === "claimed" ? id : `${id}-${condition + 1}-${arm}`;
}

/** The experiment of an arm; null where the page cannot train it. @param {OpenClaim} claim @returns {Experiment | null} */
export function experimentOf({ data, condition, arm }) {
  return data.conditions[condition]?.arms[arm] ?? null;
}

/** What the page shows of a claim: the network of the arm, or one of the subject. @param {OpenClaim} claim @returns {Experiment | null} */
export function shownOf(claim) {
  return experimentOf(claim) ?? claim.data.related?.experiment ?? null;
}

/** Keys that the learner changed in the open experiment. @param {OpenClaim} claim @param {Experiment} now @returns {string[]} */
export function changedKeys(claim, now) {
  const own = shownOf(claim);
  return own === null ? [] : differences(own, now).filter((key) => !key.startsWith("recording."));
}

/** The steps of the path: those that a link chose, in its order, or the whole course. @param {Readonly<State>} state @returns {CourseStep[]} */
export function path({ course, chosen }) {
  const all = course?.topics.flatMap((topic) => topic.steps) ?? [];
  if (chosen === null) return all;
  return chosen.flatMap((id) => all.find((step) => step.id === id) ?? []);
}

/** Steps of a link that the course does not have. @param {Readonly<State>} state @returns {string[]} */
export function unknownSteps(state) {
  const known = path(state).map((step) => step.id);
  return state.course && state.chosen ? state.chosen.filter((id) => !known.includes(id)) : [];
}

/** Whether a step is behind the learner. @param {import('./progress.js').Entries} entries @param {string} id */
export function isDone(entries, id) {
  return ["revealed", "solved"].includes(entries[id]?.state ?? "");
}

export class Course {
  /** @param {import('./types.js').Store} store @param {import('./actions.js').Actions} actions */
  constructor(store, actions) {
    this.store = store;
    this.actions = actions;
    this.wanted = "";
    let lang = store.get().lang;
    progress.subscribe((entries) => store.set({ progress: entries }));
    store.subscribe(["lang"], (state) => {
      if (state.lang === lang) return;
      lang = state.lang;
      this.retell();
    });
  }

  /** Asks for the course, once. */
  async ask() {
    const { course, lang } = this.store.get();
    if (course !== null || this.asking) return;
    this.asking = true;
    try {
      this.store.set({ course: await api.course(lang) });
    } catch (error) {
      this.actions.complain(error);
    } finally {
      this.asking = false;
    }
  }

  /** The same texts in another language. */
  async retell() {
    const { course, claim } = this.store.get();
    if (course !== null) {
      this.store.set({ course: null });
      this.ask();
    }
    if (claim !== null) this.open(claim.id, { load: false, condition: claim.condition, arm: claim.arm });
  }

  /** Goes where an address says. @param {import('./address.js').Address} address */
  follow({ link, step, steps }) {
    if (steps !== this.store.get().chosen?.join()) this.store.set({ chosen: steps === null ? null : steps.split(",") });
    const wanted = readStep(step);
    const open = this.store.get().claim;
    if (steps !== null || wanted !== null) this.ask();
    if (wanted === null) this.close();
    else if (open === null || writeStep(open) !== step) this.open(wanted.id, { ...wanted, load: link === null });
  }

  /**
   * Opens a claim; with `load` the network of the arm, too.
   *
   * @param {string} id
   * @param {{load?: boolean, condition?: number, arm?: Arm}} [options]
   */
  async open(id, { load = true, condition = 0, arm = "claimed" } = {}) {
    const { lang } = this.store.get();
    this.wanted = id;
    try {
      const data = await api.claim(id, lang);
      if (this.wanted !== id) return;
      const place = condition < data.conditions.length ? condition : 0;
      const claim = { id: data.id, data, condition: place, arm: arm in data.arms ? arm : "claimed", result: null, figure: null, run: null, runs: 0, running: false, problem: "", about: null };
      this.store.set({ preset: null, claim });
      this.ask();
      if (load) this.load();
      if (progress.state(id) === "revealed") this.tell();
    } catch (error) {
      this.actions.complain(error);
      // A network that is asked for takes the notice off again, unless it is told to keep it.
      const { notice, lowered } = this.store.get();
      const { asking, arriving } = this.actions;
      if (asking || (lowered === null && !arriving)) this.actions.refused = notice;
    }
  }

  close() {
    this.wanted = "";
    this.store.set({ claim: null });
  }

  /** @param {Partial<OpenClaim>} patch */
  change(patch) {
    const { claim } = this.store.get();
    if (claim !== null) this.store.set({ claim: { ...claim, ...patch } });
  }

  /** The experiment of the open arm, with some values changed. @param {{[key: string]: any}} [values] */
  load(values = {}) {
    const { claim } = this.store.get();
    const own = claim && shownOf(claim);
    if (!own) return;
    this.actions.pause();
    this.actions.lastEdit.name = "";
    this.actions.edit({ experiment: withValues(own, values), own: null }, "claim");
  }

  /** The other network under the same condition: what the learner changed stays changed. @param {Arm} arm */
  selectArm(arm) {
    const { claim, draft } = this.store.get();
    if (claim === null) return;
    const other = experimentOf({ ...claim, arm });
    const before = experimentOf(claim);
    const between = before && other ? differences(before, other) : [];
    const kept = changedKeys(claim, draft.experiment).filter((key) => !between.includes(key));
    this.change({ arm });
    this.load(Object.fromEntries(kept.map((key) => [key, valueOf(draft.experiment, key)])));
  }

  /** @param {number} condition */
  selectCondition(condition) {
    this.change({ condition, run: null, runs: 0, problem: "" });
    this.load();
  }

  /** What the learner expects, before anything was shown. @param {keyof typeof EXPECTED} answer */
  expect(answer) {
    const { claim } = this.store.get();
    if (claim !== null && progress.state(claim.id) !== "revealed") progress.set(claim.id, "answered", answer);
  }

  /** Shows what came out. */
  reveal() {
    const { claim } = this.store.get();
    if (claim === null) return;
    progress.set(claim.id, "revealed");
    return this.tell();
  }

  async tell() {
    const { claim, lang } = this.store.get();
    if (claim === null || claim.result !== null) return;
    try {
      const result = await api.claimResult(claim.id, lang);
      if (this.store.get().claim?.data === claim.data) this.change({ result });
    } catch (error) {
      this.actions.complain(error);
    }
  }

  /** The stored figure, which takes a moment to draw. */
  async illustrate() {
    const { claim, lang } = this.store.get();
    if (claim === null || claim.result === null || claim.figure !== null) return;
    try {
      const figure = await api.claimFigure(claim.id, lang);
      if (this.store.get().claim?.data === claim.data) this.change({ figure });
    } catch (error) {
      this.actions.complain(error);
    }
  }

  /** Both networks of the condition trained by the server with new seeds, and with the learner's changes. */
  async run() {
    const { claim, draft, lang } = this.store.get();
    if (claim === null || claim.running) return;
    const { id, data, condition, arm, runs } = claim;
    this.change({ running: true, problem: "" });
    const still = () => this.store.get().claim?.data === data && this.store.get().claim?.condition === condition;
    try {
      const { seeds, first_seed } = data.run;
      const run = await api.claimRun({
        id, condition, arm, experiment: draft.experiment, ...(draft.own ?? {}), seeds, first_seed: first_seed + runs * seeds, lang,
      });
      if (still()) this.change({ run, runs: runs + 1 });
    } catch (error) {
      if (!(error instanceof api.Refusal)) console.error(error);
      if (still()) this.change({ run: null, problem: error instanceof Error ? error.message : String(error), about: error instanceof api.Refusal ? error.key : null });
    } finally {
      if (this.store.get().claim?.data === data) this.change({ running: false });
    }
  }

  /** All steps again, not only those of a link. */
  showAll() {
    this.store.set({ chosen: null });
  }

  /** A page's address with these steps and nothing else. @param {string[]} ids @returns {string} */
  addressOf(ids) {
    const address = new URL(location.href);
    address.hash = `view.steps=${ids.join(",")}`;
    return address.href;
  }

  /** Opens a step of the path, whatever it is. @param {CourseStep} step */
  async openStep(step) {
    const isClaim = step.kind === "claim";
    if (isClaim) this.actions.exercise.close();
    else this.ask();
    const opening = isClaim ? this.open(step.id) : this.actions.exercise.open(step.id);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollTo({ top: 0, behavior: calm ? "auto" : "smooth" });
    await opening;
    /** @type {HTMLElement | null} */ (document.querySelector(isClaim ? ".claim-head .question" : ".exercise-task"))?.focus({ preventScroll: true });
  }
}
