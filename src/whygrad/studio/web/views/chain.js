/**
 * The chain rule laid open for one weight and one sample: every factor with its number along the strongest path, the sum
 * over all paths, and beside it what the kernel's automatic derivative and a finite difference say.
 */

import { grouped, number } from "../charts/numbers.js";
import { paint } from "../charts/painter.js";
import { h, setText, uniqueId } from "../dom.js";
import { samplesOf } from "../picture/markers.js";
import { columnOf, namesOf, placeOf } from "../picture/names.js";
import { countPaths, deltas, forward, lossAt, lossOf, stepsFrom, strongestPath } from "../picture/reference.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Lowered} Lowered */
/** @typedef {{symbol: string, of: string, value: number, sign: string}} Factor */
/** @typedef {{factors: Factor[], product: number, paths: number, sum: number, kernel: number, difference: number, step: number}} Opened */

const PACE = 250; // milliseconds between two readings
const SHRINKS = 0.1; // a factor below this takes most of a gradient away
const AGREE = 2e-3; // relative difference below which two derivatives are the same, in single precision

/**
 * @param {HTMLElement} root
 * @param {Context} context
 * @returns {() => void} ends the view
 */
export function mount(root, { store, actions, t }) {
  const weightId = uniqueId("chain");
  const sampleId = uniqueId("chain");
  const weight = h("select", { id: weightId, onchange: () => actions.selectWeight(Number(weight.value)) });
  const sample = h("input", { id: sampleId, type: "number", class: "number", min: "1", step: "1", onchange: () => {
    const { lowered } = store.get();
    const index = sample.valueAsNumber - 1;
    if (lowered && Number.isInteger(index) && index >= 0 && index < samplesOf(lowered).all) actions.selectPoint(index);
    else sample.value = String((store.get().point ?? 0) + 1);
  } });
  const says = h("p", { class: "chain-says" });
  const factors = h("ol", { class: "chain-factors", "aria-label": t("studio-chain-factors") });
  const result = h("p", { class: "chain-product" });
  const check = h("dl", { class: "chain-check" });
  const verdict = h("p", { class: "chain-verdict" });
  root.classList.add("chain");
  root.append(
    h("div", { class: "chain-line" }, h("label", { for: weightId, text: t("studio-chain-weight") }), weight, h("label", { for: sampleId, text: t("studio-chain-sample") }), sample),
    says, factors, result, check, verdict,
  );

  let listed = "";
  /** The weights to choose from, by layer. @param {Readonly<State>} state @param {Lowered} lowered */
  const list = (state, lowered) => {
    const key = `${state.session} ${lowered.plan.widths.join()} ${lowered.points.feature_names.join()}`;
    if (key === listed) return;
    listed = key;
    const names = namesOf(lowered, t);
    weight.replaceChildren(...lowered.plan.layers.map((layer, l) => {
      const group = h("optgroup", { label: names.layer(l + 1) });
      for (const parameter of lowered.plan.parameters) {
        if (parameter.layer !== l || parameter.kind === "slope") continue;
        const count = parameter.shape.reduce((a, b) => a * b, 1);
        for (let i = 0; i < Math.min(count, MOST_OPTIONS); i++) {
          const place = placeOf(lowered.plan, parameter.offset + i);
          if (!place) continue;
          const to = names.unit(place.column, place.to);
          const text = place.from >= 0 ? t("studio-chain-link", { from: names.unit(place.column - 1, place.from), to })
            : t("studio-chain-own", { what: t(`studio-card-${parameter.kind}`), unit: to });
          group.append(h("option", { value: String(parameter.offset + i), text }));
        }
      }
      return group;
    }));
  };

  const unsubscribe = store.subscribe(["lowered"], (state) => {
    if (state.lowered) list(state, state.lowered); // also while it is out of sight, for the keyboard
  });
  let asking = false;
  /** @param {Readonly<State>} state */
  const draw = async (state) => {
    const { lowered, frame, seed, session } = state;
    if (!lowered || !frame) return;
    const first = lowered.plan.parameters.find((p) => p.kind === "weight")?.offset ?? 0;
    const index = state.weight ?? first;
    const point = state.point ?? 0;
    if (document.activeElement !== weight) {
      if (![...weight.options].some((option) => option.value === String(index))) {
        weight.append(h("option", { value: String(index), text: String(index) }));
      }
      weight.value = String(index);
    }
    sample.max = String(samplesOf(lowered).all);
    if (document.activeElement !== sample) sample.value = String(point + 1);
    if (asking) return;
    asking = true;
    // Refused where the network is replaced meanwhile: the next frame asks again.
    const answer = await actions.inquire({ what: "gradient", run: seed, samples: [point] }).catch(() => null);
    asking = false;
    if (answer && store.get().session === session) show(lowered, index, point, answer);
  };

  /** @param {Lowered} lowered @param {number} index @param {number} point @param {any} answer */
  const show = (lowered, index, point, answer) => {
    const opened = open(lowered, index, point, answer, t);
    if (!opened) {
      setText(says, t("studio-chain-none"));
      factors.replaceChildren();
      check.replaceChildren();
      setText(result, "");
      setText(verdict, "");
      return;
    }
    setText(says, opened.paths > 1 ? t("studio-chain-paths", { paths: opened.paths < 1e6 ? grouped(opened.paths) : number(opened.paths) }) : t("studio-chain-path"));
    fill(factors, opened.factors);
    setText(result, t(opened.paths > 1 ? "studio-chain-product" : "studio-chain-whole", { product: number(opened.product), sum: number(opened.sum) }));
    const rows = [
      [t("studio-chain-rule"), opened.sum],
      [t("studio-chain-kernel"), opened.kernel],
      [t("studio-chain-difference", { step: number(opened.step, 2) }), opened.difference],
    ];
    if (check.childElementCount !== rows.length) check.replaceChildren(...rows.map(() => h("div", {}, h("dt"), h("dd"))));
    rows.forEach(([name, value], i) => {
      const [term, said] = check.children[i].children;
      setText(term, String(name));
      setText(said, number(Number(value), 6));
    });
    const same = (/** @type {number} */ a, /** @type {number} */ b) => Math.abs(a - b) <= AGREE * Math.max(Math.abs(a), Math.abs(b)) + 1e-7;
    const agree = same(opened.sum, opened.kernel) && same(opened.sum, opened.difference);
    const broken = ![opened.sum, opened.kernel, opened.difference].every(Number.isFinite);
    setText(verdict, t(broken ? "studio-chain-broken" : agree ? "studio-chain-agree" : "studio-chain-differ"));
    verdict.dataset["agree"] = String(agree && !broken);
  };

  const job = paint(root, store, ["frame", "weight", "point", "lowered", "seed"], (state) => void draw(state).catch(console.error), PACE);
  return () => {
    unsubscribe();
    job.stop();
  };
}

