/** Boots a page: texts, options, what it begins with, then the views, each in its place. */

import { Actions } from "./actions.js";
import { DEFAULT_SEEDS, readAddress } from "./address.js";
import * as api from "./api.js";
import { emptyHistory } from "./history.js";
import { createTranslator, preferredLanguage } from "./i18n.js";
import { progress } from "./progress.js";
import { keepReadingOrder } from "./reading-order.js";
import { preferredTheme, stage } from "./stage.js";
import { createStore } from "./store.js";
import { VIEWS } from "./views/index.js";
import { visitOf } from "./visit.js";

/** @typedef {import('./types.js').Beginning} Beginning */
/** @typedef {import('./types.js').State} State */
/** @typedef {import('./types.js').Store} Store */

/** @param {'en' | 'ko'} lang the texts that depend on the language */
async function texts(lang) {
  const [catalog, options, presets] = await Promise.all([api.messages(lang), api.options(lang), api.presets(lang)]);
  return { t: createTranslator(lang, catalog), options, presets };
}

/**
 * What a state begins as.
 *
 * @param {import('./types.js').OptionTable} options
 * @param {import('./types.js').Preset[]} presets
 * @param {'en' | 'ko'} lang
 * @param {Beginning} begin
 * @returns {State}
 */
function initialState(options, presets, lang, begin) {
  const address = readAddress(begin.hash ?? "");
  const visit = begin.firstVisit ? visitOf(presets) : null;
  const experiment = begin.experiment ?? visit?.broken ?? options.defaults;
  const own = begin.own ?? null;
  return {
    experiment,
    own,
    draft: { experiment, own },
    defaults: options.defaults,
    options,
    presets,
    thumbnails: {},
    preset: begin.name && presets.some((preset) => preset.name === begin.name) ? begin.name : null,
    lowered: null,
    lowering: false,
    worker: "idle",
    session: 0,
    step: 0,
    epoch: 0,
    speed: 60,
    seeds: Math.min(Math.max(address.seeds ?? begin.seeds ?? DEFAULT_SEEDS, 1), options.limits.seeds),
    firstSeed: address.first ?? begin.firstSeed ?? 0,
    seed: address.shown ?? 0,
    unit: null,
    hover: null,
    weight: null,
    point: null,
    frame: null,
    history: emptyHistory(),
    diagnosis: null,
    diagnosing: false,
    trial: null,
    trying: false,
    undo: [],
    showTest: address.showTest ?? false,
    discretize: address.discretize ?? false,
    lang,
    theme: preferredTheme(begin.theme ?? "auto"),
    notice: null,
    overlay: [],
    hidden: address.hidden,
    lit: [],
    following: null,
    visit,
    course: null,
    chosen: address.steps?.split(",") ?? null,
    claim: null,
    progress: progress.all(),
    exercise: null,
    where: begin.where,
  };
}

/** @param {Beginning} begin @returns {Promise<{store: Store, actions: Actions}>} */
async function build(begin) {
  api.use(begin.transport);
  const lang = begin.lang ?? preferredLanguage();
  document.documentElement.lang = lang;
  document.documentElement.dataset["where"] = begin.where;
  const [first, thumbnails] = await Promise.all([texts(lang), api.thumbnails().catch(() => ({}))]);
  const store = createStore({ ...initialState(first.options, first.presets, lang, begin), thumbnails });
  const actions = new Actions(store, begin.startWorker);
  const bench = document.getElementById("bench");
  if (bench) keepReadingOrder(bench);
  stage(VIEWS, store, actions, first.t, async (wanted) => {
    const { t, options, presets } = await texts(wanted);
    return { t, patch: { options, presets } };
  });
  const address = readAddress(begin.hash ?? "");
  if (address.link === null) {
    actions.ask();
    actions.course.follow(address);
    actions.exercise.follow(address);
  } else actions.openLink(begin.hash ?? "");
  Object.assign(window, { whygrad: { store, actions } });
  return { store, actions };
}

/**
 * Builds the page in this document; where that fails, the page says why.
 *
 * @param {Beginning} begin
 * @returns {Promise<{store: Store, actions: Actions} | null>}
 */
export function boot(begin) {
  return build(begin).catch((error) => {
    console.error(error);
    const notice = document.getElementById("notice");
    if (notice) notice.textContent = error instanceof Error ? error.message : String(error);
    return null;
  });
}
