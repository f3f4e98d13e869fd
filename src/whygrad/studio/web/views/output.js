/**
 * What the network answers all over the data's plane, or one unit of it, with the samples above; along the line where there
 * is one input. A click on a sample shows its way through the network.
 */

import { fillTable } from "../charts/figure.js";
import { number } from "../charts/numbers.js";
import { paint } from "../charts/painter.js";
import { h, setText } from "../dom.js";
import { checkControl } from "../fields.js";
import { answerOf, paintedGrid } from "../picture/answer.js";
import { drawCurves } from "../picture/curve.js";
import { createRaster, imageOf, paintClasses, paintSigned, rangeOf, roundScale } from "../picture/heatmap.js";
import { Legend, signedEnds } from "../picture/legend.js";
import { drawMarker, lookOf, samplesOf } from "../picture/markers.js";
import { columnOf, formula, namesOf } from "../picture/names.js";
import { paletteOf, tablesOf } from "../picture/palette.js";
import { plane } from "../picture/plane.js";
import { samplePanel } from "../picture/sample.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Lowered} Lowered */

const REACH = 14; // pixels from which a click finds a sample
const TABLE_PACE = 1000;
const TABLE = 5; // rows and columns of the table that tells the picture
const NO_LOOK = { discretize: false, border: true };
const DISCRETE = { discretize: true, border: true };
const UNIT_LOOK = { discretize: false, border: true };

/**
 * @param {HTMLElement} root
 * @param {Context} context
 * @returns {() => void} ends the view
 */
