/** What the diagnosis says about layers, and where a number stopped being one: bands behind the columns and a line each. */

import { h } from "../dom.js";

/** @typedef {import("./geometry.js").Layout} Layout */
/** @typedef {import("./names.js").Names} Names */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Translate} Translate */
/** @typedef {{kind: "error" | "warning", cause: boolean, columns: number[], text: string}} Mark */

const MOST = 3; // lines; the diagnosis tells the rest
const SIGNS = { error: "▲", warning: "◆" };
const MARGIN = 8; // of a band around its column

/**
 * @param {Readonly<State>} state
 * @param {Names} names
 * @param {Translate} t
 * @returns {Mark[]} the worst first
 */
export function marksOf(state, names, t) {
  const { lowered, diagnosis, frame } = state;
  if (!lowered) return [];
  /** @type {Mark[]} */
  const marks = [];
  const step = frame?.badStep[frame.run] ?? -1;
  if (frame && step >= 0) {
    const column = Math.min(lowered.plan.layers.length, Math.max(0, frame.badLayer[frame.run]) + 1);
    const what = ["loss", "input", "activation", "loss", "gradient", "weight"][frame.badWhat[frame.run]] ?? "loss";
    const place = { step, layer: names.layer(column), what: t(`studio-broken-${what}`) };
    const text = frame.badStep.length > 1 ? t("studio-drawing-broken-run", { run: frame.run + 1, ...place }) : t("studio-drawing-broken", place);
    marks.push({ kind: "error", cause: true, columns: [column], text });
  }
  for (const finding of diagnosis?.findings ?? []) {
    if (finding.severity === "info" || finding.code === "non-finite" && marks.length > 0) continue;
    const columns = finding.where.layers
      .map((name) => lowered.plan.layers.findIndex((layer) => layer.name === name) + 1)
      .filter((column) => column > 0);
    if (columns.length === 0) continue;
    const text = t("studio-drawing-finding", { title: finding.title, layers: layersOf(columns, names) });
    marks.push({ kind: finding.severity, cause: finding.cause, columns, text });
  }
  return marks.slice(0, MOST);
}

/** "Hidden 1, Hidden 3 – Hidden 5". @param {number[]} columns @param {Names} names @returns {string} */
export function layersOf(columns, names) {
  return spans(columns).map(([a, b]) => (a === b ? names.layer(a) : `${names.layer(a)} – ${names.layer(b)}`)).join(", ");
}

/** Neighbors together: 1, 2, 3, 5 becomes 1-3, 5. @param {number[]} columns @returns {[number, number][]} */
export function spans(columns) {
  /** @type {[number, number][]} */
  const found = [];
  for (const column of [...new Set(columns)].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && column === last[1] + 1) last[1] = column;
    else found.push([column, column]);
  }
  return found;
}

export class Marks {
  constructor() {
    this.bands = h("div", { class: "net-bands", "aria-hidden": "true" });
    this.lines = h("ul", { class: "net-lines" });
    this.key = "";
  }

  /** @param {Mark[]} marks @param {Layout} place */
  show(marks, place) {
    const key = JSON.stringify([marks, place.width, place.height, place.columns.map((column) => column.x)]);
    if (key === this.key) return;
    this.key = key;
    /** @type {Set<number>} */
    const taken = new Set();
    /** @type {HTMLElement[]} */
    const bands = [];
    for (const mark of marks) {
      for (const number of mark.columns) {
        const column = place.columns[number];
        if (!column || taken.has(number)) continue; // the worst one is seen
        taken.add(number);
        const band = h("div", { class: `band ${mark.kind}${mark.cause ? " cause" : ""}` });
        band.append(h("span", { class: "band-sign", text: SIGNS[mark.kind] }));
        band.style.left = `${column.x - MARGIN}px`;
        band.style.width = `${column.width + 2 * MARGIN}px`;
        band.style.top = `${place.head}px`; // below the names, which may be wider
        band.style.height = `${place.height - place.head - 8}px`;
        bands.push(band);
      }
    }
    this.bands.replaceChildren(...bands);
    this.lines.replaceChildren(...marks.map((mark) =>
      h("li", { class: mark.kind }, h("span", { class: "line-sign", "aria-hidden": "true", text: SIGNS[mark.kind] }), mark.text)));
    this.lines.hidden = marks.length === 0;
  }
}
