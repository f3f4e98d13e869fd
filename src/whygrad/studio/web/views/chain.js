/**
 * The chain rule laid open for one weight and one sample: every factor with its number along the strongest path, or along
 * one that the reader chooses; the sum over all paths; and beside it what the kernel's automatic derivative and a finite
 * difference say.
 */

import { grouped, number } from "../charts/numbers.js";
import { paint } from "../charts/painter.js";
import { h, setText, uniqueId } from "../dom.js";
import { samplesOf } from "../picture/markers.js";
import { namesOf, placeOf, unitAt } from "../picture/names.js";
import { branch, countPaths, deltas, forward, lossAt, lossOf, pathFrom, stepsFrom } from "../picture/reference.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Lowered} Lowered */
/** @typedef {{symbol: string, of: string, value: number, sign: string}} Factor */
/**
 * @typedef {object} Turn a fork of the path
 * @property {number} value of the plan where it is
 * @property {string} label
 * @property {string} taken which branch
 * @property {boolean} chosen by the reader, else it is the strongest
 * @property {{branch: string, text: string}[]} branches
 */
/**
 * @typedef {{factors: Factor[], turns: Turn[], product: number, paths: number, sum: number, kernel: number,
 *   difference: number, step: number}} Opened
 */

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
  /** @type {Map<number, string>} the reader's choices: by the value of a fork, the branch */
  const wanted = new Map();
  const way = wayOf(t, (value, taken) => {
    if (taken === "") wanted.delete(value);
    else wanted.set(value, taken);
    job.touch();
  }, () => {
    wanted.clear();
    job.touch();
  });
  const factors = h("ol", { class: "chain-factors", "aria-label": t("studio-chain-factors") });
  const result = h("p", { class: "chain-product" });
  const check = h("dl", { class: "chain-check" });
  const verdict = h("p", { class: "chain-verdict" });
  root.classList.add("chain");
  root.append(
    h("div", { class: "chain-line" }, h("label", { for: weightId, text: t("studio-chain-weight") }), weight, h("label", { for: sampleId, text: t("studio-chain-sample") }), sample),
    says, way.root, factors, result, check, verdict,
  );

  let listed = "";
  /** The weights to choose from, by layer. @param {Readonly<State>} state @param {Lowered} lowered */
  const list = (state, lowered) => {
    const key = `${state.session} ${lowered.plan.widths.join()} ${lowered.points.feature_names.join()}`;
    if (key === listed) return;
    listed = key;
    wanted.clear();
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
    // Refused where the network is replaced meanwhile: the next frame asks again.
    const answer = await actions.inquire({ what: "gradient", run: seed, samples: [point] }).catch(() => null);
    if (answer && store.get().session === session) show(lowered, index, point, answer);
  };

  /** @param {Lowered} lowered @param {number} index @param {number} point @param {any} answer */
  const show = (lowered, index, point, answer) => {
    const opened = open(lowered, index, point, answer, t, wanted);
    if (!opened) {
      setText(says, t("studio-chain-none"));
      factors.replaceChildren();
      way.show([]);
      check.replaceChildren();
      setText(result, "");
      setText(verdict, "");
      return;
    }
    const paths = opened.paths < 1e6 ? grouped(opened.paths) : number(opened.paths);
    const own = opened.turns.some(({ chosen }) => chosen);
    setText(says, opened.paths > 1 ? t(own ? "studio-chain-paths-own" : "studio-chain-paths", { paths }) : t("studio-chain-path"));
    way.show(opened.turns);
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

  const job = paint(root, store, ["frame", "weight", "point", "lowered", "seed"], draw, PACE);
  return () => {
    unsubscribe();
    job.stop();
  };
}

/**
 * Through which units the path goes: a select for each fork.
 *
 * @param {import("../types.js").Translate} t
 * @param {(value: number, taken: string) => void} choose "" is the strongest
 * @param {() => void} reset
 */
