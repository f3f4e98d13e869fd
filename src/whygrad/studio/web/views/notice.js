/** One line about bad input: which field, and what it allows. The network keeps its last good value. */

import { h, icon } from "../dom.js";

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, { store, actions, t }) {
  root.classList.add("notice-line");
  store.subscribe(["notice"], ({ notice }) => {
    root.replaceChildren();
    if (!notice) return;
    const dismiss = h("button", { type: "button", class: "icon-button", onclick: () => actions.dismissNotice() });
    dismiss.setAttribute("aria-label", t("studio-dismiss"));
    dismiss.append(icon("close"));
    const named = !notice.key || notice.text.startsWith(notice.key);
    const text = named ? notice.text : t("studio-notice", { key: notice.key ?? "", text: notice.text });
    root.append(h("span", { text }), dismiss);
  });
}
