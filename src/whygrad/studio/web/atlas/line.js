/** The loss curves of the pixels along a line. */

import { h } from "../dom.js";
import { figure } from "../charts/figure.js";
import { Lines } from "../charts/lines.js";
import { number } from "../charts/numbers.js";
import { palette } from "../charts/palette.js";
import { heat } from "./colors.js";
import { settingsText } from "./words.js";

/** @typedef {import("./types.js").Atlas} Atlas */

const HEIGHT = 220;
const BRIGHTEST = 215; // of 255 colors: the last ones are too pale for lines on white
const DARKEST = 100; // and the first ones too dark for lines on black

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, t }) {
  const made = figure(t("atlas-page-curves"), t("atlas-page-open-table"));
  const hint = h("p", { class: "hint", text: t("atlas-page-curves-hint") });
  const ends = h("p", { class: "hint" });
  root.append(hint, made.root, ends);
  const lines = new Lines(made.picture, HEIGHT);
  /** @type {unknown} */
  let drawn = null;
  store.subscribe(["atlas", "theme"], (state) => {
    const atlas = /** @type {Atlas} */ (state.atlas);
    const { curves, plane } = atlas;
    made.root.hidden = ends.hidden = curves === null;
    hint.hidden = curves !== null;
    const key = `${state.theme}`;
    if (curves === null || plane === null || (drawn === curves && made.root.dataset["theme"] === key)) return;
    drawn = curves;
    made.root.dataset["theme"] = key;
    const colors = palette(state);
    const longest = Math.max(...curves.epochs.map((epochs) => epochs.at(-1) ?? 0));
    const together = curves.epochs.every((epochs) => epochs.at(-1) === longest || epochs.length < 2);
    const x = curves.epochs.reduce((one, other) => (other.length > one.length ? other : one), [0]);
    const places = together ? x : x.map((epoch) => (100 * epoch) / (x.at(-1) || 1));
    const color = (/** @type {number} */ k) => {
      const share = curves.at.length > 1 ? k / (curves.at.length - 1) : 0;
      return heat(Math.round(colors.dark ? DARKEST + share * (255 - DARKEST) : share * BRIGHTEST));
    };
    lines.draw(
      {
        x: places,
        lines: curves.losses.map((loss, k) => ({
          values: places.map((_, at) => (at < loss.length && Number.isFinite(loss[at]) ? (loss[at] ?? null) : null)),
          color: color(k),
          width: 1.5,
        })),
        log: true,
        xLabel: together ? t("atlas-page-epoch") : t("atlas-page-share"),
      },
      colors,
    );
    const text = (/** @type {number} */ k) => settingsText(atlas, plane, curves.at[k]);
    ends.textContent = t("atlas-page-ends", { from: text(0), to: text(curves.at.length - 1) });
    made.describe(ends.textContent);
    made.table(() => ({
      head: [t("atlas-page-pixel"), t("atlas-page-begin"), t("atlas-page-end")],
      rows: curves.losses.map((loss, k) => [text(k), number(loss[0]), number(loss.at(-1))]),
    }));
  });
  return () => lines.stop();
}
