/** Hidden layers and their neurons; what stands between them. */

import { MOST_LAYERS } from "../actions.js";
import { h, icon, setText } from "../dom.js";
import { checkControl, numberField, selectControl, wordField } from "../fields.js";
import { activationsOf, optionOf } from "../experiment.js";

const DROPOUTS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, context) {
  const { store, actions, t } = context;
  const { options } = store.get();

  const count = h("output", { class: "count" });
  const fewer = square("minus", t("studio-remove-layer"), () => actions.removeLayer());
  const more = square("plus", t("studio-add-layer"), () => actions.addLayer());
  const layers = h("ol", { class: "neurons", "aria-label": t("studio-neurons") });
  const shape = h(
    "div",
    { class: "shape" },
    h("div", { class: "stepper", role: "group", "aria-label": t("studio-hidden-layers"), "data-control": "numHiddenLayers", title: optionOf(options, "network.hidden").help },
      h("span", { class: "field-label", text: t("studio-hidden-layers") }), fewer, count, more),
    h("div", { class: "stepper neurons-field" }, h("span", { class: "field-label", text: t("studio-neurons") }), layers),
  );

  const residual = checkControl({
    label: t("studio-residual"),
    help: optionOf(options, "network.residual").help,
    name: "residual",
    onchange: (checked) => actions.setOption("network.residual", checked),
  });
  const dropout = numberField(context, "network.dropout", { label: t("studio-dropout"), name: "dropout", usual: DROPOUTS });
  const { choices } = optionOf(options, "network.activation");
  const words = choices.map((word) => ({ value: word, text: t(`studio-word-${word}`) }));
  const activation = selectControl({
    label: t("studio-activation"),
    help: optionOf(options, "network.activation").help,
    name: "activation",
    onchange: (word) => word && actions.setOption("network.activation", word),
  });
  const fields = h(
    "div",
    { class: "fields" },
    activation.root,
    wordField(context, "network.init", { label: t("studio-initialization"), name: "initialization", starts: { normal: 0.5 } }),
    wordField(context, "network.normalization", { label: t("studio-normalization"), name: "normalization" }),
    dropout.root,
    wordField(context, "network.output", { label: t("studio-output-activation"), name: "output" }),
  );
  shape.children[0].after(residual.root);
  root.append(shape, fields);

  /** @type {{root: HTMLLIElement, input: HTMLInputElement, fewer: HTMLButtonElement, select: HTMLSelectElement}[]} */
  const rows = [];
  /** @param {number} index */
  const row = (index) => {
    const units = () => store.get().draft.experiment.network.hidden[index] ?? 1;
    const input = h("input", { type: "number", class: "number", min: "1", max: String(options.limits.units), step: "1", inputMode: "numeric" });
    input.setAttribute("aria-label", t("studio-neurons-of", { layer: index + 1 }));
    input.addEventListener("input", () => {
      const value = Number(input.value);
      const good = input.value !== "" && Number.isInteger(value) && value >= 1 && value <= options.limits.units;
      if (good) input.removeAttribute("aria-invalid");
      else input.setAttribute("aria-invalid", "true");
      actions.setUnits(index, input.value === "" ? NaN : value);
    });
    input.addEventListener("blur", () => {
      if (input.getAttribute("aria-invalid") === "true") actions.dismissNotice();
      input.removeAttribute("aria-invalid");
      input.value = String(units());
    });
    const less = square("minus", t("studio-remove-neuron", { layer: index + 1 }), () => actions.setUnits(index, actions.units(index) - 1));
    const plus = square("plus", t("studio-add-neuron", { layer: index + 1 }), () => actions.setUnits(index, actions.units(index) + 1));
    const select = h("select", { class: "quiet", "data-control": "activation", onchange: () => actions.setActivation(index, select.value) },
      ...words.map(({ value, text }) => h("option", { value, text })));
    select.setAttribute("aria-label", t("studio-activation-of", { layer: index + 1 }));
    return { root: h("li", {}, h("div", {}, less, input, plus), select), input, fewer: less, select };
  };

  store.subscribe(["draft"], ({ draft: { experiment } }) => {
    const { hidden, residual: skips } = experiment.network;
    setText(count, String(hidden.length));
    /** @type {HTMLElement} */ (layers.parentElement).hidden = hidden.length === 0;
    fewer.disabled = hidden.length === 0;
    more.disabled = hidden.length >= MOST_LAYERS;
    while (rows.length < hidden.length) {
      const made = row(rows.length);
      rows.push(made);
      layers.append(made.root);
    }
    for (const gone of rows.splice(hidden.length)) gone.root.remove();
    const each = activationsOf(experiment);
    const { activation: word } = experiment.network;
    // What differs by layer is shown as such; choosing a word sets all layers.
    activation.show(typeof word === "string" ? words : [{ value: "", text: t("studio-activation-mixed") }, ...words], typeof word === "string" ? word : "");
    rows.forEach(({ input, fewer: less, select }, index) => {
      select.value = each[index];
      if (document.activeElement !== input) input.value = String(hidden[index]);
      less.disabled = hidden[index] <= 1;
    });
    residual.input.checked = skips;
  });
}

/** @param {'plus' | 'minus'} name @param {string} label @param {() => void} onclick */
function square(name, label, onclick) {
  const made = h("button", { type: "button", class: "icon-button", title: label, onclick }, icon(name));
  made.setAttribute("aria-label", label);
  return made;
}
