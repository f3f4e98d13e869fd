/** The numbers behind the loss chart: medians over the seeds, kept curves on the same axis, sentences and tables. */

import { number, share } from "./numbers.js";
import { spread, spreadOut } from "./statistics.js";

/** @typedef {import("../types.js").Curve} Curve */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Translate} Translate */
/** @typedef {(number | null)[]} Values */
/** @typedef {{low: Values, middle: Values, high: Values}} Band */

/**
 * @typedef {{epochs: number[], train: Band, test: Band, accuracyTrain: Band, accuracyTest: Band,
 *   ends: {x: number, y: number}[]}} Losses  `ends`: the last finite training loss of each run that became NaN
 */

/** @type {{history: State["history"], lowered: State["lowered"], found: Losses} | null} */
let latest = null;

/**
 * Median and quartiles over the runs of every record; computed once for a history.
 *
 * @param {Readonly<State>} state
 * @returns {Losses}
 */
export function losses(state) {
  if (latest === null || latest.history !== state.history || latest.lowered !== state.lowered) {
    const { steps, run } = state.history;
    const epochs = steps.map((step) => step / stepsPerEpoch(state));
    const of = (/** @type {string} */ channel) => band(run[channel] ?? [], steps.length);
    latest = {
      history: state.history,
      lowered: state.lowered,
      found: {
        epochs,
        train: of("loss_train"),
        test: of("loss_test"),
        accuracyTrain: of("accuracy_train"),
        accuracyTest: of("accuracy_test"),
        ends: ends(epochs, run["loss_train"] ?? []),
      },
    };
  }
  return latest.found;
}

/** @param {Readonly<State>} state */
export function stepsPerEpoch(state) {
  return Math.max(state.lowered?.meta.steps_per_epoch ?? 1, 1);
}

/** What the axis counts: updates where nobody knows how many make an epoch. @param {Readonly<State>} state */
export function axisId(state) {
  return (state.lowered?.meta.steps_per_epoch ?? 0) > 1 ? "plot-epoch" : "view-step";
}

/** When a record was made, in the axis's unit. @param {Readonly<State>} state @param {number} at @param {Translate} t */
export function whenText(state, at, t) {
  const step = state.history.steps[at] ?? 0;
  if (axisId(state) === "view-step") return t("studio-trace-step", { step: String(step) });
  return t("studio-curves-at", { epoch: number(step / stepsPerEpoch(state)) });
}

/**
 * @param {Float32Array[]} records
 * @param {number} length
 * @returns {Band}
 */
function band(records, length) {
  /** @type {Band} */
  const found = { low: [], middle: [], high: [] };
  for (let i = 0; i < length; i++) {
    const values = records[i];
    const { low, middle, high } = values === undefined ? { low: NaN, middle: NaN, high: NaN } : spread(values);
    found.low.push(orNull(low));
    found.middle.push(orNull(middle));
    found.high.push(orNull(high));
  }
  return found;
}

/** @param {number} value */
function orNull(value) {
  return Number.isFinite(value) ? value : null;
}

/**
 * Where runs that became NaN were last seen.
 *
 * @param {number[]} epochs
 * @param {Float32Array[]} records
 */
function ends(epochs, records) {
  /** @type {{x: number, y: number}[]} */
  const found = [];
  const last = records.at(-1);
  if (last === undefined) return found;
  for (let run = 0; run < last.length; run++) {
    if (Number.isFinite(last[run])) continue;
    let at = records.length - 1;
    while (at >= 0 && !Number.isFinite(records[at]?.[run])) at--;
    if (at >= 0) found.push({ x: epochs[at] ?? 0, y: records[at]?.[run] ?? NaN });
  }
  return found;
}

/**
 * One axis for the current training and the kept ones: the current epochs, then what kept curves go on to. Kept curves
 * are read off between their records.
 *
 * @param {number[]} epochs
 * @param {Curve[]} curves
 * @returns {{x: number[], kept: {train: Values, test: Values, accuracy: Values}[]}}
 */
