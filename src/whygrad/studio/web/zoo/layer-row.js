/** One layer of a list of one's own as controls: its kind, its settings, its place. */

import { h, icon, setText } from "../dom.js";
import { markInvalid } from "./invalid.js";
import { Raw, size, toml } from "./words.js";

/** @typedef {import("./types.js").Kind} Kind */
/** @typedef {import("./types.js").Setting} Setting */
/** @typedef {import("./types.js").LayerValue} LayerValue */

const GROUPS = /** @type {const} */ (["convolution", "pooling", "dense", "normalization", "activation", "sequence"]);
/** Settings that most layers leave as they are: behind a disclosure. */
const SELDOM = new Set(["dilation", "groups", "bias", "alpha", "beta", "k", "depth", "bidirectional", "output", "shortcut"]);

/**
 * @param {number} place
 * @param {string} kind
 * @param {Kind[]} kinds
 * @param {import("./actions.js").ZooActions} actions
 * @param {import("../types.js").Translate} t
 * @param {string} problemId
 */
export function layerRow(place, kind, kinds, actions, t, problemId) {
  const number = place + 1;
  const select = h("select", { "aria-label": t("zoo-page-kind", { number }), "data-what": "kind", onchange: () => actions.setKind(place, select.value) });
  for (const group of GROUPS) {
    const some = kinds.filter((one) => one.group === group).map((one) => h("option", { value: one.kind, text: one.kind }));
    select.append(h("optgroup", { label: t(`zoo-page-group-${group}`) }, ...some));
  }
  if (!kinds.some((one) => one.kind === kind)) select.append(h("option", { value: kind, text: kind }));
  select.value = kind;

  const settings = kinds.find((one) => one.kind === kind)?.settings ?? [];
  const fields = settings.map((setting) => settingField(setting, place, actions, t));
  const output = h("span", { class: "zoo-out" });
  const seldom = fields.filter(({ name }) => SELDOM.has(name));
  const more =
    seldom.length > 0
      ? h("details", { class: "zoo-more" }, h("summary", { "aria-label": t("zoo-page-more", { number }), "data-what": "more", text: "…" }), h("div", { class: "zoo-settings" }, ...seldom.map(({ root }) => root)))
      : null;

  /** @param {Parameters<typeof icon>[0]} name @param {string} what @param {string} label @param {() => void} onclick */
  const tool = (name, what, label, onclick) => {
    const made = h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, "data-what": what, onclick }, icon(name));
    return made;
  };
  /** Moves the focus with the layer. @param {number} by */
  const move = (by) => {
    const list = row.parentElement;
    if (list) list.dataset.focus = String(place + by);
    actions.moveLayer(place, by);
  };
  const up = tool("up", "up", t("zoo-page-up", { number }), () => move(-1));
  const down = tool("down", "down", t("zoo-page-down", { number }), () => move(1));
  const after = tool("plus", "after", t("zoo-page-add-after", { number }), () => actions.addLayer(place + 1));
  const remove = tool("close", "remove", t("zoo-page-remove", { number }), () => actions.removeLayer(place));
  const row = h(
    "li",
    { class: "zoo-row" },
    h("span", { class: "zoo-place", "aria-hidden": "true", text: String(number) }),
    select,
    h("div", { class: "zoo-settings" }, ...fields.filter(({ name }) => !SELDOM.has(name)).map(({ root }) => root)),
    more,
    h("div", { class: "zoo-end" }, output, h("div", { class: "zoo-tools" }, up, down, after, remove)),
  );

  return {
    row,
    focus: () => select.focus(),
    /**
     * @param {LayerValue} layer
     * @param {string} shape that comes out
     * @param {import("./types.js").Problem | null} problem
     * @param {number} count
     */
    show(layer, shape, problem, count) {
      const table = typeof layer === "string" ? {} : layer;
      for (const one of fields) {
        one.show(table[one.name]);
        markInvalid(one.control, problem?.setting === one.name, problemId);
        if (problem?.setting === one.name && more && SELDOM.has(one.name)) more.open = true;
      }
      setText(output, shape === "" ? "" : `→ ${shape}`);
      row.classList.toggle("wrong", problem !== null);
      markInvalid(select, problem !== null && !fields.some(({ name }) => name === problem.setting), problemId);
      up.disabled = place === 0;
      down.disabled = place === count - 1;
    },
  };
}

/**
 * @param {Setting} setting
 * @param {number} place
 * @param {import("./actions.js").ZooActions} actions
 * @param {import("../types.js").Translate} t
 */
function settingField(setting, place, actions, t) {
  const { name } = setting;
  const said = t(`zoo-page-setting-${name.replaceAll("_", "-")}`);
  const label = t("zoo-page-setting-of", { setting: said, number: place + 1 });
  const common = { "aria-label": label, "data-what": name };
  /** @param {any} value */
  const set = (value) => actions.setSetting(place, name, value);
  const caption = h("span", { class: "field-label", "aria-hidden": "true", text: said });
  if (setting.kind === "truth") {
    const control = h("input", { type: "checkbox", ...common, onchange: () => set(control.checked === setting.default ? undefined : control.checked) });
    const show = (/** @type {any} */ value) => {
      control.checked = value ?? setting.default;
    };
    return { name, control, show, root: h("label", { class: "zoo-setting" }, caption, control) };
  }
  if (setting.kind === "word") {
    const control = h("select", { ...common, onchange: () => set(control.value === setting.default ? undefined : control.value) });
    for (const choice of setting.choices) control.append(h("option", { value: choice, text: choice }));
    const show = (/** @type {any} */ value) => {
      control.value = value ?? setting.default;
    };
    return { name, control, show, root: h("label", { class: "zoo-setting" }, caption, control) };
  }
  const wide = setting.kind === "layers";
  const control = h("input", {
    type: "text", class: wide ? "text" : "text zoo-short", autocomplete: "off", spellcheck: false, ...common,
    inputMode: setting.kind === "whole" ? "numeric" : "text",
    oninput: () => set(control.value.trim() === "" && !setting.needed ? undefined : valueOf(setting, control.value)),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      const step = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
      const value = Number(control.value);
      if (step === 0 || wide || !Number.isInteger(value) || control.value.trim() === "") return;
      event.preventDefault();
      control.value = String(Math.max(setting.low, value + step));
      set(valueOf(setting, control.value));
    },
  }); // prettier-ignore
  const show = (/** @type {any} */ value) => {
    if (document.activeElement === control) return;
    const text = written(value ?? setting.default, wide);
    if (control.value !== text) control.value = text;
  };
  return { name, control, show, root: h("label", { class: wide ? "zoo-setting wide" : "zoo-setting" }, caption, control) };
}

/** A value as people type it. @param {any} value @param {boolean} wide @returns {string} */
function written(value, wide) {
  if (value instanceof Raw) return value.text.replace(/^"(.*)"$/, "$1");
  if (wide) return toml(value);
  return Array.isArray(value) ? size(value) : value === null || value === undefined ? "" : String(value);
}

/** What was typed: a number, two of them, a word; a list of layers as it stands. @param {Setting} setting @param {string} text */
function valueOf(setting, text) {
  const trimmed = text.trim();
  if (setting.kind === "layers") return new Raw(trimmed === "" ? "[]" : trimmed);
  const pair = /^(\d{1,9})\s*[x×,]\s*(\d{1,9})$/i.exec(trimmed);
  if (pair && setting.kind === "wholes") return [Number(pair[1]), Number(pair[2])];
  if (/^-?\d{1,9}(\.\d{1,9})?$/.test(trimmed)) return Number(trimmed);
  return trimmed;
}
