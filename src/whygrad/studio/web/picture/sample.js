/** One sample looked at: chosen by its number or by a click, told in a sentence, its way through the network as a table. */

import { fillTable } from "../charts/figure.js";
import { number, share } from "../charts/numbers.js";
import { h, setText, uniqueId } from "../dom.js";
import { classOf, sharesOf } from "./answer.js";
import { forwardOf } from "./forward.js";
import { createRaster, imageOf, paintSigned, rangeOf } from "./heatmap.js";
import { samplesOf } from "./markers.js";
import { formula, namesOf } from "./names.js";
import { paletteOf, tablesOf } from "./palette.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").State} State */

const MOST_VALUES = 12; // of a layer in one line
const PICTURE = 120; // canvas pixels of a sample that is a picture

/**
 * @param {Context} context
 * @returns {{root: HTMLElement, stop: () => void}}
 */
export function samplePanel({ store, actions, t }) {
  const id = uniqueId("sample");
  const input = h("input", {
    id,
    type: "number",
    min: "1",
    step: "1",
    autocomplete: "off",
    onchange: () => {
      const index = input.valueAsNumber - 1;
      const { lowered } = store.get();
      const count = lowered ? samplesOf(lowered).all : 0;
      if (Number.isInteger(index) && index >= 0 && index < count) actions.selectPoint(index);
      else if (input.value === "") actions.selectPoint(null);
      else input.value = String((store.get().point ?? 0) + 1);
    },
  });
  const of = h("span", { class: "sample-of" });
  const close = h("button", { type: "button", class: "button small", text: t("studio-sample-close"), onclick: () => actions.selectPoint(null) });
  const sentence = h("p", { class: "sample-says" });
  const picture = h("canvas", { class: "sample-picture", width: PICTURE, height: PICTURE, role: "img", hidden: true });
  const table = h("table", { class: "sample-table" });
  const root = h("div", { class: "sample" },
    h("div", { class: "sample-line" }, h("label", { for: id, text: t("studio-sample-label") }), input, of, close), h("div", { class: "sample-facts" }, picture, sentence), table);
  const forward = forwardOf(store, actions);

  const show = () => {
    const state = store.get();
    const { lowered, point } = state;
    if (!lowered) return;
    const samples = samplesOf(lowered);
    input.max = String(samples.all);
    setText(of, t("studio-sample-of", { count: samples.all }));
    close.hidden = point === null;
    picture.hidden = point === null || !lowered.points.pictures;
    if (point !== null && lowered.points.pictures) {
      drawPicture(picture, state, point);
      picture.setAttribute("aria-label", t("studio-sample-picture", { number: point + 1 }));
    }
    if (document.activeElement !== input) input.value = point === null ? "" : String(point + 1);
    const passed = forward.get();
    const fresh = point !== null && passed?.point === point && passed.values.length === lowered.plan.widths.length;
    table.hidden = !fresh;
    if (!fresh) {
      setText(sentence, t("studio-sample-help"));
      return;
    }
    setText(sentence, sentenceOf(lowered, point, passed.values, t));
    fillTable(table, tableOf(state, passed.values, t), t("studio-sample-table"));
  };
  const unlisten = forward.listen(show);
  const unsubscribe = store.subscribe(["point", "lowered", "theme"], show);
  return {
    root,
    stop() {
      unlisten();
      unsubscribe();
    },
  };
}

/**
 * A sample that is a picture, as the network sees it.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Readonly<State>} state
 * @param {number} point
 */
function drawPicture(canvas, { lowered, theme }, point) {
  const { plan, program } = /** @type {import("../types.js").Lowered} */ (lowered);
  const side = Math.sqrt(plan.widths[0]);
  if (!Number.isInteger(side)) return;
  const trained = program.train.shape[0];
  const [rows, row] = point < trained ? [program.train, point] : [program.test, point - trained];
  const raster = createRaster([side, side], PICTURE, PICTURE, { radius: 4 });
  const range = { low: 0, high: 0, finite: true };
  rangeOf(rows.data, row * rows.shape[1], side * side, range);
  paintSigned(raster, rows.data, row * rows.shape[1], Math.max(range.high, -range.low, 1e-9), tablesOf(paletteOf(theme)));
  canvas.getContext("2d")?.putImageData(imageOf(raster), 0, 0);
}

/**
 * "Training sample 12 at x₁ = 1.2, x₂ = -3: class 1. The network says 0, 93 % sure."
 *
 * @param {import("../types.js").Lowered} lowered
 * @param {number} point
 * @param {Float32Array[]} values
 * @param {import("../types.js").Translate} t
 */
function sentenceOf(lowered, point, values, t) {
  const { points } = lowered;
  const samples = samplesOf(lowered);
  const place = Array.from({ length: samples.width }, (_, d) => `${formula(points.raw_names[d] ?? "")} = ${number(samples.at(point, d))}`);
  const outputs = values[values.length - 1];
  const target = samples.target(point);
  const said = classOf(lowered, outputs);
  const named = (/** @type {number} */ k) => points.class_names[k] ?? String(k);
  const about = {
    number: point + 1,
    place: place.join(", "),
    target: samples.numbers ? number(target) : named(target),
    answer: said < 0 ? number(outputs[0]) : named(said),
  };
  const which = samples.width === 0
    ? point < samples.trained ? t("studio-sample-train-bare", about) : t("studio-sample-test-bare", about)
    : point < samples.trained ? t("studio-sample-train", about) : t("studio-sample-test", about);
  const sure = said < 0 ? null : sharesOf(lowered, outputs);
  const verdict = samples.numbers || said < 0 ? "" : said === Math.round(target) ? t("studio-sample-right") : t("studio-sample-wrong");
  return [which, verdict, sure ? t("studio-sample-sure", { share: share(sure[said]) }) : ""].filter(Boolean).join(" ");
}

/**
 * @param {Readonly<State>} state
 * @param {Float32Array[]} values
 * @param {import("../types.js").Translate} t
 * @returns {import("../charts/figure.js").Table}
 */
function tableOf({ lowered }, values, t) {
  const { plan } = /** @type {import("../types.js").Lowered} */ (lowered);
  const names = namesOf(/** @type {import("../types.js").Lowered} */ (lowered), t);
  const list = (/** @type {Float32Array} */ row) => {
    const shown = Array.from(row.subarray(0, MOST_VALUES), (value) => number(value)).join(" · ");
    return row.length > MOST_VALUES ? `${shown} …` : shown;
  };
  const rows = [[names.layer(0), "", list(values[0])]];
  plan.after.forEach((value, l) => {
    rows.push([names.layer(l + 1), plan.before[l] === value ? "" : list(values[plan.before[l]]), list(values[value])]);
  });
  return { head: [t("studio-sample-layer"), t("studio-sample-before"), t("studio-sample-after")], rows };
}
