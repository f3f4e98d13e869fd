/**
 * Points of one's own: set by click, tap, drag, or keyboard (a cross that the arrow keys move, or two number fields). They
 * become the data set; what is drawn afterwards changes it at once.
 */

import { number } from "../charts/numbers.js";
import { paint } from "../charts/painter.js";
import { h, setText, uniqueId } from "../dom.js";
import { button } from "../fields.js";
import { SHAPES, drawMarker, lookOf, samplesOf } from "../picture/markers.js";
import { paletteOf } from "../picture/palette.js";
import { plane } from "../picture/plane.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {{x: number, y: number, k: number}} Point  class k at (x, y); for a curve, k is unused */

const MOST = 2000;
const CLASSES = 6;
const APART = 11; // pixels between points that one stroke sets
const REACH = 14; // pixels from which a point is removed
const STEP = 0.25; // of the cross
const SOON = 350; // milliseconds from the last change to the next training
/** @type {[number, number, number, number]} */
const DOMAIN = [-6, 6, -6, 6];

/** What was drawn, also while the page changes its language. @type {{points: Point[], task: "classes" | "numbers"}} */
const kept = { points: [], task: "classes" };

/**
 * @param {HTMLElement} root
 * @param {Context} context
 * @returns {() => void} ends the view
 */
