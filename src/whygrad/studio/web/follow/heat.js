/** One quantity of every layer over all records as a heat map: input above, output below, shades with their numbers. */

import { chooser } from "../charts/controls.js";
import { figure } from "../charts/figure.js";
import { heat, labels, recorded, shortened, summary, tableOf } from "../charts/heat.js";
import { channelId, namedLayers, writer } from "../charts/layers.js";
import { grouped } from "../charts/numbers.js";
import { paint } from "../charts/painter.js";
import { palette, ramp } from "../charts/palette.js";
import { h, setText, uniqueId } from "../dom.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../charts/heat.js").Heat} Heat */
/** @typedef {import("../charts/palette.js").Palette} Palette */

const FULL = 560; // pixels that all rows together aim at
const LOWEST = 3;
const HIGHEST = 20;
const TEXT = 13;
const AXIS = 18;
const LETTER = 6.1; // pixels of a letter, about

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, actions, t }) {
  root.classList.add("charts");
  let channel = "gradient_rms";
  /** @type {{layer: number, at: number | null}} what is read; at null: the latest */
  let read = { layer: 0, at: null };

  const select = chooser(t("studio-layers-quantity"), [], (value) => {
    channel = value;
    job.touch();
  });
  const caption = h("p", { class: "chart-note" });
  const scale = h("div", { class: "heat-scale", "aria-hidden": "true" });
  const low = h("span");
  const high = h("span");
  const legend = h("p", { class: "heat-legend" }, low, scale, high, h("span", { class: "chart-note", text: t("studio-heat-none") }));
  const chart = figure(t("studio-heat-map"), t("studio-chart-table"));
  chart.root.querySelector("figcaption")?.classList.add("visually-hidden"); // the section's heading says it
  const canvas = h("canvas", { class: "heat-canvas" });
  chart.picture.append(canvas);
  const readout = h("p", { class: "chart-readout" });
  const layerSlider = slider(t("studio-heat-layer"), (value) => read.layer = value);
  const recordSlider = slider(t("studio-curves-read"), (value) => read.at = value);
  const none = h("p", { class: "chart-note", text: t("studio-heat-empty") });
  const all = h("div", {}, caption, legend, chart.root, readout, h("div", { class: "heat-read" }, layerSlider.root, recordSlider.root));
  root.append(h("div", { class: "chart-controls" }, select.root), none, all);

  const ramped = h("canvas", { width: 96, height: 1 });
  const ink = ramped.getContext("2d");
  for (let x = 0; ink && x < 96; x += 1) {
    ink.fillStyle = `rgb(${ramp(x / 95).join(" ")})`;
    ink.fillRect(x, 0, 1, 1);
  }
  scale.append(ramped);

  /** @type {{gutter: number, height: number, width: number}} */
  let layout = { gutter: 0, height: 1, width: 1 };
  const pixels = document.createElement("canvas");
  let drawn = { key: "", history: /** @type {State["history"] | null} */ (null) };

  /** @param {string} label @param {(value: number) => void} set */
  function slider(label, set) {
    const id = uniqueId("heat");
    const input = h("input", { type: "range", id, min: "0", max: "0", value: "0", oninput: () => {
      set(Number(input.value));
      job.touch();
    } });
    return { input, root: h("p", { class: "chart-control chart-read" }, h("label", { for: id, text: label }), input) };
  }

  /** @param {Readonly<State>} state */
  function draw(state) {
    const choices = recorded(state);
    offer(choices.map((one) => one.channel));
    const quantity = choices.find((one) => one.channel === channel) ?? choices[0];
    const steps = state.history.steps.length;
    none.hidden = quantity !== undefined;
    all.hidden = quantity === undefined || steps === 0;
    if (quantity === undefined || steps === 0) return;
    const found = heat(state, quantity);
    const write = writer(quantity);
    const name = t(channelId(quantity.channel));
    setText(caption, state.seeds > 1 ? `${name} · ${t("studio-layers-median")}` : name);
    setText(low, write(found.low));
    setText(high, write(found.high));
    paintPixels(state, found);
    drawPicture(state, found);
    tell(state, found);
    chart.describe(summary(state, found, t));
    chart.table(() => tableOf(store.get(), heat(store.get(), quantity), t));
  }

  /** Offers what was recorded. @param {string[]} channels */
  function offer(channels) {
    const key = channels.join();
    if (select.root.dataset["offered"] === key) return;
    select.root.dataset["offered"] = key;
    select.select.replaceChildren(...channels.map((one) => h("option", { value: one, text: t(channelId(one)) })));
    if (!channels.includes(channel)) channel = channels[0] ?? channel;
    select.select.value = channel;
  }

  /** One pixel a layer and record. @param {Readonly<State>} state @param {Heat} found */
  function paintPixels(state, found) {
    const colors = palette(state);
    const key = `${found.quantity.channel} ${colors.ink}`;
    if (drawn.history === state.history && drawn.key === key) return;
    drawn = { key, history: state.history };
    pixels.width = found.rows.length;
    pixels.height = Math.max(found.layers, 1);
    const ctx = pixels.getContext("2d");
    if (!ctx) return;
    const image = ctx.createImageData(pixels.width, pixels.height);
    const shades = Array.from({ length: 256 }, (_, i) => ramp(i / 255));
    for (const [x, row] of found.rows.entries()) {
      for (let layer = 0; layer < found.layers; layer += 1) {
        const shade = row === null ? NaN : found.shade(row[layer] ?? NaN);
        if (Number.isNaN(shade)) continue; // stays clear: the hatching behind it shows
        const color = shade < 0 ? [0, 0, 0] : (shades[Math.round(shade * 255)] ?? [0, 0, 0]);
        const at = 4 * (layer * pixels.width + x);
        image.data.set([...color, 255], at);
      }
    }
    ctx.putImageData(image, 0, 0);
  }

  /** @param {Readonly<State>} state @param {Heat} found */
  function drawPicture(state, found) {
    const names = state.lowered?.meta.layers.map((/** @type {{name: string}} */ layer) => layer.name) ?? [];
    const total = chart.picture.clientWidth;
    if (total === 0) return;
    const ratio = Math.min(devicePixelRatio || 1, 2);
    const height = Math.min(Math.max(Math.floor(FULL / Math.max(found.layers, 1)), LOWEST), HIGHEST);
    const longest = Math.max(...names.map((/** @type {string} */ one) => one.length), 1);
    const letters = Math.min(longest, Math.floor((total * 0.36) / LETTER));
    const gutter = Math.ceil(letters * LETTER) + 14;
    layout = { gutter, height, width: Math.max(total - gutter, 1) };
    const [wide, high] = [total, found.layers * height + AXIS];
    if (canvas.width !== Math.round(wide * ratio) || canvas.height !== Math.round(high * ratio)) {
      canvas.width = Math.round(wide * ratio);
      canvas.height = Math.round(high * ratio);
      canvas.style.height = `${high}px`;
    }
    const ctx = canvas.getContext("2d");
    if (!ctx) return;
    const colors = palette(state);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, wide, high);
    hatch(ctx, gutter, layout.width, found.layers * height, colors);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(pixels, gutter, 0, layout.width, found.layers * height);

    const marked = namedLayers(state);
    ctx.font = "10.5px system-ui, sans-serif";
    ctx.textBaseline = "middle";
    ctx.textAlign = "right";
    for (const [row, label] of labels(names, height, TEXT).entries()) {
      const middle = (row + 0.5) * height;
      if (marked.has(row)) {
        ctx.fillStyle = colors.bad;
        ctx.beginPath();
        ctx.moveTo(gutter - 8, middle - 4);
        ctx.lineTo(gutter - 1, middle);
        ctx.lineTo(gutter - 8, middle + 4);
        ctx.fill();
      }
      if (label === null) continue;
      ctx.fillStyle = marked.has(row) ? colors.bad : colors.ink;
      ctx.fillText(shortened(label, letters), gutter - 11, Math.max(middle, 6));
    }
    const at = place(state);
    ctx.strokeStyle = colors.bad;
    ctx.lineWidth = 1.5;
    const cell = layout.width / found.rows.length;
    ctx.strokeRect(gutter + at * cell - 0.75, read.layer * height - 0.75, Math.max(cell, 2) + 1.5, height + 1.5);

    ctx.fillStyle = colors.faint;
    ctx.textBaseline = "bottom";
    const marks = Math.max(Math.min(Math.floor(layout.width / 90), found.rows.length), 1);
    for (let mark = 0; mark < marks; mark += 1) {
      const record = marks === 1 ? 0 : Math.round((mark * (found.rows.length - 1)) / (marks - 1));
      ctx.textAlign = mark === 0 ? "left" : mark === marks - 1 ? "right" : "center";
      const x = mark === 0 ? gutter : mark === marks - 1 ? wide : gutter + (record + 0.5) * cell;
      ctx.fillText(grouped(state.history.steps[record] ?? 0), x, high);
    }
  }

  /** The record that is read. @param {Readonly<State>} state */
  function place(state) {
    const last = state.history.steps.length - 1;
    return read.at === null ? last : Math.min(read.at, last);
  }

  /** @param {Readonly<State>} state @param {Heat} found */
  function tell(state, found) {
    const at = place(state);
    read.layer = Math.min(read.layer, Math.max(found.layers - 1, 0));
    const value = found.rows[at]?.[read.layer] ?? NaN;
    const text = t("studio-heat-at", {
      layer: state.lowered?.meta.layers[read.layer]?.name ?? "",
      step: grouped(state.history.steps[at] ?? 0),
      value: Number.isFinite(value) ? writer(found.quantity)(value) : t("studio-heat-nothing"),
    });
    setText(readout, text);
    for (const [one, now, most] of /** @type {[HTMLInputElement, number, number][]} */ ([
      [layerSlider.input, read.layer, found.layers - 1],
      [recordSlider.input, at, found.rows.length - 1],
    ])) {
      one.max = String(Math.max(most, 0));
      if (one.value !== String(now)) one.value = String(now);
      one.setAttribute("aria-valuetext", text);
    }
  }

  /** @param {PointerEvent} event */
  function under(event) {
    const { gutter, height, width } = layout;
    const box = canvas.getBoundingClientRect();
    const { history, lowered } = store.get();
    const layer = Math.floor((event.clientY - box.top) / height);
    const at = Math.floor(((event.clientX - box.left - gutter) / width) * history.steps.length);
    if (layer < 0 || layer >= (lowered?.meta.layers.length ?? 0)) return null;
    return { layer, at: at < 0 || at >= history.steps.length ? read.at : at };
  }

  canvas.addEventListener("pointermove", (event) => {
    const found = under(event);
    if (found === null || (found.layer === read.layer && found.at === read.at)) return;
    read = found;
    job.touch();
  });
  canvas.addEventListener("click", (event) => {
    const found = under(/** @type {PointerEvent} */ (event));
    const name = found && store.get().lowered?.meta.layers[found.layer]?.name;
    if (name !== null && name !== undefined) actions.light([name]);
  });

  const job = paint(root, store, ["history", "diagnosis", "theme", "lowered", "seeds", "lit"], draw, 60);
  const resize = new ResizeObserver(() => job.touch());
  resize.observe(chart.picture);
  return () => {
    job.stop();
    resize.disconnect();
  };
}

/**
 * What shows where no number is.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} left
 * @param {number} width
 * @param {number} height
 * @param {Palette} colors
 */
function hatch(ctx, left, width, height, colors) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, 0, width, height);
  ctx.clip();
  ctx.strokeStyle = colors.bad;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let x = left - height; x < left + width; x += 7) {
    ctx.moveTo(x, height);
    ctx.lineTo(x + height, 0);
  }
  ctx.stroke();
  ctx.restore();
}
