/** One step of learning in stages, each with its numbers written out: forward, loss, backward, update. */

import { ACTIVATIONS } from "./activations.js";
import { number } from "./numbers.js";

/** @typedef {import("../types.js").Lowered} Lowered */
/** @typedef {import("../types.js").Plan} Plan */
/** @typedef {import("../types.js").PlanOp} PlanOp */
/** @typedef {import("../types.js").Translate} Translate */

/** @typedef {{kind: "forward" | "loss" | "backward" | "update", layer: number}} Stage */

/**
 * @typedef {object} Answer what the kernel said about one sample
 * @property {Float32Array[]} values [v]: (U)
 * @property {Float32Array[]} deltas [v]: (U), the loss's derivatives by them
 * @property {Float32Array} gradient (n)
 * @property {Float32Array} loss (1)
 */

/**
 * @typedef {object} Subject
 * @property {Plan} plan
 * @property {Answer} answer
 * @property {Float32Array} parameters (n)
 * @property {number} learningRate
 * @property {string} optimizer
 * @property {number} l1
 * @property {number} l2
 * @property {number} target a class's number or a number
 * @property {string[]} inputs names of the input columns
 */

/** @typedef {{formulas: string[], note: string, head: string[], rows: string[][]}} Page */

const MOST_TERMS = 6;
const MOST_ROWS = 40;
const SUBSCRIPT = ["₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"];

/** @param {number} index from 0 @returns {string} */
export function sub(index) {
  return [...String(index + 1)].map((digit) => SUBSCRIPT[Number(digit)]).join("");
}

/** @param {Plan} plan @returns {Stage[]} */
export function stagesOf(plan) {
  const layers = plan.layers.map((_, layer) => layer);
  const of = (/** @type {Stage["kind"]} */ kind) => (/** @type {number} */ layer) => ({ kind, layer });
  return [
    ...layers.map(of("forward")),
    { kind: "loss", layer: plan.layers.length - 1 },
    ...layers.toReversed().map(of("backward")),
    ...layers.map(of("update")),
  ];
}

/** A number as a factor or term: negative ones in brackets. @param {number | undefined} value */
function bracketed(value) {
  return value !== undefined && value < 0 ? `(${number(value)})` : number(value);
}

/**
 * A sum of products with its numbers: "0.5·0.2 + (-0.3)·1.1 + 0.1".
 *
 * @param {[number, number][]} products
 * @param {number[]} addends
 * @param {Translate} t
 * @returns {string}
 */
export function written(products, addends, t) {
  const terms = products.slice(0, MOST_TERMS).map(([a, b]) => `${bracketed(a)}·${bracketed(b)}`);
  if (products.length > MOST_TERMS) terms.push(t("studio-learning-more", { count: products.length - MOST_TERMS }));
  return [...terms, ...addends.map(bracketed)].join(" + ");
}

/** @param {Plan} plan @param {number} layer @returns {PlanOp | undefined} */
export function denseOf(plan, layer) {
  return plan.ops.find((op) => op.kind === "dense" && op.layer === layer);
}

/**
 * The operations that a layer's answer still passes before the next layer: dropout, which drops nothing here, and the
 * addition of what the layer was given.
 *
 * @param {Plan} plan
 * @param {number} value
 * @returns {PlanOp[]}
 */
function passedBy(plan, value) {
  const found = [];
  for (const op of plan.ops) {
    if ((op.kind === "dropout" || op.kind === "add") && op.source === value) {
      found.push(op);
      value = op.target;
    }
  }
  return found;
}

/**
 * @param {Stage} stage
 * @param {Subject} subject
 * @param {number} unit whose sums are written out
 * @param {Translate} t
 * @returns {Page}
 */
