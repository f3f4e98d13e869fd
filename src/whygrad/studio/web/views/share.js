/** Undo; a link to this very experiment; links of others, TensorFlow Playground's too; files to take along. */

import { h, icon, setText } from "../dom.js";
import { download } from "../download.js";
import { button, field } from "../fields.js";
import { menu } from "../menu.js";

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, { store, actions, t }) {
  root.classList.add("share-view");
  const undo = button({ label: t("studio-undo"), icon: icon("undo"), title: t("studio-undo-help"), onclick: () => actions.undo() });

  const said = h("p", { class: "hint", role: "status" });
  const address = h("input", { type: "text", class: "text", readOnly: true, onfocus: () => address.select() });
  const copy = button({ label: t("studio-copy-link"), icon: icon("link"), onclick: () => copyLink() });
  const given = h("input", { type: "text", class: "text", autocomplete: "off", spellcheck: false });
  const open = h("button", { type: "submit", class: "button", text: t("studio-open") });
  const form = h("form", { class: "stack", onsubmit: submit }, field({ label: t("studio-open-link"), help: t("studio-open-link-help"), wide: true }, given), open);
  /** @param {"svg" | "png"} kind */
  const savePicture = async (kind) => {
    const state = store.get();
    if (!state.lowered || !state.frame) return;
    const { pictureOf, rasterized } = await import("../along/picture.js"); // only who asks for a picture loads it
    const drawn = await pictureOf(state, t);
    download(`whygrad.${kind}`, kind === "png" ? await rasterized(drawn) : new Blob([drawn], { type: "image/svg+xml" }));
  };
  const pictures = [
    button({ label: t("studio-save-svg"), onclick: () => savePicture("svg") }),
    button({ label: t("studio-save-png"), onclick: () => savePicture("png") }),
  ];
  const toml = button({ label: t("studio-save-toml"), onclick: saveToml });

  const html = button({ label: t("studio-save-html"), onclick: () => actions.exportAs("html") });
  const { where } = store.get();
  const share = menu(t("studio-share"), icon("link"), [
    // Only a served page has an address, and a file by itself has nobody to ask what a link means.
    ...(where === "server" ? [field({ label: t("studio-link"), wide: true }, address), copy.root, said] : []),
    where === "file" ? null : form,
    h("div", { class: "buttons wrap" }, toml.root, where === "file" ? null : html.root, ...pictures.map(({ root }) => root)),
  ]);
  root.append(undo.root, share);

  async function copyLink() {
    address.value = actions.address();
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

  function saveToml() {
    const text = store.get().lowered?.toml ?? "";
    download("whygrad.toml", new Blob([text], { type: "application/toml" }));
  }

  share.addEventListener("toggle", () => {
    address.value = actions.address();
    setText(said, store.get().own ? t("studio-link-own-data") : "");
  });
  store.subscribe(["undo"], (state) => {
    undo.root.disabled = state.undo.length === 0;
  });
}