export function comparison(epochs, curves) {
  const end = epochs.at(-1) ?? -Infinity;
  const longest = curves.reduce(
    (/** @type {number[]} */ best, { epochs: own }) => ((own.at(-1) ?? 0) > (best.at(-1) ?? 0) ? own : best),
    [],
  );
  const x = curves.length === 0 ? epochs : [...epochs, ...longest.filter((epoch) => epoch > end)];
  const kept = curves.map((curve) => ({
    train: readOff(curve.epochs, curve.train, x),
    test: readOff(curve.epochs, curve.test, x),
    accuracy: readOff(curve.epochs, curve.accuracy, x),
  }));
  return { x, kept };
}

/**
 * Values of a curve at other places of its axis, linearly between its own; null outside and where it is not finite.
 *
 * @param {number[]} from rising
 * @param {number[]} values
 * @param {number[]} at rising
 * @returns {Values}
 */
export function readOff(from, values, at) {
  let i = 0;
  return at.map((x) => {
    while (i + 1 < from.length && (from[i + 1] ?? Infinity) <= x) i++;
    const [x0, x1] = [from[i] ?? NaN, from[i + 1] ?? NaN];
    const [y0, y1] = [values[i] ?? NaN, values[i + 1] ?? NaN];
    if (x === x0) return orNull(y0);
    return x > x0 && x < x1 ? orNull(y0 + ((y1 - y0) * (x - x0)) / (x1 - x0)) : null;
  });
}

const SHOWN = ["loss_train", "loss_test", "accuracy_train", "accuracy_test"];

/**
 * The values of one record in a line: "epoch 12 · training loss 0.1 (0.09–0.12) · …".
 *
 * @param {Readonly<State>} state
 * @param {number} at
 * @param {Translate} t
 * @returns {string}
 */
export function reading(state, at, t) {
  const found = losses(state);
  const epoch = found.epochs[at];
  if (epoch === undefined) return t("studio-curves-empty");
  const parts = [whenText(state, at, t)];
  const add = (
    /** @type {string} */ name,
    /** @type {Band} */ values,
    /** @type {(value: number | null) => string} */ write,
  ) => {
    const [low, middle, high] = [values.low[at] ?? null, values.middle[at] ?? null, values.high[at] ?? null];
    if (middle === null) return;
    const range = low === high ? "" : ` (${write(low)}–${write(high)})`;
    parts.push(`${t(name)} ${write(middle)}${range}`);
  };
  add("channel-loss-train", found.train, number);
  add("channel-loss-test", found.test, number);
  add("channel-accuracy-train", found.accuracyTrain, share);
  add("channel-accuracy-test", found.accuracyTest, share);
  if (parts.length === 1) parts.push(t(SHOWN.some((name) => name in state.history.run) ? "plot-non-finite" : "studio-curves-none"));
  return parts.join(" · ");
}

/**
 * The latest values in one sentence, for those who do not see the picture.
 *
 * @param {Readonly<State>} state
 * @param {Translate} t
 */
export function summary(state, t) {
  const { epochs, train, ends: broken } = losses(state);
  const from = train.middle.find((value) => value !== null) ?? null;
  const latest = `${reading(state, epochs.length - 1, t)}.`;
  const sentence = from === null ? latest : `${latest} ${t("studio-curves-from", { start: number(from) })}`;
  return broken.length > 0 ? `${sentence} ${t("plot-loss-alt-broken", { count: broken.length })}` : sentence;
}

const MOST_ROWS = 24;

/**
 * @param {Readonly<State>} state
 * @param {"loss" | "accuracy"} what
 * @param {Translate} t
 * @returns {import("./figure.js").Table}
 */
export function tableOf(state, what, t) {
  const found = losses(state);
  const [train, test] = what === "loss" ? [found.train, found.test] : [found.accuracyTrain, found.accuracyTest];
  const write = what === "loss" ? number : share;
  const range = (/** @type {Band} */ band, /** @type {number} */ at) => {
    const [low, high] = [band.low[at] ?? null, band.high[at] ?? null];
    return low === null ? "–" : `${write(low)}–${write(high)}`;
  };
  return {
    head: [
      t(axisId(state)),
      t("plot-train"),
      t("studio-curves-quartiles"),
      t("plot-test"),
      t("studio-curves-quartiles"),
    ],
    rows: spreadOut(found.epochs.length, MOST_ROWS).map((at) => [
      number(found.epochs[at]),
      write(train.middle[at]),
      range(train, at),
      write(test.middle[at]),
      range(test, at),
    ]),
  };
}