export function page(stage, subject, unit, t) {
  if (stage.kind === "loss") return lossPage(subject, t);
  const dense = denseOf(subject.plan, stage.layer);
  if (dense === undefined) return { formulas: [], note: "", head: [], rows: [] };
  const place = Math.min(unit, (subject.plan.widths[dense.target] ?? 1) - 1);
  if (stage.kind === "forward") return forwardPage(stage.layer, dense, subject, place, t);
  if (stage.kind === "backward") return backwardPage(stage.layer, dense, subject, place, t);
  return updatePage(dense, subject, place, t);
}

/**
 * @param {number} layer
 * @param {PlanOp} dense
 * @param {Subject} subject
 * @param {number} unit
 * @param {Translate} t
 * @returns {Page}
 */
function forwardPage(layer, dense, { plan, answer, parameters, inputs }, unit, t) {
  const source = answer.values[dense.source] ?? new Float32Array();
  const sums = answer.values[dense.target] ?? new Float32Array();
  const before = plan.before[layer] ?? dense.target;
  const z = answer.values[before] ?? sums;
  const a = answer.values[plan.after[layer] ?? before] ?? z;
  const name = plan.layers[layer]?.activation ?? "identity";
  /** @type {[number, number][]} */
  const products = [...source].map((value, i) => [weight(parameters, dense, source.length, unit, i), value]);
  const bias = dense.bias >= 0 ? [parameters[dense.bias + unit] ?? 0] : [];
  const u = sub(unit);
  const formulas = [
    `z${u} = Σ w${u}ᵢ·${layer === 0 ? "x" : "a"}ᵢ + b${u} = ${written(products, bias, t)} = ${number(sums[unit])}`,
  ];
  if (before !== dense.target) formulas.push(`${t("studio-learning-normalized")}: z${u} = ${number(z[unit])}`);
  if (name !== "identity" && name !== "linear")
    formulas.push(`a${u} = ${name}(z${u}) = ${name}(${number(z[unit])}) = ${number(a[unit])}`);
  for (const op of passedBy(plan, plan.after[layer] ?? before)) {
    if (op.kind !== "add") continue;
    const [own, other] = [answer.values[op.source]?.[unit], answer.values[op.shortcut]?.[unit]];
    const sum = answer.values[op.target]?.[unit];
    formulas.push(`${t("studio-learning-skip")}: ${bracketed(own)} + ${bracketed(other)} = ${number(sum)}`);
  }
  const from =
    layer === 0
      ? inputs
          .map((input, i) => `${input} = ${number(source[i])}`)
          .slice(0, MOST_TERMS)
          .join(", ")
      : "";
  return {
    formulas,
    note: from,
    head: [t("studio-learning-unit"), "z", name === "identity" ? t("studio-learning-output") : `a = ${name}(z)`],
    rows: rowsOf(z.length, (i) => [number(z[i]), number(a[i])]),
  };
}

