/** The link that makes an exercise of the page's experiment: what must stay, and what must be reached. */

import * as api from "../api.js";
import { writeHanded } from "../exercise.js";
import { h, icon, setText } from "../dom.js";
import { button, field } from "../fields.js";

/** What a teacher may want to keep; the data and the number of epochs always stay. */
const OFFERED = {
  "data.features": "studio-features", "data.preprocessing": "studio-preprocessing", "network.hidden": "studio-hidden-layers",
  "network.activation": "studio-activation", "network.init": "studio-initialization",
  "network.normalization": "studio-normalization", "network.residual": "studio-residual",
  "training.optimizer": "studio-optimizer", "training.learning_rate": "studio-learning-rate",
  "training.batch_size": "studio-batch-size",
};

/**
 * @param {import('../types.js').Context} context
 * @returns {HTMLElement}
 */
export function handOut({ store, actions, t }) {
  const goals = h("input", { type: "text", class: "text", autocomplete: "off", spellcheck: false, value: "accuracy_test >= 0.95" });
  const boxes = Object.entries(OFFERED).map(([key, label]) => {
    const input = h("input", { type: "checkbox", value: key, checked: key === "network.activation" });
    return { input, root: h("label", { class: "check" }, input, h("span", { text: t(label) })) };
  });
  const link = h("input", { type: "text", class: "text", readOnly: true, "aria-label": t("studio-hand-out-link"), onfocus: () => link.select() });
  const said = h("p", { class: "hint", role: "status" });
  const make = button({ label: t("studio-hand-out-copy"), icon: icon("link"), onclick: () => copy() });

  async function copy() {
    const { lowered, lang } = store.get();
    const keep = boxes.filter(({ input }) => input.checked).map(({ input }) => input.value);
    const wanted = goals.value.split(",").map((goal) => goal.trim()).filter((goal) => goal !== "");
    const address = new URL(actions.plainAddress());
    const own = { keep, goals: wanted, link: address.hash.slice(1).split("&view.")[0] };
    link.value = "";
    try {
      if (!lowered?.link || own.link === "") throw new Error(t("studio-hand-out-no-link"));
      await api.readExercise({ ...own, lang }); // the same check that whoever opens the link meets
      address.hash = [own.link, ...writeHanded(own).map((part) => `view.${part}`)].join("&");
      link.value = address.href;
      await navigator.clipboard.writeText(link.value);
      setText(said, t("studio-copied"));
    } catch (error) {
      if (link.value === "") setText(said, error instanceof Error ? error.message : String(error));
      else {
        link.focus();
        setText(said, t("studio-copy-by-hand"));
      }
    }
  }

  return h("details", { class: "hand-out" },
    h("summary", { text: t("studio-hand-out") }),
    h("div", { class: "stack" },
      h("p", { class: "hint", text: t("studio-hand-out-about") }),
      field({ label: t("studio-hand-out-goals"), help: t("studio-hand-out-goals-help"), wide: true }, goals),
      h("fieldset", { class: "hand-out-keep" }, h("legend", { class: "field-label", text: t("studio-exercise-keep") }), ...boxes.map((box) => box.root)),
      make.root, link, said));
}
