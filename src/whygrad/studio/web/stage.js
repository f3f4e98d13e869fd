/** What stands on a page: its views, each in its place, mounted anew when the language changes; language and theme. */

import { h } from "./dom.js";
import { keepFocusInSight } from "./focus.js";
import { remembered, translatePage } from "./i18n.js";

/** @typedef {import('./types.js').State} State */
/** @typedef {import('./types.js').Store} Store */
/** @typedef {import('./types.js').Translate} Translate */
/** @typedef {import('./views/index.js').View} View */

/** The theme of the reader's choice here, else what the page begins with. @param {State['theme']} usual */
export function preferredTheme(usual) {
  const theme = remembered("whygrad-theme");
  return theme === "light" || theme === "dark" ? theme : usual;
}

/**
 * Mounts every view into a place of its own; what comes back takes all of them off again.
 *
 * @param {View[]} views
 * @param {Store} store
 * @param {any} actions
 * @param {Translate} t
 * @returns {() => void}
 */
function mountAll(views, store, actions, t) {
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
  const alone = store.get().where === "file";
  let ended = false;
  for (const { place, mount, load, asks } of views) {
    const container = document.getElementById(place);
    if (!container) continue;
    // Disabled, a fieldset disables all controls in it, whenever they are made.
    const root = alone && asks ? h("fieldset", { class: "view", disabled: true }) : h("div", { class: "view" });
    container.append(root);
    endings.push(() => root.remove());
    /** @param {import('./views/index.js').Mount} build */
    const show = (build) => {
      if (ended) return;
      try {
        const end = build(root, { store: own, actions, t });
        if (typeof end === "function") endings.push(end);
      } catch (error) {
        console.error(error); // one view that fails leaves the others standing
      }
    };
    const late = () =>
      load?.().then((view) => {
        show(view.mount);
        dress(store.get());
      }, console.error);
    if (load) endings.push(onceOpen(root, late));
    else show(mount);
  }
  return () => {
    ended = true;
    endings.forEach((end) => end());
  };
}

/**
 * Calls once, as soon as the disclosure around an element is open; what comes back takes the wish back.
 *
 * @param {HTMLElement} element
 * @param {() => void} then
 * @returns {() => void}
 */
function onceOpen(element, then) {
  const around = element.closest("details");
  if (!around || around.open) {
    then();
    return () => {};
  }
  const opened = () => {
    if (!around.open) return;
    around.removeEventListener("toggle", opened);
    then();
  };
  around.addEventListener("toggle", opened);
  return () => around.removeEventListener("toggle", opened);
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

/** Paper is white: while the page is printed it has the light theme. @param {Store} store */
function wearLightOnPaper(store) {
  /** @type {State['theme']} */
  let worn = "auto";
  window.addEventListener("beforeprint", () => {
    worn = store.get().theme;
    store.set({ theme: "light" });
    dress(store.get());
  });
  window.addEventListener("afterprint", () => store.set({ theme: worn }));
}

/**
 * Sets the stage: mounts the views now and again with every change of language, for which `load` brings the texts.
 *
 * @param {View[]} views
 * @param {Store} store
 * @param {any} actions
 * @param {Translate} t
 * @param {(lang: State['lang']) => Promise<{t: Translate, patch: Partial<State>}>} load `patch`: what of the state is text
 */
export function stage(views, store, actions, t, load) {
  keepFocusInSight();
  wearLightOnPaper(store); // before the views, which draw for paper in the order in which they asked to
  translatePage(t);
  let unmount = mountAll(views, store, actions, t);
  dress(store.get());
  store.subscribe(["theme"], dress);

  let spoken = store.get().lang;
  store.subscribe(["lang"], async ({ lang: wanted }) => {
    if (wanted === spoken) return;
    spoken = wanted;
    const loaded = await load(wanted);
    if (spoken !== wanted) return;
    unmount();
    store.set(loaded.patch);
    translatePage(loaded.t);
    unmount = mountAll(views, store, actions, loaded.t);
    dress(store.get());
  });

  // By itself the link would put its target behind the `#`, where the experiment is.
  document.querySelector(".skip")?.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("bench")?.focus();
  });
}
