/** The traces in the folder, newest first; new ones appear by themselves. */

import { h, setText } from "../dom.js";
import { writeTrace } from "./address.js";
import { agoText, stateText } from "./words.js";

/** @typedef {import("../types.js").TraceEntry} TraceEntry */

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, t }) {
  const place = /** @type {HTMLElement} */ (root.parentElement);
  const list = h("ul", { class: "trace-list" });
  const more = h("p", { class: "chart-note", hidden: true });
  const none = h("p", { class: "trace-none", hidden: true });
  root.append(list, none, more);
  let shown = "";
  /** @type {Map<string, {link: HTMLElement, said: HTMLElement}>} */
  let entries = new Map();

  /** @param {TraceEntry} entry */
  function made(entry) {
    const said = h("span", { class: "chart-note" });
    const name = h("span", { class: "trace-name", text: entry.file });
    const link = h("a", { class: "trace-link", href: `#${writeTrace({ id: entry.id, run: null, lang: store.get().lang })}` }, name, said);
    entries.set(entry.id, { link, said });
    return h("li", {}, link);
  }

  /** @param {TraceEntry} entry */
  function words(entry) {
    if (entry.problem !== undefined) return entry.problem;
    const parts = [
      entry.framework ?? "",
      t("view-layers", { count: entry.layers ?? 0 }),
      t("studio-trace-records", { count: entry.records ?? 0 }),
      stateText(entry, t),
      agoText(entry.age ?? 0, t),
    ];
    return parts.filter(Boolean).join(" · ");
  }

  store.subscribe(["following"], ({ following }) => {
    if (!following) return;
    const { traces, single, listed, folder, id, awaited } = following;
    place.hidden = single || !listed;
    const key = traces.map((one) => `${one.id} ${one.file}`).join("\n");
    if (key !== shown) {
      shown = key;
      const focused = [...entries].find(([, { link }]) => link === document.activeElement)?.[0];
      entries = new Map();
      list.replaceChildren(...traces.map(made));
      if (focused !== undefined) entries.get(focused)?.link.focus();
    }
    for (const entry of traces) {
      const found = entries.get(entry.id);
      if (!found) continue;
      setText(found.said, words(entry));
      found.link.classList.toggle("growing", entry.state === "growing");
      if (entry.id === id) found.link.setAttribute("aria-current", "true");
      else found.link.removeAttribute("aria-current");
    }
    none.hidden = traces.length > 0;
    setText(none, t(awaited ? "studio-traces-awaited" : "studio-traces-none", { folder }));
    more.hidden = following.more === 0;
    setText(more, t("studio-traces-more", { count: following.more }));
  });
}
