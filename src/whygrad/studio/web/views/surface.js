/** The loss around the shown network, on a plane through its parameters, and the way that it took on it. */

import { button, chooser } from "../charts/controls.js";
import { figure } from "../charts/figure.js";
import { number } from "../charts/numbers.js";
import { paint } from "../charts/painter.js";
import { palette, ramp } from "../charts/palette.js";
import { Path, onto, pathPlane, randomPlane, rowOf, weightPlane } from "../charts/surface.js";
import { h, setText } from "../dom.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../charts/surface.js").Plane} Plane */
/**
 * @typedef {{losses: Float32Array, plane: Plane, center: Float32Array, reach: number, key: string,
 *   rows: number}} Surface  `rows` are computed so far
 */

const SIZE = 33;
const ROWS_AT_ONCE = 3; // a slice of the worker's time
const MOST_PARAMETERS = 20_000;
const PIXELS = 300;
const REACH = 1.25;

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, actions, t }) {
  root.classList.add("charts");
  let seed = 1;
  /** @type {Surface | null} */
  let surface = null;
  let working = 0; // number of the computation that counts; an older one gives up
  const path = new Path();

  const kind = chooser(
    t("studio-surface-plane"),
    [
      ["path", t("studio-surface-path")],
      ["random", t("studio-surface-random")],
      ["weights", t("studio-surface-weights")],
    ],
    () => job.touch(),
  );
  const first = chooser(t("studio-surface-first"), [], () => {});
  const second = chooser(t("studio-surface-second"), [], () => {});
  const compute = button(t("studio-surface-compute"), () => start());
  const progress = h("progress", { max: SIZE, value: 0, hidden: true, "aria-label": t("studio-surface-computing") });
  const chart = figure(t("studio-surface"), t("studio-chart-table"));
  const canvas = h("canvas", { width: PIXELS, height: PIXELS, class: "surface-canvas" });
  chart.picture.append(canvas);
  const scale = h("p", { class: "chart-note" });
  const note = h("p", { class: "chart-note" });
  root.append(
    h("p", { class: "chart-note", text: t("studio-surface-about") }),
    h("div", { class: "chart-controls" }, kind.root, first.root, second.root, compute, progress),
    note,
    chart.root,
    scale,
  );

  const follow = store.subscribe(["frame"], ({ frame, session, seed: run }) => {
    if (frame !== null && frame.parameters.length <= MOST_PARAMETERS)
      path.add(`${session} ${run}`, frame.step, frame.parameters);
  });

  /** @param {Readonly<State>} state @param {Float32Array} center @returns {Plane | null} */
  function planeOf(state, center) {
    if (kind.select.value === "weights")
      return weightPlane(center.length, Number(first.select.value), Number(second.select.value));
    if (kind.select.value === "path") return path.places.length < 3 ? null : pathPlane(path.places, center);
    seed += 1;
    return randomPlane(center, state.lowered?.plan.parameters ?? [], seed);
  }

  async function start() {
    const state = store.get();
    const center = state.frame?.parameters;
    if (center === undefined || state.lowered === null) return;
    const plane = planeOf(state, center);
    setText(note, plane === null ? t("studio-surface-no-path") : "");
    if (plane === null) return;
    working += 1;
    const mine = working;
    const reach = kind.select.value === "weights" ? 2 : REACH;
    const made = { losses: new Float32Array(SIZE * SIZE).fill(NaN), plane, center, reach, key: path.key, rows: 0 };
    surface = made;
    progress.hidden = false;
    try {
      for (let row = 0; row < SIZE && mine === working; row += ROWS_AT_ONCE) {
        const rows = Math.min(ROWS_AT_ONCE, SIZE - row);
        const parameters = new Float32Array(rows * SIZE * center.length);
        for (let i = 0; i < rows; i++)
          parameters.set(rowOf(center, plane, SIZE, reach, row + i), i * SIZE * center.length);
        const answer = await actions.inquire({ what: "losses", run: state.seed, parameters });
        made.losses.set(answer.subarray(0, rows * SIZE), row * SIZE);
        made.rows = row + rows;
        progress.value = made.rows;
        job.touch();
      }
    } catch {
      if (surface === made) surface = null; // another network took its place
    }
    if (mine === working) progress.hidden = true;
    job.touch();
  }

  let tableKey = "";
  /** @param {Readonly<State>} state */
  function fillWeights(state) {
    const table = state.lowered?.plan.parameters ?? [];
    const key = JSON.stringify(table.map(({ name, shape }) => [name, shape]));
    if (key === tableKey) return;
    tableKey = key;
    const names = table.flatMap(({ name, kind: what, offset, shape }) => {
      const [units = 0, inputs = 1] = shape;
      return Array.from({ length: Math.min(units * inputs, 400) }, (_, i) => ({
        at: offset + i,
        text: what === "weight" ? `${name} ${Math.floor(i / inputs) + 1}, ${(i % inputs) + 1}` : `${name} ${i + 1}`,
      }));
    });
    for (const { select } of [first, second])
      select.replaceChildren(...names.map(({ at, text }) => h("option", { value: String(at), text })));
    second.select.selectedIndex = Math.min(1, names.length - 1);
  }

  /** @param {Readonly<State>} state */
  function draw(state) {
    const large = (state.frame?.parameters.length ?? 0) > MOST_PARAMETERS;
    compute.disabled = large;
    if (large) setText(note, t("studio-surface-too-large"));
    fillWeights(state);
    const isWeights = kind.select.value === "weights";
    first.root.hidden = !isWeights;
    second.root.hidden = !isWeights;
    if (surface !== null && surface.key !== path.key) surface = null;
    chart.root.hidden = surface === null;
    if (surface === null) {
      setText(scale, "");
      return;
    }
    const [low, high] = range(surface.losses);
    drawSurface(canvas, surface, path, low, high, palette(state));
    setText(scale, t("studio-surface-scale", { low: number(low), high: number(high) }));
    const shown = surface;
    chart.describe(t("studio-surface-scale", { low: number(low), high: number(high) }));
    chart.table(() => tableOf(shown));
  }

  const job = paint(root, store, ["frame", "lowered", "theme"], draw, 200);
  return () => {
    follow();
    working += 1;
    job.stop();
  };
}

