/** The parts of this page, and the way to the lab. */

import { h } from "../dom.js";

/** @type {import("./types.js").Part[]} */
const PARTS = ["networks", "inside", "augmentation"];

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, actions, t }) {
  const zooActions = /** @type {import("./actions.js").ZooActions} */ (/** @type {unknown} */ (actions));
  const links = PARTS.map((part) =>
    h("a", {
      class: "zoo-part",
      href: `#part=${part}`,
      text: t(`zoo-page-${part}`),
      onclick: (/** @type {Event} */ event) => {
        event.preventDefault(); // the address keeps what else it says
        zooActions.showPart(part);
      },
    }),
  );
  const lab = h("a", { class: "zoo-part", href: "index.html", text: t("zoo-page-lab") });
  root.append(h("nav", { class: "zoo-parts", "aria-label": t("zoo-page-parts") }, ...links, lab));
  store.subscribe(["zoo"], ({ zoo }) => {
    PARTS.forEach((part, index) => {
      if (part === zoo?.part) links[index]?.setAttribute("aria-current", "page");
      else links[index]?.removeAttribute("aria-current");
    });
    for (const place of document.querySelectorAll("[data-part]")) {
      const element = /** @type {HTMLElement} */ (place);
      element.hidden = element.dataset.part !== zoo?.part;
    }
    document.title = `${t(`zoo-page-${zoo?.part ?? "networks"}`)} – whygrad`;
  });
}
