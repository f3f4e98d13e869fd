/** The page of networks: their layers and costs, lists of one's own, the inside of a trained one, augmentation. */

import * as api from "../api.js";
import { createTranslator, preferredLanguage } from "../i18n.js";
import { preferredTheme, stage } from "../stage.js";
import { createStore } from "../store.js";
import { http } from "../transports/http.js";
import { ZooActions } from "./actions.js";
import { readZoo } from "./address.js";
import { ask } from "./ask.js";
import { VIEWS } from "./views.js";

/** @typedef {import('../types.js').State} State */
/** @typedef {import('./types.js').Zoo} Zoo */

const FIRST = "lenet-5";

/** @type {Zoo} */
const NOTHING = {
  part: "networks",
  networks: [],
  kinds: [],
  augmentations: [],
  network: FIRST,
  editing: false,
  draft: null,
  text: "",
  shown: null,
  problem: null,
  formulas: false,
  lit: null,
  models: [],
  missing: "",
  model: "",
  pictures: null,
  asked: false,
  place: 0,
  file: null,
  look: null,
  layer: "",
  maps: null,
  label: null,
  evidence: null,
  trouble: "",
  numbers: {},
  words: [],
  draws: 0,
  changed: null,
  changeTrouble: "",
};

/** The texts that depend on the language. @param {State['lang']} lang */
async function texts(lang) {
  const [catalog, known, listed] = await Promise.all([
    http(`messages/zoo/${lang}.ftl`).then((answer) => answer.text()),
    ask(`api/zoo/networks?lang=${lang}`),
    ask(`api/zoo/models?lang=${lang}`),
  ]);
  return { t: createTranslator(lang, catalog), known: { ...known, ...listed } };
}

async function boot() {
  api.use(http);
  const lang = preferredLanguage();
  document.documentElement.lang = lang;
  const { t, known } = await texts(lang);
  const wanted = readZoo(location.hash);
  /** @type {Zoo} */
  const zoo = { ...NOTHING, ...known };
  zoo.numbers = Object.fromEntries(zoo.augmentations.map(({ word, usual }) => [word, usual]));
  zoo.words = zoo.augmentations.map(({ word }) => word);
  zoo.model = zoo.models.some(({ id }) => id === wanted.model) ? (wanted.model ?? "") : (zoo.models[0]?.id ?? "");
  // What this page has of the lab's state: nothing is trained here.
  const store = createStore(
    /** @type {State} */ (
      /** @type {Partial<State>} */ ({
        lang, theme: preferredTheme("auto"), notice: null, hidden: [], where: "server", zoo,
      })
    ),
  );
  const actions = new ZooActions(store);
  stage(VIEWS, store, actions, t, async (spoken) => {
    const found = await texts(spoken);
    actions.tell(found.known);
    return { t: found.t, patch: {} };
  });
  actions.open(location.hash);
  window.addEventListener("hashchange", () => actions.open(location.hash));
  Object.assign(window, { whygrad: { store, actions } });
}

boot().catch((error) => {
  console.error(error);
  const notice = document.getElementById("notice");
  if (notice) notice.textContent = error instanceof Error ? error.message : String(error);
});