/** @param {Float32Array} losses @returns {[number, number]} */
function range(losses) {
  let low = Infinity;
  let high = -Infinity;
  for (const loss of losses) {
    if (!Number.isFinite(loss)) continue;
    low = Math.min(low, loss);
    high = Math.max(high, loss);
  }
  return [low, high];
}

/** @param {Surface} surface @returns {import("../charts/figure.js").Table} */
function tableOf({ losses, reach }) {
  const places = [0, 4, 8, 12, 16, 20, 24, 28, 32];
  const at = (/** @type {number} */ i) => number(-reach + (2 * reach * i) / (SIZE - 1));
  return {
    head: ["↑ →", ...places.map(at)],
    rows: places.toReversed().map((row) => [at(row), ...places.map((column) => number(losses[row * SIZE + column]))]),
  };
}

/**
 * Logarithmic in color (darker: lower), lines of equal loss, the path, a cross where the network is.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Surface} surface
 * @param {Path} path
 * @param {number} low
 * @param {number} high
 * @param {import("../charts/palette.js").Palette} colors
 */
function drawSurface(canvas, surface, path, low, high, colors) {
  const ctx = canvas.getContext("2d");
  if (ctx === null) return;
  const cell = PIXELS / SIZE;
  const from = Math.log(Math.max(low, 1e-12));
  const width = Math.max(Math.log(Math.max(high, 1e-12)) - from, 1e-9);
  const level = (/** @type {number} */ loss) => (Math.log(Math.max(loss, 1e-12)) - from) / width;
  ctx.fillStyle = colors.grid;
  ctx.fillRect(0, 0, PIXELS, PIXELS);
  for (let row = 0; row < surface.rows; row++) {
    for (let column = 0; column < SIZE; column++) {
      const loss = surface.losses[row * SIZE + column] ?? NaN;
      if (!Number.isFinite(loss)) continue;
      const band = Math.floor(level(loss) * 12) / 12; // steps, so that lines of equal loss show
      ctx.fillStyle = `rgb(${ramp(band).join()})`;
      ctx.fillRect(Math.floor(column * cell), Math.floor(PIXELS - (row + 1) * cell), Math.ceil(cell), Math.ceil(cell));
    }
  }
  const pixel = (/** @type {[number, number]} */ [x, y]) => [
    (((x / surface.reach + 1) / 2) * (SIZE - 1) + 0.5) * cell,
    PIXELS - (((y / surface.reach + 1) / 2) * (SIZE - 1) + 0.5) * cell,
  ];
  ctx.lineJoin = "round";
  for (const [style, thick] of /** @type {[string, number][]} */ ([
    ["#000000", 3.5],
    ["#ffffff", 1.5],
  ])) {
    ctx.strokeStyle = style;
    ctx.lineWidth = thick;
    ctx.beginPath();
    for (const place of path.places) {
      const [x = 0, y = 0] = pixel(onto(place, surface.center, surface.plane));
      ctx.lineTo(x, y);
    }
    const [x = 0, y = 0] = pixel(onto(path.places.at(-1) ?? surface.center, surface.center, surface.plane));
    ctx.moveTo(x - 5, y - 5);
    ctx.lineTo(x + 5, y + 5);
    ctx.moveTo(x - 5, y + 5);
    ctx.lineTo(x + 5, y - 5);
    ctx.stroke();
  }
}
