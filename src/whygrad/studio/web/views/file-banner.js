/** In a file that trains by itself: what it can do and what needs Python. */

import { h } from "../dom.js";

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, { store, t }) {
  root.hidden = store.get().where !== "file";
  root.classList.add("lesson-banner");
  root.append(h("p", { class: "answer", text: t("studio-file-about") }));
}
