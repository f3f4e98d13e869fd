/** The page that `whygrad play DIR` serves: traces of others, read from the server while they grow. */

import * as api from "../api.js";
import { emptyHistory } from "../history.js";
import { createTranslator, preferredLanguage } from "../i18n.js";
import { preferredTheme, stage } from "../stage.js";
import { createStore } from "../store.js";
import { http } from "../transports/http.js";
import { FollowActions } from "./actions.js";
import { readTrace } from "./address.js";
import { VIEWS } from "./views.js";

/** @typedef {import('../types.js').State} State */
/** @typedef {import('../types.js').Following} Following */

/** @type {Following} */
const NOTHING = {
  folder: "",
  single: false,
  awaited: false,
  traces: [],
  more: 0,
  listed: false,
  id: null,
  run: null,
  live: true,
  problem: "",
  lost: false,
  head: null,
  state: "silent",
  affected: 0,
  records: 0,
  age: 0,
  told: 0,
};

/** What this page has of the lab's state: nothing is trained, drawn or edited here. @param {State['lang']} lang */
function initialState(lang) {
  const { id, run } = readTrace(location.hash);
  return /** @type {State} */ (
    /** @type {Partial<State>} */ ({
      lowered: null,
      worker: "idle",
      step: 0,
      seeds: 1,
      seed: 0,
      frame: null,
      history: emptyHistory(),
      diagnosis: null,
      trial: null,
      trying: false,
      undo: [],
      lang,
      theme: preferredTheme("auto"),
      notice: null,
      overlay: [],
      hidden: [],
      lit: [],
      following: { ...NOTHING, id, run },
      where: "server",
    })
  );
}

async function boot() {
  api.use(http);
  const lang = readTrace(location.hash).lang ?? preferredLanguage();
  document.documentElement.lang = lang;
  const t = createTranslator(lang, await api.messages(lang));
  const store = createStore(initialState(lang));
  const actions = new FollowActions(store);
  stage(VIEWS, store, actions, t, async (wanted) => ({ t: createTranslator(wanted, await api.messages(wanted)), patch: {} }));
  window.addEventListener("hashchange", () => actions.open(location.hash));
  Object.assign(window, { whygrad: { store, actions } });
}

boot().catch((error) => {
  console.error(error);
  const notice = document.getElementById("notice");
  if (notice) notice.textContent = error instanceof Error ? error.message : String(error);
});
