/** The activations side by side: function, derivative, range, where each saturates and what it costs. */

import { ACTIVATIONS, facts, saturation } from "../charts/activations.js";
import { figure } from "../charts/figure.js";
import { Lines } from "../charts/lines.js";
import { number, share } from "../charts/numbers.js";
import { paint } from "../charts/painter.js";
import { palette } from "../charts/palette.js";
import { h, svg } from "../dom.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../charts/activations.js").Activation} Activation */

const REACH = 5;
const POINTS = 201;
const PLACES = Array.from({ length: POINTS }, (_, i) => -REACH + (2 * REACH * i) / (POINTS - 1));

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, t }) {
  root.classList.add("charts");
  /** @type {string | null} null: the network's own */
  let chosen = null;
  const choices = ACTIVATIONS.map((activation) => {
    const label = h("span", { text: activation.name });
    const choice = h(
      "button",
      {
        type: "button",
        class: "gallery-choice",
        "aria-pressed": "false",
        onclick: () => {
          chosen = activation.name;
          job.touch();
        },
      },
      thumbnail(activation),
      label,
    );
    return { name: activation.name, choice };
  });
  const chart = figure(t("studio-gallery-curves"), t("studio-chart-table"));
  const legend = h("p", { class: "chart-note" });
  const list = h("dl", { class: "gallery-facts" });
  root.append(
    h(
      "div",
      { class: "gallery-choices", role: "group", "aria-label": t("studio-gallery") },
      ...choices.map(({ choice }) => choice),
    ),
    h("div", { class: "chart-pair" }, chart.root, h("div", {}, legend, list)),
  );
  const lines = new Lines(chart.picture, 200);

  /** @param {Readonly<State>} state */
  function draw(state) {
    const name = chosen ?? [state.experiment.network?.activation ?? "tanh"].flat()[0];
    const activation = ACTIVATIONS.find((one) => one.name === name);
    if (activation === undefined) return;
    for (const { name: other, choice } of choices) choice.setAttribute("aria-pressed", String(other === name));
    const colors = palette(state);
    const values = PLACES.map(activation.f);
    const slopes = PLACES.map(activation.derivative);
    lines.draw(
      {
        x: PLACES,
        xLabel: "z",
        lines: [
          { values, color: colors.train, width: 2.25 },
          { values: slopes, color: colors.test, dash: [7, 3] },
        ],
      },
      colors,
    );
    legend.textContent = t("studio-gallery-legend", { name });
    const found = facts(activation);
    const rows = [
      [t("studio-gallery-range"), activation.range],
      [t("studio-gallery-steepest"), number(found.steepest)],
      [t("studio-gallery-saturated"), saturation(activation.saturated)],
      [t("studio-gallery-mean"), number(round(found.mean))],
      [t("studio-gallery-zeros"), share(round(found.zeros))],
      [t("studio-gallery-gain"), number(round(found.squaredGain))],
      [t("studio-gallery-costly"), String(activation.costly)],
    ];
    list.replaceChildren(...rows.flatMap(([term, value]) => [h("dt", { text: term }), h("dd", { text: value })]));
    chart.describe(rows.map(([term, value]) => `${term}: ${value}.`).join(" "));
    chart.table(() => ({
      head: ["z", "f(z)", "f′(z)"],
      rows: [-5, -4, -3, -2, -1, -0.5, 0, 0.5, 1, 2, 3, 4, 5].map((z) => [
        number(z),
        number(activation.f(z)),
        number(activation.derivative(z)),
      ]),
    }));
  }

  const job = paint(root, store, ["experiment", "theme"], draw, 100);
  return () => {
    job.stop();
    lines.stop();
  };
}

/** What is left of rounding errors is none. @param {number} value */
function round(value) {
  return Math.round(value * 1e6) / 1e6;
}

/**
 * @param {Activation} activation
 * @returns {SVGElement}
 */
function thumbnail(activation) {
  const [width, height] = [48, 32];
  const x = (/** @type {number} */ z) => (((z + REACH) / (2 * REACH)) * width).toFixed(1);
  const y = (/** @type {number} */ value) => (height * (0.5 - Math.min(Math.max(value, -2), 2) / 4.4)).toFixed(1);
  const places = PLACES.filter((_, i) => i % 4 === 0);
  const points = (/** @type {(z: number) => number} */ f) => places.map((z) => `${x(z)},${y(f(z))}`).join(" ");
  return svg(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      "aria-hidden": "true",
      focusable: "false",
      class: "gallery-thumbnail",
    },
    svg("path", { class: "axis", d: `M0 ${height / 2}H${width}M${width / 2} 0V${height}` }),
    svg("polyline", { class: "slope", points: points(activation.derivative) }),
    svg("polyline", { class: "curve", points: points(activation.f) }),
  );
}
