/** Gates to be learned or set by hand: one perceptron for AND, OR and NAND, none for XOR, two layers for that. */

import { CORNERS, LESSONS, WANTED, xorParameters } from "../charts/gates.js";
import { fillTable } from "../charts/figure.js";
import { paint } from "../charts/painter.js";
import { h, setText } from "../dom.js";
import { withValues } from "../experiment.js";
import { button } from "../fields.js";
import { classOf } from "../picture/answer.js";

/** @typedef {import("../types.js").State} State */

const MOST_HIDDEN = 4; // columns of the table
const PACE = 200; // milliseconds between two questions

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, actions, t }) {
  let byHand = false; // the network is on its way whose weights are to be set
  const buttons = Object.keys(LESSONS).map((name) =>
    button({ label: t(`studio-gates-${name}`), class: "button", onclick: () => start(name) }).root);
  const told = h("p", { class: "gates-told" });
  const table = h("table", { class: "chart-table" });
  const set = button({ label: t("studio-gates-set"), onclick: setByHand }).root;
  root.classList.add("gates");
  root.append(
    h("p", { class: "hint", text: t("studio-gates-about") }),
    h("div", { class: "buttons wrap", role: "group", "aria-label": t("studio-gates") }, ...buttons),
    told,
    h("div", { class: "chart-scroll", tabIndex: 0, role: "region", "aria-label": t("studio-gates-table") }, table),
    h("div", { class: "buttons" }, set),
    h("p", { class: "hint", text: t("studio-gates-proof") }),
  );

  /** @param {string} name */
  function start(name) {
    byHand = name === "hand";
    actions.pause();
    actions.closeLesson();
    actions.edit({ experiment: withValues(store.get().defaults, LESSONS[name]), own: null }, `gate ${name}`);
  }

  function setByHand() {
    const { lowered } = store.get();
    const numbers = lowered && xorParameters(lowered.plan);
    actions.pause();
    for (const [index, value] of numbers ?? []) actions.editParameter(index, value);
  }

  /** @param {Readonly<State>} state */
  const gate = ({ lowered, own }) => (lowered && own === null ? WANTED[lowered.experiment.data.name] : undefined);

  store.subscribe(["lowered"], (state) => {
    const wanted = gate(state);
    const fits = wanted !== undefined && state.lowered !== null && xorParameters(state.lowered.plan) !== null
      && state.lowered.experiment.data.name === "xor-gate" && state.lowered.plan.layers[0].activation === "step";
    set.hidden = !fits;
    table.hidden = wanted === undefined;
    if (wanted === undefined) setText(told, t("studio-gates-none"));
    if (!fits || !byHand) return;
    byHand = false;
    setByHand();
  });

  /** @param {Readonly<State>} state */
  async function draw(state) {
    const wanted = gate(state);
    const { lowered, session, seed } = state;
    if (!wanted || !lowered || lowered.plan.widths[0] !== 2) return;
    const samples = CORNERS.map((x, i) => ({ x, y: wanted[i] }));
    // Refused where the network is replaced meanwhile: its first picture asks again.
    const values = await actions.inquire({ what: "values", run: seed, samples }).catch(() => null);
    if (!values || store.get().session !== session) return;
    const { plan } = lowered;
    const last = plan.widths.length - 1;
    const hidden = plan.layers.length > 1 && plan.layers[0].outputs <= MOST_HIDDEN ? plan.layers[0].outputs : 0;
    const found = CORNERS.map((_, i) => classOf(lowered, Array.from({ length: plan.widths[last] }, (_, o) => values[last][o * CORNERS.length + i])));
    const right = found.filter((answer, i) => answer === wanted[i]).length;
    setText(told, t("studio-gates-right", { right, of: CORNERS.length }));
    fillTable(table, {
      head: ["x₁", "x₂", ...Array.from({ length: hidden }, (_, u) => t("studio-gates-unit", { unit: u + 1 })), t("studio-gates-answer"), t("studio-gates-wanted"), t("studio-gates-is")],
      rows: CORNERS.map(([a, b], i) => [
        String(a), String(b),
        ...Array.from({ length: hidden }, (_, u) => rounded(values[plan.after[0]][u * CORNERS.length + i])),
        String(found[i]), String(wanted[i]), found[i] === wanted[i] ? "✓" : "✗",
      ]),
    }, t("studio-gates-table"));
  }

  const job = paint(root, store, ["frame", "lowered", "seed"], draw, PACE);
  return () => job.stop();
}

/** @param {number} value */
function rounded(value) {
  return String(Math.round(value * 100) / 100);
}
