/** The linear regions of the shown network, exactly and while it trains; why there are none where there are none. */

import { button } from "../charts/controls.js";
import { figure } from "../charts/figure.js";
import { grouped, number } from "../charts/numbers.js";
import { paint } from "../charts/painter.js";
import { advance, regions } from "../charts/regions.js";
import { bent, inputMap, mostRegions } from "../charts/straight.js";
import { h, setText } from "../dom.js";
import { formula } from "../picture/names.js";
import { paletteOf } from "../picture/palette.js";
import { plane } from "../picture/plane.js";
import { drawKinks, drawRegions } from "../picture/tiling.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Lowered} Lowered */
/** @typedef {import("../charts/regions.js").Found} Found */

const PACE = 250; // milliseconds between two counts
const REST = 2; // times as long as a count took
const SLICE = 4; // milliseconds of a frame
const MOST = 6000; // regions; more would be a gray ground
const MENDED_OTHERWISE = ["layer-norm", "softmax"]; // by another activation they are not
const CORNERED = new Set(["relu", "leaky-relu", "prelu", "linear"]); // at most one corner a unit

/**
 * @param {HTMLElement} root
 * @param {Context} context
 * @returns {() => void} ends the view
 */
export function mount(root, { store, actions, t }) {
  root.classList.add("charts");
  const says = h("p", { class: "regions-count" });
  const more = h("p", { class: "chart-note" });
  const why = h("p", { class: "chart-note" });
  const straighten = button(t("studio-regions-relu"), () => actions.setOption("network.activation", "relu"));
  const chart = figure(t("studio-regions"), t("studio-chart-table"));
  const plot = plane(t("studio-regions"));
  plot.ground.removeAttribute("role"); // the figure is the image
  plot.ground.removeAttribute("aria-label");
  chart.picture.append(h("div", { class: "regions-plane" }, plot.root));
  root.append(h("p", { class: "chart-note", text: t("studio-regions-about") }), says, more, why, straighten, chart.root);

  const ground = /** @type {CanvasRenderingContext2D} */ (plot.ground.getContext("2d"));
  const behind = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d", { willReadFrequently: true }));
  let ended = false;
  /** @type {{key: string, parameters: Float32Array}} what the picture shows */
  let done = { key: "", parameters: new Float32Array(0) };
  let rested = 0; // when the next count may begin while it trains: one that takes long comes seldom
  let timer = 0;
  let start = { session: -1, count: 0 };

  /** @param {Readonly<State>} state */
  const draw = async (state) => {
    const { lowered, frame, seed, session, theme } = state;
    if (!lowered || !frame) return;
    const obstacle = obstacleOf(lowered, t);
    show(obstacle === null ? "" : obstacle.text, obstacle?.bent === true && state.where !== "file");
    if (obstacle !== null) return;
    plot.fit();
    if (plot.side() === 0) return;
    const key = [session, seed, frame.step, paletteOf(theme).shade, plot.side()].join();
    const { parameters } = done;
    if (key === done.key && parameters.length === frame.parameters.length && parameters.every((value, i) => value === frame.parameters[i])) return;
    const rest = state.worker === "running" ? rested - performance.now() : 0; // what stands still is counted at once
    if (rest > 0) {
      timer ||= window.setTimeout(() => {
        timer = 0;
        job.touch();
      }, rest);
      return;
    }
    // Refused where the network is replaced meanwhile: the next frame asks again.
    const answer = await actions.inquire({ what: "parameters", run: seed }).catch(() => null);
    if (answer && !ended && store.get().session === session) await count(store.get(), answer, key);
  };

  /** @param {Readonly<State>} state @param {{parameters: Float32Array, running: Float32Array}} answer @param {string} key */
  const count = async (state, { parameters, running }, key) => {
    const { lowered, session, frame } = state;
    if (!lowered || !frame) return;
    if (!parameters.every(Number.isFinite)) {
      show(t("studio-regions-finite"), false);
      return;
    }
    const steps = work(lowered, parameters, running, paletteOf(state.theme));
    const { step } = frame;
    const began = performance.now();
    /** @type {Found | null | undefined} */
    let found = null;
    while (found === null) {
      if (ended || store.get().session !== session) return;
      found = advance(steps, performance.now() + SLICE, () => performance.now());
      if (found === null) await new Promise(requestAnimationFrame);
    }
    if (found === undefined) return;
    done = { key, parameters };
    rested = performance.now() + REST * (performance.now() - began);
    if (step === 0) start = { session, count: found.regions.length };
    finish(lowered, found, session);
  };

  /** @param {Lowered} lowered @param {Float32Array} parameters @param {Float32Array} running @param {import("../picture/palette.js").Palette} palette @returns {Generator<void, Found>} */
  function* work(lowered, parameters, running, palette) {
    const { plan, points } = lowered;
    const [x0, x1, y0, y1] = points.domain;
    const inputs = /** @type {import("../charts/straight.js").Affine} */ (mapOf(lowered));
    const plain = /** @type {[number, number][]} */ ([[x0, x1], [y0, y1]]).slice(0, points.raw_names.length);
    const found = yield* regions(plan, parameters, running, plain, inputs, MOST);
    const side = plot.ground.width;
    behind.canvas.width = behind.canvas.height = side;
    const ratio = side / plot.side();
    /** @type {import("../picture/tiling.js").Place} */
    const place = (x, y) => [((x - x0) / (x1 - x0)) * side, ((y1 - y) / (y1 - y0)) * side];
    const numbers = plan.task === "numbers";
    const scale = numbers ? Math.max(...points.y_train.data.map(Math.abs), 1e-9) : plan.output === "tanh" ? 1 : 2;
    if (found.dimension === 1) yield* drawKinks(behind, found, { palette, place, ratio });
    else yield* drawRegions(behind, found, { palette, place, ratio, scale, border: !numbers && plan.widths[plan.widths.length - 1] === 1 });
    return found;
  }

  /** @param {Lowered} lowered @param {Found} found @param {number} session */
  const finish = (lowered, found, session) => {
    const { plan, points } = lowered;
    plot.axes(points.domain, points.raw_names.length === 2 ? points.raw_names.map(formula) : [formula(points.raw_names[0]), ""]);
    ground.drawImage(behind.canvas, 0, 0);
    const count = found.regions.length;
    const text = found.over ? t("studio-regions-over", { most: grouped(MOST) })
      : found.pieces === count ? t("studio-regions-count", { count: grouped(count) })
      : t("studio-regions-pieces", { count: grouped(count), pieces: grouped(found.pieces) });
    setText(says, text);
    const hidden = plan.layers.slice(0, -1).map(({ outputs }) => outputs);
    const bound = plan.layers.slice(0, -1).every(({ activation }) => CORNERED.has(activation)) ? mostRegions(hidden, found.dimension) : null;
    const notes = [];
    if (start.session === session) notes.push(t("studio-regions-start", { count: grouped(start.count) }));
    if (bound !== null && hidden.length > 0) notes.push(t("studio-regions-most", { most: bound < 1e6 ? grouped(bound) : number(bound) }));
    setText(more, notes.join(" "));
    chart.describe([text, ...notes].join(" "));
    chart.table(() => ({
      head: [t("studio-regions-layer"), t("studio-regions-so-far")],
      rows: found.layers.map((one) => [t("studio-drawing-hidden", { number: one.layer + 1 }), grouped(one.regions)]),
    }));
  };

  /** @param {string} reason why there is no picture, empty: there is @param {boolean} mendable */
  const show = (reason, mendable) => {
    setText(why, reason);
    why.hidden = reason === "";
    straighten.hidden = !mendable;
    for (const part of [says, more, chart.root]) part.hidden = reason !== "";
    if (reason !== "") done.key = "";
  };

  const job = paint(root, store, ["frame", "lowered", "seed", "theme", "worker"], draw, PACE);
  const resized = new ResizeObserver(() => job.touch());
  resized.observe(plot.area);
  return () => {
    ended = true;
    window.clearTimeout(timer);
    resized.disconnect();
    job.stop();
  };
}

/** @param {Lowered} lowered */
function mapOf({ plan, points, grid, experiment }) {
  return inputMap(points, grid, plan.widths[0], experiment.data.preprocessing.length === 0);
}

/**
 * Why there are no regions to draw; null: there are.
 *
 * @param {Lowered} lowered
 * @param {import("../types.js").Translate} t
 * @returns {{text: string, bent: boolean} | null}
 */
export function obstacleOf(lowered, t) {
  const what = bent(lowered.plan);
  if (what !== null) return { text: t("studio-regions-bent", { what }), bent: !MENDED_OTHERWISE.includes(what) };
  if (lowered.grid === null) return { text: t("studio-regions-inputs", { inputs: lowered.points.raw_names.length || lowered.plan.widths[0] }), bent: false };
  if (mapOf(lowered) === null) return { text: t("studio-regions-features"), bent: false };
  return null;
}
