/** Loss and accuracy over the epochs: the median of the seeds, the middle half of them, and curves kept to compare. */

import { button, lineSample, toggle } from "../charts/controls.js";
import { axisId, comparison, losses, reading, summary, tableOf } from "../charts/curves.js";
import { figure } from "../charts/figure.js";
import { Lines } from "../charts/lines.js";
import { paint } from "../charts/painter.js";
import { DASHES, palette } from "../charts/palette.js";
import { spansDecades } from "../charts/statistics.js";
import { h, setText, uniqueId } from "../dom.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../charts/lines.js").Line} Line */

const TRAIN_DASH = /** @type {number[]} */ ([]);
const TEST_DASH = [7, 3];
const HEIGHT = 190; // pixels of a chart
const LOW_HEIGHT = 140; // where the window of a desk is low, so that the curves are seen without scrolling
const LOW = "(min-width: 76rem) and (max-height: 56rem)";

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, actions, t }) {
  root.classList.add("charts");
  /** @type {boolean | null} null: logarithmic where the losses span most of a decade */
  let logarithmic = null;
  let auto = false;
  /** @type {number | null} record pointed at */
  let pointed = null;

  const log = toggle(t("studio-curves-log"), false, (checked) => {
    logarithmic = checked;
    job.touch();
  });
  const keep = button(t("studio-curves-keep"), () => actions.keepCurve());
  const clear = button(t("studio-curves-clear"), () => actions.clearCurves());
  const legend = h("ul", { class: "chart-legend" });
  const lossFigure = figure(t("studio-curves-loss"), t("studio-chart-table"));
  const accuracyFigure = figure(t("studio-curves-accuracy"), t("studio-chart-table"));
  const readout = h("p", { class: "chart-readout" });
  const sliderId = uniqueId("read");
  const slider = h("input", {
    type: "range",
    id: sliderId,
    min: "0",
    max: "0",
    value: "0",
    oninput: () => point(Number(slider.value), null),
  });
  const read = h(
    "p",
    { class: "chart-control chart-read" },
    h("label", { for: sliderId, text: t("studio-curves-read") }),
    slider,
  );
  root.append(
    h("div", { class: "chart-controls" }, log.root, keep, clear),
    legend,
    h("div", { class: "chart-pair" }, lossFigure.root, accuracyFigure.root),
    readout,
    read,
  );

  const height = matchMedia(LOW).matches ? LOW_HEIGHT : HEIGHT;
  const loss = new Lines(lossFigure.picture, height, (index) => point(index, loss));
  const accuracy = new Lines(accuracyFigure.picture, height, (index) => point(index, accuracy));

  let pointing = false;
  /**
   * @param {number | null} index
   * @param {Lines | null} by the chart that the pointer is on
   */
  function point(index, by) {
    if (pointing || index === pointed) return;
    pointing = true; // moving the other chart's cursor calls this again
    pointed = index;
    for (const chart of [loss, accuracy]) if (chart !== by) chart.point(index);
    write(store.get());
    pointing = false;
  }

  /** @param {Readonly<State>} state */
  function write(state) {
    const length = state.history.steps.length;
    const at = pointed === null || pointed >= length ? length - 1 : pointed;
    const text = reading(state, at, t);
    setText(readout, text);
    slider.max = String(Math.max(length - 1, 0));
    if (document.activeElement !== slider || pointed === null) slider.value = String(Math.max(at, 0));
    slider.setAttribute("aria-valuetext", text);
  }

  /** @param {Readonly<State>} state */
  function draw(state) {
    const colors = palette(state);
    const found = losses(state);
    const { run } = state.history;
    const lacking = Boolean(state.following) && !("accuracy_train" in run || "accuracy_test" in run);
    const classes = state.lowered?.meta.task === "classes" && !lacking;
    const lossValues = [found.train.middle, found.test.middle];
    auto = spansDecades(lossValues, auto ? 4 : 8); // once logarithmic it stays so for a while: no flicker at the border
    const isLog = logarithmic ?? auto;
    log.input.checked = isLog;
    accuracyFigure.root.hidden = !classes;
    clear.hidden = state.overlay.length === 0;

    const { x, kept } = comparison(found.epochs, state.overlay);
    const line = (
      /** @type {typeof found.train} */ values,
      /** @type {string} */ color,
      /** @type {number[]} */ dash,
    ) => ({
      values: values.middle,
      band: { low: values.low, high: values.high },
      color,
      dash,
    });
    /** @param {number | null} value @returns {Line[]} */
    const constant = (value) =>
      value === null || !Number.isFinite(value)
        ? []
        : [{ values: x.map(() => value), color: colors.chance, dash: [2, 3], width: 1.25 }];
    /** @param {"train" | "test" | "accuracy"} what */
    const others = (what) =>
      kept.map((curve, i) => ({
        values: curve[what],
        color: colors.cycle[(i + 2) % colors.cycle.length] ?? colors.chance,
        width: 1.5,
        dash: what === "train" ? TRAIN_DASH : (DASHES[2 + (i % 4)] ?? []),
      }));
    loss.draw(
      {
        x,
        log: isLog,
        xLabel: t(axisId(state)),
        marks: found.ends,
        lines: [
          line(found.train, colors.train, TRAIN_DASH),
          line(found.test, colors.test, TEST_DASH),
          ...constant(state.lowered?.chance.loss ?? null),
          ...others("train"),
          ...others("test"),
        ],
      },
      colors,
    );
    if (classes) {
      accuracy.draw(
        {
          x,
          xLabel: t(axisId(state)),
          range: [0, 1.02],
          lines: [
            line(found.accuracyTrain, colors.train, TRAIN_DASH),
            line(found.accuracyTest, colors.test, TEST_DASH),
            ...constant(state.lowered?.chance.accuracy ?? null),
            ...others("accuracy"),
          ],
        },
        colors,
      );
    }
    drawLegend(state, colors);
    if (pointed === null) write(state);
    const said = summary(state, t);
    lossFigure.describe(said);
    accuracyFigure.describe(said);
    lossFigure.table(() => tableOf(store.get(), "loss", t));
    accuracyFigure.table(() => tableOf(store.get(), "accuracy", t));
  }

  let legendKey = "";
  /**
   * @param {Readonly<State>} state
   * @param {import("../charts/palette.js").Palette} colors
   */
  function drawLegend(state, colors) {
    const names = state.overlay.map((curve) => curve.name);
    const broken = losses(state).ends.length > 0;
    const without = Boolean(state.following) && !("loss_test" in state.history.run || "accuracy_test" in state.history.run);
    const key = JSON.stringify([names, colors.ink, state.seeds > 1, broken, without]);
    if (key === legendKey) return;
    legendKey = key;
    const entries = [
      entry(t("plot-train"), colors.train, TRAIN_DASH),
      ...(without ? [] : [entry(t("plot-test"), colors.test, TEST_DASH)]),
      entry(t("plot-chance"), colors.chance, [2, 3]),
      ...names.map((name, i) => entry(name, colors.cycle[(i + 2) % colors.cycle.length] ?? "", TRAIN_DASH)),
    ];
    if (state.seeds > 1) entries.push(h("li", { class: "chart-note", text: t("studio-curves-band") }));
    if (broken) entries.push(h("li", { class: "chart-note", text: `✕ ${t("plot-non-finite")}` }));
    legend.replaceChildren(...entries);
  }

  const job = paint(root, store, ["history", "overlay", "theme", "lowered", "seeds"], draw, 90);
  return () => {
    job.stop();
    loss.stop();
    accuracy.stop();
  };
}

/**
 * @param {string} name
 * @param {string} color
 * @param {number[]} dash
 */
function entry(name, color, dash) {
  return h("li", {}, lineSample(color, dash), ` ${name}`);
}