export function mount(root, { store, actions, t }) {
  let points = kept.points;
  let brush = 0; // the class to set; -1 removes
  /** @type {[number, number]} */
  let cross = [0, 0];
  let crossed = false; // the cross is shown once somebody uses it
  let timer = 0;
  /** @type {[number, number] | null} */
  let last = null;

  const plot = plane(t("studio-own-name"));
  const context = /** @type {CanvasRenderingContext2D} */ (plot.marks.getContext("2d"));
  const area = plot.area;
  area.tabIndex = 0;
  area.setAttribute("role", "application");
  area.setAttribute("aria-label", t("studio-own-area"));

  const coordinate = (/** @type {0 | 1} */ d) => {
    const id = uniqueId("own");
    const input = h("input", { id, type: "number", class: "number", step: "0.1", value: "0", min: "-6", max: "6", autocomplete: "off", oninput: () => {
      if (!Number.isFinite(input.valueAsNumber)) return;
      cross[d] = bounded(input.valueAsNumber);
      crossed = true;
      picture.touch();
    } });
    return { input, root: h("span", { class: "own-coordinate" }, h("label", { for: id, text: d === 0 ? "x₁" : "x₂" }), input) };
  };
  const coordinates = [coordinate(0), coordinate(1)];

  const says = h("p", { class: "hint", role: "status" });
  const brushes = h("div", { class: "own-brushes" });
  const task = h("select", { onchange: () => {
    kept.task = task.value === "numbers" ? "numbers" : "classes";
    brush = 0;
    changed();
    showBrushes();
  } }, h("option", { value: "classes", text: t("studio-own-classes") }), h("option", { value: "numbers", text: t("studio-own-curve") }));
  task.value = kept.task;
  const taskId = uniqueId("own");
  task.id = taskId;

  // -- changing the points -----------------------------------------------------------------------------------------

  /** @param {Point[]} next */
  const set = (next) => {
    points = kept.points = next;
    changed();
  };
  const changed = () => {
    const counts = new Map();
    for (const { k } of points) counts.set(k, (counts.get(k) ?? 0) + 1);
    const list = kept.task === "numbers" ? [] : [...counts].sort((a, b) => a[0] - b[0]).map(([k, n]) => t("studio-own-count", { name: k, count: n }));
    setText(says, points.length === 0 ? t("studio-own-help") : [t("studio-own-points", { count: points.length }), ...list].join(" · "));
    use.root.disabled = !enough();
    for (const one of [undo, clear]) one.root.disabled = points.length === 0;
    picture.touch();
    window.clearTimeout(timer);
    const { own } = store.get();
    if (own && "points" in own && enough()) timer = window.setTimeout(give, SOON);
  };
  const enough = () => points.length >= 4 && (kept.task === "numbers" || new Set(points.map(({ k }) => k)).size > 1);
  const give = () => {
    if (!enough()) return;
    const curve = kept.task === "numbers";
    const classes = [...new Set(points.map(({ k }) => k))].sort((a, b) => a - b); // without gaps, as the server wants them
    actions.setOwnData({ points: {
      x: points.map(({ x, y }) => (curve ? [x] : [x, y])),
      y: points.map(({ y, k }) => (curve ? y : classes.indexOf(k))),
      task: kept.task,
      names: [], // of the classes: their numbers
    } });
  };
  /** @param {number} x @param {number} y */
  const put = (x, y) => {
    if (brush < 0) {
      const [px, py] = plot.place(x, y);
      let found = -1;
      let nearest = REACH;
      points.forEach((point, i) => {
        const [qx, qy] = plot.place(point.x, point.y);
        const distance = Math.hypot(px - qx, py - qy);
        if (distance < nearest) [nearest, found] = [distance, i];
      });
      if (found >= 0) set(points.filter((_, i) => i !== found));
    } else if (points.length < MOST) set([...points, { x: round(bounded(x)), y: round(bounded(y)), k: brush }]);
  };

  // -- pointer and keyboard ----------------------------------------------------------------------------------------

  area.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    area.setPointerCapture(event.pointerId);
    last = [event.clientX, event.clientY];
    put(...plot.value(event));
  });
  area.addEventListener("pointermove", (event) => {
    if (!last || Math.hypot(event.clientX - last[0], event.clientY - last[1]) < APART) return;
    last = [event.clientX, event.clientY];
    const [x, y] = plot.value(event);
    if (Math.abs(x) <= 6 && Math.abs(y) <= 6) put(x, y);
  });
  for (const name of ["pointerup", "pointercancel"]) area.addEventListener(name, () => { last = null; });
  area.addEventListener("keydown", (event) => {
    const moves = /** @type {{[key: string]: [number, number]}} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] });
    const move = moves[event.key];
    if (move) {
      const size = event.shiftKey ? 4 * STEP : STEP;
      cross = [bounded(cross[0] + move[0] * size), bounded(cross[1] + move[1] * size)];
    } else if (event.key === "Enter" || event.key === " ") put(...cross);
    else if (event.key === "Delete" || event.key === "Backspace") {
      const before = brush;
      brush = -1;
      put(...cross);
      brush = before;
    } else if (/^[0-5]$/.test(event.key) && kept.task === "classes") pick(Number(event.key));
    else return;
    event.preventDefault();
    crossed = true;
    coordinates.forEach(({ input }, d) => { input.value = String(cross[d]); });
    area.setAttribute("aria-description", t("studio-own-at", { x: number(cross[0]), y: number(cross[1]) }));
    picture.touch();
  });
  area.addEventListener("blur", () => {
    crossed = false;
    picture.touch();
  });

  // -- controls ----------------------------------------------------------------------------------------------------

  const brushName = uniqueId("brush");
  /** @param {number} k */
  const pick = (k) => {
    brush = k;
    for (const input of brushes.querySelectorAll("input")) input.checked = Number(input.value) === k;
  };
  const showBrushes = () => {
    const palette = paletteOf(store.get().theme);
    const kinds = kept.task === "numbers" ? [0, -1] : [...Array.from({ length: CLASSES }, (_, k) => k), -1];
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    brushes.replaceChildren(h("legend", { class: "visually-hidden", text: t("studio-own-brush") }), ...kinds.map((k) => {
      const input = h("input", { type: "radio", class: "visually-hidden", name: brushName, value: String(k), checked: k === brush, onchange: () => { brush = k; } });
      const mark = h("canvas", { class: "legend-mark", width: 18 * ratio, height: 18 * ratio, "aria-hidden": "true" });
      const pen = mark.getContext("2d");
      if (pen) {
        pen.scale(ratio, ratio);
        if (k < 0) {
          pen.strokeStyle = palette.ink;
          pen.lineWidth = 1.8;
          pen.beginPath();
          pen.moveTo(5, 5);
          pen.lineTo(13, 13);
          pen.moveTo(13, 5);
          pen.lineTo(5, 13);
          pen.stroke();
        } else drawMarker(pen, palette, lookAt(palette, k), { x: 9, y: 9, r: 5, test: false, numbers: false });
      }
      const name = k < 0 ? t("studio-own-erase") : kept.task === "numbers" ? t("studio-own-point") : t("studio-own-class", { name: k });
      return h("label", { class: "own-brush", title: name }, input, mark, h("span", { class: k < 0 || kept.task === "numbers" ? "" : "visually-hidden", text: name }));
    }));
  };
  const set_ = h("fieldset", { class: "own-set" }, brushes);
  const add = button({ label: t("studio-own-add"), class: "button small", onclick: () => put(...cross) });
  const undo = button({ label: t("studio-own-undo"), class: "button small", onclick: () => set(points.slice(0, -1)) });
  const clear = button({ label: t("studio-own-clear"), class: "button small", onclick: () => set([]) });
  const copy = button({ label: t("studio-own-copy"), class: "button small", onclick: () => {
    const { lowered } = store.get();
    if (!lowered) return;
    const samples = samplesOf(lowered);
    if (samples.width === 0) return;
    kept.task = task.value = samples.numbers ? "numbers" : "classes";
    if (samples.numbers && samples.width === 2) return;
    const all = Array.from({ length: Math.min(MOST, samples.all) }, (_, i) => ({
      x: round(bounded(samples.at(i, 0))),
      y: round(bounded(samples.width === 1 ? samples.target(i) : samples.at(i, 1))),
      k: samples.numbers ? 0 : samples.target(i),
    }));
    showBrushes();
    set(all);
  } });
  const use = button({ label: t("studio-own-use"), class: "button primary", onclick: give });
  const details = h("details", { class: "more own", "data-control": "ownPoints" }, h("summary", { text: t("studio-own-summary") }),
    h("div", { class: "own-line" }, h("label", { for: taskId, text: t("studio-own-kind") }), task), set_, h("figure", { class: "own-figure" }, plot.root), says,
    h("div", { class: "own-line" }, ...coordinates.map((one) => one.root), add.root),
    h("div", { class: "own-line" }, undo.root, clear.root, copy.root), use.root);
  root.append(details);

  // -- the picture -------------------------------------------------------------------------------------------------

  const picture = paint(plot.root, store, ["theme", "own"], (state) => {
    plot.fit();
    const side = plot.side();
    if (side === 0) return;
    plot.axes(DOMAIN, kept.task === "numbers" ? ["x₁", "y"] : ["x₁", "x₂"]);
    const palette = paletteOf(state.theme);
    const ratio = plot.ratio();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, side, side);
    context.strokeStyle = palette.soft;
    context.globalAlpha = 0.35;
    context.lineWidth = 1;
    context.beginPath();
    const [ox, oy] = plot.place(0, 0).map((v) => Math.round(v) + 0.5);
    context.moveTo(ox, 0);
    context.lineTo(ox, side);
    context.moveTo(0, oy);
    context.lineTo(side, oy);
    context.stroke();
    context.globalAlpha = 1;
    for (const point of points) {
      const [x, y] = plot.place(point.x, point.y);
      drawMarker(context, palette, lookAt(palette, kept.task === "numbers" ? 1 : point.k), { x, y, r: 3.6, test: false, numbers: false });
    }
    if (crossed) {
      const [x, y] = plot.place(...cross);
      for (const [color, width] of /** @type {[string, number][]} */ ([[palette.halo, 5], [palette.ink, 2]])) {
        context.strokeStyle = color;
        context.lineWidth = width;
        context.beginPath();
        context.moveTo(x - 11, y);
        context.lineTo(x + 11, y);
        context.moveTo(x, y - 11);
        context.lineTo(x, y + 11);
        context.stroke();
      }
    }
  }, 0);
  const dressed = store.subscribe(["theme"], showBrushes);
  // Points of a link can be drawn on, as if they had been drawn here.
  const came = store.subscribe(["own"], ({ own }) => {
    if (!own || !("points" in own) || points.length > 0) return;
    const { x, y, task: kind } = own.points;
    kept.task = task.value = kind;
    points = kept.points = x.map(([first, second], i) => ({ x: first, y: second ?? y[i], k: kind === "numbers" ? 0 : y[i] }));
    showBrushes();
    changed();
    window.clearTimeout(timer); // they are the data already
  });
  const sized = new ResizeObserver(() => picture.touch());
  sized.observe(root);
  changed();
  return () => {
    window.clearTimeout(timer);
    picture.stop();
    dressed();
    came();
    sized.disconnect();
  };
}

/** @param {import("../picture/palette.js").Palette} palette @param {number} k */
function lookAt(palette, k) {
  return k < SHAPES.length ? lookOf(palette, false, k, 1) : lookOf(palette, false, 0, 1);
}

/** @param {number} value */
function bounded(value) {
  return Math.min(6, Math.max(-6, value));
}

/** @param {number} value */
function round(value) {
  return Number(value.toFixed(3));
}