function wayOf(t, choose, reset) {
  const selects = h("div", { class: "chain-turns" });
  const strongest = h("button", { type: "button", class: "button small", text: t("studio-chain-reset"), onclick: reset });
  const root = h("div", { class: "chain-way", role: "group", "aria-label": t("studio-chain-way") }, selects, strongest);
  let shown = "";
  return {
    root,
    /** @param {Turn[]} turns */
    show(turns) {
      root.hidden = turns.length === 0;
      strongest.disabled = !turns.some(({ chosen }) => chosen);
      const key = JSON.stringify(turns.map(({ value, label, branches }) => [value, label, branches.map((one) => one.branch)]));
      if (key !== shown) {
        shown = key;
        const held = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset["value"];
        selects.replaceChildren(...turns.map(({ value, label, branches }) => {
          const id = uniqueId("turn");
          const select = h("select", { id, onchange: () => choose(value, select.value) },
            h("option", { value: "" }), ...branches.map((one) => h("option", { value: one.branch })));
          select.dataset["value"] = String(value);
          return h("span", { class: "chart-control" }, h("label", { for: id, text: label }), select);
        }));
        if (held !== undefined) /** @type {HTMLElement | null} */ (selects.querySelector(`[data-value="${held}"]`))?.focus();
      }
      turns.forEach(({ taken, chosen, branches }, i) => {
        const select = /** @type {HTMLSelectElement} */ (selects.children[i].querySelector("select"));
        const text = branches.find((one) => one.branch === taken)?.text ?? "";
        setText(select.options[0], chosen ? t("studio-chain-strongest-choice") : t("studio-chain-strongest-now", { branch: text }));
        branches.forEach((one, k) => setText(select.options[k + 1], one.text));
        const value = chosen ? taken : "";
        if (select.value !== value) select.value = value;
      });
    },
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
 * @param {ReadonlyMap<number, string>} [wanted] the path that was chosen (`pathFrom`)
 * @returns {Opened | null} null: not a parameter of one unit
 */
export function open(lowered, index, point, { gradient, parameters, running }, t, wanted) {
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
  const { path, forks } = pathFrom((v, u) => stepsFrom(plan, parameters, running, values, v, u), found, value, unit, wanted);
  const nameOf = (/** @type {number} */ v, /** @type {number} */ u) => unitAt(plan, names, v, u);
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
      factors.push({ symbol: "w", of: t(saidOf(forks[i]), { unit: to, count: forks[i].options.length }), value: step.factor, sign: "weight" });
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
    turns: forks.flatMap((fork, i) => (fork.options.length > 1 ? [turnOf(fork, path[i], plan, names, t)] : [])),
    product: factors.reduce((all, factor) => all * factor.value, 1),
    paths: countPaths(plan, value),
    sum: local * found[value][unit],
    kernel: gradient[index],
    difference: (up - down) / (2 * step),
    step,
  };
}

/** @param {import("../picture/reference.js").Fork} fork */
function saidOf({ options, chosen }) {
  return options.length < 2 ? "studio-chain-only" : chosen ? "studio-chain-chosen" : "studio-chain-strongest";
}

/**
 * @param {import("../picture/reference.js").Fork} fork
 * @param {import("../picture/reference.js").Step} taken
 * @param {import("../types.js").Plan} plan
 * @param {import("../picture/names.js").Names} names
 * @param {import("../types.js").Translate} t
 * @returns {Turn}
 */
function turnOf({ value, options, chosen }, taken, plan, names, t) {
  const layer = Math.max(...options.map(({ op }) => op.layer)) + 1;
  return {
    value,
    label: t("studio-chain-through", { layer: names.layer(layer) }),
    taken: branch(taken),
    chosen,
    branches: options.map((step) => {
      const unit = unitAt(plan, names, step.value, step.unit);
      const values = { unit, factor: number(step.factor) };
      return { branch: branch(step), text: t(step.op.kind === "add" ? "studio-chain-skip" : "studio-chain-branch", values) };
    }),
  };
}
