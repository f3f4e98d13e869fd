/** What is left of a gradient on its way back: the product of the layers' factors against the depth, by activation. */

import { ACTIVATIONS, INITS, product, weightVariance } from "../charts/activations.js";
import { chooser, lineSample } from "../charts/controls.js";
import { figure } from "../charts/figure.js";
import { layerMiddle } from "../charts/statistics.js";
import { Lines } from "../charts/lines.js";
import { number } from "../charts/numbers.js";
import { paint } from "../charts/painter.js";
import { DASHES, palette } from "../charts/palette.js";
import { h } from "../dom.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").State} State */

const LAYERS = 20;
const WIDTH = 64;
const SHOWN = new Set(["sigmoid", "tanh", "relu", "leaky-relu", "selu", "gelu"]);
const SCALES = ["normal:0.01", "normal:0.3"];

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, t }) {
  root.classList.add("charts");
  let init = "xavier-uniform";
  /** @type {[string, string][]} */
  const inits = [...Object.keys(INITS), ...SCALES].map((name) => [name, name]);
  const select = chooser(t("studio-factors-init"), inits, (value) => {
    init = value;
    job.touch();
  });
  const shown = new Set(SHOWN);
  const chart = figure(t("plot-depth-title"), t("studio-chart-table"));
  const legend = h("ul", { class: "chart-legend", "aria-label": t("studio-factors-legend") });
  root.append(
    h("p", { class: "chart-note", text: t("studio-factors-about") }),
    h("div", { class: "chart-controls" }, select.root),
    legend,
    chart.root,
  );
  const lines = new Lines(chart.picture, 220);
  const depth = Array.from({ length: LAYERS + 1 }, (_, i) => i);
  /** @type {Map<string, number[]>} */
  const known = new Map();

  /** @param {string} name @param {Readonly<State>} _state */
  function productOf(name, _state) {
    const key = `${init} ${name}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const activation = ACTIVATIONS.find((one) => one.name === name);
    const made = activation === undefined ? [] : product(activation, weightVariance(init, WIDTH) ?? 1, LAYERS);
    known.set(key, made);
    return made;
  }

  /** @param {Readonly<State>} state */
  function draw(state) {
    const colors = palette(state);
    const names = ACTIVATIONS.map(({ name }) => name);
    const look = (/** @type {string} */ name) => {
      const i = names.indexOf(name);
      return {
        color: colors.cycle[i % colors.cycle.length] ?? colors.ink,
        dash: DASHES[(i + 3) % DASHES.length] ?? [],
      };
    };
    const drawn = names.filter((name) => shown.has(name));
    const own = measured(state);
    lines.draw(
      {
        x: depth,
        xLabel: t("plot-depth"),
        log: true,
        whole: true,
        lines: [
          ...drawn.map((name) => ({ values: productOf(name, state), ...look(name) })),
          { values: depth.map((at) => own[at] ?? null), color: colors.ink, width: 3, points: true },
        ],
      },
      colors,
    );
    writeLegend(names, look, colors.ink, own.length > 0);
    chart.describe(drawn.map((name) => `${name}: ${number(productOf(name, state).at(-1))}`).join(", "));
    chart.table(() => ({
      head: [t("plot-depth"), ...drawn, t("studio-factors-own")],
      rows: depth.map((at) => [
        String(at),
        ...drawn.map((name) => number(productOf(name, state)[at])),
        number(own[at]),
      ]),
    }));
  }

  let legendKey = "";
  /**
   * @param {string[]} names
   * @param {(name: string) => {color: string, dash: number[]}} look
   * @param {string} ink
   * @param {boolean} hasOwn
   */
  function writeLegend(names, look, ink, hasOwn) {
    const key = JSON.stringify([[...shown], ink, hasOwn]);
    if (key === legendKey) return;
    legendKey = key;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset["activation"];
    legend.replaceChildren(
      ...names.map((name) => {
        const { color, dash } = look(name);
        const press = h(
          "button",
          {
            type: "button",
            class: "chart-layer",
            "aria-pressed": String(shown.has(name)),
            "data-activation": name,
            onclick: () => {
              if (!shown.delete(name)) shown.add(name);
              job.touch();
            },
          },
          lineSample(color, dash, shown.has(name) ? 2.25 : 0.75),
          h("span", { text: name }),
        );
        return h("li", {}, press);
      }),
    );
    if (hasOwn) legend.append(h("li", { class: "chart-note" }, lineSample(ink, [], 3), ` ${t("studio-factors-own")}`));
    if (focused !== undefined)
      /** @type {HTMLElement | null} */ (legend.querySelector(`[data-activation="${focused}"]`))?.focus();
  }

  const job = paint(root, store, ["history", "theme", "lowered"], draw, 250);
  return () => {
    job.stop();
    lines.stop();
  };
}

/**
 * The trained network's own backward signal relative to the output's, from the output to the first layer; now.
 *
 * @param {Readonly<State>} state
 * @returns {(number | null)[]}
 */
function measured(state) {
  const layers = state.lowered?.meta.layers.length ?? 0;
  const record = state.history.layer["backprop_rms"]?.at(-1);
  if (record === undefined || layers < 2) return [];
  const values = [...layerMiddle(record, layers)].reverse();
  const first = values[0] ?? NaN;
  return values.map((value) => (first > 0 && Number.isFinite(value) ? value / first : null));
}
