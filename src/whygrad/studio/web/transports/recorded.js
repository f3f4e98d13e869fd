/**
 * A page without Python: what was recorded when its file was made answers. Live settings and other starts are answered by
 * the recorded program; everything else is refused with one sentence.
 */

import { decoded } from "../api.js";
import { differences, valueOf } from "../experiment.js";
import { createTranslator } from "../i18n.js";
import { SETTINGS } from "../kernel.js";
import { LIVE } from "../training.js";

/** @typedef {import('../types.js').Answer} Answer */
/** @typedef {import('../types.js').Lowered} Lowered */
/** @typedef {import('../types.js').State} State */

/**
 * What `studio/alone.py` wrote. `lowered` has its arrays as on the wire and the starts of many seeds.
 * @typedef {object} Recorded
 * @property {State['lang']} lang
 * @property {boolean} [embedded] within a page of text, whose language counts
 * @property {{[lang: string]: {messages: string, options: any}}} tables
 * @property {{[name: string]: import('../types.js').Thumbnail}} thumbnails
 * @property {string} name
 * @property {import('../types.js').OwnData | null} own
 * @property {number} seeds how many train side by side at first
 * @property {number} first_seed
 * @property {any} lowered
 * @property {{[lang: string]: import('../types.js').Diagnosis} | null} diagnosis
 * @property {{[lang: string]: any} | null} trial
 */

/** @param {Recorded} recorded @returns {import('../types.js').Transport} */
export function recordedTransport(recorded) {
  const whole = /** @type {Lowered} */ (decoded(recorded.lowered));
  return async (path, body) => {
    const { pathname: route, searchParams } = new URL(path, "file:///");
    const lang = body?.lang ?? searchParams.get("lang") ?? recorded.lang;
    const message = /^\/messages\/(\w+)\.ftl$/.exec(route);
    if (message) return answer(recorded.tables[message[1]].messages);
    if (route === "/api/options") return answer(recorded.tables[lang].options);
    if (route === "/api/presets") return answer([]);
    if (route === "/api/thumbnails") return answer(recorded.thumbnails);
    const t = createTranslator(lang, recorded.tables[lang].messages);
    if (route !== "/api/lower" || !body.experiment || !onlyLive(body.experiment, whole)) return refused(t("studio-file-python"));
    const at = body.first_seed - whole.seeds.data[0];
    const count = whole.seeds.data.length;
    if (at < 0 || at + body.seeds > count) return refused(t("studio-file-seeds", { count }));
    return answer(relowered(whole, body.experiment, at, body.seeds));
  };
}

/** @param {any} value @returns {Answer} */
function answer(value, status = 200) {
  const text = async () => (typeof value === "string" ? value : JSON.stringify(value));
  return { status, name: null, json: async () => value, text, blob: async () => new Blob([await text()]) };
}

/** @param {string} error */
function refused(error) {
  return answer({ error, key: null }, 422);
}

/** @param {import('../types.js').Experiment} experiment @param {Lowered} whole */
function onlyLive(experiment, whole) {
  return differences(whole.experiment, experiment).every((key) => LIVE.has(key));
}

/**
 * The recorded program with other live settings and some of its starts.
 *
 * @param {Lowered} whole
 * @param {import('../types.js').Experiment} experiment
 * @param {number} at the first start
 * @param {number} seeds how many
 * @returns {Lowered}
 */
function relowered(whole, experiment, at, seeds) {
  const changed = differences(whole.experiment, experiment);
  const count = whole.seeds.data.length;
  const rows = SETTINGS.map((name, row) => {
    const key = `training.${name}`;
    const own = whole.settings.data.subarray(row * count + at, row * count + at + seeds);
    return changed.includes(key) ? new Float32Array(seeds).fill(valueOf(experiment, key)) : own;
  });
  const settings = new Float32Array(rows.length * seeds);
  rows.forEach((row, index) => settings.set(row, index * seeds));
  return {
    ...whole,
    experiment,
    link: changed.length > 0 ? null : whole.link,
    toml: changed.length > 0 ? toml(experiment) : whole.toml,
    settings: { shape: [rows.length, seeds], data: settings },
    parameters: part(whole.parameters, at, seeds),
    running: part(whole.running, at, seeds),
    seeds: { shape: [seeds], data: whole.seeds.data.slice(at, at + seeds) },
  };
}

/** Rows of a matrix. @param {import('../types.js').Floats} matrix @param {number} at @param {number} count */
function part({ shape, data }, at, count) {
  const width = shape[1];
  return { shape: [count, width], data: data.slice(at * width, (at + count) * width) };
}

/** An experiment as TOML: its words, numbers and lists are written as in JSON. @param {import('../types.js').Experiment} experiment */
function toml(experiment) {
  const sections = Object.entries(experiment).map(([section, values]) => {
    const lines = Object.entries(values).filter(([, value]) => value !== null);
    return [`[${section}]`, ...lines.map(([name, value]) => `${name} = ${JSON.stringify(value)}`), ""].join("\n");
  });
  return sections.join("\n");
}
