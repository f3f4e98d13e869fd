/** A stack of linear layers beside the one layer that it is: the matrices, their product, and what both answer. */

import { fillTable } from "../charts/figure.js";
import { number } from "../charts/numbers.js";
import { paint } from "../charts/painter.js";
import { applied, collapsed, isLinear, layersOf } from "../charts/stack.js";
import { h, setText } from "../dom.js";
import { withValues } from "../experiment.js";
import { button } from "../fields.js";
import { samplesOf } from "../picture/markers.js";
import { subscript } from "../picture/names.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../charts/stack.js").Layer} Layer */

const LESSON = { "data.name": "moons", "data.noise": 0.1, "network.hidden": [3, 3], "training.learning_rate": 0.1, "training.epochs": 100 };
const MOST = 6; // rows and columns of a matrix that is still shown
const PACE = 250;

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, actions, t }) {
  const start = (/** @type {string} */ activation) => {
    actions.closeLesson();
    actions.edit({ experiment: withValues(store.get().defaults, { ...LESSON, "network.activation": activation }), own: null }, `stack ${activation}`);
  };
  const told = h("p", { class: "stack-told" });
  const product = h("div", { class: "stack-product" });
  const table = h("table", { class: "chart-table" });
  root.classList.add("stack-lesson");
  root.append(
    h("p", { class: "hint", text: t("studio-stack-about") }),
    h("div", { class: "buttons wrap" },
      button({ label: t("studio-stack-linear"), onclick: () => start("linear") }).root,
      button({ label: t("studio-stack-tanh"), onclick: () => start("tanh") }).root),
    told,
    product,
    h("div", { class: "chart-scroll", tabIndex: 0, role: "region", "aria-label": t("studio-stack-table") }, table),
  );

  /** @param {Readonly<State>} state */
  async function draw(state) {
    const { lowered, frame, session, seed } = state;
    if (!lowered || !frame) return;
    const { plan } = lowered;
    const raw = samplesOf(lowered);
    const dense = plan.ops.every((op) => op.kind === "dense" || op.kind === "activation" || op.kind === "dropout");
    const plane = plan.widths[0] === 2 && raw.width === 2 && lowered.points.feature_names.join() === lowered.points.raw_names.join();
    table.hidden = product.hidden = !dense || !plane;
    if (!dense || !plane) {
      setText(told, t("studio-stack-none"));
      return;
    }
    const [x, y] = [[1, 0.5], [-0.5, 1]];
    const places = [[0, 0], x, y, [x[0] + y[0], x[1] + y[1]], [2 * x[0], 2 * x[1]],
      ...Array.from({ length: Math.min(40, raw.trained) }, (_, i) => [raw.at(i, 0), raw.at(i, 1)])];
    const [values, now] = await Promise.all([
      actions.inquire({ what: "values", run: seed, samples: places.map((place) => ({ x: place, y: 0 })) }),
      actions.inquire({ what: "parameters", run: seed }),
    ]).catch(() => [null, null]); // the network is replaced meanwhile: its first picture asks again
    if (!values || !now || store.get().session !== session) return;
    const layers = layersOf(plan, now.parameters);
    const one = collapsed(layers);
    const outputs = layers[layers.length - 1].bias.length;
    const before = plan.before[plan.before.length - 1]; // what the last layer says before an output function
    const f = (/** @type {number} */ i) => Array.from({ length: outputs }, (_, o) => /** @type {number} */ (values[before][o * places.length + i]));
    const g = (/** @type {number} */ i) => f(i)[0] - f(0)[0];
    const size = Math.max(...places.map((_, i) => Math.max(...f(i).map(Math.abs))));
    const difference = Math.max(...places.map((place, i) => Math.max(...applied(one, place).map((value, o) => Math.abs(value - f(i)[o]))))) / size;
    setText(told, t(isLinear(plan) ? "studio-stack-is-one" : "studio-stack-is-more", { layers: layers.length, difference: number(difference, 2) }));
    showProduct(layers, one);
    fillTable(table, {
      head: [t("studio-stack-check"), t("studio-stack-left"), t("studio-stack-right")],
      rows: [
        ["f(1, 0.5) = W·(1, 0.5) + b", number(f(1)[0], 4), number(applied(one, x)[0], 4)],
        ["f(-0.5, 1) = W·(-0.5, 1) + b", number(f(2)[0], 4), number(applied(one, y)[0], 4)],
        ["g(x + y) = g(x) + g(y)", number(g(3), 4), number(g(1) + g(2), 4)],
        ["g(2x) = 2·g(x)", number(g(4), 4), number(2 * g(1), 4)],
      ],
    }, t("studio-stack-table"));
  }

  /** @param {Layer[]} layers @param {Layer} one */
  function showProduct(layers, one) {
    const named = layers.map((layer, l) => /** @type {[string, Layer]} */ ([`W${subscript(l + 1)}`, layer])).reverse();
    const fits = layers.every(({ weights }) => weights.length <= MOST && weights[0].length <= MOST);
    if (!fits) {
      product.replaceChildren(h("p", { text: `${named.map(([name, { weights }]) => `${name} (${weights.length}×${weights[0].length})`).join(" · ")} = W (${one.weights.length}×${one.weights[0].length})` }));
      return;
    }
    product.replaceChildren(
      ...named.flatMap(([name, layer], i) => [...(i > 0 ? [h("span", { class: "stack-sign", text: "·" })] : []), matrix(name, layer.weights)]),
      h("span", { class: "stack-sign", text: "=" }), matrix("W", one.weights), matrix("b", one.bias.map((value) => [value])),
    );
  }
  const job = paint(root, store, ["frame", "lowered", "seed"], draw, PACE);
  return () => job.stop();
}

/** A matrix with its name. @param {string} name @param {number[][]} rows */
function matrix(name, rows) {
  return h("figure", { class: "stack-matrix" }, h("figcaption", { text: name }),
    h("table", { "aria-label": name }, h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((value) => h("td", { text: number(value, 2) })))))));
}
