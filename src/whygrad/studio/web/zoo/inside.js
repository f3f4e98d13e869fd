/** Looking into a trained network: what it says to a picture, what that rests on, what every layer makes of it. */

import { selectControl } from "../fields.js";
import { h, setText } from "../dom.js";
import { evidenceView } from "./evidence.js";
import { layersView } from "./layers.js";
import { Looking } from "./looking.js";
import { pictureChoice } from "./picture-choice.js";
import { predictionView } from "./prediction.js";

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, context) {
  const { store, t } = context;
  const actions = /** @type {import("./actions.js").ZooActions} */ (/** @type {unknown} */ (context.actions));
  const looking = new Looking(store, actions);
  root.classList.add("zoo-inside");
  if (store.get().zoo?.missing) {
    root.append(h("p", { class: "panel", text: t("zoo-page-missing", { packages: store.get().zoo?.missing ?? "" }) }));
    return;
  }
  const model = selectControl({ label: t("zoo-page-model"), onchange: (id) => looking.chooseModel(id) });
  model.show((store.get().zoo?.models ?? []).map(({ id, name }) => ({ value: id, text: name })), store.get().zoo?.model ?? "");
  const choice = pictureChoice(context, ({ place, file }) => {
    actions.tell({ place, file, label: null });
    looking.look();
  });
  const trouble = h("p", { class: "zoo-problem", role: "alert", hidden: true });
  const working = h("p", { class: "hint", text: t("zoo-page-working") });
  const found = h("div", { class: "zoo-found", hidden: true }, predictionView(context, looking), evidenceView(context), layersView(context, looking));
  root.append(
    h("section", { class: "panel zoo-choose", "aria-label": t("zoo-page-pictures") }, model.root, h("p", { class: "hint", text: t("zoo-page-model-more") }), choice),
    h("div", { class: "zoo-found-place" }, trouble, working, found),
  );

  store.subscribe(["zoo"], ({ zoo }) => {
    if (!zoo) return;
    if (model.select.value !== zoo.model) model.select.value = zoo.model;
    trouble.hidden = zoo.trouble === "";
    setText(trouble, zoo.trouble);
    working.hidden = zoo.look !== null || zoo.trouble !== "" || (zoo.asked && zoo.pictures === null && zoo.file === null);
    found.hidden = zoo.look === null;
  });
  looking.begin();
}
