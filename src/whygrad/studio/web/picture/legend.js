/** What the colors and shapes of the output mean. */

import { number } from "../charts/numbers.js";
import { h } from "../dom.js";
import { createRaster, imageOf, paintSigned } from "./heatmap.js";
import { drawMarker, lookOf } from "./markers.js";
import { paletteOf, tablesOf } from "./palette.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Translate} Translate */

const STEPS = 64;
const BAR = [220, 12]; // CSS pixels
const MARK = 18;

export class Legend {
  /** @param {Translate} t */
  constructor(t) {
    this.t = t;
    this.bar = h("canvas", { class: "legend-bar", "aria-hidden": "true" });
    this.low = h("span");
    this.middle = h("span");
    this.high = h("span");
    this.scale = h("div", { class: "legend-scale" }, this.bar, h("div", { class: "legend-ticks" }, this.low, this.middle, this.high));
    this.classes = h("ul", { class: "legend-classes" });
    this.root = h("div", { class: "legend" }, this.scale, this.classes);
    this.values = Float32Array.from({ length: STEPS }, (_, i) => (2 * i) / (STEPS - 1) - 1);
    this.key = "";
  }

  /**
   * @param {Readonly<State>} state
   * @param {{signed: boolean, ends: [string, string, string]}} what whether there is a scale, and its words
   */
  show(state, { signed, ends }) {
    const { lowered } = state;
    if (!lowered) return;
    const palette = paletteOf(state.theme);
    const key = [palette.shade, signed, ends, state.showTest, state.lang, state.session, window.devicePixelRatio].join();
    if (key === this.key) return;
    this.key = key;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    this.scale.hidden = !signed;
    if (signed) {
      this.bar.width = Math.round(BAR[0] * ratio);
      this.bar.height = Math.round(BAR[1] * ratio);
      const raster = createRaster([STEPS, 1], this.bar.width, this.bar.height, { ratio, period: 6, radius: 3 });
      paintSigned(raster, this.values, 0, 1, tablesOf(palette));
      this.bar.getContext("2d")?.putImageData(imageOf(raster), 0, 0);
      [this.low, this.middle, this.high].forEach((tick, i) => { tick.textContent = ends[i]; });
    }
    const numbers = lowered.plan.task === "numbers";
    /** @type {[number, boolean, string][]} */
    const kinds = numbers
      ? [[0.6, false, this.t("studio-legend-train")]]
      : lowered.points.class_names.map((name, k) => [k, false, this.t("studio-legend-class", { name })]);
    if (state.showTest) kinds.push([numbers ? 0.6 : kinds.length > 1 ? 1 : 0, true, this.t("studio-legend-test")]);
    this.classes.replaceChildren(...kinds.map(([target, test, text]) => {
      const mark = h("canvas", { class: "legend-mark", "aria-hidden": "true", width: MARK * ratio, height: MARK * ratio });
      const context = mark.getContext("2d");
      if (context) {
        context.scale(ratio, ratio);
        const look = lookOf(palette, numbers, target, 1);
        drawMarker(context, palette, test && !numbers ? { ...look, color: palette.soft } : look, { x: MARK / 2, y: MARK / 2, r: 5, test, numbers });
      }
      return h("li", {}, mark, text);
    }));
  }
}

/** The words of a scale from -s to +s. @param {number} scale @returns {[string, string, string]} */
export function signedEnds(scale) {
  return [number(-scale), "0", number(scale)];
}
