/**
 * The loss around the shown network, on a plane through its parameters, the way that it took on it, and the ways of all
 * optimizers from its start on its batches.
 */

import { button, chooser } from "../charts/controls.js";
import { figure } from "../charts/figure.js";
import { drawLandscape, rangeOf, reachOf } from "../charts/landscape.js";
import { number } from "../charts/numbers.js";
import { paint } from "../charts/painter.js";
import { palette } from "../charts/palette.js";
import { thinned } from "../charts/race.js";
import { Path, pathPlane, randomPlane, rowOf, weightPlane } from "../charts/surface.js";
import { h, setText } from "../dom.js";
import { raceControls } from "./race.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../charts/surface.js").Plane} Plane */
/** @typedef {import("../charts/landscape.js").Landscape & {key: string}} Surface */

const SIZE = 33;
const ROWS_AT_ONCE = 3; // a slice of the worker's time
const MOST_PARAMETERS = 20_000;
const PIXELS = 300;
const REACH = 1.25;
const FARTHEST = 4; // steps of the plane that are still shown

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
  const racing = raceControls({ store, actions, t }, (finished) => (finished ? start() : job.touch()));
  const note = h("p", { class: "chart-note" });
  root.append(
    h("p", { class: "chart-note", text: t("studio-surface-about") }),
    h("div", { class: "chart-controls" }, kind.root, first.root, second.root, compute, progress),
    note,
    chart.root,
    scale,
    racing.root,
  );

  const follow = store.subscribe(["frame"], ({ frame, session, seed: run }) => {
    if (frame !== null && frame.parameters.length <= MOST_PARAMETERS)
      path.add(`${session} ${run}`, frame.step, frame.parameters);
  });

  /** @param {Readonly<State>} state @param {Float32Array} center @returns {Plane | null} */
  function planeOf(state, center) {
    if (kind.select.value === "weights")
      return weightPlane(center.length, Number(first.select.value), Number(second.select.value));
    if (kind.select.value === "path") {
      const places = thinned(ways());
      return places.length < 3 ? null : pathPlane(places, center);
    }
    seed += 1;
    return randomPlane(center, state.lowered?.plan.parameters ?? [], seed);
  }

  /** Of the shown network, and of those that raced. */
  const ways = () => [path.places, ...racing.ways().map(({ places }) => places)].filter((places) => places.length > 0);

  async function start() {
    const state = store.get();
    const center = state.frame?.parameters;
    if (center === undefined || state.lowered === null) return;
    const plane = planeOf(state, center);
    setText(note, plane === null ? t("studio-surface-no-path") : "");
    if (plane === null) return;
    working += 1;
    const mine = working;
    const reach = reachOf(thinned(ways()), center, plane, kind.select.value === "weights" ? 2 : REACH, FARTHEST);
    const losses = new Float32Array(SIZE * SIZE).fill(NaN);
    const made = { losses, size: SIZE, plane, center, reach, key: path.key, rows: 0 };
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
    const [low, high] = rangeOf(surface.losses);
    drawLandscape(canvas, surface, [{ places: path.places, mark: "", index: 0 }, ...racing.lines()], palette(state));
    setText(scale, t("studio-surface-scale", { low: number(low), high: number(high) }));
    const shown = surface;
    chart.describe(t("studio-surface-scale", { low: number(low), high: number(high) }));
    chart.table(() => tableOf(shown));
  }

  const job = paint(root, store, ["frame", "lowered", "theme"], draw, 200);
  return () => {
    follow();
    racing.end();
    working += 1;
    job.stop();
  };
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
