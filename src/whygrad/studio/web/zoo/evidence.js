/** What the score of a class rests on: saliency, occlusion and Grad-CAM over the picture. */

import { number } from "../charts/numbers.js";
import { h, setText, uniqueId } from "../dom.js";
import { drawOver } from "./canvas.js";

const ROOM = 176; // pixels of a map's side

/** @param {import("../types.js").Context} context */
export function evidenceView({ store, t }) {
  const id = uniqueId("evidence");
  const heading = h("h3", { id });
  const figures = h("div", { class: "zoo-figures" });
  const root = h("section", { class: "panel", "aria-labelledby": id }, heading, figures, h("p", { class: "hint", text: t("zoo-page-scale") }));
  /** @type {unknown[]} */
  let drawn = [];

  store.subscribe(["zoo", "theme"], ({ zoo, theme }) => {
    if (!zoo) return;
    const { look, evidence, label } = zoo;
    root.hidden = evidence === null || look === null;
    if (look === null || evidence === null) return;
    const now = [look.picture, evidence, theme];
    const name = look.names[label ?? look.prediction[0]?.label ?? 0] ?? "";
    setText(heading, t("zoo-page-evidence-for", { label: name }));
    if (now.every((one, index) => one === drawn[index])) return;
    drawn = now;
    figures.replaceChildren(
      ...evidence.maps.map((map) => {
        const title = t(`zoo-page-${map.name}`);
        const [low = 0] = map.low;
        const [high = 0] = map.high;
        const canvas = h("canvas", { class: "zoo-map", role: "img", "aria-label": t("zoo-page-evidence-alt", { name: title, where: map.where, low: number(low), high: number(high) }) });
        drawOver(canvas, map, look.picture, theme, ROOM);
        return h("figure", {}, canvas, h("figcaption", {}, h("strong", { text: title }), h("span", { class: "hint", text: t(map.name === "saliency" && evidence.smooth ? "zoo-page-saliency-smooth" : `zoo-page-${map.name}-help`, { patch: evidence.patch }) })));
      }),
    );
  });
  return root;
}
