/** Boots the page: texts, options, the experiment in the address, then the views, each in its place. */

import { Actions } from "./actions.js";
import { DEFAULT_SEEDS, readAddress } from "./address.js";
import * as api from "./api.js";
import { h } from "./dom.js";
import { emptyHistory } from "./history.js";
import { createTranslator, preferredLanguage, remembered, translatePage } from "./i18n.js";
import { createStore } from "./store.js";
import { VIEWS } from "./views/index.js";

/** @typedef {import('./types.js').State} State */
/** @typedef {import('./types.js').Store} Store */
/** @typedef {import('./types.js').Translate} Translate */

/** @returns {'auto' | 'light' | 'dark'} */
function preferredTheme() {
  const theme = remembered("whygrad-theme");
  return theme === "light" || theme === "dark" ? theme : "auto";
}

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
 * @returns {State}
 */
function initialState(options, presets, lang) {
  const address = readAddress(location.hash);
  return {
    experiment: options.defaults,
    own: null,
    draft: { experiment: options.defaults, own: null },
    defaults: options.defaults,
    options,
    presets,
    thumbnails: {},
    preset: null,
    lowered: null,
    lowering: false,
    worker: "idle",
    session: 0,
    step: 0,
    epoch: 0,
    speed: 60,
    seeds: Math.min(Math.max(address.seeds ?? DEFAULT_SEEDS, 1), options.limits.seeds),
    firstSeed: address.first ?? 0,
    seed: 0,
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
    theme: preferredTheme(),
    notice: null,
    overlay: [],
    hidden: address.hidden,
  };
}

/**
 * Mounts every view into a place of its own; what comes back takes all of them off again.
 *
 * @param {Store} store
 * @param {Actions} actions
 * @param {Translate} t
 * @returns {() => void}
 */
function mountAll(store, actions, t) {
  /** @type {(() => void)[]} */
  const endings = [];
  /** @type {Store} */
  const own = {
    ...store,
    subscribe(keys, fn) {
      const end = store.subscribe(keys, fn);
      endings.push(end);
      return end;
    },
  };
  for (const { place, mount } of VIEWS) {
    const container = document.getElementById(place);
    if (!container) continue;
    const root = h("div", { class: "view" });
    container.append(root);
    endings.push(() => root.remove());
    try {
      const end = /** @type {any} */ (mount(root, { store: own, actions, t }));
      if (typeof end === "function") endings.push(end);
    } catch (error) {
      console.error(error); // one view that fails leaves the others standing
    }
  }
  return () => endings.forEach((end) => end());
}

/** @param {Readonly<State>} state */
function dress({ lang, theme, hidden }) {
  const root = document.documentElement;
  root.lang = lang;
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  for (const element of document.querySelectorAll("[data-control]")) {
    const control = /** @type {HTMLElement} */ (element);
    control.toggleAttribute("data-gone", hidden.includes(control.dataset.control ?? ""));
  }
}

async function boot() {
  const lang = preferredLanguage();
  document.documentElement.lang = lang;
  const [first, thumbnails] = await Promise.all([texts(lang), api.thumbnails().catch(() => ({}))]);
  const store = createStore({ ...initialState(first.options, first.presets, lang), thumbnails });
  const actions = new Actions(store);
  translatePage(first.t);
  let unmount = mountAll(store, actions, first.t);
  dress(store.get());
  store.subscribe(["theme"], dress);

  let spoken = lang;
  store.subscribe(["lang"], async ({ lang: wanted }) => {
    if (wanted === spoken) return;
    spoken = wanted;
    const { t, options, presets } = await texts(wanted);
    if (spoken !== wanted) return;
    unmount();
    store.set({ options, presets });
    translatePage(t);
    unmount = mountAll(store, actions, t);
    dress(store.get());
  });

  // By itself the link would put its target behind the `#`, where the experiment is.
  document.querySelector(".skip")?.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("bench")?.focus();
  });
  window.addEventListener("hashchange", () => {
    if (readAddress(location.hash).link !== readAddress(actions.address()).link) actions.openLink(location.hash);
  });
  const { link } = readAddress(location.hash);
  if (link === null) actions.ask();
  else actions.openLink(location.hash);
  Object.assign(window, { whygrad: { store, actions } });
}

boot().catch((error) => {
  console.error(error);
  const notice = document.getElementById("notice");
  if (notice) notice.textContent = error instanceof Error ? error.message : String(error);
});