/** @param {Subject} subject @param {Translate} t @returns {Page} */
function lossPage({ plan, answer, target }, t) {
  const output = answer.values[plan.widths.length - 1] ?? new Float32Array();
  const delta = answer.deltas[plan.widths.length - 1] ?? new Float32Array();
  const loss = number(answer.loss[0]);
  const o = output[0] ?? NaN;
  const [no, yes] = plan.targets;
  const wanted = no === yes ? target : target >= 0.5 ? yes : no;
  const said = (/** @type {number} */ i) =>
    plan.task === "numbers" ? target : output.length === 1 ? wanted : i === target ? yes : no;
  const formulas = [];
  if (plan.loss === "binary-cross-entropy") {
    const p = 1 / (1 + Math.exp(-o));
    formulas.push(`p = σ(o) = 1 / (1 + e^(-o)) = σ(${number(o)}) = ${number(p, 6)}`);
    formulas.push(
      target >= 0.5
        ? `L = -ln p = -ln ${number(p, 6)} = ${loss}`
        : `L = -ln(1 - p) = -ln ${number(1 - p, 6)} = ${loss}`,
    );
  } else if (plan.loss === "softmax-cross-entropy") {
    const p = Math.exp(-(answer.loss[0] ?? NaN));
    formulas.push(
      `p = softmax(o)${sub(target)} = e^(o${sub(target)}) / Σ e^(oₖ) = ${number(p, 6)}`,
      `L = -ln p = -ln ${number(p, 6)} = ${loss}`,
    );
  } else if (plan.loss === "hinge") {
    formulas.push(`L = max(0, 1 - y·o) = ${margins(output, said, "1 - ")} = ${loss}`);
  } else if (plan.loss === "perceptron") {
    formulas.push(`L = max(0, -y·o) = ${margins(output, said, "-")} = ${loss}`);
  } else {
    const squares = [...output].slice(0, MOST_TERMS).map((value, i) => `(${number(value)} - ${number(said(i))})²`);
    formulas.push(`L = ½·Σ(o - y)² = ½·(${squares.join(" + ")}${output.length > MOST_TERMS ? " + …" : ""}) = ${loss}`);
  }
  const logits = plan.loss.endsWith("cross-entropy");
  const goal = (/** @type {number} */ i) => (logits ? (output.length === 1 ? target : Number(i === target)) : said(i));
  return {
    formulas,
    note: t("studio-learning-loss-note"),
    head: [t("studio-learning-output"), "o", t("plot-target"), "∂L/∂o"],
    rows: rowsOf(output.length, (i) => [number(output[i]), number(goal(i)), number(delta[i])]),
  };
}

/**
 * A sum over the outputs: "max(0, 1 - 1·0.3) + …".
 *
 * @param {Float32Array} output
 * @param {(i: number) => number} goal
 * @param {string} before
 */
function margins(output, goal, before) {
  const terms = [...output].slice(0, MOST_TERMS).map((o, i) => `max(0, ${before}${bracketed(goal(i))}·${bracketed(o)})`);
  return terms.join(" + ") + (output.length > MOST_TERMS ? " + …" : "");
}

/**
 * @param {number} layer
 * @param {PlanOp} dense
 * @param {Subject} subject
 * @param {number} unit
 * @param {Translate} t
 * @returns {Page}
 */
function backwardPage(layer, dense, { plan, answer, parameters }, unit, t) {
  const before = plan.before[layer] ?? dense.target;
  const after = plan.after[layer] ?? before;
  const source = answer.values[dense.source] ?? new Float32Array();
  const z = answer.values[before] ?? new Float32Array();
  const dz = answer.deltas[before] ?? new Float32Array();
  const da = answer.deltas[after] ?? dz;
  const sums = answer.deltas[dense.target] ?? dz;
  const name = plan.layers[layer]?.activation ?? "identity";
  const activation = ACTIVATIONS.find((one) => one.name === name);
  const learned = plan.ops.find((op) => op.layer === layer && op.activation === "prelu")?.parameter ?? -1;
  const slopeOf = (/** @type {number} */ at) =>
    learned >= 0 ? (at > 0 ? 1 : (parameters[learned] ?? NaN)) : (activation?.derivative(at) ?? 1);
  const u = sub(unit);
  const formulas = [];
  const leaving = passedBy(plan, after).at(-1)?.target ?? after;
  const next = plan.ops.find((op) => op.kind === "dense" && op.source === leaving);
  if (next !== undefined) {
    const later = answer.deltas[next.target] ?? new Float32Array();
    const width = plan.widths[after] ?? 1;
    /** @type {[number, number][]} */
    const products = [...later].map((delta, k) => [weight(parameters, next, width, k, unit), delta]);
    // What goes around the next layer brings its derivative back unchanged.
    const around = plan.ops.filter((op) => op.kind === "add" && op.shortcut === leaving).map((op) => answer.deltas[op.target]?.[unit] ?? 0);
    const skip = around.length > 0 ? ` + ${t("studio-learning-skip-back")}` : "";
    formulas.push(`∂L/∂a${u} = Σₖ wₖ${u}·∂L/∂zₖ${skip} = ${written(products, around, t)} = ${number(da[unit])}`);
  }
  if (activation !== undefined && name !== "linear") {
    const own = slopeOf(z[unit] ?? NaN);
    formulas.push(
      `∂L/∂z${u} = ∂L/∂a${u}·${name}′(z${u}) = ${bracketed(da[unit])}·${bracketed(own)} = ${number(dz[unit])}`,
    );
  } else if (next === undefined) {
    formulas.push(`∂L/∂z${u} = ${number(dz[unit])}`);
  }
  if (before !== dense.target)
    formulas.push(`${t("studio-learning-normalized")}: ∂L/∂(Wa + b)${u} = ${number(sums[unit])}`);
  const shown = Math.min(source.length, MOST_TERMS);
  const slope = (/** @type {number} */ i) => number(answer.gradient[dense.parameter + unit * source.length + i]);
  const by = Array.from(
    { length: shown },
    (_, i) => `∂L/∂w${u}${sub(i)} = ${bracketed(sums[unit])}·${bracketed(source[i])} = ${slope(i)}`,
  );
  formulas.push(...by);
  if (source.length > shown) formulas.push(t("studio-learning-more", { count: source.length - shown }));
  return {
    formulas,
    note: t("studio-learning-chain"),
    head: [t("studio-learning-unit"), "∂L/∂a", ...(activation === undefined ? [] : [`${name}′(z)`]), "∂L/∂z"],
    rows: rowsOf(dz.length, (i) => [
      number(da[i]),
      ...(activation === undefined ? [] : [number(slopeOf(z[i] ?? NaN))]),
      number(dz[i]),
    ]),
  };
}