const MOST_OPTIONS = 1024; // of a layer in the list; others are reached by choosing them in the drawing

/** @param {HTMLElement} list @param {Factor[]} factors */
function fill(list, factors) {
  if (list.childElementCount !== factors.length) {
    list.replaceChildren(...factors.map(() => h("li", { class: "factor" }, h("span", { class: "factor-symbol" }), h("span", { class: "factor-value" }), h("span", { class: "factor-of" }))));
  }
  factors.forEach(({ symbol, of, value, sign }, i) => {
    const item = /** @type {HTMLElement} */ (list.children[i]);
    const [symbolAt, valueAt, ofAt] = item.children;
    setText(symbolAt, symbol);
    setText(valueAt, number(value));
    setText(ofAt, of);
    const shrinks = Math.abs(value) < SHRINKS && sign === "slope";
    item.dataset["sign"] = value < 0 ? "negative" : value > 0 ? "positive" : "none";
    item.classList.toggle("shrinks", shrinks);
  });
}

/**
 * @param {Lowered} lowered
 * @param {number} index of the parameter
 * @param {number} point of the sample
 * @param {{gradient: Float32Array, parameters: Float32Array, running: Float32Array}} answer of the kernel
 * @param {import("../types.js").Translate} t
 * @returns {Opened | null} null: not a parameter of one unit
 */
