/** A quantity of every layer over time and its profile over the depth; layers that a finding names stand out. */

import { chooser, lineSample } from "../charts/controls.js";
import { axisId, stepsPerEpoch, whenText } from "../charts/curves.js";
import { figure } from "../charts/figure.js";
import {
  QUANTITIES,
  channelId,
  lastRecord,
  namedLayers,
  overTime,
  shownLayers,
  summary,
  tableOf,
  tellingChannel,
  writer,
} from "../charts/layers.js";
import { Lines } from "../charts/lines.js";
import { paint } from "../charts/painter.js";
import { DASHES, palette } from "../charts/palette.js";
import { h, setText } from "../dom.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../charts/palette.js").Palette} Palette */

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, actions, t }) {
  root.classList.add("charts");
  /** @type {string} "": what the diagnosis points to */
  let chosen = "";
  /** @type {number | null} */
  let pointed = null;

  /** @type {[string, string][]} */
  const choices = QUANTITIES.map(({ channel }) => [channel, t(channelId(channel))]);
  const select = chooser(t("studio-layers-quantity"), [["", t("studio-layers-auto")], ...choices], (value) => {
    chosen = value;
    job.touch();
  });
  const caption = h("p", { class: "chart-note" });
  const fewer = h("p", { class: "chart-note", hidden: true });
  const legend = h("ul", { class: "chart-legend" });
  const timeFigure = figure(t("studio-layers-time"), t("studio-chart-table"));
  const depthFigure = figure(t("studio-layers-depth"), t("studio-chart-table"));
  const readout = h("p", { class: "chart-readout" });
  root.append(
    h("div", { class: "chart-controls" }, select.root),
    caption,
    fewer,
    legend,
    h("div", { class: "chart-pair wide-left" }, timeFigure.root, depthFigure.root),
    readout,
  );
  const time = new Lines(timeFigure.picture, 190, (index) => {
    if (index === pointed) return;
    pointed = index;
    job.touch();
  });
  const depth = new Lines(depthFigure.picture, 190);

  /** @param {Readonly<State>} state */
  function draw(state) {
    const channel = chosen || told(state);
    const quantity = QUANTITIES.find((one) => one.channel === channel);
    const layers = state.lowered?.meta.layers ?? [];
    if (quantity === undefined || layers.length === 0) return;
    const colors = palette(state);
    const perEpoch = stepsPerEpoch(state);
    const values = overTime(state, channel, layers.length);
    const marked = namedLayers(state);
    const shown = shownLayers(layers.length, marked);
    fewer.hidden = shown.length === layers.length;
    setText(fewer, t("studio-layers-fewer", { count: shown.length, of: layers.length }));
    const name = t(channelId(channel));
    const at = pointed !== null && pointed < state.history.steps.length ? pointed : lastRecord(values);

    setText(caption, state.seeds > 1 ? `${name} · ${t("studio-layers-median")}` : name);
    const isLog = quantity.scale === "log";
    const range = quantity.scale === "share" ? /** @type {[number, number]} */ ([0, 1.02]) : undefined;
    time.draw(
      {
        x: state.history.steps.map((step) => step / perEpoch),
        xLabel: t(axisId(state)),
        log: isLog,
        range,
        lines: shown.map((layer) => ({ values: values[layer] ?? [], ...look(layer, layers.length, marked, colors) })),
      },
      colors,
    );
    /** @type {(number | null)[]} */
    const profile = values.map((line) => line[at] ?? null);
    const places = layers.map((/** @type {any} */ _, /** @type {number} */ layer) => layer + 1);
    depth.draw(
      {
        x: places,
        xLabel: t("plot-layer-number"),
        log: isLog,
        range,
        whole: true,
        span: [0.7, Math.max(layers.length, 2) + 0.3],
        lines: [
          { values: profile, color: colors.ink, points: true },
          {
            values: profile.map((value, layer) => (marked.has(layer) ? value : null)),
            color: colors.bad,
            width: 3.5,
            points: true,
          },
        ],
      },
      colors,
    );
    drawLegend(
      state,
      layers,
      shown,
      marked,
      colors,
      profile.map((value) => writer(quantity)(value)),
    );
    setText(readout, at < 0 ? "" : whenText(state, at, t));
    const said = summary(state, quantity, values, t);
    timeFigure.describe(said);
    depthFigure.describe(said);
    timeFigure.table(() => tableOf(store.get(), quantity, overTime(store.get(), channel, layers.length), perEpoch, t));
    depthFigure.table(() => ({
      head: [t("studio-layers-layer"), name],
      rows: layers.map((/** @type {{name: string}} */ layer, /** @type {number} */ i) => [
        layer.name,
        writer(quantity)(profile[i] ?? null),
      ]),
    }));
  }

  let legendKey = "";
  /** @type {HTMLElement[]} */
  let numbers = [];
  /**
   * @param {Readonly<State>} state
   * @param {{name: string, activation: string}[]} layers
   * @param {number[]} shown
   * @param {Set<number>} marked
   * @param {Palette} colors
   * @param {string[]} values
   */
  function drawLegend(state, layers, shown, marked, colors, values) {
    const key = JSON.stringify([layers.map((layer) => layer.name), [...marked], colors.ink, state.lit]);
    if (key !== legendKey) {
      legendKey = key;
      numbers = layers.map(() => h("span", { class: "chart-number" }));
      const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset["layer"];
      legend.replaceChildren(
        ...shown.map((i) => {
          const name = layers[i]?.name ?? "";
          const { color, dash, width } = look(i, layers.length, marked, colors);
          const sample = lineSample(color, dash, width);
          const press = h(
            "button",
            {
              type: "button",
              class: "chart-layer",
              "aria-pressed": String(state.lit.includes(name)),
              "data-layer": String(i),
              onclick: () => actions.light([name]),
            },
            sample,
            h("span", { text: name }),
            numbers[i] ?? "",
            marked.has(i) && state.lit.length === 0 ? h("span", { class: "chart-flag", text: t("studio-layers-named") }) : null,
          );
          return h("li", {}, press);
        }),
      );
      if (focused !== undefined)
        /** @type {HTMLElement | null} */ (legend.querySelector(`[data-layer="${focused}"]`))?.focus();
    }
    for (const [i, node] of numbers.entries()) setText(node, values[i] ?? "");
  }

  const job = paint(root, store, ["history", "diagnosis", "theme", "lowered", "seeds", "lit"], draw, 110);
  return () => {
    job.stop();
    time.stop();
    depth.stop();
  };
}

/**
 * Where the diagnosis shows; of a trace that lacks that, its first quantity.
 *
 * @param {Readonly<State>} state
 */
function told(state) {
  const channel = tellingChannel(state.diagnosis);
  const { layer, steps } = state.history;
  if (steps.length === 0 || channel in layer) return channel;
  return QUANTITIES.find((one) => one.channel in layer)?.channel ?? channel;
}

/**
 * How a layer's line looks: marked ones thick, the others thin; color and dash differ from the neighbors'.
 *
 * @param {number} layer
 * @param {number} layers
 * @param {Set<number>} marked
 * @param {Palette} colors
 */
function look(layer, layers, marked, colors) {
  const color = layer === layers - 1 ? colors.ink : (colors.cycle[layer % 6] ?? colors.ink);
  const dash = layer === layers - 1 ? [] : (DASHES[Math.floor(layer / 2) % DASHES.length] ?? []);
  const width = marked.size === 0 ? 1.75 : marked.has(layer) ? 3.25 : 1;
  return { color, dash, width };
}
