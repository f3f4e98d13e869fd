/** How many hidden layers, and what all of them have in common; a layer by itself is edited in the drawing. */

import { MOST_LAYERS } from "../actions.js";
import { h, setText } from "../dom.js";
import { menu } from "../menu.js";
import { checkControl, numberField, selectControl, square, wordField } from "../fields.js";
import { optionOf } from "../experiment.js";

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
  const depth = h("div", { class: "field", role: "group", "aria-label": t("studio-hidden-layers"), "data-control": "numHiddenLayers", title: optionOf(options, "network.hidden").help },
    h("span", { class: "field-label", text: t("studio-hidden-layers") }), h("div", { class: "stepper" }, fewer, count, more));

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
  const rare = menu(t("studio-more-settings"), null, [
    wordField(context, "network.normalization", { label: t("studio-normalization"), name: "normalization" }),
    dropout.root,
    wordField(context, "network.output", { label: t("studio-output-activation"), name: "output" }),
    residual.root,
  ]);
  root.append(h("div", { class: "fields" },
    depth, activation.root,
    wordField(context, "network.init", { label: t("studio-initialization"), name: "initialization", starts: { normal: 0.5 } }),
    rare,
  ));

  store.subscribe(["draft"], ({ draft: { experiment } }) => {
    const { hidden, residual: skips } = experiment.network;
    setText(count, String(hidden.length));
    fewer.disabled = hidden.length === 0;
    more.disabled = hidden.length >= MOST_LAYERS;
    const { activation: word } = experiment.network;
    // What differs by layer is shown as such; choosing a word sets all layers.
    activation.show(typeof word === "string" ? words : [{ value: "", text: t("studio-activation-mixed") }, ...words], typeof word === "string" ? word : "");
    residual.input.checked = skips;
  });
}
