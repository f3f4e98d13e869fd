/** A trial as rows of a table and bars of a forest plot; its words are the server's. */

import { share, signed } from "./numbers.js";

/** @typedef {import("../types.js").Translate} Translate */

/**
 * @typedef {object} Row
 * @property {"remedy" | "baseline" | "random"} kind
 * @property {number | null} index place in the trial's results; null: not to be applied
 * @property {string} rank
 * @property {string} title
 * @property {string} changes
 * @property {string} mean
 * @property {string} difference
 * @property {string} repaired
 * @property {boolean} helps
 * @property {boolean} tied cannot be told from the best, which it is not
 * @property {[number, number, number] | null} interval low, difference, high, in the metric's unit
 */

/** @typedef {{low: number, middle: number, high: number, zero: number}} Bar  places from 0 to 1 on the common axis */

/**
 * @param {any} trial
 * @param {Translate} t
 * @returns {Row[]} remedies as ranked, then the training as it is, then random remedies
 */
export function rowsOf(trial, t) {
  if (trial.results.length === 0) return [];
  /** @type {Row[]} */
  const rows = trial.results.map((/** @type {any} */ one, /** @type {number} */ i) => row(one, "remedy", i));
  rows.push({ ...row(trial.baseline, "baseline", null), difference: "", interval: null });
  const { count, difference, repaired_text: repaired, best } = trial.controls;
  if (count > 0) {
    const scale = trial.metric.name.startsWith("accuracy") ? 100 : 1;
    rows.push({
      kind: "random",
      index: null,
      rank: "",
      title: t("trial-control", { count }),
      changes: "",
      mean: "",
      difference: signed(difference === null ? null : scale * difference),
      repaired: repaired ?? share(trial.controls.repaired),
      helps: false,
      tied: false,
      interval: null,
    });
  }
  if (best) rows.push({ ...row(best, "random", null), title: t("trial-best-control") });
  return rows;
}

/**
 * @param {any} one
 * @param {Row["kind"]} kind
 * @param {number | null} index
 * @returns {Row}
 */
function row(one, kind, index) {
  const [low, high] = one.interval ?? [null, null];
  return {
    kind,
    index,
    title: one.title,
    changes: one.changes_text,
    mean: one.value_text,
    difference: one.difference_text,
    repaired: one.repaired_text,
    rank: kind === "remedy" ? one.rank_text : "",
    helps: kind === "remedy" && one.helps,
    tied: kind === "remedy" && one.tied && one.rank !== 1,
    interval:
      one.difference === null || one.difference === undefined
        ? null
        : [low ?? one.difference, one.difference, high ?? one.difference],
  };
}

/**
 * The intervals on one axis that holds them all and the line of no difference.
 *
 * @param {Row[]} rows
 * @returns {(Bar | null)[]}
 */
export function forest(rows) {
  let low = 0;
  let high = 0;
  for (const { interval } of rows) {
    if (interval === null) continue;
    low = Math.min(low, interval[0]);
    high = Math.max(high, interval[2]);
  }
  const at = (/** @type {number} */ value) => (high > low ? (value - low) / (high - low) : 0.5);
  return rows.map(({ interval }) =>
    interval === null ? null : { low: at(interval[0]), middle: at(interval[1]), high: at(interval[2]), zero: at(0) },
  );
}

/**
 * What the trial says in the end, how to read its table, and what could not be tried.
 *
 * @param {any} trial
 * @param {Translate} t
 * @returns {{verdict: string, notes: string, advice: string}}
 */
export function sentences(trial, t) {
  const advice = trial.advice.map((/** @type {{title: string}} */ { title }) => title).join(", ");
  return {
    verdict: trial.sentences.join(" "),
    notes: [trial.head, ...trial.notes].join(" · "),
    advice: advice === "" ? "" : `${t("trial-advice")}: ${advice}`,
  };
}
