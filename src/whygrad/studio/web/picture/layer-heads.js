/**
 * Names above the columns of the drawing. That of a hidden layer opens the layer's settings: its units and its
 * activation function. The elements of a layer stay the same while its numbers change, and with them the focus.
 */

import { activationsOf, optionOf } from "../experiment.js";
import { h, setText } from "../dom.js";
import { square } from "../fields.js";
import { floating } from "../menu.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("./geometry.js").Layout} Layout */
/** @typedef {{root: HTMLElement, name: HTMLElement, kind: HTMLElement, scale: HTMLElement, show?: (state: Readonly<State>) => void}} Head */

const NARROW = 78; // pixels between two columns below which a name is a number
const EDITOR = 230; // width of a layer's settings

export class LayerHeads {
  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    this.root = h("div", { class: "net-heads" });
    /** @type {Head[]} */
    this.heads = [];
  }

  /**
   * Places a name above each column.
   *
   * @param {Readonly<State>} state
   * @param {Layout} place
   * @param {import("./names.js").Names} names
   */
  show(state, place, names) {
    const { lowered } = state;
    if (!lowered) return;
    const { columns } = place;
    const hidden = columns.length - 2;
    if (this.heads.length !== columns.length) this.build(columns.length);
    const narrow = columns.length > 1 && columns[1].x - columns[0].x < NARROW;
    columns.forEach((column, c) => {
      const head = this.heads[c];
      const { activation } = lowered.plan.layers[c - 1] ?? { activation: "identity" };
      const name = names.layer(c);
      const kind = activation === "identity" ? "" : activation;
      setText(head.name, narrow && c > 0 && c <= hidden ? String(c) : name);
      setText(head.kind, narrow ? "" : kind);
      head.root.title = `${name} ${kind}`.trim();
      const middle = column.x + column.width / 2;
      head.root.style.left = `${middle}px`;
      // Settings wider than what lies on a side of their column are moved towards the middle.
      const room = Math.min(0, place.width - middle - EDITOR / 2) - Math.min(0, middle - EDITOR / 2);
      head.root.style.setProperty("--shift", `${room}px`);
    });
    this.update(state);
  }

  /** Shows the draft's numbers. @param {Readonly<State>} state */
  update(state) {
    for (const head of this.heads) head.show?.(state);
  }

  /** The range of a column's values. @param {number} column @param {string} text */
  scale(column, text) {
    const head = this.heads[column];
    if (head) setText(head.scale, text);
  }

  /** One for each column; all but the first and the last can be edited, and stay. @param {number} count */
  build(count) {
    const kept = this.heads.filter((head) => head.show);
    this.heads = Array.from({ length: count }, (_, c) => {
      if (c > 0 && c < count - 1) return kept[c - 1] ?? this.editable(c - 1);
      const [name, kind, scale] = parts();
      return { root: h("div", { class: "net-head" }, name, kind, scale), name, kind, scale };
    });
    // Only what is new or gone is moved: an element that is taken out loses the focus.
    const wanted = this.heads.map(({ root }) => root);
    for (const gone of [...this.root.children]) if (!wanted.includes(/** @type {HTMLElement} */ (gone))) gone.remove();
    wanted.forEach((root, at) => {
      if (this.root.children[at] !== root) this.root.insertBefore(root, this.root.children[at] ?? null);
    });
  }

  /** The head of a hidden layer. @param {number} index @returns {Head} */
  editable(index) {
    const { store, actions, t } = this.context;
    const { options } = store.get();
    const { units: most } = options.limits;
    const [name, kind, scale] = parts();
    const input = h("input", { type: "number", class: "number", min: "1", max: String(most), step: "1", inputMode: "numeric" });
    input.setAttribute("aria-label", t("studio-neurons-of", { layer: index + 1 }));
    input.addEventListener("input", () => {
      const value = Number(input.value);
      const good = input.value !== "" && Number.isInteger(value) && value >= 1 && value <= most;
      if (good) input.removeAttribute("aria-invalid");
      else input.setAttribute("aria-invalid", "true");
      actions.setUnits(index, input.value === "" ? NaN : value);
    });
    input.addEventListener("blur", () => {
      if (input.getAttribute("aria-invalid") === "true") actions.dismissNotice();
      input.removeAttribute("aria-invalid");
      input.value = String(store.get().draft.experiment.network.hidden[index] ?? 1);
    });
    const less = square("minus", t("studio-remove-neuron", { layer: index + 1 }), () => actions.setUnits(index, actions.units(index) - 1));
    const more = square("plus", t("studio-add-neuron", { layer: index + 1 }), () => actions.setUnits(index, actions.units(index) + 1));
    const words = optionOf(options, "network.activation").choices;
    const select = h("select", { class: "quiet", "data-control": "activation", onchange: () => actions.setActivation(index, select.value) },
      ...words.map((value) => h("option", { value, text: t(`studio-word-${value}`) })));
    select.setAttribute("aria-label", t("studio-activation-of", { layer: index + 1 }));
    const what = h("span", { class: "visually-hidden", text: t("studio-edit-layer", { layer: index + 1 }) });
    const summary = h("summary", { class: "head-summary" }, name, kind, scale, what);
    const root = floating(summary, h("div", { class: "layer-editor" }, h("div", { class: "units-field" }, less, input, more), select));
    root.classList.add("net-head");
    return {
      root, name, kind, scale,
      show: ({ draft: { experiment } }) => {
        const count = experiment.network.hidden[index];
        if (count === undefined) return;
        select.value = activationsOf(experiment)[index];
        if (document.activeElement !== input) input.value = String(count);
        less.disabled = count <= 1;
      },
    };
  }
}

/** @returns {[HTMLElement, HTMLElement, HTMLElement]} */
function parts() {
  return [h("b"), h("span", { class: "head-kind" }), h("span", { class: "head-scale" })];
}
