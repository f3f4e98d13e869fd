/** Form fields over the table of options: native controls that show the state and say what they allow. */

import { h, icon, setText, uniqueId } from "./dom.js";
import { allows, optionOf, valueOf } from "./experiment.js";
import { LIVE } from "./training.js";

/** @typedef {import('./types.js').Context} Context */
/** @typedef {import('./types.js').Option} Option */

/**
 * A label above a control.
 *
 * @param {{label: string, help?: string, name?: string, wide?: boolean}} props  `name`: what an embedding page hides it by
 * @param {HTMLElement} control
 * @param {...(Node | null)} rest
 * @returns {HTMLDivElement}
 */
export function field({ label, help, name, wide }, control, ...rest) {
  control.id ||= uniqueId("field");
  const caption = h("label", { for: control.id, class: "field-label", text: label, title: help });
  /** @type {Node[]} */
  const parts = [caption, h("div", { class: "field-body" }, control, ...rest)];
  if (help) {
    const description = h("span", { id: `${control.id}-help`, class: "visually-hidden", text: help });
    control.setAttribute("aria-describedby", description.id);
    parts.push(description);
  }
  return h("div", { class: wide ? "field wide" : "field", "data-control": name }, ...parts);
}

/** Whether an option can be changed here: in a file without Python only what may change while a network trains. */
function changes(/** @type {import('./types.js').Store} */ store, /** @type {string} */ key) {
  return store.get().where !== "file" || LIVE.has(key);
}

/** A number as people type it. @param {number} value */
export function numberText(value) {
  if (!Number.isFinite(value)) return "";
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e7) ? value.toExponential().replace("e+", "e") : String(value);
}

/**
 * A number: typed, or along usual values by slider or by the arrow keys. What is typed and not allowed stays in the field,
 * marked, while the experiment keeps its last good value.
 *
 * @param {Context} context
 * @param {{label: string, help?: string, name?: string, option: Option, usual: number[], get: () => number,
 *   set: (value: number) => void, refuse: () => void, accept: () => void}} props
 * @returns {{root: HTMLElement, show: (value: number) => void, enable: (enabled: boolean) => void,
 *   rename: (label: string, help: string) => void}}
 */
export function numberControl({ t }, props) {
  const { option, usual } = props;
  const input = h("input", {
    type: "number",
    step: "any",
    class: "number",
    autocomplete: "off",
    inputMode: option.kind === "whole" ? "numeric" : "decimal",
  });
  const slider = h("input", { type: "range", class: "slider", min: "0", max: String(usual.length - 1), step: "1" });
  const root = field({ label: props.label, help: props.help, name: props.name }, input, slider);
  const caption = /** @type {HTMLElement} */ (root.querySelector("label"));
  slider.setAttribute("aria-label", t("studio-slider", { name: props.label }));

  /** @param {number} value */
  const place = (value) => {
    const after = usual.findIndex((stop) => stop >= value);
    const index = after < 0 ? usual.length - 1 : after;
    const nearer = index > 0 && value - usual[index - 1] < usual[index] - value ? index - 1 : index;
    slider.value = String(nearer);
    slider.setAttribute("aria-valuetext", numberText(value));
  };
  /** @param {number} value */
  const show = (value) => {
    const typed = document.activeElement === input && (input.value === "" || Number(input.value) === value);
    if (!typed && input.getAttribute("aria-invalid") !== "true") input.value = numberText(value);
    place(value);
  };
  const restore = () => {
    if (input.getAttribute("aria-invalid") !== "true") return;
    input.removeAttribute("aria-invalid");
    props.accept();
    input.value = numberText(props.get());
  };

  input.addEventListener("input", () => {
    const value = input.value === "" ? NaN : Number(input.value);
    if (allows(option, value)) {
      if (input.getAttribute("aria-invalid") === "true") props.accept();
      input.removeAttribute("aria-invalid");
      props.set(value);
    } else {
      input.setAttribute("aria-invalid", "true");
      props.refuse();
    }
  });
  input.addEventListener("blur", restore);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") restore();
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const value = props.get();
    const next = event.key === "ArrowUp" ? usual.find((stop) => stop > value) : usual.findLast((stop) => stop < value);
    if (next === undefined) return;
    input.removeAttribute("aria-invalid");
    input.value = numberText(next);
    props.set(next);
  });
  slider.addEventListener("input", () => {
    const value = usual[Number(slider.value)];
    input.removeAttribute("aria-invalid");
    input.value = numberText(value);
    slider.setAttribute("aria-valuetext", numberText(value));
    props.set(value);
  });
  show(props.get());

  return {
    root,
    show,
    enable(enabled) {
      input.disabled = slider.disabled = !enabled;
    },
    rename(label, help) {
      if (caption.textContent === label) return;
      setText(caption, label);
      caption.title = help;
      slider.setAttribute("aria-label", t("studio-slider", { name: label }));
      const description = document.getElementById(`${input.id}-help`);
      if (description) setText(description, help);
    },
  };
}

