/** A quantity of every layer over time and its profile over the depth; layers that a finding names stand out. */

import { chooser } from "../charts/controls.js";
import { stepsPerEpoch } from "../charts/curves.js";
import { figure } from "../charts/figure.js";
import {
  QUANTITIES,
  channelId,
  lastRecord,
  namedLayers,
  overTime,
  summary,
  tableOf,
  tellingChannel,
  writer,
} from "../charts/layers.js";
import { Lines } from "../charts/lines.js";
import { number } from "../charts/numbers.js";
import { paint } from "../charts/painter.js";
import { DASHES, palette } from "../charts/palette.js";
import { h, setText, svg } from "../dom.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../charts/palette.js").Palette} Palette */

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, t }) {
  root.classList.add("charts");
  /** @type {string} "": what the diagnosis points to */
  let chosen = "";
  /** @type {number | null} the layer that the reader wants to stand out */
  let picked = null;
  /** @type {number | null} */
  let pointed = null;

  /** @type {[string, string][]} */
  const choices = QUANTITIES.map(({ channel }) => [channel, t(channelId(channel))]);
  const select = chooser(t("studio-layers-quantity"), [["", t("studio-layers-auto")], ...choices], (value) => {
    chosen = value;
    job.touch();
  });
  const caption = h("p", { class: "chart-note" });
  const legend = h("ul", { class: "chart-legend" });
  const timeFigure = figure(t("studio-layers-time"), t("studio-chart-table"));
  const depthFigure = figure(t("studio-layers-depth"), t("studio-chart-table"));
  const readout = h("p", { class: "chart-readout" });
  root.append(
    h("div", { class: "chart-controls" }, select.root),
    caption,
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
    const channel = chosen || tellingChannel(state.diagnosis);
    const quantity = QUANTITIES.find((one) => one.channel === channel);
    const layers = state.lowered?.meta.layers ?? [];
    if (quantity === undefined || layers.length === 0) return;
    const colors = palette(state);
    const perEpoch = stepsPerEpoch(state);
    const values = overTime(state, channel, layers.length);
    const marked = picked === null ? namedLayers(state) : new Set([picked]);
    const name = t(channelId(channel));
    const at = pointed !== null && pointed < state.history.steps.length ? pointed : lastRecord(values);

    setText(caption, state.seeds > 1 ? `${name} · ${t("studio-layers-median")}` : name);
    const isLog = quantity.scale === "log";
    const range = quantity.scale === "share" ? /** @type {[number, number]} */ ([0, 1.02]) : undefined;
    time.draw(
      {
        x: state.history.steps.map((step) => step / perEpoch),
        xLabel: t("plot-epoch"),
        log: isLog,
        range,
        lines: values.map((line, layer) => ({ values: line, ...look(layer, layers.length, marked, colors) })),
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
      marked,
      colors,
      profile.map((value) => writer(quantity)(value)),
    );
    const epoch = number((state.history.steps[at] ?? 0) / perEpoch);
    setText(readout, at < 0 ? "" : t("studio-curves-at", { epoch }));
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
   * @param {Set<number>} marked
   * @param {Palette} colors
   * @param {string[]} values
   */
  function drawLegend(state, layers, marked, colors, values) {
    const named = namedLayers(state);
    const key = JSON.stringify([layers.map((layer) => layer.name), [...marked], [...named], colors.ink, picked]);
    if (key !== legendKey) {
      legendKey = key;
      numbers = layers.map(() => h("span", { class: "chart-number" }));
      const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset["layer"];
      legend.replaceChildren(
        ...layers.map((layer, i) => {
          const { color, dash, width } = look(i, layers.length, marked, colors);
          const line = svg("line", {
            x1: 0,
            x2: 22,
            y1: 5,
            y2: 5,
            stroke: color,
            "stroke-width": width,
            "stroke-dasharray": dash.join(" ") || "none",
          });
          const sample = svg("svg", { width: 22, height: 10, "aria-hidden": "true", focusable: "false" }, line);
          const press = h(
            "button",
            {
              type: "button",
              class: "chart-layer",
              "aria-pressed": String(picked === i),
              "data-layer": String(i),
              onclick: () => {
                picked = picked === i ? null : i;
                job.touch();
              },
            },
            sample,
            h("span", { text: layer.name }),
            numbers[i] ?? "",
            named.has(i) ? h("span", { class: "chart-flag", text: t("studio-layers-named") }) : null,
          );
          return h("li", {}, press);
        }),
      );
      if (focused !== undefined)
        /** @type {HTMLElement | null} */ (legend.querySelector(`[data-layer="${focused}"]`))?.focus();
    }
    for (const [i, node] of numbers.entries()) setText(node, values[i] ?? "");
  }

  const job = paint(root, store, ["history", "diagnosis", "theme", "lowered", "seeds"], draw, 110);
  return () => {
    job.stop();
    time.stop();
    depth.stop();
  };
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
