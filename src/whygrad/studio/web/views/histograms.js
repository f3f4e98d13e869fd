/** What every layer's activations and gradients look like now, and where they began. */

import { chooser } from "../charts/controls.js";
import { figure } from "../charts/figure.js";
import { RANGES, row, sharesOf } from "../charts/histograms.js";
import { channelId, namedLayers, shownLayers } from "../charts/layers.js";
import { number } from "../charts/numbers.js";
import { paint } from "../charts/painter.js";
import { palette } from "../charts/palette.js";
import { h, setText } from "../dom.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../charts/palette.js").Palette} Palette */
/** @typedef {{box: HTMLElement, name: HTMLElement, canvas: HTMLCanvasElement}} Cell */

const HEIGHT = 64;

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, t }) {
  root.classList.add("charts");
  let channel = "activation_histogram";
  /** @type {[string, string][]} */
  const choices = Object.keys(RANGES).map((name) => [name, t(channelId(name))]);
  const select = chooser(t("studio-histograms-quantity"), choices, (value) => {
    channel = value;
    job.touch();
  });
  const chart = figure(t("studio-histograms"), t("studio-chart-table"));
  const legend = h("p", { class: "chart-note", text: t("studio-histograms-legend") });
  const empty = h("p", { class: "chart-note", text: t("studio-histograms-empty"), hidden: true });
  chart.picture.classList.add("chart-cells");
  const controls = h("div", { class: "chart-controls" }, select.root);
  root.append(controls, legend, empty, chart.root);
  /** @type {Cell[]} */
  let cells = [];

  /** @param {Readonly<State>} state */
  function draw(state) {
    const all = /** @type {{name: string}[]} */ (state.lowered?.meta.layers ?? []);
    const records = state.history.histogram[channel] ?? [];
    const colors = palette(state);
    const range = RANGES[channel] ?? [0, 1];
    const named = namedLayers(state);
    const layers = shownLayers(all.length, named).map((place) => ({ name: all[place]?.name ?? "", place }));
    const first = records[0];
    const latest = records.at(-1);
    empty.hidden = latest !== undefined;
    if (state.following) {
      setText(empty, t("studio-histograms-not-recorded"));
      for (const part of [controls, legend, chart.root]) part.hidden = latest === undefined;
    }
    if (cells.length !== layers.length) {
      cells = layers.map(() => {
        const canvas = h("canvas", { height: HEIGHT });
        const name = h("span", { class: "chart-cell-name" });
        return { canvas, name, box: h("div", { class: "chart-cell" }, name, canvas) };
      });
      chart.picture.replaceChildren(...cells.map((cell) => cell.box));
    }
    for (const [i, cell] of cells.entries()) {
      setText(cell.name, layers[i]?.name ?? "");
      const place = layers[i]?.place ?? 0;
      cell.box.classList.toggle("named", named.has(place));
      const then = sharesOf(first, state.seed, place, all.length);
      drawCell(cell.canvas, then, sharesOf(latest, state.seed, place, all.length), range, colors);
    }
    const rows = () =>
      layers.map(({ name, place }) => [name, ...row(sharesOf(latest, state.seed, place, all.length), range)]);
    chart.describe(
      rows()
        .map(
          ([name, mean, bin, part]) =>
            `${name}: ${t("studio-histograms-alt", { mean: mean ?? "", bin: bin ?? "", share: part ?? "" })}`,
        )
        .join(" "),
    );
    chart.table(() => ({
      head: [
        t("studio-layers-layer"),
        t("studio-histograms-mean"),
        t("studio-histograms-fullest"),
        t("studio-histograms-share"),
        t("studio-histograms-ends"),
      ],
      rows: rows(),
    }));
  }

  const job = paint(root, store, ["history", "seed", "diagnosis", "theme", "lowered", "lit"], draw, 130);
  const resize = new ResizeObserver(() => job.touch());
  resize.observe(chart.picture);
  return () => {
    job.stop();
    resize.disconnect();
  };
}

/**
 * Bars now, an outline for the start, the axis below; heights relative to the fullest bin of both.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Float32Array | null} then
 * @param {Float32Array | null} now
 * @param {[number, number]} range
 * @param {Palette} colors
 */
function drawCell(canvas, then, now, [from, to], colors) {
  const ratio = Math.min(devicePixelRatio || 1, 2);
  const width = canvas.clientWidth;
  if (width === 0) return;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(HEIGHT * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(HEIGHT * ratio);
  }
  const ctx = canvas.getContext("2d");
  if (ctx === null) return;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, HEIGHT);
  const floor = HEIGHT - 14;
  let top = 1e-9;
  for (const shares of [then, now]) for (const value of shares ?? []) if (value > top) top = value;
  if (now !== null) {
    ctx.fillStyle = colors.train;
    const step = width / now.length;
    for (let bin = 0; bin < now.length; bin++) {
      const height = ((now[bin] ?? 0) / top) * (floor - 3);
      if (height > 0) ctx.fillRect(bin * step + 0.5, floor - Math.max(height, 0.75), step - 1, Math.max(height, 0.75));
    }
  }
  if (then !== null) {
    ctx.strokeStyle = colors.faint;
    ctx.lineWidth = 1;
    ctx.beginPath();
    const step = width / then.length;
    for (let bin = 0; bin < then.length; bin++) {
      const y = floor - ((then[bin] ?? 0) / top) * (floor - 3);
      ctx.lineTo(bin * step, y);
      ctx.lineTo((bin + 1) * step, y);
    }
    ctx.stroke();
  }
  ctx.strokeStyle = colors.faint;
  ctx.beginPath();
  ctx.moveTo(0, floor + 0.5);
  ctx.lineTo(width, floor + 0.5);
  ctx.stroke();
  ctx.fillStyle = colors.faint;
  ctx.font = "10px system-ui, sans-serif";
  ctx.textBaseline = "bottom";
  ctx.textAlign = "left";
  ctx.fillText(number(from), 0, HEIGHT);
  ctx.textAlign = "center";
  ctx.fillText(number((from + to) / 2), width / 2, HEIGHT);
  ctx.textAlign = "right";
  ctx.fillText(number(to), width, HEIGHT);
}
