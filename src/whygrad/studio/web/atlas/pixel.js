/** The pixel at the cursor: its settings, what came of it, its diagnosis, and the way to the lab. */

import { h } from "../dom.js";
import { number, share } from "../charts/numbers.js";
import { ENDINGS, settingsText } from "./words.js";

/** @typedef {import("./types.js").Atlas} Atlas */

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, t }) {
  let shown = "";
  store.subscribe(["atlas"], (state) => {
    const atlas = /** @type {Atlas} */ (state.atlas);
    const { cursor, plane, pixel, trouble, news } = atlas;
    if (cursor === null || plane === null) {
      if (shown !== "none") root.replaceChildren(h("p", { class: "hint", text: t("atlas-page-choose") }));
      shown = "none";
      return;
    }
    const at = cursor.row * plane.width + cursor.column;
    const known = plane.ended[at] >= 0;
    const key = JSON.stringify([plane.id, cursor, known, pixel !== null, trouble, known ? 0 : news]);
    if (key === shown) return;
    shown = key;
    root.replaceChildren(h("p", { class: "atlas-settings", text: settingsText(atlas, plane, cursor) }), numbers(at), ...told());

    /** @param {number} place */
    function numbers(place) {
      if (plane === null || plane.ended[place] < 0) return h("p", { class: "hint", text: t("atlas-page-unknown") });
      const list = h("dl", { class: "atlas-numbers" });
      const row = (/** @type {string} */ name, /** @type {string} */ text) => list.append(h("dt", { text: name }), h("dd", { text }));
      row(t("atlas-page-ended"), t(`map-ended-${ENDINGS[plane.ended[place]]}`));
      for (const { name, text } of atlas.table.measures) {
        if (name === "ended") continue;
        const value = plane.values[name][place];
        if (!name.endsWith("accuracy") || Number.isFinite(value)) row(text, name.endsWith("accuracy") ? share(value) : number(value));
      }
      return list;
    }

    function told() {
      if (trouble !== "") return [h("p", { class: "atlas-trouble", text: trouble })];
      if (pixel === null) return [h("p", { class: "hint", text: t("atlas-page-asking") })];
      const { diagnosis, link } = pixel;
      /** @type {HTMLElement[]} */
      const parts = diagnosis === null ? [h("p", { class: "hint", text: t("atlas-page-long") })] : [h("p", { class: "atlas-verdict", text: diagnosis.verdict })];
      const findings = diagnosis?.findings.filter(({ severity }) => severity !== "info") ?? [];
      if (findings.length > 0) {
        parts.push(h("ul", { class: "atlas-findings" }, ...findings.map(({ title, message }) => h("li", {}, h("strong", { text: title }), h("span", { text: ` ${message}` })))));
      }
      if (link !== null) parts.push(h("a", { class: "button atlas-open", href: `index.html#${link}`, text: t("atlas-page-open") }));
      return parts;
    }
  });
}
