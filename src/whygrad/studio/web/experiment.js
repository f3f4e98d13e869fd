/** Experiments as values: read and changed by dotted key, never in place. */

/** @typedef {import('./types.js').Experiment} Experiment */
/** @typedef {import('./types.js').Option} Option */

/** @param {Experiment} experiment @param {string} key "training.l2" @returns {any} */
export function valueOf(experiment, key) {
  const [section, name] = key.split(".");
  return /** @type {any} */ (experiment)[section][name];
}

/** @param {Experiment} experiment @param {{[key: string]: any}} values by dotted key @returns {Experiment} */
export function withValues(experiment, values) {
  const changed = structuredClone(experiment);
  for (const [key, value] of Object.entries(values)) {
    const [section, name] = key.split(".");
    /** @type {any} */ (changed)[section][name] = value;
  }
  return changed;
}

/** The activation of each hidden layer, whichever way they are given. @param {Experiment} experiment @returns {string[]} */
export function activationsOf({ network: { activation, hidden } }) {
  return typeof activation === "string" ? hidden.map(() => activation) : activation;
}

/**
 * Other hidden layers. Where each layer has an activation of its own, a new layer takes the last one's.
 *
 * @param {Experiment} experiment
 * @param {number[]} hidden
 * @returns {{[key: string]: any}} values by dotted key
 */
export function withHidden(experiment, hidden) {
  const { activation } = experiment.network;
  if (typeof activation === "string") return { "network.hidden": hidden };
  const last = activation[activation.length - 1];
  return { "network.hidden": hidden, "network.activation": shortest(hidden.map((_, layer) => activation[layer] ?? last), last) };
}

/**
 * One word where all layers have the same, as the server writes it.
 *
 * @param {string[]} words
 * @param {string} otherwise for a network without hidden layers
 * @returns {string | string[]}
 */
export function shortest(words, otherwise) {
  return words.every((word) => word === words[0]) ? words[0] ?? otherwise : words;
}

/** Dotted keys in which two experiments differ. @param {Experiment} one @param {Experiment} other @returns {string[]} */
export function differences(one, other) {
  const keys = [];
  for (const [section, values] of Object.entries(one)) {
    for (const [name, value] of Object.entries(values)) {
      const there = /** @type {any} */ (other)[section]?.[name];
      if (JSON.stringify(value) !== JSON.stringify(there)) keys.push(`${section}.${name}`);
    }
  }
  return keys;
}

/** @param {import('./types.js').OptionTable} table @param {string} key @returns {Option} */
export function optionOf(table, key) {
  const option = table.options.find((candidate) => candidate.key === key);
  if (!option) throw new Error(`No option ${key}`);
  return option;
}

/** Whether a number is one that the option takes. @param {Option} option @param {number} value */
export function allows(option, value) {
  if (!Number.isFinite(value) || (option.kind === "whole" && !Number.isInteger(value))) return false;
  return (option.above ? value > option.low : value >= option.low) && value <= option.high;
}

/** The named data set of an experiment: `blobs:4` is `blobs`. @param {string} name */
export function bareName(name) {
  return name.split(":")[0];
}

/** @param {import('./types.js').OptionTable} table @param {Experiment} experiment */
export function dataSetOf(table, experiment) {
  return table.data_sets.find((set) => set.name === bareName(experiment.data.name)) ?? null;
}
