/** The ways back to the lab and to the page of networks. */

import { h, icon } from "../dom.js";

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { t }) {
  root.classList.add("atlas-pages");
  const lab = h("a", { class: "button elsewhere", href: "index.html", "data-control": "lab" });
  lab.append(h("span", { class: "button-text", text: t("atlas-page-lab") }));
  const networks = h("a", { class: "button elsewhere", href: "zoo.html", "data-control": "networks" });
  networks.append(icon("layers"), h("span", { class: "button-text", text: t("atlas-page-networks") }));
  root.append(lab, networks);
}
