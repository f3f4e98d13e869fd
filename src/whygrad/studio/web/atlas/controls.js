/** What is mapped: a ready-made map, the experiment, both axes, what a pixel shows; and buttons for what keys do. */

import { h, icon, setText } from "../dom.js";
import { button, checkControl, field, numberText, selectControl, square } from "../fields.js";
import { variedOf } from "./words.js";

/** @typedef {import("./actions.js").AtlasActions} AtlasActions */
/** @typedef {import("./types.js").Atlas} Atlas */
/** @typedef {import("../types.js").Context} Context */

const SIZES = [64, 128, 256];
const OTHER = "-";
const LARGEST_SEED = 2 ** 32 - 1;

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, context) {
  const { store, t } = context;
  const actions = /** @type {AtlasActions} */ (/** @type {unknown} */ (context.actions));
  const ready = selectControl({ label: t("atlas-page-ready"), onchange: (name) => actions.choose(name) });
  const about = h("p", { class: "hint atlas-about" });
  const experiment = selectControl({ label: t("atlas-page-experiment"), help: t("atlas-page-experiment-help"), onchange: (link) => link !== OTHER && actions.setExperiment(link) });
  const lab = h("a", { class: "atlas-edit", text: t("atlas-page-edit") });
  const [x, y] = [axis("x", context, actions), axis("y", context, actions)];
  const measure = selectControl({ label: t("atlas-page-measure"), onchange: (name) => actions.setMeasure(/** @type {any} */ (name)) });
  const size = selectControl({ label: t("atlas-page-size"), help: t("atlas-page-size-help"), onchange: (count) => actions.setSize(Number(count)) });
  const where = selectControl({ label: t("atlas-page-where"), help: t("atlas-page-where-help"), onchange: (place) => actions.setWhere(/** @type {any} */ (place)) });
  const seed = h("input", { type: "number", class: "number", min: "0", max: String(LARGEST_SEED), step: "1", inputMode: "numeric" });
  seed.addEventListener("change", () => {
    const value = Number(seed.value);
    const good = seed.value !== "" && Number.isInteger(value) && value >= 0 && value <= LARGEST_SEED;
    if (good) actions.setSeed(value);
    else seed.value = String(atlasOf(store.get()).seed);
  });
  const line = button({ label: t("atlas-page-line"), class: "button", title: t("atlas-page-line-help"), onclick: () => actions.setDrawsLine(!atlasOf(store.get()).drawsLine) });
  root.append(
    ready.root, about, experiment.root, lab, x.root, y.root,
    h("div", { class: "atlas-row" }, measure.root, size.root, field({ label: t("atlas-page-seed"), help: t("atlas-page-seed-help") }, seed)),
    where.root,
    h("div", { class: "atlas-buttons", role: "group", "aria-label": t("atlas-page-move") },
      square("plus", t("atlas-page-in"), () => actions.zoom(2)),
      square("minus", t("atlas-page-out"), () => actions.zoom(0.5)),
      button({ label: t("atlas-page-home"), icon: icon("reset"), onclick: () => actions.home() }).root,
      line.root,
    ),
  );
  store.subscribe(["atlas"], (state) => {
    const now = atlasOf(state);
    const { table } = now;
    const other = { value: OTHER, text: t("atlas-page-other") };
    ready.show([...(now.ready === "" ? [other] : []), ...table.maps.map(({ name, title }) => ({ value: name, text: title }))], now.ready || OTHER);
    setText(about, table.maps.find(({ name }) => name === now.ready)?.about ?? "");
    const preset = table.presets.find(({ link }) => link === now.link);
    experiment.show([...(preset ? [] : [{ value: OTHER, text: t("atlas-page-own") }]), ...table.presets.map(({ name, link }) => ({ value: link, text: name }))], preset ? now.link : OTHER);
    lab.href = `index.html#${now.link}`;
    x.show(now);
    y.show(now);
    measure.show([...table.measures.map(({ name, text }) => ({ value: name, text })), { value: "ended", text: t("atlas-page-ended") }], now.measure);
    size.show([...new Set([...SIZES, now.size])].sort((one, two) => one - two).map((count) => ({ value: String(count), text: `${count} × ${count}` })), String(now.size));
    where.show([{ value: "page", text: t("atlas-page-where-page") }, { value: "server", text: t("atlas-page-where-server") }], now.where);
    if (document.activeElement !== seed) seed.value = String(now.seed);
    line.root.setAttribute("aria-pressed", String(now.drawsLine));
  });
}

/** @param {Readonly<import("../types.js").State>} state */
function atlasOf(state) {
  return /** @type {Atlas} */ (state.atlas);
}

/**
 * One axis: which setting, from where to where, and how it is spaced.
 *
 * @param {'x' | 'y'} which
 * @param {Context} context
 * @param {AtlasActions} actions
 */
function axis(which, { t }, actions) {
  const setting = selectControl({ label: t("atlas-page-setting"), onchange: (name) => actions.setAxis(which, name) });
  const low = h("input", { type: "number", step: "any", class: "number" });
  const high = h("input", { type: "number", step: "any", class: "number" });
  const log = checkControl({ label: t("atlas-page-log"), onchange: (checked) => actions.setRange(which, { log: checked }) });
  const change = () => {
    const range = { low: Number(low.value), high: Number(high.value) };
    const good = low.value !== "" && high.value !== "" && range.low < range.high;
    for (const input of [low, high]) input.setAttribute("aria-invalid", String(!good));
    if (good) actions.setRange(which, range);
  };
  low.addEventListener("change", change);
  high.addEventListener("change", change);
  /** @type {Map<HTMLInputElement, import("./types.js").Range>} what each field shows: only another range replaces what was typed */
  const shown = new Map();
  const root = h(
    "fieldset", { class: "atlas-axis-fields" },
    h("legend", { text: t(which === "x" ? "atlas-page-x" : "atlas-page-y") }),
    setting.root, field({ label: t("atlas-page-low") }, low), field({ label: t("atlas-page-high") }, high), log.root,
  );
  return {
    root,
    /** @param {Atlas} now */
    show(now) {
      const range = now[which];
      setting.show(now.table.axes.map(({ name, label }) => ({ value: name, text: label })), range.name);
      setting.select.title = variedOf(now.table, range.name).help;
      for (const [input, value] of /** @type {[HTMLInputElement, number][]} */ ([[low, range.low], [high, range.high]])) {
        if (document.activeElement === input || shown.get(input) === range) continue;
        shown.set(input, range);
        input.value = numberText(Number(value.toPrecision(6)));
        input.removeAttribute("aria-invalid");
      }
      log.input.checked = range.log;
      log.input.disabled = !range.log && range.low <= 0; // no logarithm of it
    },
  };
}
