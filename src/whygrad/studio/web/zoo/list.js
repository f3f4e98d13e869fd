/** The networks with a name: parameters, multiply-adds, weights. */

import { grouped } from "../charts/numbers.js";
import { h } from "../dom.js";
import { amount, size } from "./words.js";

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, actions, t }) {
  const zooActions = /** @type {import("./actions.js").ZooActions} */ (/** @type {unknown} */ (actions));
  const body = h("tbody");
  const heads = ["of-name", "parameters", "cost-short", "weights"].map((name) => h("th", { scope: "col", text: t(`zoo-page-${name}`) }));
  const table = h("table", { class: "zoo-table" }, h("caption", { class: "visually-hidden", text: t("zoo-page-list") }), h("thead", {}, h("tr", {}, ...heads)), body);
  root.append(h("div", { class: "zoo-scroll tall", tabIndex: 0, role: "group", "aria-label": t("zoo-page-list") }, table));
  /** @type {Map<string, {row: HTMLElement, link: HTMLElement}>} */
  const rows = new Map();
  for (const one of store.get().zoo?.networks ?? []) {
    const link = h("a", {
      href: `#network=${one.name}`,
      class: "zoo-choice",
      title: `${one.origin} · ${t("zoo-page-input")} ${size(one.input)}`,
      text: one.name,
      onclick: (/** @type {Event} */ event) => {
        event.preventDefault();
        zooActions.choose(one.name);
      },
    });
    const row = h(
      "tr",
      {},
      h("th", { scope: "row" }, link),
      h("td", { text: amount(one.parameters), title: grouped(one.parameters) }),
      h("td", { text: amount(one.multiply_adds), title: grouped(one.multiply_adds) }),
      h("td", { text: amount(one.bytes, "B") }),
    );
    rows.set(one.name, { row, link });
    body.append(row);
  }
  let current = "";
  store.subscribe(["zoo"], ({ zoo }) => {
    for (const [name, { row, link }] of rows) {
      const chosen = name === zoo?.network;
      row.classList.toggle("chosen", chosen);
      if (chosen) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (zoo && zoo.network !== current) {
      if (current === "") inView(rows.get(zoo.network)?.row);
      current = zoo.network;
    }
  });
}

/** Brings the row of a network that an address named into sight, without moving the page. @param {HTMLElement} [row] */
function inView(row) {
  const around = row?.closest(".zoo-scroll");
  if (row && around) requestAnimationFrame(() => (around.scrollTop = Math.max(0, row.offsetTop - around.clientHeight / 2)));
}
