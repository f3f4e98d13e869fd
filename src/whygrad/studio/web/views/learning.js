/** One step of learning walked through with its numbers: forward, loss, backward and update of one sample. */

import { button, chooser } from "../charts/controls.js";
import { fillTable } from "../charts/figure.js";
import { denseOf, page, stagesOf } from "../charts/learning.js";
import { number } from "../charts/numbers.js";
import { paint } from "../charts/painter.js";
import { h, setText, uniqueId } from "../dom.js";
import { namesOf } from "../picture/names.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").Frame} Frame */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../charts/learning.js").Answer} Answer */

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, actions, t }) {
  root.classList.add("charts");
  let at = 0;
  let unit = 0;
  /** @type {{frame: Frame, point: number, answer: Answer} | null} */
  let known = null;
  let asking = false;

  const sampleId = uniqueId("sample");
  const sample = h("input", {
    id: sampleId,
    type: "number",
    min: "1",
    value: "1",
    onchange: () => actions.selectPoint(Math.max(Math.round(sample.valueAsNumber || 1), 1) - 1),
  });
  const units = chooser(t("studio-learning-unit"), [], (value) => {
    unit = Number(value);
    job.touch();
  });
  const back = button(t("studio-learning-back"), () => go(-1));
  const next = button(t("studio-learning-next"), () => go(1));
  const count = h("span", { class: "chart-note" });
  const title = h("h3");
  const note = h("p", { class: "chart-note" });
  const formulas = h("div", { class: "learning-formulas" });
  const table = h("table", { class: "chart-table" });
  const scroll = h(
    "div",
    { class: "chart-scroll", tabIndex: 0, role: "region", "aria-label": t("studio-learning-numbers") },
    table,
  );
  const check = button(t("studio-learning-check"), () => compare());
  const checked = h("p", { class: "chart-readout" });
  const waiting = h("p", { class: "chart-note", text: t("studio-learning-pause") });
  const stage = h(
    "div",
    { class: "learning-stage", hidden: true },
    title,
    formulas,
    note,
    scroll,
    h("div", { class: "chart-controls" }, check),
    checked,
  );
  root.append(
    h("p", { class: "chart-note", text: t("studio-learning-about") }),
    h(
      "div",
      { class: "chart-controls" },
      h("span", { class: "chart-control" }, h("label", { for: sampleId, text: t("studio-learning-sample") }), sample),
      units.root,
    ),
    h("div", { class: "chart-controls" }, back, next, count),
    waiting,
    stage,
  );

  /** @param {number} by */
  function go(by) {
    const plan = store.get().lowered?.plan;
    if (plan === undefined) return;
    at = Math.min(Math.max(at + by, 0), stagesOf(plan).length - 1);
    setText(checked, "");
    job.touch();
  }

  /** The weight whose derivative is checked: the chosen unit's first. @param {Readonly<State>} state */
  function weightIndex(state) {
    const plan = state.lowered?.plan;
    const layer = plan === undefined ? 0 : (stagesOf(plan)[at]?.layer ?? 0);
    const dense = plan === undefined ? undefined : denseOf(plan, layer);
    if (plan === undefined || dense === undefined) return -1;
    return dense.parameter + Math.min(unit, (plan.widths[dense.target] ?? 1) - 1) * (plan.widths[dense.source] ?? 0);
  }

  /** The automatic derivative over all training samples beside a finite difference of the training loss. */
  async function compare() {
    const state = store.get();
    const { lowered, frame, seed } = state;
    const index = weightIndex(state);
    if (lowered === null || frame === null || index < 0 || lowered.points.y_train === undefined) return;
    const samples = Array.from(lowered.points.y_train.data, (_, i) => i);
    const value = frame.parameters[index] ?? 0;
    const step = 0.01 * Math.max(Math.abs(value), 0.1);
    const trials = new Float32Array(2 * frame.parameters.length);
    trials.set(frame.parameters);
    trials.set(frame.parameters, frame.parameters.length);
    trials[index] = value + step;
    trials[frame.parameters.length + index] = value - step;
    const width = (trials[index] ?? 0) - (trials[frame.parameters.length + index] ?? 0);
    try {
      const [{ gradient }, losses] = await Promise.all([
        actions.inquire({ what: "gradient", run: seed, samples }),
        actions.inquire({ what: "losses", run: seed, parameters: trials }),
      ]);
      setText(
        checked,
        t("studio-learning-checked", {
          automatic: number(gradient[index]),
          finite: number((losses[0] - losses[1]) / width),
          step: number(step),
        }),
      );
    } catch {
      setText(checked, ""); // another network took its place
    }
  }

  /** @param {Readonly<State>} state */
  async function ask(state) {
    const { frame, seed } = state;
    const point = state.point ?? 0;
    if (asking || frame === null) return;
    asking = true;
    try {
      const answer = await actions.inquire({ what: "gradient", run: seed, samples: [point] });
      known = { frame, point, answer };
    } catch {
      known = null; // another network took its place
    }
    asking = false;
    job.touch();
  }

  /** @param {Readonly<State>} state */
  function draw(state) {
    const { lowered, frame, worker } = state;
    const point = state.point ?? 0;
    const running = worker === "running";
    waiting.hidden = !running;
    const fits = known !== null && lowered !== null && known.answer.values.length === lowered.plan.widths.length;
    stage.hidden = !fits || frame === null;
    if (lowered === null || frame === null) return;
    if (document.activeElement !== sample) sample.value = String(point + 1);
    const total = lowered.points.y_train.data.length + lowered.points.y_test.data.length;
    sample.max = String(total);
    if (!running && (known?.frame !== frame || known.point !== point)) ask(state);
    if (!fits || known === null) return;

    const stages = stagesOf(lowered.plan);
    at = Math.min(at, stages.length - 1);
    const current = stages[at] ?? { kind: /** @type {const} */ ("forward"), layer: 0 };
    const width = lowered.plan.widths[lowered.plan.before[current.layer] ?? 0] ?? 1;
    fitUnits(current.kind === "loss" ? 1 : width);
    // Not disabled: a button that is would lose the focus in the middle of the walk.
    back.setAttribute("aria-disabled", String(at === 0));
    next.setAttribute("aria-disabled", String(at === stages.length - 1));
    setText(count, t("studio-learning-count", { at: at + 1, of: stages.length }));
    setText(title, t(`studio-learning-${current.kind}`, { layer: namesOf(lowered, t).layer(current.layer + 1) }));
    const trained = lowered.points.y_train.data.length;
    const target =
      known.point < trained
        ? lowered.points.y_train.data[known.point]
        : lowered.points.y_test.data[known.point - trained];
    const content = page(
      current,
      {
        plan: lowered.plan,
        answer: known.answer,
        parameters: known.frame.parameters,
        target: target ?? 0,
        learningRate: frame.record?.run["learning_rate"]?.[state.seed] || state.experiment.training.learning_rate,
        l1: state.experiment.training.l1,
        l2: state.experiment.training.l2,
        optimizer: state.experiment.training.optimizer,
        inputs: lowered.points.feature_names,
      },
      unit,
      t,
    );
    formulas.replaceChildren(...content.formulas.map((text) => h("p", { text })));
    setText(note, content.note);
    note.hidden = content.note === "";
    fillTable(table, { head: content.head, rows: content.rows }, title.textContent ?? "");
    check.parentElement?.toggleAttribute("hidden", current.kind !== "backward");
    checked.hidden = current.kind !== "backward";
  }

  /** @param {number} width */
  function fitUnits(width) {
    if (units.select.options.length !== width) {
      units.select.replaceChildren(
        ...Array.from({ length: width }, (_, i) => h("option", { value: String(i), text: String(i + 1) })),
      );
    }
    units.select.value = String(Math.min(unit, width - 1));
    units.root.hidden = width < 2;
  }

  const job = paint(root, store, ["frame", "worker", "point", "seed", "lowered"], draw, 150);
  return () => job.stop();
}
