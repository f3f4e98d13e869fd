/** The drawings of a neuron and of a perceptron: parts that can be pointed at, and the numbers that pass through them. */

import { number } from "../charts/numbers.js";
import { setText, svg } from "../dom.js";
import { HEIGHT, NEURON, PARTS, PERCEPTRON, WIDTH } from "./neuron-shapes.js";

/** @typedef {typeof PARTS[number]} Part */
/** @typedef {import("../charts/gates.js").Unit} Unit */
/** @typedef {import("../types.js").Translate} Translate */

const LIVE = { strong: 7, weak: 1.5 }; // width of a line that carries a weight

/** @param {number} x @param {number} y @param {string} [kind] @returns {SVGElement} */
const label = (x, y, kind = "") => svg("text", { x, y, "text-anchor": "middle", class: `neuron-text ${kind}` });
/** @param {string} d @param {string} kind */
const line = (d, kind) => svg("path", { d, class: kind });
/** @param {number[]} place @param {string} kind */
const disc = ([cx, cy, r], kind) => svg("circle", { cx, cy, r, class: kind });

export class NeuronDrawing {
  /**
   * @param {Translate} t
   * @param {{point: (part: Part | null) => void, choose: (part: Part) => void}} on a part is pointed at, or chosen
   */
  constructor(t, on) {
    this.t = t;
    this.on = on;
    /** @type {Map<Part, SVGElement[]>} */
    this.parts = new Map(PARTS.map((part) => [part, []]));
    const captions = PARTS.map((part) => t(`neuron-${part}`));
    const names = PARTS.map((part) => t(`neuron-as-${part}`));

    this.cell = {
      signals: [label(12, 60), label(12, 188)],
      dendrites: NEURON.dendrites.map((d) => line(d, "cell-dendrite")),
      fibers: NEURON.fibers.map((d) => line(d, "cell-fiber")),
      knobs: NEURON.knobs.map(([x, y]) => svg("circle", { cx: x, cy: y, r: 6, class: "cell-knob" })),
      sum: label(172, 124, "strong"),
      axon: line(NEURON.axon, "cell-axon"),
    };
    const { cell } = this;
    this.neuron = this.sheet("neuron-cell", [
      this.part("dendrite", [this.caption(captions[0], 1, 118, 30), ...cell.dendrites]),
      this.part("synapse", [this.caption(captions[1], 2, 44, 125), ...cell.fibers, ...cell.knobs, ...cell.signals]),
      this.part("axon", [this.caption(captions[3], 4, 268, 98), cell.axon, ...NEURON.sheaths.map(([x, y, width, height]) =>
        svg("rect", { x, y, width, height, rx: 7, class: "cell-sheath" }))]),
      this.part("body", [this.caption(captions[2], 3, 172, 186), line(NEURON.body, "cell-body"),
        disc([...NEURON.nucleus.slice(0, 2), 24], "cell-nucleus"), cell.sum]),
    ], t("neuron-cell-name"));

    this.unit = {
      inputs: [label(34, 72, "strong"), label(34, 180, "strong")],
      links: PERCEPTRON.links.map((d) => line(d, "unit-link")),
      weights: PERCEPTRON.weights.map(([x, y]) => label(x, y)),
      bias: label(178, 230),
      sum: label(218, 176),
      output: line(PERCEPTRON.output, "unit-output"),
      answer: label(302, 126, "strong"),
    };
    const { unit } = this;
    const sigma = label(164, 127, "sigma");
    sigma.textContent = "Σ";
    this.perceptron = this.sheet("neuron-unit", [
      this.part("dendrite", [this.caption(names[0], 1, 40, 30), ...PERCEPTRON.inputs.map((place) => disc(place, "unit-input")), ...unit.inputs]),
      this.part("synapse", [this.caption(names[1], 2, 78, 124), ...unit.links, ...unit.weights]),
      this.part("body", [this.caption(names[2], 3, 196, 42), line(PERCEPTRON.bias, "unit-bias"), disc(PERCEPTRON.body, "unit-body"), sigma,
        line(PERCEPTRON.step, "unit-step"), unit.sum, unit.bias]),
      this.part("axon", [this.caption(names[3], 4, 300, 88), unit.output, disc(PERCEPTRON.answer, "unit-answer"), unit.answer]),
    ], t("neuron-unit-name"));
  }

  /** @param {string} kind @param {SVGElement[]} parts @param {string} name */
  sheet(kind, parts, name) {
    return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: `neuron-sheet ${kind}`, role: "group", "aria-label": name }, ...parts);
  }

  /** The number of a part, which is the same in both drawings, and its name. @param {string} text @param {number} place @param {number} x @param {number} y */
  caption(text, place, x, y) {
    const made = label(x, y, "caption");
    made.textContent = `${place} ${text}`;
    return made;
  }

  /**
   * @param {Part} part
   * @param {SVGElement[]} shapes the caption first
   */
  part(part, shapes) {
    // Named by its texts: what it is, then its numbers.
    const made = svg("g", { class: "neuron-part", tabindex: 0, role: "button", "aria-pressed": "false", "data-part": part }, ...shapes);
    made.addEventListener("pointerenter", () => this.on.point(part));
    made.addEventListener("pointerleave", () => this.on.point(null));
    made.addEventListener("focus", () => this.on.point(part));
    made.addEventListener("blur", () => this.on.point(null));
    made.addEventListener("click", () => this.on.choose(part));
    made.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.on.choose(part);
    });
    this.parts.get(part)?.push(made);
    return made;
  }

  /** Lights a part and its counterpart. @param {Part | null} lit @param {Part | null} chosen */
  light(lit, chosen) {
    for (const [part, drawn] of this.parts) {
      for (const one of drawn) {
        one.classList.toggle("lit", part === (lit ?? chosen));
        one.setAttribute("aria-pressed", String(part === chosen));
      }
    }
  }

  /**
   * @param {Unit} unit
   * @param {number[]} inputs
   * @param {{products: number[], sum: number, output: number}} found
   */
  show({ weights, bias }, inputs, { products, sum, output }) {
    const { cell, unit } = this;
    inputs.forEach((input, i) => {
      const on = input !== 0;
      const width = String(Math.max(LIVE.weak, Math.min(LIVE.strong, 1.5 + 2 * Math.abs(weights[i]))));
      const kind = weights[i] < 0 ? "negative" : "positive";
      for (const one of [cell.dendrites[i], cell.fibers[i], cell.knobs[i], unit.links[i]]) one.classList.toggle("on", on);
      for (const one of [cell.fibers[i], cell.knobs[i], unit.links[i]]) one.classList.toggle("negative", kind === "negative");
      for (const one of [cell.fibers[i], unit.links[i]]) one.setAttribute("stroke-width", width);
      cell.knobs[i].setAttribute("r", String(4 + Math.min(4, 2 * Math.abs(weights[i]))));
      setText(cell.signals[i], String(input));
      setText(unit.inputs[i], String(input));
      setText(unit.weights[i], `${number(weights[i])} × ${input} = ${number(products[i])}`);
    });
    for (const one of [cell.axon, unit.output]) one.classList.toggle("on", output === 1);
    setText(cell.sum, number(sum));
    setText(unit.sum, `${number(sum)} ${sum >= 0 ? "≥" : "<"} 0`);
    setText(unit.bias, this.t("neuron-bias-value", { bias: number(bias) }));
    setText(unit.answer, String(output));
  }
}
