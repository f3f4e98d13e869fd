/** Undo; a link to this very experiment; links of others, TensorFlow Playground's too; files to take along. */

import { KINDS } from "../along/kinds.js";
import { h, icon, setText } from "../dom.js";
import { button, checkControl, field } from "../fields.js";
import { EACH, LONGEST } from "../linking.js";
import { menu } from "../menu.js";
import { handOut } from "./hand-out.js";

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, context) {
  const { store, actions, t } = context;
  root.classList.add("share-view");
  const undo = button({ label: t("studio-undo"), icon: icon("undo"), title: t("studio-undo-help"), onclick: () => actions.undo() });

  const said = h("p", { class: "hint", role: "status" });
  const address = h("input", { type: "text", class: "text", readOnly: true, onfocus: () => address.select() });
  const copy = button({ label: t("studio-copy-link"), icon: icon("link"), onclick: () => copyLink() });
  const given = h("input", { type: "text", class: "text", autocomplete: "off", spellcheck: false });
  const open = h("button", { type: "submit", class: "button", text: t("studio-open") });
  const form = h("form", { class: "stack", onsubmit: submit }, field({ label: t("studio-open-link"), help: t("studio-open-link-help"), wide: true }, given), open);
  const weights = checkControl({ label: t("studio-link-weights"), help: t("studio-link-weights-help"), onchange: () => write() });
  const { where } = store.get();
  const now = checkControl({ label: t("studio-save-now"), help: t("studio-save-now-help"), onchange: () => {} });
  const files = KINDS.filter(({ asks }) => !(asks && where === "file")).map(({ kind, label, weights, save }) => {
    const onclick = () => save(context, Boolean(weights) && now.input.checked);
    return button({ label: t(label), name: `save-${kind}`, onclick }).root;
  });
  const share = menu(t("studio-share"), icon("link"), [
    // Only a served page has an address, and a file by itself has nobody to ask what a link means.
    ...(where === "server" ? [field({ label: t("studio-link"), wide: true }, address), weights.root, copy.root, said] : []),
    where === "file" ? null : form,
    where === "server" ? handOut(context) : null,
    h("div", { class: "stack", role: "group", "aria-label": t("studio-save-as") },
      h("span", { class: "field-label", text: t("studio-save-as") }),
      where === "file" ? null : now.root,
      h("div", { class: "buttons wrap" }, ...files),
    ),
  ]);
  root.append(undo.root, share);

  /** The link as it is now, and what it leaves out. @returns {Promise<boolean>} whether it says what it is asked to */
  async function write() {
    const { own } = store.get();
    address.value = actions.address();
    const whole = own === null || address.value.includes("points=");
    setText(said, whole ? "" : t("points" in own ? "studio-link-many-points" : "studio-link-own-data"));
    weights.input.disabled = !whole;
    if (!weights.input.checked || !whole) return true;
    const found = await actions.addressNow();
    if ("address" in found) {
      address.value = found.address;
      return true;
    }
    const room = Math.floor((LONGEST - (address.value.split("#")[1]?.length ?? 0)) / EACH);
    setText(said, found.finite ? t("studio-link-many-weights", { count: found.numbers, room }) : t("studio-link-no-numbers"));
    weights.input.checked = false;
    return false;
  }

  async function copyLink() {
    if (!(await write())) return;
    try {
      await navigator.clipboard.writeText(address.value);
      setText(said, t("studio-copied"));
    } catch {
      address.focus();
      setText(said, t("studio-copy-by-hand"));
    }
  }

  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    if (given.value.trim() === "") return;
    actions.openLink(given.value.trim());
    given.value = "";
    share.open = false;
  }

  share.addEventListener("toggle", () => {
    if (share.open) write();
  });
  store.subscribe(["undo"], (state) => {
    undo.root.disabled = state.undo.length === 0;
  });
}