export function mount(root, context) {
  const { store, actions, t } = context;
  const plot = plane(t("studio-output-name"));
  const ground = /** @type {CanvasRenderingContext2D} */ (plot.ground.getContext("2d"));
  const above = /** @type {CanvasRenderingContext2D} */ (plot.marks.getContext("2d"));
  const legend = new Legend(t);
  const title = h("p", { class: "output-title" });
  const back = h("button", { type: "button", class: "button small", text: t("studio-output-back-short"), "aria-label": t("studio-output-back"), onclick: () => actions.selectUnit(null) });
  const none = h("p", { class: "output-none" });
  const test = checkControl({ label: t("studio-show-test"), name: "showTestData", onchange: (checked) => actions.setShowTest(checked) });
  const discrete = checkControl({ label: t("studio-discretize"), name: "discretize", onchange: (checked) => actions.setDiscretize(checked) });
  const table = h("table", { class: "chart-table" });
  const details = h("details", { class: "chart-details" }, h("summary", { text: t("studio-output-table") }),
    h("div", { class: "chart-scroll", tabIndex: 0, role: "region", "aria-label": t("studio-output-table") }, table));
  const picture = h("figure", { class: "output-figure" }, plot.root, legend.root);
  const sample = samplePanel(context);
  const look = h("details", { class: "more output-more" }, h("summary", { text: t("studio-output-more") }),
    h("div", { class: "output-options" }, test.root, discrete.root), sample.root, details);
  // A sample that is chosen with a click is told about.
  const unfold = store.subscribe(["point"], ({ point }) => {
    if (point !== null) look.open = true;
  });
  root.append(h("div", { class: "output-head" }, title, back), picture, none, look);

  /** @type {import("../picture/heatmap.js").Raster | null} */
  let raster = null;
  /** @type {ImageData | null} */
  let image = null;
  let scratch = new Float32Array(0);
  let tabledAt = 0;
  let unitScale = 1;
  let unitShown = "";
  /** @type {{lowered: Lowered, names: import("../picture/names.js").Names, axes: string[], answer: import("../picture/answer.js").Answer} | null} */
  let known = null; // what only changes with the network
  const range = { low: 0, high: 0, finite: true };

  /** @param {number} cols @param {number} rows */
  const rasterOf = (cols, rows) => {
    if (!raster || raster.cols !== cols || raster.rows !== rows || raster.width !== plot.ground.width) {
      const scale = plot.ground.width / Math.max(1, plot.side());
      raster = createRaster([cols, rows], plot.ground.width, plot.ground.height, { ratio: scale, period: 7 });
      image = imageOf(raster);
    }
    return raster;
  };

  /** @param {Lowered} lowered */
  const about = (lowered) => {
    if (known?.lowered !== lowered) {
      const axes = lowered.points.raw_names.map(formula);
      if (axes.length < 2) axes.push(t("studio-output-value"));
      known = { lowered, names: namesOf(lowered, t), axes, answer: answerOf(lowered) };
    }
    return known;
  };

  /** @param {Readonly<State>} state */
  const draw = (state) => {
    const { frame, lowered } = state;
    if (!frame || !lowered) return;
    if (test.input.checked !== state.showTest) test.input.checked = state.showTest;
    if (discrete.input.checked !== state.discretize) discrete.input.checked = state.discretize;
    const [cols, rows] = frame.size;
    const drawn = cols * rows > 0;
    picture.hidden = !drawn;
    none.hidden = drawn;
    discrete.root.hidden = lowered.plan.task === "numbers" || !drawn || state.hidden.includes("discretize");
    details.hidden = !drawn;
    test.root.hidden = !drawn || state.hidden.includes("showTestData");
    if (!drawn) {
      setText(none, t(lowered.points.pictures ? "studio-output-pictures" : "studio-output-none", { inputs: lowered.plan.widths[0] }));
      setText(title, "");
      back.hidden = true;
      return;
    }
    const resized = plot.fit();
    if (plot.side() === 0) return;
    const unit = shownUnit(state);
    const { names, axes, answer } = about(lowered);
    setText(title, unit ? names.unit(columnOf(lowered.plan, unit.value), unit.unit) : "");
    back.hidden = state.unit === null;
    const palette = paletteOf(state.theme);
    plot.axes(lowered.points.domain, axes);
    if (rows === 1) {
      const [, , y0, y1] = lowered.points.domain;
      const [raw, cells] = gridOf(state, unit);
      let values = raw;
      if (!unit && lowered.plan.task === "classes" && answer.kind === "signed") {
        if (scratch.length !== cells) scratch = new Float32Array(cells);
        paintedGrid(answer, raw, scratch);
        for (let i = 0; i < cells; i++) scratch[i] = (scratch[i] + 1) / 2; // between class 0 and class 1, as the samples are
        values = scratch;
      }
      drawCurves(ground, palette, values, cells, [y0, y1], plot.ground.width / plot.side());
      legend.show(state, { signed: false, ends: ["", "", ""] });
    } else paintGround(state, unit, palette);
    if (resized) points(state);
    if (details.open && performance.now() - tabledAt > TABLE_PACE) {
      tabledAt = performance.now();
      fillTable(table, answersTable(state, t), t("studio-output-table"));
    }
  };

  /** @param {Readonly<State>} state @param {import("../types.js").Unit | null} unit @param {import("../picture/palette.js").Palette} palette */
  const paintGround = (state, unit, palette) => {
    const lowered = /** @type {Lowered} */ (state.lowered);
    const tables = tablesOf(palette);
    const [values, , cols, rows, offset] = gridOf(state, unit);
    const image_ = rasterOf(cols, rows);
    const cells = cols * rows;
    const { answer } = about(lowered);
    if (unit) {
      const key = `${unit.value} ${unit.unit} ${state.session}`;
      rangeOf(values, offset, cells, range);
      const wanted = roundScale(Math.max(range.high, -range.low));
      if (key !== unitShown || wanted > unitScale || (wanted < unitScale && Math.max(range.high, -range.low) < 0.8 * wanted)) unitScale = wanted;
      unitShown = key;
      paintSigned(image_, values, offset, unitScale, tables, UNIT_LOOK);
      legend.show(state, { signed: true, ends: signedEnds(unitScale) });
    } else if (answer.kind === "classes") {
      paintClasses(image_, values, lowered.plan.widths[lowered.plan.widths.length - 1], tables, state.discretize);
      legend.show(state, { signed: false, ends: ["", "", ""] });
    } else {
      if (scratch.length !== cells) scratch = new Float32Array(cells);
      paintedGrid(answer, values, scratch);
      const discretize = state.discretize && lowered.plan.task === "classes";
      paintSigned(image_, scratch, 0, answer.scale, tables, discretize ? DISCRETE : NO_LOOK);
      const ends = answer.shown === "none" ? signedEnds(answer.scale) : shareEnds;
      legend.show(state, { signed: true, ends });
    }
    ground.putImageData(/** @type {ImageData} */ (image), 0, 0);
  };
  /** @type {[string, string, string]} */
  const shareEnds = [t("studio-legend-sure", { name: 0 }), t("studio-legend-half"), t("studio-legend-sure", { name: 1 })];

  /** The samples, which only change with the data. @param {Readonly<State>} state */
  const points = (state) => {
    const { lowered } = state;
    if (!lowered || plot.side() === 0) return;
    const palette = paletteOf(state.theme);
    const ratio = plot.ratio();
    above.setTransform(ratio, 0, 0, ratio, 0, 0);
    above.clearRect(0, 0, plot.side(), plot.side());
    const samples = samplesOf(lowered);
    if (samples.width === 0) return;
    const { scale } = about(lowered).answer;
    const r = samples.all > 900 ? 2.6 : plot.side() < 240 ? 2.8 : 3.4;
    const count = state.showTest ? samples.all : samples.trained;
    const mark = (/** @type {number} */ i, /** @type {number} */ size) => {
      const [x, y] = plot.place(samples.at(i, 0), samples.width === 1 ? samples.target(i) : samples.at(i, 1));
      const look = lookOf(palette, samples.numbers, samples.target(i), scale);
      drawMarker(above, palette, look, { x, y, r: size, test: i >= samples.trained, numbers: samples.numbers });
      return [x, y];
    };
    for (let i = 0; i < count; i++) if (i !== state.point) mark(i, r);
    if (state.point !== null && state.point < samples.all) {
      const [x, y] = mark(state.point, r + 2);
      above.beginPath();
      above.arc(x, y, 12, 0, 2 * Math.PI);
      above.lineWidth = 4;
      above.strokeStyle = palette.halo;
      above.stroke();
      above.lineWidth = 2;
      above.strokeStyle = palette.ink;
      above.stroke();
    }
  };

  plot.area.addEventListener("click", (event) => {
    const { lowered, showTest, point } = store.get();
    if (!lowered) return;
    const samples = samplesOf(lowered);
    const box = plot.area.getBoundingClientRect();
    let found = -1;
    let nearest = REACH;
    const count = showTest ? samples.all : samples.trained;
    for (let i = 0; i < count; i++) {
      const [x, y] = plot.place(samples.at(i, 0), samples.width === 1 ? samples.target(i) : samples.at(i, 1));
      const distance = Math.hypot(x - (event.clientX - box.left), y - (event.clientY - box.top));
      if (distance < nearest) [nearest, found] = [distance, i];
    }
    actions.selectPoint(found < 0 || found === point ? null : found);
  });

  const job = paint(plot.root, store, ["frame", "lowered", "unit", "hover", "theme", "discretize", "showTest"], draw, 0);
  const marks = paint(plot.area, store, ["lowered", "showTest", "theme", "point"], points, 0);
  // The first picture of a network is painted also out of sight; a picture that is hidden would never be seen to be.
  const bare = store.subscribe(["lowered"], draw);
  const sized = new ResizeObserver(() => job.touch());
  sized.observe(root);
  details.addEventListener("toggle", () => job.touch());
  return () => {
    job.stop();
    marks.stop();
    unfold();
    bare();
    sized.disconnect();
    sample.stop();
  };
}

