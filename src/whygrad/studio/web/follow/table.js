/** What each layer is, in the order of the network; found by a part of its name, lit up by a press. */

import { namedLayers } from "../charts/layers.js";
import { number } from "../charts/numbers.js";
import { paint } from "../charts/painter.js";
import { h, setText, uniqueId } from "../dom.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").LayerInfo} LayerInfo */
/** @typedef {{tr: HTMLTableRowElement, press: HTMLButtonElement, value: HTMLElement, flag: HTMLElement, name: string}} Row */

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, actions, t }) {
  root.classList.add("charts");
  const id = uniqueId("filter");
  const filter = h("input", { type: "search", id, class: "text", autocomplete: "off", spellcheck: false, oninput: () => sift() });
  const count = h("span", { class: "chart-note", role: "status" });
  const search = h("p", { class: "chart-control trace-filter" }, h("label", { for: id, text: t("studio-trace-filter") }), filter, count);
  const body = h("tbody");
  const heads = ["layer", "kind", "activation", "size", "normalization", "dropout", "gradient"];
  const table = h(
    "table",
    { class: "trace-table" },
    h("caption", { class: "visually-hidden", text: t("studio-trace-table") }),
    h("thead", {}, h("tr", {}, ...heads.map((one) => h("th", { scope: "col", text: t(`studio-trace-column-${one}`) })))),
    body,
  );
  const scroll = h("div", { class: "chart-scroll tall", tabIndex: 0, role: "region", "aria-label": t("studio-trace-table") }, table);
  root.append(search, scroll);
  /** @type {Row[]} */
  let rows = [];
  /** @type {any} */
  let shown = null;

  function sift() {
    const wanted = filter.value.trim().toLowerCase();
    let kept = 0;
    for (const { tr, name } of rows) {
      tr.hidden = !name.toLowerCase().includes(wanted);
      if (!tr.hidden) kept += 1;
    }
    setText(count, wanted === "" ? "" : t("studio-trace-found", { count: kept, of: rows.length }));
  }

  /** @param {LayerInfo} layer @param {number} place @returns {Row} */
  function line(layer, place) {
    const flag = h("span", { class: "chart-flag", text: ` ${t("studio-layers-named")}`, hidden: true });
    const press = h("button", { type: "button", class: "chart-layer", onclick: () => actions.light([layer.name]) }, h("span", { text: layer.name }));
    const value = h("td", { class: "trace-number" });
    const plain = (/** @type {string | number} */ text) => h("td", { text: String(text) });
    const without = (/** @type {string} */ word) => (word === "none" || word === "identity" || word === "" ? "–" : word);
    const tr = h(
      "tr",
      { "data-layer": String(place) },
      h("th", { scope: "row" }, press, flag),
      plain(layer.kind),
      plain(without(layer.activation)),
      plain(`${layer.inputs.toLocaleString("en")} → ${layer.outputs.toLocaleString("en")}`),
      plain(without(layer.normalization)),
      plain(layer.dropout > 0 ? layer.dropout : "–"),
      value,
    );
    return { tr, press, value, flag, name: layer.name };
  }

  /** @param {Readonly<State>} state */
  function draw(state) {
    const layers = state.lowered?.meta.layers ?? null;
    search.hidden = (layers?.length ?? 0) < 8;
    if (layers !== shown) {
      shown = layers;
      rows = (layers ?? []).map(line);
      body.replaceChildren(...rows.map(({ tr }) => tr));
      sift();
    }
    const named = namedLayers(state);
    const latest = state.history.layer["gradient_rms"]?.at(-1);
    for (const [place, { press, value, flag, name }] of rows.entries()) {
      press.setAttribute("aria-pressed", String(state.lit.includes(name)));
      flag.hidden = !named.has(place) || state.lit.length > 0;
      setText(value, latest === undefined ? "–" : number(latest[place]));
    }
  }

  const job = paint(root, store, ["history", "diagnosis", "lowered", "lit"], draw, 250, true);
  return () => job.stop();
}
