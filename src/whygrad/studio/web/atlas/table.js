/** The map as a table: a coarse grid of its pixels, for those who do not see it. */

import { h } from "../dom.js";
import { fillTable } from "../charts/figure.js";
import { number, share } from "../charts/numbers.js";
import { ENDINGS, valueText, variedOf } from "./words.js";

/** @typedef {import("./types.js").Atlas} Atlas */

const CELLS = 8; // rows and columns
const EVERY = 1000; // milliseconds

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, t }) {
  const name = t("atlas-page-table");
  const table = h("table", { class: "chart-table" });
  const scroll = h("div", { class: "chart-scroll", tabIndex: 0, role: "region", "aria-label": name }, table);
  const details = h("details", { class: "chart-details" }, h("summary", { text: name }), scroll);
  root.append(details);
  let timer = 0;

  const fill = () => {
    timer = 0;
    const atlas = /** @type {Atlas} */ (store.get().atlas);
    const { plane, measure, x, y } = atlas;
    if (!details.open || plane === null) return;
    const some = (/** @type {number} */ count) => [...new Set(Array.from({ length: Math.min(CELLS, count) }, (_, k) => Math.round((k * (count - 1)) / Math.max(Math.min(CELLS, count) - 1, 1))))];
    const columns = some(plane.width);
    const cell = (/** @type {number} */ pixel) => {
      const end = plane.ended[pixel];
      if (end < 0) return "";
      if (end > 0 || measure === "ended") return t(`map-ended-${ENDINGS[end]}`);
      const value = plane.values[measure][pixel];
      return measure.endsWith("accuracy") ? share(value) : number(value);
    };
    const { lowering, ranges, size } = plane;
    const head = [`${variedOf(atlas.table, y.name).label} \\ ${variedOf(atlas.table, x.name).label}`, ...columns.map((column) => valueText(ranges.x, lowering.x.numbers[column] ?? NaN, size))];
    const rows = some(plane.height).reverse().map((row) => [
      valueText(ranges.y, lowering.y.numbers[row] ?? NaN, size),
      ...columns.map((column) => cell(plane.source[row * plane.width + column])),
    ]);
    fillTable(table, { head, rows }, name);
  };
  details.addEventListener("toggle", fill);
  store.subscribe(["atlas"], () => {
    if (details.open && timer === 0) timer = window.setTimeout(fill, EVERY);
  });
  return () => window.clearTimeout(timer);
}
