/** A function drawn by points becomes the network that is exactly this function: weights worked out, nothing trained. */

import { button } from "../charts/controls.js";
import { MOST_POINTS, exactNetwork, mistakeOf, samplesOf, slopesOf, valueAt } from "../charts/exact.js";
import { number } from "../charts/numbers.js";
import { h, setText, uniqueId } from "../dom.js";
import { withValues } from "../experiment.js";
import { paletteOf } from "../picture/palette.js";
import { plane } from "../picture/plane.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {{x: number, y: number}} Point */

const REACH = 16; // pixels from which a point is taken
const SAMPLES = 100;
/** @type {[number, number, number, number]} */
const DOMAIN = [-6, 6, -6, 6];
const round = (/** @type {number} */ value) => Math.round(20 * value) / 20;

/** What was drawn, also while the page changes its language. */
const kept = {
  points: /** @type {Point[]} */ ([{ x: -3, y: 1 }, { x: -1, y: -2 }, { x: 1, y: 2.5 }, { x: 3, y: 0 }]),
  left: 0,
  right: -1,
};

/**
 * @param {HTMLElement} root
 * @param {Context} context
 * @returns {() => void} ends the view
 */
export function mount(root, { store, actions, t }) {
  root.classList.add("charts");
  const plot = plane(t("studio-function-picture"));
  const context = /** @type {CanvasRenderingContext2D} */ (plot.marks.getContext("2d"));
  plot.area.classList.add("function-area");
  const rows = h("tbody");
  const table = h("table", { class: "chart-table function-table" },
    h("caption", { class: "visually-hidden", text: t("studio-function-points") }),
    h("thead", {}, h("tr", {}, ...["studio-function-point", "studio-function-x", "studio-function-y", "studio-function-change"].map((id) => h("th", { scope: "col", text: t(id) })))),
    rows);
  const add = button(t("studio-function-add"), () => addPoint());
  const says = h("p", { class: "chart-readout", role: "status" });
  const make = button(t("studio-function-make"), () => give(), "primary");
  const slope = (/** @type {"left" | "right"} */ side) => {
    const id = uniqueId("slope");
    const input = h("input", { id, type: "number", class: "number", step: "0.25", value: String(kept[side]), oninput: () => {
      kept[side] = input.valueAsNumber;
      changed();
    } });
    return h("span", { class: "chart-control" }, h("label", { for: id, text: t(`studio-function-${side}`) }), input);
  };
  root.append(
    h("h3", { text: t("studio-function") }),
    h("p", { class: "chart-note", text: t("studio-function-about") }),
    h("div", { class: "function-parts" },
      h("div", { class: "regions-plane" }, plot.root),
      h("div", {}, h("div", { class: "chart-scroll", tabIndex: 0, role: "region", "aria-label": t("studio-function-points") }, table),
        h("div", { class: "chart-controls" }, add, slope("left"), slope("right")), says, h("div", { class: "chart-controls" }, make))),
  );

  /** @returns {import("../charts/exact.js").Straight} */
  const straight = () => ({ x: kept.points.map(({ x }) => x), y: kept.points.map(({ y }) => y), left: kept.left, right: kept.right });

  const fill = () => {
    if (rows.childElementCount !== kept.points.length) {
      rows.replaceChildren(...kept.points.map((_, i) => {
        const field = (/** @type {"x" | "y"} */ axis) => {
          const input = h("input", { type: "number", class: "number", step: "0.1", "aria-label": t(`studio-function-${axis}-of`, { number: i + 1 }), oninput: () => {
            kept.points[i][axis] = input.valueAsNumber;
            changed();
          } });
          return h("td", {}, input);
        };
        return h("tr", {}, h("th", { scope: "row", text: String(i + 1) }), field("x"), field("y"),
          h("td", {}, h("button", { type: "button", class: "button small", text: t("studio-function-remove"), "aria-label": t("studio-function-remove-of", { number: i + 1 }), onclick: () => remove(i) })));
      }));
    }
    [...rows.rows].forEach((row, i) => {
      const [x, y] = row.querySelectorAll("input");
      for (const [input, value] of /** @type {[HTMLInputElement, number][]} */ ([[x, kept.points[i].x], [y, kept.points[i].y]])) {
        if (document.activeElement !== input) input.value = Number.isFinite(value) ? String(value) : "";
      }
    });
  };
  const changed = () => {
    fill();
    const mistake = mistakeOf(straight());
    make.disabled = mistake !== null || store.get().where === "file";
    add.disabled = kept.points.length >= MOST_POINTS;
    setText(says, mistake ? t(...mistake)
      : t("studio-function-says", { units: kept.points.length + 1, slopes: slopesOf(straight()).map((one) => number(one)).join(", ") }));
    draw();
  };
  /** @param {number} at */
  const remove = (at) => {
    if (kept.points.length < 2) return;
    kept.points = kept.points.filter((_, i) => i !== at);
    changed();
    /** @type {HTMLElement | null} */ (rows.querySelectorAll("button")[Math.min(at, kept.points.length - 1)])?.focus();
  };
  /** A point where the widest gap is. */
  const addPoint = () => {
    const { points } = kept;
    if (points.length >= MOST_POINTS) return;
    const places = [DOMAIN[0], ...points.map(({ x }) => x), DOMAIN[1]];
    let widest = 1;
    for (let i = 1; i < places.length; i++) if (places[i] - places[i - 1] > places[widest] - places[widest - 1]) widest = i;
    put({ x: round((places[widest] + places[widest - 1]) / 2), y: 0 });
  };
  /** @param {Point} point @returns {number} which one it is now */
  const put = (point) => {
    const at = kept.points.filter(({ x }) => x < point.x).length;
    kept.points = kept.points.toSpliced(at, 0, point);
    changed();
    return at;
  };

  // -- pointer -------------------------------------------------------------------------------------------------------

  let held = -1;
  plot.area.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const [x, y] = plot.value(event);
    const [px, py] = plot.place(x, y);
    let nearest = REACH;
    kept.points.forEach((point, i) => {
      const [qx, qy] = plot.place(point.x, point.y);
      const distance = Math.hypot(px - qx, py - qy);
      if (distance < nearest) [nearest, held] = [distance, i];
    });
    if (held < 0 && kept.points.length < MOST_POINTS && kept.points.every((point) => Math.abs(point.x - round(x)) > 0.02)) held = put({ x: round(x), y: round(y) });
    if (held >= 0) plot.area.setPointerCapture(event.pointerId);
  });
  plot.area.addEventListener("pointermove", (event) => {
    if (held < 0) return;
    const [x, y] = plot.value(event);
    // Between its neighbors, so that x keeps rising.
    const low = kept.points[held - 1]?.x ?? DOMAIN[0] - 0.05;
    const high = kept.points[held + 1]?.x ?? DOMAIN[1] + 0.05;
    const between = high - low > 0.1 ? Math.min(Math.max(round(x), low + 0.05), high - 0.05) : kept.points[held].x;
    kept.points[held] = { x: round(between), y: Math.min(Math.max(round(y), DOMAIN[2]), DOMAIN[3]) };
    changed();
  });
  for (const name of ["pointerup", "pointercancel"]) plot.area.addEventListener(name, () => { held = -1; });

  // -- picture and network -------------------------------------------------------------------------------------------

  const draw = () => {
    plot.fit();
    const side = plot.marks.width;
    const ratio = plot.ratio();
    plot.axes(DOMAIN, ["x", "f(x)"]);
    const palette = paletteOf(store.get().theme);
    const shown = straight();
    context.clearRect(0, 0, side, side);
    if (mistakeOf(shown) !== null || plot.side() === 0) return;
    const pixel = (/** @type {number} */ x, /** @type {number} */ y) => /** @type {[number, number]} */ (plot.place(x, y).map((place) => place * ratio));
    context.beginPath();
    for (const x of [2 * DOMAIN[0], ...shown.x, 2 * DOMAIN[1]].sort((a, b) => a - b)) context.lineTo(...pixel(x, valueAt(shown, x)));
    context.strokeStyle = palette.positive;
    context.lineWidth = 2.5 * ratio;
    context.lineJoin = "round";
    context.stroke();
    for (const { x, y } of kept.points) {
      const [px, py] = pixel(x, y);
      context.beginPath();
      context.arc(px, py, 6 * ratio, 0, 2 * Math.PI);
      context.fillStyle = palette.paper;
      context.fill();
      context.strokeStyle = palette.ink;
      context.lineWidth = 2 * ratio;
      context.stroke();
    }
  };

  const give = () => {
    const shown = straight();
    if (mistakeOf(shown) !== null) return;
    const margin = Math.max(1, 0.25 * ((shown.x.at(-1) ?? 0) - shown.x[0]));
    const data = samplesOf(shown, shown.x[0] - margin, (shown.x.at(-1) ?? 0) + margin, SAMPLES);
    const { units, parameters } = exactNetwork(shown);
    const own = { points: { ...data, task: /** @type {const} */ ("numbers"), names: ["x1"] } };
    const defaults = actions.defaults(["data", "network", "training"].flatMap((section) => Object.keys(store.get().experiment[/** @type {"data"} */ (section)]).map((name) => `${section}.${name}`)));
    const values = { ...defaults, "network.hidden": [units], "network.activation": "relu", "network.output": "identity", "training.loss": "squared" };
    actions.pause();
    waiting = { own, parameters };
    actions.edit({ experiment: withValues(store.get().draft.experiment, values), own }, "function");
  };
  /** @type {{own: any, parameters: number[]} | null} */
  let waiting = null;
  const arrived = store.subscribe(["lowered"], ({ own, lowered, frame }) => {
    if (waiting === null || own !== waiting.own || frame?.parameters.length !== waiting.parameters.length || !lowered) return;
    const { parameters } = waiting;
    waiting = null;
    parameters.forEach((value, index) => actions.editParameter(index, value));
    setText(says, t("studio-function-made", { units: lowered.plan.widths[1] }));
  });

  const themed = store.subscribe(["theme"], () => draw());
  const resized = new ResizeObserver(() => draw());
  resized.observe(plot.area);
  changed();
  return () => {
    arrived();
    themed();
    resized.disconnect();
  };
}