/** What is shown: the unit pointed at, else the chosen one, else (null) the output. @param {Readonly<State>} state */
function shownUnit({ hover, unit, lowered, frame }) {
  const shown = hover ?? unit;
  if (!shown || !lowered || !frame) return null;
  const { widths } = lowered.plan;
  const single = shown.value === widths.length - 1 && widths[shown.value] === 1;
  return single || shown.unit >= (widths[shown.value] ?? 0) || !frame.grids[shown.value] ? null : shown;
}

/**
 * The best grid there is: a unit that the worker was not asked about is shown as small as it came.
 *
 * @param {Readonly<State>} state
 * @param {import("../types.js").Unit | null} unit
 * @returns {[Float32Array, number, number, number, number]} values, cells, columns, rows, where the grid begins
 */
function gridOf({ frame }, unit) {
  const { size, small, output, chosen, grids, unit: asked } = /** @type {import("../types.js").Frame} */ (frame);
  if (!unit) return [output, size[0] * size[1], size[0], size[1], 0];
  if (chosen && asked && asked.value === unit.value && asked.unit === unit.unit) return [chosen, size[0] * size[1], size[0], size[1], 0];
  const cells = small[0] * small[1];
  if (small[1] === 1) return [grids[unit.value].subarray(unit.unit * cells, (unit.unit + 1) * cells), cells, cells, 1, 0];
  return [grids[unit.value], cells, small[0], small[1], unit.unit * cells];
}

/**
 * The output as numbers, at a few places of the plane.
 *
 * @param {Readonly<State>} state
 * @param {import("../types.js").Translate} t
 * @returns {import("../charts/figure.js").Table}
 */
function answersTable({ lowered, frame }, t) {
  const { points, plan } = /** @type {Lowered} */ (lowered);
  const { output, size } = /** @type {import("../types.js").Frame} */ (frame);
  const [cols, rows] = size;
  const [x0, x1, y0, y1] = points.domain;
  const outputs = plan.widths[plan.widths.length - 1];
  const at = (/** @type {number} */ part, /** @type {number} */ cells) => Math.min(cells - 1, Math.floor(((part + 0.5) / TABLE) * cells));
  const middle = (/** @type {number} */ cell, /** @type {number} */ cells, /** @type {number} */ from, /** @type {number} */ to) =>
    number(from + ((cell + 0.5) / cells) * (to - from), 2);
  const lines = rows === 1 ? 1 : TABLE;
  const across = Array.from({ length: TABLE }, (_, i) => at(i, cols));
  return {
    head: [t("studio-output-corner"), ...across.map((i) => middle(i, cols, x0, x1))],
    rows: Array.from({ length: lines }, (_, line) => {
      const j = at(line, rows);
      const cells = across.map((i) => {
        const values = Array.from({ length: outputs }, (_, o) => output[o * cols * rows + j * cols + i]);
        return values.map((value) => number(value)).join(" / ");
      });
      return [rows === 1 ? t("studio-output-value") : middle(j, rows, y1, y0), ...cells];
    }),
  };
}
