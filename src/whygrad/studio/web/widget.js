/**
 * The notebook's side of the page, as anywidget loads it. The page lives in a frame: its styles, ids, keys and measures
 * are its own, and it lays itself out by the cell's width. `studio/notebook.py` puts the page's document before this text.
 */

/**
 * @typedef {import('./types.js').Answer} Answer
 * @typedef {import('./transports/notebook.js').Order} Order
 * @typedef {{get: (name: string) => any, send: (message: any) => void, on: (name: string, hear: (...args: any[]) => void) => void,
 *   off: (name: string, hear: (...args: any[]) => void) => void}} Model
 */

/** @type {string} */
const PAGE = /** @type {any} */ (globalThis).whygradDocument ?? "";

/**
 * Which theme the notebook shows, by how light its ground is.
 *
 * @param {Element | null} element
 * @returns {'light' | 'dark'}
 */
function themeAround(element) {
  for (let here = element; here; here = here.parentElement ?? /** @type {any} */ (here.getRootNode()).host ?? null) {
    const [red, green, blue, alpha = 1] = (getComputedStyle(here).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
    if (alpha > 0.5 && blue !== undefined) return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128 ? "dark" : "light";
  }
  const scheme = getComputedStyle(document.documentElement).colorScheme; // of a page that leaves its ground to the browser
  const either = scheme.includes("light") && matchMedia("(prefers-color-scheme: dark)").matches;
  return scheme.includes("dark") && (either || !scheme.includes("light")) ? "dark" : "light";
}

/** @param {{model: Model, el: HTMLElement}} props */
function render({ model, el }) {
  let view = ""; // which page asks: another one each time the notebook loads the frame
  /** @type {Map<number, (answer: Answer) => void>} */
  const waiting = new Map();
  /** @type {(order: Order) => void} */
  let obey = () => {};
  let questions = 0;

  /** @type {import('./types.js').Transport} */
  const ask = (path, body) => {
    const id = (questions += 1);
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      model.send({ view, id, path, body: body ?? null });
    });
  };
  /** @param {any} message @param {DataView[]} [buffers] */
  const hear = (message, buffers = []) => {
    if (message.order) obey(message);
    else if (message.view === view) {
      waiting.get(message.id)?.(answer(message, buffers[0]));
      waiting.delete(message.id);
    }
  };
  model.on("msg:custom", hear);

  const frame = document.createElement("iframe");
  frame.title = "whygrad";
  Object.assign(frame.style, { display: "block", boxSizing: "border-box", width: "100%", border: "0" });
  const size = () => {
    frame.style.height = `${model.get("height")}px`;
  };
  size();
  model.on("change:height", size);
  /** @type {import('./transports/notebook.js').Host} */
  const host = {
    theme: "light",
    begin: async () => {
      view = randomName();
      waiting.clear();
      host.theme = themeAround(el);
      return (await ask("notebook/begin")).json();
    },
    ask,
    listen: (fn) => {
      obey = fn;
    },
  };
  const theme = new MutationObserver(() => {
    const now = themeAround(el);
    if (now !== host.theme) obey({ order: "theme", theme: (host.theme = now) });
  });
  const watched = { attributes: true, attributeFilter: ["class", "style", "data-theme", "data-jp-theme-light", "data-jp-theme-name"] };
  for (const element of [document.documentElement, document.body]) theme.observe(element, watched);

  Object.assign(frame, { whygrad: host, srcdoc: PAGE });
  el.append(frame);
  return () => {
    theme.disconnect();
    model.off("msg:custom", hear);
    model.off("change:height", size);
    frame.remove();
  };
}

/** `crypto.randomUUID` is only there where the address is safe, which a class's server may not be. */
function randomName() {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (number) => number.toString(36)).join("");
}

/** @param {any} message @param {DataView} [bytes] @returns {Answer} */
function answer({ status, name }, bytes) {
  const blob = new Blob(bytes ? [/** @type {BlobPart} */ (bytes)] : []);
  return { status, name, blob: async () => blob, text: () => blob.text(), json: async () => JSON.parse(await blob.text()) };
}

export default { render };
