/**
 * How far back in time the gradient of every recurrent layer reaches, at the record that is read and at the first, and
 * that of trainings whose curves were kept: such as one with clipped gradients beside one without.
 */

import { lineSample } from "../charts/controls.js";
import { figure } from "../charts/figure.js";
import { Lines } from "../charts/lines.js";
import { grouped, number } from "../charts/numbers.js";
import { paint } from "../charts/painter.js";
import { DASHES, palette } from "../charts/palette.js";
import { spreadOut } from "../charts/statistics.js";
import { h, setText, uniqueId } from "../dom.js";
import { recurrent } from "../overlay.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").ThroughTime} ThroughTime */
/** @typedef {import("../charts/palette.js").Palette} Palette */
/** @typedef {(number | null)[]} Values  by distance; null where there is no number */

const MOST_ROWS = 16; // of the table

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, t }) {
  root.classList.add("charts");
  /** @type {number | null} null: the latest record */
  let read = null;

  const chart = figure(t("studio-through-time"), t("studio-chart-table"));
  const legend = h("ul", { class: "chart-legend" });
  const note = h("p", { class: "chart-note" });
  const readout = h("p", { class: "chart-readout" });
  const id = uniqueId("time");
  const slider = h("input", { type: "range", id, min: "0", max: "0", value: "0", oninput: () => {
    read = Number(slider.value);
    job.touch();
  } });
  const reading = h("p", { class: "chart-control chart-read" }, h("label", { for: id, text: t("studio-through-time-read") }), slider);
  root.append(legend, chart.root, readout, reading, note);
  const lines = new Lines(chart.picture, 190);

  /** @param {Readonly<State>} state */
  function draw(state) {
    const { time, steps } = state.history;
    root.hidden = !time || steps.length === 0;
    if (!time || root.hidden) return;
    const colors = palette(state);
    const last = steps.length - 1;
    const at = read === null ? last : Math.min(read, last);
    const names = recurrent(state);
    const now = names.map((_, row) => valuesOf(time, at, row));
    const then = names.map((_, row) => valuesOf(time, 0, row));
    const kept = keptAt(state.overlay, steps[at] ?? 0, time.distances);
    lines.draw(
      {
        x: time.distances,
        xLabel: t("plot-time-profile-distance"),
        log: true,
        whole: true,
        lines: [
          ...then.map((values, row) => ({ values, ...look(row, colors), width: 0.9 })),
          ...kept.map(({ values }, row) => ({ values, ...look(names.length + row, colors), width: 2.5 })),
          ...now.map((values, row) => ({ values, ...look(row, colors), width: 2.5 })),
        ],
      },
      colors,
    );
    drawLegend([...names, ...kept.map((one) => one.name)], colors);
    const step = grouped(steps[at] ?? 0);
    const said = [
      ...names.map((layer, row) => sentence(layer, step, now[row] ?? [], time.distances)),
      ...kept.map((one) => sentence(one.name, grouped(one.step), one.values, time.distances)),
    ].join(" ");
    setText(readout, said);
    slider.max = String(last);
    if (slider.value !== String(at)) slider.value = String(at);
    slider.setAttribute("aria-valuetext", said);
    setText(note, notes(state, time).join(" "));
    chart.describe(said);
    chart.table(() => ({
      head: [t("plot-time-profile-distance"), ...names, ...kept.map((one) => one.name)],
      rows: spreadOut(time.distances.length, MOST_ROWS).map((place) => [
        String(time.distances[place] ?? 0),
        ...[...now, ...kept.map((one) => one.values)].map((values) => number(values[place] ?? null)),
      ]),
    }));
  }

  /** @param {string} layer @param {string} step @param {Values} values @param {number[]} distances */
  function sentence(layer, step, values, distances) {
    const known = distances.flatMap((_, place) => ((values[place] ?? null) === null ? [] : [place]));
    const [first, last] = [known[0] ?? 0, known.at(-1) ?? 0];
    const [near, far] = [number(values[first] ?? null), number(values[last] ?? null)];
    return t("studio-through-time-at", { layer, step, near, far, distance: (distances[last] ?? 0) - (distances[first] ?? 0) });
  }

  /** @param {Readonly<State>} state @param {ThroughTime} time */
  function notes(state, time) {
    const said = [t("studio-through-time-legend")];
    const every = (time.distances[1] ?? 1) - (time.distances[0] ?? 0);
    if (state.seeds > 1) said.push(`${t("studio-layers-median")}.`);
    if (every > 1) said.push(t("studio-through-time-thinned", { every }));
    if (!state.overlay.some((curve) => curve.through)) said.push(t("studio-through-time-keep"));
    if (time.layers.length < time.of) said.push(t("studio-through-time-fewer", { count: time.layers.length, of: time.of }));
    return said;
  }

  let legendKey = "";
  /** @param {string[]} names @param {Palette} colors */
  function drawLegend(names, colors) {
    const key = JSON.stringify([names, colors.ink]);
    if (key === legendKey) return;
    legendKey = key;
    legend.replaceChildren(
      ...names.map((name, row) => {
        const { color, dash } = look(row, colors);
        return h("li", {}, lineSample(color, dash), ` ${name}`);
      }),
    );
  }

  const job = paint(root, store, ["history", "overlay", "theme", "lowered", "seeds"], draw, 140, true);
  return () => {
    job.stop();
    lines.stop();
  };
}

/** @param {number} row @param {Palette} colors */
function look(row, colors) {
  return { color: colors.cycle[row % colors.cycle.length] ?? colors.ink, dash: DASHES[row % DASHES.length] ?? [] };
}

/**
 * The gradient of one layer at one record, by distance.
 *
 * @param {ThroughTime} time
 * @param {number} at
 * @param {number} row of `time.layers`
 * @returns {Values}
 */
export function valuesOf(time, at, row) {
  const count = time.distances.length;
  const values = time.gradient[at]?.subarray(row * count, (row + 1) * count) ?? [];
  return Array.from(values, (value) => (Number.isFinite(value) ? value : null));
}

/**
 * What kept trainings had at update `step`, or at the last one before with a number (one that explodes has none later): a
 * line for each of their layers, at the distances of the chart.
 *
 * @param {import("../types.js").Curve[]} overlay
 * @param {number} step
 * @param {number[]} distances
 * @returns {{name: string, step: number, values: Values}[]}
 */
export function keptAt(overlay, step, distances) {
  return overlay.flatMap(({ name, through }) => {
    if (!through) return [];
    const { time, steps, names } = through;
    const known = (/** @type {number} */ place) => time.gradient[place]?.some(Number.isFinite) ?? false;
    const at = Math.max(0, steps.findLastIndex((one, place) => one <= step && known(place)));
    return names.map((layer, row) => {
      const values = valuesOf(time, at, row);
      const found = new Map(time.distances.map((distance, place) => [distance, values[place] ?? null]));
      return {
        name: `${name}: ${layer}`,
        step: steps[at] ?? 0,
        values: distances.map((distance) => found.get(distance) ?? null),
      };
    });
  });
}
