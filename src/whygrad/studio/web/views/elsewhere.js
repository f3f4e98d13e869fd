/** The ways to the pages of maps and of networks. A notebook's cell and a file by itself have nobody who serves it. */

import { h, icon } from "../dom.js";

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, { store, t }) {
  const { where, following } = store.get();
  if (where !== "server") return;
  const inside = following !== null; // a training that others recorded: its network may be there, too
  const name = t(inside ? "studio-look-inside" : "studio-networks");
  const link = h("a", { class: "button elsewhere", href: inside ? "zoo.html#part=inside" : "zoo.html", title: t("studio-networks-help"), "data-control": "networks" });
  link.append(icon("layers"), h("span", { class: "button-text", text: name }));
  const maps = h("a", { class: "button elsewhere", href: "atlas.html", title: t("studio-maps-help"), "data-control": "maps" });
  maps.append(icon("map"), h("span", { class: "button-text", text: t("studio-maps") }));
  if (!inside) root.append(maps);
  store.subscribe(["lowered", "own"], ({ lowered, own }) => {
    const edited = own === null && lowered?.link?.includes("&"); // what is left out has its default: the ready-made map then
    maps.setAttribute("href", edited ? `atlas.html#${lowered?.link}` : "atlas.html");
  });
  root.append(link);
}
