/** What the colors mean. */

import { h, setText } from "../dom.js";
import { number, share } from "../charts/numbers.js";
import { ENDED, FAILED, heat, scaleOf, valueAt } from "./colors.js";
import { ENDINGS } from "./words.js";

const STOPS = 24;
const MARKS = [0, 0.25, 0.5, 0.75, 1];
const EVERY = 250; // milliseconds between two looks at a map that is being trained

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, t }) {
  const name = h("h3", { class: "atlas-legend-name" });
  const bar = h("div", { class: "atlas-bar", "aria-hidden": "true" });
  bar.style.background = `linear-gradient(to right, ${Array.from({ length: STOPS }, (_, k) => heat(Math.round((255 * k) / (STOPS - 1)))).join(", ")})`;
  const marks = h("div", { class: "atlas-marks" });
  const scale = h("div", { class: "atlas-scale" }, bar, marks);
  const patches = h("ul", { class: "atlas-patches" });
  root.append(name, scale, patches);

  /** @param {string} color @param {string} text */
  function patch(color, text) {
    const square = h("span", { class: "atlas-patch", "aria-hidden": "true" });
    square.style.background = color;
    return h("li", {}, square, h("span", { text }));
  }

  let last = 0;
  let key = "";
  store.subscribe(["atlas"], ({ atlas }) => {
    if (!atlas) return;
    const { plane, measure, table, training } = atlas;
    const now = `${plane?.id} ${measure} ${training}`;
    if (now === key && performance.now() - last < EVERY) return;
    key = now;
    last = performance.now();
    setText(name, table.measures.find((one) => one.name === measure)?.text ?? t("atlas-page-ended"));
    const found = plane === null ? null : scaleOf(plane, measure);
    scale.hidden = found === null;
    if (measure === "ended") patches.replaceChildren(...ENDINGS.map((ending, k) => patch(ENDED[k], t(`map-ended-${ending}`))));
    else patches.replaceChildren(patch(FAILED, t("atlas-page-failed")));
    if (found === null) return;
    const text = (/** @type {number} */ value) => (measure.endsWith("accuracy") ? share(value) : number(value));
    marks.replaceChildren(...MARKS.map((place) => h("span", { text: text(valueAt(found, place)) })));
  });
}
