/** The layers: output size, receptive field, parameters, multiply-adds, memory; the arithmetic of a layer on request. */

import { grouped, share } from "../charts/numbers.js";
import { h, uniqueId } from "../dom.js";
import { amount, fieldText, size } from "./words.js";

/** @typedef {import("./types.js").Line} Line */
/** @typedef {import("./types.js").Shown} Shown */

const HEADS = ["layer", "of-kind", "output", "field", "parameters", "cost", "memory"];

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, t }) {
  const body = h("tbody");
  const heads = HEADS.map((name) => h("th", { scope: "col", text: t(`zoo-page-${name}`) }));
  const table = h("table", { class: "zoo-table layers" }, h("caption", { class: "visually-hidden", text: t("zoo-page-table") }), h("thead", {}, h("tr", {}, ...heads)), body);
  const empty = h("p", { class: "hint", text: t("zoo-page-empty"), hidden: true });
  root.append(h("div", { class: "zoo-scroll", tabIndex: 0, role: "group", "aria-label": t("zoo-page-table") }, table), empty);
  /** @type {Shown | null} */
  let drawn = null;
  /** @type {{line: Line, row: HTMLElement, button: HTMLElement | null, more: HTMLElement | null}[]} */
  let rows = [];
  let formulas = false;
  /** @type {Set<string>} names of the layers whose arithmetic the reader opened */
  const open = new Set();

  /** @param {number} value @param {number} all @param {string} text */
  function cell(value, all, text) {
    const made = h("td", { class: "zoo-number" });
    if (value === 0) return made;
    const part = all > 0 ? value / all : 0;
    const bar = h("span", { class: "zoo-bar", "aria-hidden": "true" });
    bar.style.setProperty("--share", String(part));
    made.append(bar, h("span", { text, title: `${grouped(value)} · ${t("zoo-page-share-of", { share: share(part) })}` }));
    return made;
  }

  /** @param {Line} line @param {Shown} shown */
  function made(line, shown) {
    const label = h("span", { text: line.depth > 0 ? inner(line, shown) : line.name });
    const some = line.worked.length > 0;
    const id = uniqueId("worked");
    const press = some
      ? h("button", { type: "button", class: "zoo-open", "aria-expanded": "false", title: t("zoo-page-formulas-of", { name: line.name }) }, label)
      : null;
    const row = h(
      "tr",
      { "data-place": String(line.place), class: line.kind === "residual" ? "block" : "" },
      h("th", { scope: "row", class: `depth-${line.depth}` }, press ?? label),
      h("td", { text: line.kind === "residual" ? "+" : line.short, title: line.layer }),
      h("td", { class: "zoo-shape", text: size(line.output) }),
      h("td", { class: "zoo-number", text: fieldText(line.field) }),
      cell(line.parameters, shown.parameters, grouped(line.parameters)),
      cell(line.multiply_adds, shown.multiply_adds, amount(line.multiply_adds)),
      cell(line.memory, shown.memory, amount(line.memory, "B")),
    );
    if (!press) return { line, row, button: null, more: null };
    const more = h("tr", { class: "zoo-worked", id, hidden: true });
    press.setAttribute("aria-controls", id);
    press.addEventListener("click", () => {
      const shut = Boolean(more.hidden);
      if (shut) open.add(line.name);
      else open.delete(line.name);
      unfold({ line, button: press, more }, shut);
    });
    return { line, row, button: press, more };
  }

  /** @param {{line: Line, button: HTMLElement | null, more: HTMLElement | null}} one @param {boolean} wide */
  function unfold({ line, button, more }, wide) {
    if (!button || !more || more.hidden === !wide) return;
    button.setAttribute("aria-expanded", String(wide));
    more.hidden = !wide;
    if (!wide || more.childElementCount > 0) return;
    const said = line.worked.flatMap(({ formula, calculations }) => [
      h("dt", { text: drawn?.formulas[formula] ?? formula }),
      ...calculations.map((one) => h("dd", { class: "zoo-arithmetic", text: one })),
    ]);
    more.append(h("td", { colSpan: HEADS.length }, h("dl", {}, ...said), ...line.notes.map((note) => h("p", { class: "hint", text: note }))));
  }

  store.subscribe(["zoo"], ({ zoo }) => {
    const shown = zoo?.shown;
    if (!zoo || !shown) return;
    if (shown !== drawn) {
      if (drawn?.name !== shown.name) open.clear();
      drawn = shown;
      rows = shown.lines.map((line) => made(line, shown));
      body.replaceChildren(...rows.flatMap(({ row, more }) => (more ? [row, more] : [row])));
      for (const one of rows) unfold(one, zoo.formulas || open.has(one.line.name));
      empty.hidden = rows.length > 0;
    }
    if (zoo.formulas !== formulas) {
      formulas = zoo.formulas;
      if (!formulas) open.clear();
      for (const one of rows) unfold(one, formulas);
    }
    table.classList.toggle("stale", zoo.problem !== null);
    for (const { line, row } of rows) row.classList.toggle("lit", line.place === zoo.lit);
  });
  let lit = /** @type {number | null} */ (null);
  store.subscribe(["zoo"], ({ zoo }) => {
    if (!zoo || zoo.lit === lit) return;
    lit = zoo.lit;
    const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
    body.querySelector("tr.lit")?.scrollIntoView({ block: "nearest", behavior: quiet ? "auto" : "smooth" });
  });
}

/** The name of a layer inside of a block, without the block's. @param {Line} line @param {Shown} shown */
function inner(line, shown) {
  const block = shown.lines.findLast((one) => one.depth < line.depth && line.name.startsWith(`${one.name}.`));
  return block ? line.name.slice(block.name.length + 1) : line.name;
}
