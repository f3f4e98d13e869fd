/** What network this is: its name, its totals; the way to a list of one's own and back. */

import { checkControl, button } from "../fields.js";
import { grouped } from "../charts/numbers.js";
import { h, setText } from "../dom.js";
import { amount, fieldText, size } from "./words.js";

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, actions, t }) {
  const zooActions = /** @type {import("./actions.js").ZooActions} */ (/** @type {unknown} */ (actions));
  const name = h("h3", { class: "zoo-name" });
  const origin = h("span", { class: "hint" });
  const edit = button({ label: t("zoo-page-edit"), class: "button", onclick: () => zooActions.edit() });
  const done = button({ label: "", class: "button", onclick: () => zooActions.done() });
  const formulas = checkControl({ label: t("zoo-page-formulas"), onchange: (checked) => zooActions.setFormulas(checked) });
  const facts = h("dl", { class: "zoo-facts" });
  root.append(
    h("div", { class: "zoo-title" }, h("div", {}, name, origin), h("div", { class: "buttons wrap" }, edit.root, done.root, formulas.root)),
    facts,
  );
  let written = "";

  store.subscribe(["zoo"], ({ zoo }) => {
    const shown = zoo?.shown;
    if (!zoo || !shown) return;
    setText(name, zoo.editing ? t("zoo-page-own") : shown.name);
    setText(origin, zoo.editing ? "" : shown.origin);
    const focused = document.activeElement === edit.root || document.activeElement === done.root;
    edit.root.hidden = zoo.editing;
    done.root.hidden = !zoo.editing;
    if (focused) (zoo.editing ? done : edit).root.focus();
    setText(done.text, t("zoo-page-done", { name: zoo.network }));
    formulas.input.checked = zoo.formulas;
    const top = shown.lines.filter(({ depth }) => depth === 0);
    const field = shown.lines.findLast((line) => line.field !== null)?.field ?? null;
    const inner = shown.lines.filter(({ kind }) => kind !== "residual").length;
    /** @type {[string, string, string?][]} */
    const rows = [
      ["input", size(shown.input)],
      ["output", size(top.at(-1)?.output ?? shown.input)],
      ["layers-count", String(inner)],
      ["parameters", grouped(shown.parameters)],
      ["cost", amount(shown.multiply_adds), grouped(shown.multiply_adds)],
      ["weights", amount(4 * shown.parameters, "B")],
      ["activations", amount(shown.memory, "B")],
      ...(field === null ? [] : [/** @type {[string, string]} */ (["field-whole", fieldText(field)])]),
    ];
    const key = JSON.stringify(rows);
    if (key === written) return;
    written = key;
    facts.replaceChildren(
      ...rows.map(([label, value, exact]) => h("div", {}, h("dt", { text: t(`zoo-page-${label}`) }), h("dd", { text: value, title: exact }))),
    );
  });
}
