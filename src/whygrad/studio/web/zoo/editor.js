/** A list of layers of one's own: by controls, and as TOML beside them; each shows what the other changes. */

import { button, field } from "../fields.js";
import { h, icon, setText, uniqueId } from "../dom.js";
import { markInvalid } from "./invalid.js";
import { layerRow } from "./layer-row.js";
import { kindOf, Raw, size } from "./words.js";

/** @typedef {import("./types.js").Zoo} Zoo */

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, actions, t }) {
  const zooActions = /** @type {import("./actions.js").ZooActions} */ (/** @type {unknown} */ (actions));
  const panel = /** @type {HTMLElement} */ (root.parentElement?.parentElement);
  root.classList.add("zoo-editor");
  const problemId = uniqueId("problem");
  const problem = h("p", { class: "zoo-problem", id: problemId, hidden: true });

  const input = h("input", { type: "text", class: "text", autocomplete: "off", spellcheck: false, oninput: () => zooActions.setDraft({ input: shapeOf(input.value) }) });
  const list = h("ol", { class: "zoo-rows" });
  const add = button({ label: t("zoo-page-add"), icon: icon("plus"), class: "button", onclick: () => append() });
  const controls = h("div", { class: "zoo-controls", role: "group", "aria-label": t("zoo-page-editor-list") }, field({ label: t("zoo-page-shape-input"), wide: true }, input), list, add.root);

  const text = h("textarea", { class: "text zoo-text", rows: 16, spellcheck: false, autocomplete: "off", autocapitalize: "off", wrap: "off", oninput: () => zooActions.setText(text.value) });
  const gutter = h("p", { class: "zoo-gutter", hidden: true });
  const source = h("div", { class: "zoo-source" }, field({ label: t("zoo-page-editor-text"), help: t("zoo-page-editor-text-help"), wide: true }, text), gutter, h("p", { class: "hint", text: t("zoo-page-editor-text-help") }));
  root.append(problem, h("div", { class: "zoo-sides" }, controls, source));

  /** @type {ReturnType<typeof layerRow>[]} */
  let rows = [];
  let structure = "";

  function append() {
    const at = store.get().zoo?.draft?.layers.length ?? 0;
    zooActions.addLayer(at, "conv");
    rows.at(-1)?.focus();
  }

  /** @param {Zoo} zoo */
  function draw(zoo) {
    const layers = zoo.draft?.layers ?? [];
    const kinds = layers.map((layer) => kindOf(layer, zoo.kinds));
    const now = kinds.join(" ");
    if (now !== structure) {
      const focus = focused();
      structure = now;
      rows = layers.map((_, place) => layerRow(place, kinds[place] ?? "", zoo.kinds, zooActions, t, problemId));
      list.replaceChildren(...rows.map(({ row }) => row));
      focus();
    }
    const outputs = outputsOf(zoo);
    layers.forEach((layer, place) => rows[place]?.show(layer, outputs[place] ?? "", zoo.problem?.place === place ? zoo.problem : null, layers.length));
  }

  /** What restores the focus after the rows were made anew: the same control of the row that is now there. */
  function focused() {
    const here = /** @type {HTMLElement | null} */ (document.activeElement);
    const row = here?.closest("li");
    if (!here || !row || !list.contains(row)) return () => {};
    const place = [...list.children].indexOf(row);
    const name = here.dataset.what;
    return () => {
      const wanted = list.children[Math.min(Number(list.dataset.focus ?? place), list.children.length - 1)];
      delete list.dataset.focus;
      const same = [.../** @type {NodeListOf<HTMLElement>} */ (wanted?.querySelectorAll("[data-what]") ?? [])].find((one) => one.dataset.what === name);
      const control = same && !(/** @type {HTMLButtonElement} */ (same).disabled) ? same : wanted?.querySelector("select");
      /** @type {HTMLElement} */ (control ?? add.root).focus();
    };
  }

  store.subscribe(["zoo"], ({ zoo }) => {
    if (!zoo) return;
    panel.hidden = !zoo.editing;
    panel.closest("[data-part]")?.classList.toggle("editing", zoo.editing);
    if (!zoo.editing) return;
    if (document.activeElement !== text && text.value !== zoo.text) text.value = zoo.text;
    const said = zoo.draft ? zoo.draft.input : [];
    const written = said instanceof Raw ? said.text : size(said);
    if (document.activeElement !== input && input.value !== written) input.value = written;
    const wrong = zoo.problem;
    problem.hidden = wrong === null;
    setText(problem, wrong === null ? "" : `${wrong.text} ${t("zoo-page-stale")}`);
    markInvalid(input, wrong?.input === true, problemId);
    markInvalid(text, wrong !== null, problemId);
    gutter.hidden = wrong?.line == null;
    setText(gutter, wrong?.line == null ? "" : `${t("zoo-page-line", { line: wrong.line })}: ${zoo.text.split("\n")[wrong.line - 1]?.trim() ?? ""}`);
    draw(zoo);
  });
}

/** What comes out of each layer of the list, where that is known. @param {Zoo} zoo */
function outputsOf(zoo) {
  /** @type {string[]} */
  const found = [];
  if (zoo.problem !== null) return found;
  for (const { depth, place, output } of zoo.shown?.lines ?? []) if (depth === 0) found[place] = size(output);
  return found;
}

/** 3×32×32 or 3x32x32 as numbers; what is none goes to the server as it is, which says what would be right. @param {string} text */
function shapeOf(text) {
  const parts = text.split(/[x×*,\s]+/i).filter((part) => part !== "");
  if (parts.length > 0 && parts.every((part) => /^\d{1,9}$/.test(part))) return parts.map(Number);
  return new Raw(JSON.stringify(text));
}