/**
 * The number of one option.
 *
 * @param {Context} context
 * @param {string} key
 * @param {{label: string, name?: string, usual: number[]}} props
 */
export function numberField(context, key, { label, name, usual }) {
  const { store, actions } = context;
  const option = optionOf(store.get().options, key);
  const get = () => /** @type {number} */ (valueOf(store.get().draft.experiment, key));
  const made = numberControl(context, {
    label,
    name,
    help: `${option.help} (${option.allowed})`,
    option,
    usual: usual.filter((value) => allows(option, value)),
    get,
    set: (value) => actions.setOption(key, value),
    refuse: () => actions.refuse(key),
    accept: () => actions.dismissNotice(),
  });
  store.subscribe(["draft"], () => made.show(get()));
  if (!changes(store, key)) made.enable(false);
  return made;
}

/**
 * A select of words; the choices are replaced when they change.
 *
 * @param {{label: string, help?: string, name?: string, onchange: (value: string) => void}} props
 * @returns {{root: HTMLElement, show: (choices: {value: string, text: string}[], value: string) => void,
 *   select: HTMLSelectElement}}
 */
export function selectControl({ label, help, name, onchange }) {
  const select = h("select", { onchange: () => onchange(select.value) });
  const root = field({ label, help, name }, select);
  let offered = "";
  return {
    root,
    select,
    show(choices, value) {
      const signature = choices.map((choice) => `${choice.value}\t${choice.text}`).join("\n");
      if (signature !== offered) {
        offered = signature;
        select.replaceChildren(...choices.map((choice) => h("option", { value: choice.value, text: choice.text })));
      }
      if (select.value !== value) select.value = value;
    },
  };
}

/**
 * The word of one option. A word that carries a number (`normal:STD`) brings a field for it.
 *
 * @param {Context} context
 * @param {string} key
 * @param {{label: string, name?: string, starts?: {[word: string]: number}}} props  `starts`: the number a word begins with
 * @returns {HTMLElement}
 */
export function wordField({ store, actions, t }, key, { label, name, starts = {} }) {
  const option = optionOf(store.get().options, key);
  const get = () => /** @type {string} */ (valueOf(store.get().draft.experiment, key));
  const made = selectControl({
    label,
    name,
    help: option.help,
    onchange: (word) => actions.setOption(key, word in option.parameters ? `${word}:${starts[word]}` : word),
  });
  const number = h("input", { type: "number", step: "any", class: "number", hidden: true });
  made.select.after(number);
  number.addEventListener("input", () => {
    const word = made.select.value;
    const { low, high, above } = option.parameters[word];
    const value = number.value === "" ? NaN : Number(number.value);
    const good = (above ? value > low : value >= low) && value <= high;
    number.setAttribute("aria-invalid", String(!good));
    if (good) actions.setOption(key, `${word}:${value}`);
    else actions.refuse(key);
  });
  const choices = option.choices.map((word) => ({ value: word, text: t(`studio-word-${word}`) }));
  made.select.disabled = number.disabled = !changes(store, key);
  store.subscribe(["draft"], () => {
    const [word, carried] = get().split(":");
    made.show(choices, word);
    number.hidden = carried === undefined;
    if (carried === undefined) return;
    number.setAttribute("aria-label", `${label}: ${option.parameters[word].symbol}`);
    if (document.activeElement !== number) number.value = carried;
  });
  return made.root;
}

/**
 * A checkbox with its label beside it.
 *
 * @param {{label: string, help?: string, name?: string, onchange: (checked: boolean) => void}} props
 */
export function checkControl({ label, help, name, onchange }) {
  const input = h("input", { type: "checkbox", onchange: () => onchange(input.checked) });
  const root = h("label", { class: "check", title: help, "data-control": name }, input, h("span", { text: label }));
  return { root, input };
}

/**
 * A button with an icon; its text is always there, small pages may hide it from sight.
 *
 * @param {{label: string, icon?: SVGElement, class?: string, title?: string, name?: string, onclick: () => void}} props
 */
export function button({ label, icon, class: kind, title, name, onclick }) {
  const text = h("span", { class: "button-text", text: label });
  const made = h("button", { type: "button", class: kind ?? "button", title, "data-control": name, onclick });
  if (icon) made.append(icon);
  made.append(text);
  return { root: made, text };
}

/**
 * A small button that adds one or takes one away.
 *
 * @param {'plus' | 'minus'} name
 * @param {string} label
 * @param {() => void} onclick
 * @returns {HTMLButtonElement}
 */
export function square(name, label, onclick) {
  const made = h("button", { type: "button", class: "icon-button", title: label, onclick }, icon(name));
  made.setAttribute("aria-label", label);
  return made;
}
