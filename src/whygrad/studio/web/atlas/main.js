/** The page of maps: the plane of two settings, every pixel one network that is trained in this page. */

import * as api from "../api.js";
import { createTranslator, preferredLanguage } from "../i18n.js";
import { keepReadingOrder } from "../reading-order.js";
import { preferredTheme, stage } from "../stage.js";
import { createStore } from "../store.js";
import { http } from "../transports/http.js";
import { AtlasActions } from "./actions.js";
import { ask } from "./ask.js";
import { VIEWS } from "./views.js";

/** @typedef {import('../types.js').State} State */
/** @typedef {import('./types.js').Atlas} Atlas */

const MOST_WORKERS = 16;

/** What atlas.css lays out. */
const ORDERS = [
  { when: "(max-width: 48rem)", order: ["atlas-map", "atlas-side", "atlas-controls"] },
  { when: "all", order: ["atlas-controls", "atlas-map", "atlas-side"] },
];

const startWorker = () => new Worker(new URL("./pixel-worker.js", import.meta.url), { type: "module" });

/** The texts that depend on the language. @param {State['lang']} lang */
async function texts(lang) {
  const [catalog, table] = await Promise.all([
    http(`messages/atlas/${lang}.ftl`).then((answer) => answer.text()),
    ask(`api/atlas/table?lang=${lang}`),
  ]);
  return { t: createTranslator(lang, catalog), table: /** @type {import('./types.js').Table} */ (table) };
}

/** @param {import('./types.js').Table} table @returns {Atlas} */
function nothing(table) {
  const range = { name: "learning_rate", low: 0.001, high: 10, log: true };
  return {
    table,
    link: "",
    x: range,
    y: { ...range, name: "init" },
    size: table.most_pixels,
    seed: 0,
    where: "page",
    measure: "loss",
    ready: "",
    plane: null,
    before: null,
    news: 0,
    asking: false,
    training: false,
    cursor: null,
    pixel: null,
    trouble: "",
    deepest: false,
    drawsLine: false,
    line: null,
    curves: null,
  };
}

async function boot() {
  api.use(http);
  const lang = preferredLanguage();
  document.documentElement.lang = lang;
  const { t, table } = await texts(lang);
  // What this page has of the lab's state: nothing is trained by its actions.
  const store = createStore(
    /** @type {State} */ (
      /** @type {Partial<State>} */ ({
        lang, theme: preferredTheme("auto"), notice: null, hidden: [], where: "server", atlas: nothing(table),
      })
    ),
  );
  const workers = Math.max(1, Math.min(navigator.hardwareConcurrency || 2, MOST_WORKERS));
  const actions = new AtlasActions(store, startWorker, workers);
  keepReadingOrder(/** @type {HTMLElement} */ (document.getElementById("bench")), ORDERS);
  stage(VIEWS, store, actions, t, async (spoken) => {
    const found = await texts(spoken);
    actions.tell({ table: found.table });
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
