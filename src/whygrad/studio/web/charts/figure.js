/** A chart with a name, its picture, and the same numbers as a table that opens on request. */

import { h, setText, uniqueId } from "../dom.js";

/** @typedef {{head: string[], rows: string[][]}} Table  the first cell of a row is its heading */

/**
 * @typedef {object} Figure
 * @property {HTMLElement} root
 * @property {HTMLElement} picture what is drawn goes here; an image to screen readers
 * @property {(summary: string) => void} describe the picture in one sentence
 * @property {(table: () => Table) => void} table gives the numbers; asked for only while the table is open
 */

const PATIENCE = 1000; // milliseconds between two versions of a description or a table

/**
 * @param {string} name the figure's caption
 * @param {string} openTable text that opens the table
 * @returns {Figure}
 */
export function figure(name, openTable) {
  const captionId = uniqueId("figure");
  const picture = h("div", { class: "chart-picture", role: "img", "aria-label": name });
  const table = h("table", { class: "chart-table" });
  const scroll = h("div", { class: "chart-scroll", tabIndex: 0, role: "region", "aria-labelledby": captionId }, table);
  const details = h("details", { class: "chart-details" }, h("summary", { text: openTable }), scroll);
  const caption = h("figcaption", { id: captionId, class: "chart-caption", text: name });
  const root = h("figure", { class: "chart", "aria-labelledby": captionId }, caption, picture, details);

  /** @type {(() => Table) | null} */
  let numbers = null;
  let summary = "";
  const fill = () => {
    if (details.open && numbers !== null) fillTable(table, numbers(), name);
  };
  const label = patiently(() => {
    const text = `${name}. ${summary}`;
    if (picture.getAttribute("aria-label") !== text) picture.setAttribute("aria-label", text);
  });
  const refill = patiently(fill);
  details.addEventListener("toggle", fill);

  return {
    root,
    picture,
    describe(sentence) {
      summary = sentence;
      label();
    },
    table(give) {
      numbers = give;
      if (details.open) refill();
    },
  };
}

/**
 * `fn`, called at once and then at most every `PATIENCE` milliseconds; the last call is never lost.
 *
 * @param {() => void} fn
 * @returns {() => void}
 */
function patiently(fn) {
  let last = -Infinity;
  let timer = 0;
  const call = () => {
    timer = 0;
    last = performance.now();
    fn();
  };
  return () => {
    if (timer !== 0) return;
    const wait = last + PATIENCE - performance.now();
    if (wait <= 0) call();
    else timer = window.setTimeout(call, wait);
  };
}

/**
 * Write a table, reusing the cells that are there: a reader's place in it is kept.
 *
 * @param {HTMLTableElement} table
 * @param {Table} content
 * @param {string} name
 */
export function fillTable(table, content, name) {
  const shape = `${content.head.length}x${content.rows.length}`;
  if (table.dataset["shape"] !== shape) {
    table.dataset["shape"] = shape;
    const line = () => h("tr", {}, h("th", { scope: "row" }), ...content.head.slice(1).map(() => h("td")));
    table.replaceChildren(
      h("caption", { class: "visually-hidden", text: name }),
      h("thead", {}, h("tr", {}, ...content.head.map(() => h("th", { scope: "col" })))),
      h("tbody", {}, ...content.rows.map(line)),
    );
  }
  const rows = [content.head, ...content.rows];
  for (const [i, row] of [...table.rows].entries()) {
    for (const [j, cell] of [...row.cells].entries()) setText(cell, rows[i]?.[j] ?? "");
  }
}
