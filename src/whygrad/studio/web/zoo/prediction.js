/** The picture as the network sees it, and what it says: every class with its probability, each to be asked why. */

import { share } from "../charts/numbers.js";
import { h, setText, uniqueId } from "../dom.js";
import { drawPictures } from "./canvas.js";

/**
 * @param {import("../types.js").Context} context
 * @param {import("./looking.js").Looking} looking
 */
export function predictionView({ store, t }, looking) {
  const canvas = h("canvas", { class: "zoo-seen", role: "img" });
  const notes = h("p", { class: "hint" });
  const truth = h("p", { class: "zoo-truth", hidden: true });
  const list = h("div", { class: "zoo-answers", role: "radiogroup", "aria-label": t("zoo-page-prediction") });
  const name = uniqueId("class");
  const headings = [uniqueId("seen"), uniqueId("says")];
  const root = h(
    "div",
    { class: "panel zoo-says" },
    h("section", { "aria-labelledby": headings[0] }, h("h3", { id: headings[0], text: t("zoo-page-seen") }), canvas, notes),
    h("section", { "aria-labelledby": headings[1] }, h("h3", { id: headings[1], text: t("zoo-page-prediction") }), truth, list, h("p", { class: "hint", text: t("zoo-page-prediction-help") })),
  );
  /** @type {import("./types.js").Look | null} */
  let drawn = null;
  /** @type {{label: number, input: HTMLInputElement}[]} */
  let rows = [];

  store.subscribe(["zoo"], ({ zoo }) => {
    const look = zoo?.look;
    if (!zoo || !look) return;
    if (look !== drawn) {
      drawn = look;
      drawPictures(canvas, look.picture.bytes, look.picture.shape);
      const [height = 0, width = 0] = look.picture.shape;
      const own = zoo.file === null ? [] : [t("zoo-page-own-shown", { name: zoo.file.name })];
      canvas.setAttribute("aria-label", t("zoo-page-seen-alt", { width, height }));
      setText(notes, [...own, `${width}×${height}`, ...look.notes].join(" · "));
      const best = look.prediction[0]?.label;
      truth.hidden = look.label === null;
      truth.classList.toggle("wrong", best !== look.label);
      setText(truth, look.label === null ? "" : t(best === look.label ? "zoo-page-right" : "zoo-page-wrong", { label: look.names[look.label] ?? "" }));
      const focused = rows.find(({ input }) => input === document.activeElement)?.label;
      rows = look.prediction.map(({ label }) => ({ label, input: h("input", { type: "radio", name, onchange: () => looking.chooseLabel(label) }) }));
      list.replaceChildren(
        ...look.prediction.map(({ label, share: part }, place) => {
          const bar = h("span", { class: "zoo-answer-bar", "aria-hidden": "true" });
          bar.style.setProperty("--share", String(part));
          const shown = h("span", { class: "number", text: part > 0 && part < 0.001 ? "< 0.1 %" : share(part) });
          return h("label", { class: "zoo-answer" }, /** @type {HTMLElement} */ (rows[place]?.input), h("span", { text: look.names[label] ?? String(label) }), bar, shown);
        }),
      );
      rows.find(({ label }) => label === focused)?.input.focus();
    }
    const asked = zoo.label ?? look.prediction[0]?.label;
    for (const { label, input } of rows) input.checked = label === asked;
  });
  return root;
}
