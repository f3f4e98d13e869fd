/** Layer by layer: the feature maps that a layer makes of the picture, and its filters. */

import { number } from "../charts/numbers.js";
import { h, setText, uniqueId } from "../dom.js";
import { drawMap } from "./canvas.js";
import { size } from "./words.js";

const ROOM = 84; // pixels of a map's side
const FILTER = 30;

/**
 * @param {import("../types.js").Context} context
 * @param {import("./looking.js").Looking} looking
 */
export function layersView({ store, t }, looking) {
  const [id, name] = [uniqueId("layers"), uniqueId("layer")];
  const choices = h("div", { class: "zoo-layers", role: "radiogroup", "aria-label": t("zoo-page-layers-choose") });
  const heading = h("h4");
  const said = h("p", { class: "hint" });
  const maps = h("div", { class: "zoo-maps" });
  const filterHeading = h("h4");
  const filterSaid = h("p", { class: "hint" });
  const filters = h("div", { class: "zoo-filters" });
  const filterPart = h("div", {}, filterHeading, filterSaid, h("div", { class: "zoo-scroll filters", tabIndex: 0, role: "group", "aria-label": t("zoo-page-filters-alone") }, filters));
  const root = h("section", { class: "panel", "aria-labelledby": id }, h("h3", { id, text: t("zoo-page-layers") }), choices, heading, said, maps, filterPart);
  /** @type {import("./types.js").ModelLayer[] | null} */
  let listed = null;
  let key = "";
  /** @type {{path: string, input: HTMLInputElement}[]} */
  let inputs = [];
  /** @type {unknown[]} */
  let drawn = [];

  store.subscribe(["zoo", "theme"], ({ zoo, theme }) => {
    const look = zoo?.look;
    if (!zoo || !look) return;
    const now = look.layers.map(({ path, short }) => `${path} ${short}`).join("\n");
    if (now !== key) {
      key = now;
      listed = look.layers;
      inputs = listed.map(({ path }) => ({ path, input: h("input", { type: "radio", name, onchange: () => looking.chooseLayer(path) }) }));
      choices.replaceChildren(
        ...listed.map(({ short, kind, output, path }, place) => h("label", { class: "zoo-layer" }, /** @type {HTMLElement} */ (inputs[place]?.input), h("span", {}, h("strong", { text: kind === "residual" ? `+ ${path}` : short }), h("span", { class: "hint", text: size(output) })))),
      );
    }
    for (const { path, input } of inputs) input.checked = path === zoo.layer;
    for (const part of [heading, said, maps]) part.hidden = zoo.maps === null;
    filterPart.hidden = !zoo.maps?.filters;
    if (zoo.maps === null) return;
    const fresh = [zoo.maps, theme];
    if (fresh.every((one, index) => one === drawn[index])) return;
    drawn = fresh;
    const layer = listed?.find(({ path }) => path === zoo.layer);
    draw(zoo.maps, layer ? `${layer.path} (${layer.kind === "residual" ? "+" : layer.short})` : zoo.layer, theme);
  });

  /**
   * @param {import("./types.js").LayerLook} look
   * @param {string} layer
   * @param {import("../types.js").State['theme']} theme
   */
  function draw({ maps: made, filters: own }, layer, theme) {
    const [count = 0, height = 0, width = 0] = made.shape;
    const range = { low: number(Math.min(...made.low)), high: number(Math.max(...made.high)) };
    setText(heading, t("zoo-page-maps", { layer }));
    const silent = made.silent > 0 && !made.flat ? ` ${t("zoo-page-silent", { count: made.silent })}` : "";
    setText(said, (made.flat ? t("zoo-page-flat-said", { of: made.of, width, ...range }) : t("zoo-page-maps-said", { shown: count, of: made.of, height, width, ...range })) + silent);
    maps.classList.toggle("flat", made.flat);
    maps.replaceChildren(
      ...Array.from({ length: count }, (_, place) => {
        const label = t("zoo-page-map", { number: place + 1, low: number(made.low[place]), high: number(made.high[place]) });
        const canvas = h("canvas", { class: "zoo-map", role: "img", "aria-label": label, title: label });
        drawMap(canvas, made, place, theme, made.flat ? 360 : ROOM);
        return canvas;
      }),
    );
    if (own === null) return;
    const [, high = 0, wide = 0] = own.shape;
    setText(filterHeading, t("zoo-page-filters", { layer }));
    setText(filterSaid, t("zoo-page-filters-said", { rows: own.rows, of: own.of[0], columns: own.columns, channels: own.of[1], height: high, width: wide, low: number(Math.min(...own.low)), high: number(Math.max(...own.high)) }));
    filters.style.setProperty("--columns", String(own.columns === 1 ? Math.min(own.rows, 16) : own.columns));
    filters.replaceChildren(
      ...Array.from({ length: own.rows * own.columns }, (_, place) => {
        const canvas = h("canvas", { class: "zoo-map", "aria-hidden": "true" });
        drawMap(canvas, own, place, theme, own.columns === 1 ? 48 : FILTER);
        return canvas;
      }),
    );
  }
  return root;
}
