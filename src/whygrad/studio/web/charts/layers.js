/** Quantities of the layers: which there are, how they are written, medians over the seeds, sentences and tables. */

import { axisId } from "./curves.js";
import { number, share } from "./numbers.js";
import { layerMiddle, spreadOut } from "./statistics.js";

/** @typedef {import("../types.js").Diagnosis} Diagnosis */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Translate} Translate */

/**
 * @typedef {object} Quantity
 * @property {string} channel
 * @property {"log" | "linear" | "share"} scale
 */

/** @type {Quantity[]} */
export const QUANTITIES = [
  { channel: "gradient_rms", scale: "log" },
  { channel: "backprop_rms", scale: "log" },
  { channel: "activation_mean", scale: "linear" },
  { channel: "activation_std", scale: "log" },
  { channel: "preactivation_std", scale: "log" },
  { channel: "sample_std", scale: "log" },
  { channel: "dead_share", scale: "share" },
  { channel: "saturated_share", scale: "share" },
  { channel: "zero_share", scale: "share" },
  { channel: "update_ratio", scale: "log" },
  { channel: "weight_rms", scale: "log" },
];

/** The quantity in which a finding shows; the gradient for all others. */
const SHOWS = /** @type {{[code: string]: string}} */ ({
  "dead-units": "dead_share",
  "saturated-units": "saturated_share",
  "learning-rate-too-high": "update_ratio",
  "learning-rate-too-low": "update_ratio",
  "noisy-updates": "update_ratio",
  "init-too-small": "activation_std",
  "init-too-large": "activation_std",
  "symmetric-init": "weight_rms",
  "inputs-not-normalized": "preactivation_std",
});

/**
 * What to look at: where the root cause of the diagnosis shows.
 *
 * @param {Diagnosis | null} diagnosis
 * @returns {string}
 */
export function tellingChannel(diagnosis) {
  const root = diagnosis?.findings.find((finding) => finding.severity !== "info");
  return (root && SHOWS[root.code]) ?? "gradient_rms";
}

/**
 * Indices of the layers that stand out: those that the reader chose, else those that the first serious finding names.
 *
 * @param {Readonly<State>} state
 * @returns {Set<number>}
 */
export function namedLayers(state) {
  const names = (state.lowered?.meta.layers ?? []).map((/** @type {{name: string}} */ layer) => layer.name);
  const lit = places(state.lit ?? [], names);
  if (lit.size > 0) return lit;
  const serious = (state.diagnosis?.findings ?? []).filter((finding) => finding.severity !== "info");
  const chosen = serious.find((finding) => finding.where.layers.length > 0)?.where.layers ?? [];
  return places(chosen, names);
}

/** @param {string[]} chosen @param {string[]} names */
function places(chosen, names) {
  return new Set(chosen.map((name) => names.indexOf(name)).filter((place) => place >= 0));
}

const MOST_SHOWN = 16; // layers whose lines, names and histograms can be told apart side by side

/**
 * Which layers are shown one by one: all of them, or of many those that stand out and some evenly between.
 *
 * @param {number} layers
 * @param {Set<number>} marked
 * @returns {number[]}
 */
export function shownLayers(layers, marked) {
  if (layers <= MOST_SHOWN) return spreadOut(layers, layers);
  const standing = [...marked].sort((a, b) => a - b);
  const first = spreadOut(standing.length, MOST_SHOWN - 4).map((at) => standing[at] ?? 0);
  const rest = spreadOut(layers, MOST_SHOWN - Math.min(first.length, MOST_SHOWN - 4));
  return [...new Set([...first, ...rest])].sort((a, b) => a - b);
}

/** @param {Quantity} quantity */
export function writer(quantity) {
  return quantity.scale === "share" ? share : number;
}

/** @param {string} channel */
export function channelId(channel) {
  return `channel-${channel.replaceAll("_", "-")}`;
}

/**
 * Medians over the seeds of one quantity: [layer][record]; null where there is none.
 *
 * @param {Readonly<State>} state
 * @param {string} channel
 * @param {number} layers
 * @returns {(number | null)[][]}
 */
export function overTime(state, channel, layers) {
  const records = state.history.layer[channel] ?? [];
  /** @type {(number | null)[][]} */
  const found = Array.from({ length: layers }, () => []);
  for (let i = 0; i < state.history.steps.length; i++) {
    const values = records[i];
    const middle = values === undefined ? null : layerMiddle(values, layers);
    for (let layer = 0; layer < layers; layer++) {
      const value = middle?.[layer] ?? NaN;
      found[layer]?.push(Number.isFinite(value) ? value : null);
    }
  }
  return found;
}

/**
 * The latest record in which some layer has a value; -1 without one.
 *
 * @param {(number | null)[][]} values [layer][record]
 * @returns {number}
 */
export function lastRecord(values) {
  for (let at = (values[0]?.length ?? 0) - 1; at >= 0; at--) {
    if (values.some((line) => (line[at] ?? null) !== null)) return at;
  }
  return -1;
}

/**
 * @param {Readonly<State>} state
 * @param {Quantity} quantity
 * @param {(number | null)[][]} values [layer][record]
 * @param {Translate} t
 * @returns {string}
 */
export function summary(state, quantity, values, t) {
  const names = state.lowered?.meta.layers.map((/** @type {{name: string}} */ layer) => layer.name) ?? [];
  const name = t(channelId(quantity.channel));
  const at = lastRecord(values);
  if (at < 0) return t("plot-layers-alt-none", { quantity: name });
  const write = writer(quantity);
  const profile = values.map((line) => line[at] ?? null);
  const parts = spreadOut(names.length, 8).map((layer) => `${names[layer]}: ${write(profile[layer])}`);
  return `${t("studio-layers-now", { quantity: name, step: String(state.history.steps[at]) })} ${parts.join(", ")}.`;
}

const MOST_ROWS = 16;

/**
 * @param {Readonly<State>} state
 * @param {Quantity} quantity
 * @param {(number | null)[][]} values [layer][record]
 * @param {number} stepsPerEpoch
 * @param {Translate} t
 * @returns {import("./figure.js").Table}
 */
export function tableOf(state, quantity, values, stepsPerEpoch, t) {
  const names = state.lowered?.meta.layers.map((/** @type {{name: string}} */ layer) => layer.name) ?? [];
  const write = writer(quantity);
  return {
    head: [t(axisId(state)), ...names],
    rows: spreadOut(state.history.steps.length, MOST_ROWS).map((at) => [
      number((state.history.steps[at] ?? 0) / stepsPerEpoch),
      ...values.map((line) => write(line[at] ?? null)),
    ]),
  };
}
