/** The way to the course, from the top of the page. */

import { h, icon } from "../dom.js";

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, { store, t }) {
  if (store.get().where === "file") return; // nobody is there to ask for the course
  const open = h("button", { type: "button", class: "button elsewhere", title: t("studio-course-help"), "data-control": "course", onclick: show });
  open.append(icon("book"), h("span", { class: "button-text", text: t("studio-course-name") }));
  root.append(open);
}

/** Opens the course and goes there. */
function show() {
  const panel = /** @type {HTMLDetailsElement | null} */ (document.querySelector(".course-panel"));
  if (panel === null) return;
  panel.open = true;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  panel.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  panel.querySelector("summary")?.focus({ preventScroll: true });
}
