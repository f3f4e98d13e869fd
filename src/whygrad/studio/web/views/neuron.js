/** A neuron beside a perceptron: a part that is pointed at lights up in both; the numbers of a gate pass through them. */

import { UNITS, answers, gateOf, perceptron } from "../charts/gates.js";
import { fillTable } from "../charts/figure.js";
import { number } from "../charts/numbers.js";
import { h, setText } from "../dom.js";
import { button, checkControl, field } from "../fields.js";
import { NeuronDrawing } from "../picture/neuron.js";
import { PARTS } from "../picture/neuron-shapes.js";

/** @typedef {typeof PARTS[number]} Part */

const MOST = 3; // of a weight

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { t }) {
  let unit = { ...UNITS["and"], weights: [...UNITS["and"].weights] };
  const inputs = [1, 1];
  /** @type {Part | null} */
  let lit = null;
  /** @type {Part | null} */
  let chosen = null;
  const drawing = new NeuronDrawing(t, {
    point: (part) => {
      lit = part;
      light();
    },
    choose: (part) => {
      chosen = chosen === part ? null : part;
      light();
    },
  });

  const gates = Object.keys(UNITS).map((name) =>
    button({
      label: name.toUpperCase(),
      onclick: () => {
        unit = { ...UNITS[name], weights: [...UNITS[name].weights] };
        settings.forEach((setting) => setting.show());
        draw();
      },
    }).root);
  const toggles = inputs.map((_, i) =>
    checkControl({
      label: `x${"₁₂"[i]}`,
      onchange: (checked) => {
        inputs[i] = Number(checked);
        draw();
      },
    }));
  const settings = [
    setting(`w₁`, () => unit.weights[0], (value) => { unit.weights[0] = value; }),
    setting(`w₂`, () => unit.weights[1], (value) => { unit.weights[1] = value; }),
    setting(t("neuron-bias"), () => unit.bias, (value) => { unit = { ...unit, bias: value }; }),
  ];
  const told = h("p", { class: "neuron-told" });
  const sentence = h("output", { class: "neuron-sentence" });
  const verdict = h("p", { class: "hint" });
  const table = h("table", { class: "chart-table" });
  const details = h("details", { class: "chart-details", ontoggle: () => draw() }, h("summary", { text: t("neuron-table") }),
    h("div", { class: "chart-scroll", tabIndex: 0, role: "region", "aria-label": t("neuron-table") }, table));
  root.classList.add("neuron");
  root.append(
    h("p", { class: "hint", text: t("neuron-about") }),
    h("div", { class: "neuron-pair" },
      h("figure", {}, h("figcaption", { text: t("neuron-cell") }), drawing.neuron),
      h("figure", {}, h("figcaption", { text: t("neuron-unit") }), drawing.perceptron)),
    told,
    h("div", { class: "neuron-controls" },
      h("div", { class: "neuron-inputs", role: "group", "aria-label": t("neuron-inputs") }, ...toggles.map(({ root: one }) => one)),
      h("div", { class: "buttons", role: "group", "aria-label": t("neuron-gates") }, ...gates),
      ...settings.map(({ root: one }) => one)),
    sentence,
    verdict,
    details,
  );
  toggles.forEach(({ input }) => { input.checked = true; });
  light();
  draw();

  /**
   * @param {string} name
   * @param {() => number} get
   * @param {(value: number) => void} set
   */
  function setting(name, get, set) {
    const slider = h("input", { type: "range", class: "slider", min: String(-MOST), max: String(MOST), step: "0.5" });
    const value = h("output", { class: "neuron-value" });
    const show = () => {
      slider.value = String(get());
      setText(value, number(get()));
    };
    slider.addEventListener("input", () => {
      set(Number(slider.value));
      setText(value, number(get()));
      draw();
    });
    show();
    return { root: field({ label: name }, slider, value), show };
  }

  function light() {
    const part = lit ?? chosen;
    drawing.light(lit, chosen);
    setText(told, part === null ? t("neuron-hint") : `${t(`neuron-${part}`)} = ${t(`neuron-as-${part}`)}. ${t(`neuron-does-${part}`)}`);
  }

  function draw() {
    const found = perceptron(unit, inputs);
    drawing.show(unit, inputs, found);
    const terms = unit.weights.map((weight, i) => `${bracketed(weight)} × ${inputs[i]}`).join(" + ");
    const sum = `${terms} + ${bracketed(unit.bias)} = ${number(found.sum)}`;
    setText(sentence, t("neuron-sentence", { sum, side: found.output === 1 ? "≥" : "<", output: found.output }));
    const row = answers(unit);
    const gate = gateOf(row);
    setText(verdict, gate ? t("neuron-is-gate", { gate, answers: [...row].join(" ") }) : t("neuron-is-none", { answers: [...row].join(" ") }));
    if (!details.open) return;
    const now = {
      dendrite: inputs.map((input, i) => `x${"₁₂"[i]} = ${input}`).join(", "),
      synapse: unit.weights.map((weight, i) => `w${"₁₂"[i]} = ${number(weight)}`).join(", "),
      body: `${sum} ${found.output === 1 ? "≥" : "<"} 0`,
      axon: String(found.output),
    };
    fillTable(table, {
      head: [t("neuron-cell"), t("neuron-unit"), t("neuron-task"), t("neuron-now")],
      rows: PARTS.map((part) => [t(`neuron-${part}`), t(`neuron-as-${part}`), t(`neuron-does-${part}`), now[part]]),
    }, t("neuron-table"));
  }
}

/** A number as it stands in a sum. @param {number} value */
function bracketed(value) {
  return value < 0 ? `(${number(value)})` : number(value);
}