/** @param {PlanOp} dense @param {Subject} subject @param {number} unit @param {Translate} t @returns {Page} */
function updatePage(dense, { plan, answer, parameters, learningRate, optimizer, l1, l2 }, unit, t) {
  const inputs = plan.widths[dense.source] ?? 0;
  const u = sub(unit);
  // Penalties pull at weights, not at biases.
  const line = (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ pull) => {
    const [value, slope] = [parameters[at] ?? NaN, (answer.gradient[at] ?? NaN) + pull];
    return [name, number(value), number(slope), number(-learningRate * slope), number(value - learningRate * slope)];
  };
  const rows = Array.from({ length: Math.min(inputs, MOST_ROWS) }, (_, i) => {
    const at = dense.parameter + unit * inputs + i;
    const value = parameters[at] ?? NaN;
    return line(`w${u}${sub(i)}`, at, l2 * value + l1 * Math.sign(value));
  });
  if (dense.bias >= 0) rows.push(line(`b${u}`, dense.bias + unit, 0));
  const pulls = [l2 > 0 ? " + l2·w" : "", l1 > 0 ? " + l1·sign(w)" : ""].join("");
  const slope = pulls === "" ? "∂L/∂w" : `(∂L/∂w${pulls})`;
  const values = [`η = ${number(learningRate)}`, l2 > 0 ? `l2 = ${number(l2)}` : "", l1 > 0 ? `l1 = ${number(l1)}` : ""];
  return {
    formulas: [`w ← w - η·${slope}, ${values.filter((text) => text !== "").join(", ")}`],
    note: optimizer === "sgd" ? t("studio-learning-update-note") : t("studio-learning-update-other", { optimizer }),
    head: [t("studio-learning-parameter"), "w", slope, `-η·${slope}`, t("studio-learning-new")],
    rows,
  };
}

/**
 * @param {Float32Array} parameters
 * @param {PlanOp} dense
 * @param {number} inputs
 * @param {number} unit
 * @param {number} input
 */
function weight(parameters, dense, inputs, unit, input) {
  return parameters[dense.parameter + unit * inputs + input] ?? NaN;
}

/** @param {number} count @param {(i: number) => string[]} cells */
function rowsOf(count, cells) {
  return Array.from({ length: Math.min(count, MOST_ROWS) }, (_, i) => [String(i + 1), ...cells(i)]);
}
