/** A quantity of all layers over all records as shades from 0 to 1, with the words and numbers beside them. */

import { QUANTITIES, channelId, writer } from "./layers.js";
import { spreadOut } from "./statistics.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Translate} Translate */
/** @typedef {import("./layers.js").Quantity} Quantity */

/**
 * @typedef {object} Heat
 * @property {Quantity} quantity
 * @property {(Float32Array | null)[]} rows per record: (L), null where it was not recorded
 * @property {number} layers
 * @property {number} low the value that is darkest
 * @property {number} high the value that is lightest
 * @property {(value: number) => number} shade from 0 to 1; NaN for what is no finite number, -1 for a 0 that has no logarithm
 */

/**
 * The quantities of which something was recorded; all of them before the first record.
 *
 * @param {Readonly<State>} state
 * @returns {Quantity[]}
 */
export function recorded(state) {
  const found = QUANTITIES.filter(({ channel }) => (state.history.layer[channel]?.length ?? 0) > 0);
  return found.length > 0 || state.history.steps.length > 0 ? found : QUANTITIES;
}

/**
 * @param {Readonly<State>} state one run, or medians over the runs: (L) a record
 * @param {Quantity} quantity
 * @returns {Heat}
 */
export function heat(state, quantity) {
  const layers = state.lowered?.meta.layers.length ?? 0;
  const records = state.history.layer[quantity.channel] ?? [];
  const rows = state.history.steps.map((_, at) => records[at] ?? null);
  const log = quantity.scale === "log";
  let low = Infinity;
  let high = -Infinity;
  for (const row of rows) {
    for (const value of row ?? []) {
      if (!Number.isFinite(value) || (log && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (quantity.scale === "share") [low, high] = [0, 1];
  const place = log ? Math.log : (/** @type {number} */ value) => value;
  const [from, to] = [place(low), place(high)];
  /** @param {number} value */
  const shade = (value) => {
    if (!Number.isFinite(value)) return NaN;
    if (log && value <= 0) return -1;
    return to > from ? (place(value) - from) / (to - from) : 0.5;
  };
  return { quantity, rows, layers, low, high, shade };
}

/**
 * What stands left of each row: its name where rows are high enough, else the name of a block of layers, once a block, at
 * its first row with room for it.
 *
 * @param {string[]} names
 * @param {number} height of a row, in pixels
 * @param {number} least height that a text needs
 * @returns {(string | null)[]}
 */
export function labels(names, height, least) {
  if (height >= least) return names;
  let free = 0;
  let said = "";
  return names.map((name, row) => {
    const block = blockOf(name);
    if (block === said || row * height < free) return null;
    said = block;
    free = row * height + least;
    return block;
  });
}

/** The block of a layer: `encoder.layers.11` of `encoder.layers.11.mlp.fc2`. @param {string} name */
export function blockOf(name) {
  return /^.*?\.\d+(?=\.)/.exec(name)?.[0] ?? name;
}

/**
 * A text that fits, its middle left out: the ends of a module's path tell it apart.
 *
 * @param {string} text
 * @param {number} most
 */
export function shortened(text, most) {
  if (text.length <= most) return text;
  const end = Math.max(Math.floor((most - 1) * 0.6), 1);
  return `${text.slice(0, Math.max(most - 1 - end, 0))}…${text.slice(-end)}`;
}

/**
 * The latest values in one sentence: the smallest and the largest, and which layers have them.
 *
 * @param {Readonly<State>} state
 * @param {Heat} found
 * @param {Translate} t
 */
export function summary(state, found, t) {
  const quantity = t(channelId(found.quantity.channel));
  const names = state.lowered?.meta.layers.map((/** @type {{name: string}} */ layer) => layer.name) ?? [];
  const at = found.rows.findLastIndex((row) => row?.some(Number.isFinite));
  const row = found.rows[at];
  if (!row) return t("plot-layers-alt-none", { quantity });
  let low = -1;
  let high = -1;
  for (const [layer, value] of row.entries()) {
    if (!Number.isFinite(value)) continue;
    if (low < 0 || value < (row[low] ?? 0)) low = layer;
    if (high < 0 || value > (row[high] ?? 0)) high = layer;
  }
  const write = writer(found.quantity);
  return t("studio-heat-alt", {
    quantity,
    layers: found.layers,
    step: String(state.history.steps[at]),
    low: names[low] ?? "",
    low_value: write(row[low]),
    high: names[high] ?? "",
    high_value: write(row[high]),
  });
}

const MOST_COLUMNS = 8;

/**
 * One row a layer, some of the records as columns.
 *
 * @param {Readonly<State>} state
 * @param {Heat} found
 * @param {Translate} t
 * @returns {import("./figure.js").Table}
 */
export function tableOf(state, found, t) {
  const write = writer(found.quantity);
  const columns = spreadOut(state.history.steps.length, MOST_COLUMNS);
  return {
    head: [
      t("studio-layers-layer"),
      ...columns.map((at) => t("studio-trace-step", { step: String(state.history.steps[at]) })),
    ],
    rows: (state.lowered?.meta.layers ?? []).map((/** @type {{name: string}} */ layer, /** @type {number} */ i) => [
      layer.name,
      ...columns.map((at) => write(found.rows[at]?.[i] ?? null)),
    ]),
  };
}
