/**
 * The edit card: bias and incoming weights of the chosen unit as number fields that follow the training, but for the one
 * being written in. A change is applied with Enter, with the arrows of the field, or on leaving it; Escape takes it back.
 */

import { h, setText } from "../dom.js";
import { columnOf, exact } from "./names.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Translate} Translate */
/** @typedef {import("../types.js").Actions} Actions */
/** @typedef {import("./names.js").Names} Names */
/** @typedef {{index: number, root: HTMLElement, input: HTMLInputElement, sign: HTMLElement, value: number}} Field */

const PACE = 120; // milliseconds between two readings

export class Card {
  /** @param {Translate} t @param {Actions} actions */
  constructor(t, actions) {
    this.t = t;
    this.actions = actions;
    this.title = h("h3", { class: "card-title", text: t("studio-card-title") });
    this.note = h("p", { class: "card-note" });
    this.list = h("div", { class: "card-fields" });
    this.root = h("div", { class: "net-card", role: "group" }, this.title, this.note, this.list);
    /** @type {Field[]} */
    this.fields = [];
    this.key = "";
    this.readAt = 0;
  }

  /**
   * For a unit: builds its fields if it is another one than before.
   *
   * @param {Readonly<State>} state
   * @param {Names} names
   * @param {{column: number, index: number} | null} unit
   */
  show(state, names, unit) {
    const { lowered } = state;
    const key = lowered ? `${state.lang} ${state.session} ${unit?.column} ${unit?.index}` : "";
    if (key === this.key) return;
    this.key = key;
    this.fields = [];
    this.readAt = 0;
    if (!lowered || !unit || unit.column === 0) {
      setText(this.title, this.t("studio-card-title"));
      setText(this.note, this.t(unit ? "studio-card-input" : "studio-card-empty"));
      this.list.replaceChildren();
      this.root.setAttribute("aria-label", this.t("studio-card-title"));
      return;
    }
    const name = names.unit(unit.column, unit.index);
    setText(this.title, name);
    setText(this.note, this.t("studio-card-help"));
    this.root.setAttribute("aria-label", this.t("studio-card-of", { unit: name }));
    /** @type {HTMLElement[]} */
    const parts = [];
    for (const parameter of lowered.plan.parameters) {
      if (parameter.layer !== unit.column - 1) continue;
      if (parameter.kind === "weight") {
        const inputs = parameter.shape[1];
        for (let from = 0; from < inputs; from++) {
          const source = names.brief(unit.column - 1, from);
          const label = unit.column === 1 ? source : this.t("studio-card-from", { unit: source });
          parts.push(this.field(parameter.offset + unit.index * inputs + from, label, this.t("studio-card-weight", { source })));
        }
      } else {
        const own = parameter.shape.reduce((a, b) => a * b, 1) > 1 || parameter.kind !== "slope";
        const label = this.t(`studio-card-${parameter.kind}`);
        parts.unshift(this.field(parameter.offset + (own ? unit.index : 0), label, label));
      }
    }
    this.list.replaceChildren(...parts);
  }

  /**
   * @param {number} index of the parameter
   * @param {string} label that is seen
   * @param {string} name that is read
   * @returns {HTMLElement}
   */
  field(index, label, name) {
    const input = h("input", {
      type: "number",
      step: "0.1",
      autocomplete: "off",
      inputMode: "decimal",
      "aria-label": name,
      "data-index": index,
      onfocus: () => this.actions.selectWeight(index),
      onchange: () => this.apply(field),
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key === "Escape") {
          input.value = exact(field.value);
          input.removeAttribute("aria-invalid");
        } else if (event.key === "Enter") this.apply(field);
      },
    });
    const sign = h("span", { class: "card-sign", "aria-hidden": "true" });
    const root = h("label", { class: "card-field" }, h("span", { class: "card-label", text: label }), sign, input);
    /** @type {Field} */
    const field = { index, root, input, sign, value: NaN };
    this.fields.push(field);
    return root;
  }

  /** @param {Field} field */
  apply(field) {
    const value = field.input.valueAsNumber;
    if (!Number.isFinite(value)) {
      field.input.setAttribute("aria-invalid", "true");
      field.input.title = this.t("studio-card-number");
      return;
    }
    field.input.removeAttribute("aria-invalid");
    field.input.title = "";
    if (exact(field.value) === field.input.value) return;
    field.value = value;
    this.actions.editParameter(field.index, value);
  }

  /** Writes the numbers of the latest frame. @param {Float32Array} parameters */
  read(parameters) {
    const now = performance.now();
    if (now - this.readAt < PACE) return;
    this.readAt = now;
    for (const field of this.fields) {
      const value = parameters[field.index];
      if (Object.is(value, field.value) || document.activeElement === field.input) continue;
      field.value = value;
      field.input.value = exact(value);
      field.input.placeholder = Number.isFinite(value) ? "" : String(value);
      const sign = value < 0 ? "negative" : value > 0 ? "positive" : "none";
      if (field.sign.dataset["sign"] !== sign) field.sign.dataset["sign"] = sign;
    }
  }

  /** Puts the cursor into the field of a parameter. @param {number} index */
  focus(index) {
    const field = this.fields.find((one) => one.index === index);
    if (!field) return;
    field.input.focus();
    field.input.select();
  }

  /** Marks the field of the open parameter. @param {number | null} index */
  mark(index) {
    for (const field of this.fields) field.root.classList.toggle("open", field.index === index);
  }
}

/**
 * The unit whose card is open: the chosen one, or the one that the open parameter belongs to.
 *
 * @param {Readonly<State>} state
 * @returns {{column: number, index: number} | null}
 */
export function chosenUnit(state) {
  const { lowered, unit } = state;
  if (!lowered || !unit) return null;
  const column = columnOf(lowered.plan, unit.value);
  const count = lowered.plan.widths[unit.value] ?? 0;
  return column < 0 || unit.unit >= count ? null : { column, index: unit.unit };
}
