/** What was recorded, kept at a bounded size however long the training goes on. */

/** @typedef {import('./types.js').History} History */
/** @typedef {import('./types.js').Record} Record */

const MOST_RECORDS = 600;
const FEWEST_RECORDS = 48;
const MOST_NUMBERS = 6_000_000; // float32 numbers kept in all

/** @returns {History} */
export function emptyHistory() {
  return { steps: [], run: {}, layer: {}, histogram: {} };
}

/**
 * The history with more records at its end. Of a step that is there already the later record counts. Where it grows too
 * long, every second record goes, so that what stays is evenly spread; the first and the latest always stay.
 *
 * @param {History} history
 * @param {Record[]} records
 * @returns {History}
 */
export function append(history, records) {
  for (const record of records) {
    const last = history.steps.length - 1;
    const at = last >= 0 && history.steps[last] === record.step ? last : last + 1;
    history.steps[at] = record.step;
    put(history.run, at, record.run);
    put(history.layer, at, record.layer);
    put(history.histogram, at, record.histogram ?? {});
    if (history.steps.length > room(record)) thin(history);
  }
  return { ...history };
}

/** @param {{[channel: string]: Float32Array[]}} channels @param {number} at @param {{[channel: string]: Float32Array}} values */
function put(channels, at, values) {
  for (const [name, array] of Object.entries(values)) (channels[name] ??= [])[at] = array;
}

/** How many records like this one may be kept. @param {Record} record */
function room(record) {
  let numbers = 1;
  for (const group of [record.run, record.layer, record.histogram ?? {}]) {
    for (const array of Object.values(group)) numbers += array.length;
  }
  return Math.max(FEWEST_RECORDS, Math.min(MOST_RECORDS, Math.floor(MOST_NUMBERS / numbers)));
}

/** @param {History} history */
function thin(history) {
  const last = history.steps.length - 1;
  /** @param {any} _ @param {number} index */
  const stays = (_, index) => index % 2 === 0 || index === last;
  history.steps = history.steps.filter(stays);
  for (const group of [history.run, history.layer, history.histogram]) {
    for (const name of Object.keys(group)) group[name] = group[name].filter(stays);
  }
}

/**
 * Indices of at most `most` records: all early ones that double, the rest evenly.
 *
 * @param {number} length
 * @param {number} most
 * @returns {number[]}
 */
export function selection(length, most) {
  if (length <= most) return Array.from({ length }, (_, index) => index);
  /** @type {Set<number>} */
  const chosen = new Set([0, length - 1]);
  for (let index = 1; index < length && chosen.size < most / 3; index *= 2) chosen.add(index);
  const left = most - chosen.size;
  for (let part = 1; part <= left; part += 1) chosen.add(Math.round((part * (length - 1)) / (left + 1)));
  return [...chosen].sort((a, b) => a - b);
}

/** The median of the finite numbers; NaN of none. @param {ArrayLike<number>} values @returns {number} */
export function median(values) {
  const finite = Array.from(values).filter(Number.isFinite).sort((a, b) => a - b);
  if (finite.length === 0) return NaN;
  const middle = finite.length >> 1;
  return finite.length % 2 ? finite[middle] : (finite[middle - 1] + finite[middle]) / 2;
}
