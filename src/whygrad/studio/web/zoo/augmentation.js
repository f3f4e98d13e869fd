/** Augmentation: a picture, and beside each change what it makes of it at several steps of training. */

import { button } from "../fields.js";
import { number } from "../charts/numbers.js";
import { h, icon, setText } from "../dom.js";
import { drawPictures } from "./canvas.js";
import { Changing } from "./changing.js";
import { Looking } from "./looking.js";
import { pictureChoice } from "./picture-choice.js";

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, context) {
  const { store, t } = context;
  const actions = /** @type {import("./actions.js").ZooActions} */ (/** @type {unknown} */ (context.actions));
  const changing = new Changing(store, actions);
  root.classList.add("zoo-augmentation");
  const missing = store.get().zoo?.missing ?? "";
  if (missing.includes("torch")) {
    root.append(h("p", { text: t("zoo-page-missing", { packages: missing }) }));
    return;
  }
  const help = h("p", { class: "hint" });
  const choice = pictureChoice(context, ({ place, file }) => {
    actions.tell({ place, file, label: null, look: null, maps: null, evidence: null });
    changing.look();
  });
  const trouble = h("p", { class: "zoo-problem", role: "alert", hidden: true });
  const again = button({ label: t("zoo-page-augment-again"), icon: icon("dice"), class: "button", onclick: () => changing.draw() });
  const none = h("p", { class: "hint", text: t("zoo-page-augment-none"), hidden: true });
  const as = h("canvas", { class: "zoo-strip one", role: "img", "aria-label": t("zoo-page-augment-as") });
  const original = h("div", { class: "zoo-change original" }, h("span", { class: "zoo-change-name", text: t("zoo-page-augment-as") }), as);
  const rows = (store.get().zoo?.augmentations ?? []).map((change) => changeRow(change, changing, t));
  const together = h("canvas", { class: "zoo-strip", role: "img" });
  const all = h("div", { class: "zoo-change together" }, h("span", { class: "zoo-change-name", text: t("zoo-page-augment-all") }), together);
  const toml = h("p", { class: "zoo-toml" });
  root.append(
    h("div", { class: "zoo-choose" }, choice, again.root),
    h("div", { class: "zoo-changes" }, help, trouble, original, ...rows.map((row) => row.root), all, none, toml),
  );
  /** @type {unknown} */
  let drawn = null;

  store.subscribe(["zoo"], ({ zoo }) => {
    if (!zoo) return;
    trouble.hidden = zoo.changeTrouble === "";
    setText(trouble, zoo.changeTrouble);
    none.hidden = zoo.words.length > 0;
    for (const row of rows) row.show(zoo);
    setText(toml, zoo.words.length > 0 ? t("zoo-page-augment-toml", { toml: `augmentation = [${changing.words().map((word) => `"${word}"`).join(", ")}]` }) : "");
    all.hidden = zoo.words.length < 2 || zoo.changed === null;
    original.hidden = zoo.changed === null;
    if (zoo.changed === drawn || zoo.changed === null) {
      if (zoo.changed === null) {
        for (const row of rows) row.strip.hidden = true;
        drawn = null;
      }
      return;
    }
    drawn = zoo.changed;
    const { picture, rows: made, words } = zoo.changed;
    const [count = 0, steps = 0, ...shape] = made.shape;
    setText(help, t("zoo-page-augment-help", { steps }));
    drawPictures(as, picture.bytes, picture.shape);
    for (const row of rows) {
      const place = words.findIndex((word) => word.split(":")[0] === row.word);
      row.strip.hidden = place < 0;
      if (place < 0) continue;
      drawPictures(row.strip, made.bytes, shape, place * steps, steps);
      row.strip.setAttribute("aria-label", t("zoo-page-augment-alt", { word: t(`zoo-page-augment-${row.word}`), number: words[place]?.split(":")[1] ?? "", steps }));
    }
    if (count > words.length) {
      drawPictures(together, made.bytes, shape, words.length * steps, steps);
      together.setAttribute("aria-label", t("zoo-page-augment-all-alt", { words: words.join(", "), steps }));
    }
  });
  if (store.get().zoo?.pictures === null) new Looking(store, actions).offer(() => changing.look());
  else changing.look();
}

/**
 * @param {import("./types.js").Change} change
 * @param {Changing} changing
 * @param {import("../types.js").Translate} t
 */
function changeRow({ word, low, high, step }, changing, t) {
  const label = t(`zoo-page-augment-${word}`);
  const tick = h("input", { type: "checkbox", onchange: () => changing.tick(word, tick.checked) });
  const slider = h("input", { type: "range", class: "slider", min: String(low), max: String(high), step: String(step), "aria-label": label, oninput: () => changing.setNumber(word, Number(slider.value)) });
  const value = h("output", { class: "number" });
  const strip = h("canvas", { class: "zoo-strip", role: "img", hidden: true });
  const root = h("div", { class: "zoo-change" }, h("div", { class: "zoo-change-name" }, h("label", { class: "check" }, tick, h("span", { text: label })), h("div", { class: "zoo-change-number" }, slider, value)), strip);
  return {
    root,
    strip,
    word,
    /** @param {import("./types.js").Zoo} zoo */
    show(zoo) {
      const now = zoo.numbers[word] ?? low;
      tick.checked = zoo.words.includes(word);
      slider.disabled = !tick.checked;
      if (Number(slider.value) !== now) slider.value = String(now);
      setText(value, number(now));
    },
  };
}