export function open(lowered, index, point, { gradient, parameters, running }, t) {
  const { plan, program } = lowered;
  const place = placeOf(plan, index);
  if (!place || place.parameter.kind === "slope") return null;
  const names = namesOf(lowered, t);
  const features = plan.widths[0];
  const trained = program.train.shape[0];
  const [rows, row] = point < trained ? [program.train, point] : [program.test, point - trained];
  const width = rows.shape[1];
  const x = Array.from(rows.data.subarray(row * width, row * width + features));
  const target = rows.data[row * width + features];

  const values = forward(plan, parameters, running, x);
  const { slopes } = lossOf(plan, values[values.length - 1], target);
  const found = deltas(plan, parameters, running, values, slopes);
  const { kind, layer } = place.parameter;
  const dense = plan.ops.find((op) => op.kind === "dense" && op.layer === layer);
  const norm = plan.ops.find((op) => op.kind.endsWith("-norm") && op.layer === layer);
  const op = kind === "weight" || kind === "bias" ? dense : norm;
  if (!op) return null;
  const [value, unit] = [op.target, place.to];
  const { path, forks } = strongestPath((v, u) => stepsFrom(plan, parameters, running, values, v, u), found, value, unit);

  const nameOf = (/** @type {number} */ v, /** @type {number} */ u) => {
    const column = columnOf(plan, v);
    return column >= 0 ? names.unit(column, u) : names.unit((plan.ops.find((one) => one.target === v)?.layer ?? 0) + 1, u);
  };
  const local = kind === "weight" ? values[op.source][place.from]
    : kind === "gamma" ? (values[value][unit] - parameters[op.bias + unit]) / parameters[index] : 1;
  /** @type {Factor[]} */
  const factors = [{
    symbol: kind === "weight" ? "∂z/∂w = a" : kind === "bias" ? "∂z/∂b" : kind === "gamma" ? "∂y/∂γ" : "∂y/∂β",
    of: kind === "weight" ? names.unit(place.column - 1, place.from) : nameOf(value, unit),
    value: local,
    sign: "input",
  }];
  let from = { value, unit };
  path.forEach((step, i) => {
    const to = nameOf(step.value, step.unit);
    if (step.op.kind === "activation") {
      factors.push({ symbol: `${step.op.activation}′(${number(values[from.value][from.unit])})`, of: to, value: step.factor, sign: "slope" });
    } else if (step.op.kind === "dense") {
      factors.push({ symbol: "w", of: t(forks[i] > 1 ? "studio-chain-strongest" : "studio-chain-only", { unit: to, count: forks[i] }), value: step.factor, sign: "weight" });
    } else if (step.op.kind !== "dropout" && step.op.kind !== "add") {
      factors.push({ symbol: `∂ ${step.op.kind}`, of: to, value: step.factor, sign: "slope" });
    }
    from = step;
  });
  const [lastValue, lastUnit] = [from.value, from.unit];
  factors.push({ symbol: "∂L/∂ŷ", of: t("studio-chain-loss", { output: nameOf(lastValue, lastUnit) }), value: slopes[lastUnit], sign: "loss" });

  const step = 1e-4 * Math.max(1, Math.abs(parameters[index]));
  const moved = Float64Array.from(parameters);
  moved[index] = parameters[index] + step;
  const up = lossAt(plan, moved, running, x, target);
  moved[index] = parameters[index] - step;
  const down = lossAt(plan, moved, running, x, target);
  return {
    factors,
    product: factors.reduce((all, factor) => all * factor.value, 1),
    paths: countPaths(plan, value),
    sum: local * found[value][unit],
    kernel: gradient[index],
    difference: (up - down) / (2 * step),
    step,
  };
}
