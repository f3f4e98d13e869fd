/**
 * The units: one canvas below with a small heatmap of every unit's output, a button over each to point at, choose and
 * walk to by keyboard (one stop of the tab order; arrow keys move inside).
 */

import { number } from "../charts/numbers.js";
import { h } from "../dom.js";
import { SMALLEST } from "./geometry.js";
import { createRaster, imageOf, paintFlat, paintSigned, rangeOf, roundScale } from "./heatmap.js";
import { ground, paletteOf, pixel, tablesOf } from "./palette.js";

/** @typedef {import("./geometry.js").Layout} Layout */
/** @typedef {import("./names.js").Names} Names */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Lowered} Lowered */
/** @typedef {import("../types.js").Translate} Translate */

const SHRINK = 0.8; // a scale falls only to one that the values fill to this share, so that it does not flicker

export class Tiles {
  /**
   * @param {Translate} t
   * @param {{enter: (column: number, index: number) => void, leave: () => void,
   *   choose: (column: number, index: number) => void}} on pointer or focus reaches a unit, leaves it; it is pressed
   */
  constructor(t, on) {
    this.t = t;
    this.on = on;
    this.canvas = h("canvas", { class: "net-tiles", role: "img" });
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    this.group = h("div", { class: "net-units", role: "group", onkeydown: (/** @type {KeyboardEvent} */ e) => this.key(e) });
    /** @type {HTMLButtonElement[][]} */
    this.buttons = [];
    /** @type {Layout | null} */
    this.place = null;
    /** @type {Map<number, [import("./heatmap.js").Raster, ImageData]>} */
    this.rasters = new Map(); // by the size of the grid
    this.ratio = 1;
    this.firstWeight = 0;
    /** @type {Float32Array[] | null} */
    this.values = null; // of the sample that is looked at
    /** @type {Names | null} */
    this.names = null;
    /** @type {import("../types.js").Plan | null} */
    this.plan = null;
    /** @type {Float32Array} */
    this.scales = new Float32Array(0); // a column
    /** @type {Uint8Array[]} */
    this.same = []; // a column, a unit: 1 if it answers the same everywhere
    /** @type {[number, number]} */
    this.stop = [0, 0]; // the unit in the tab order
    this.range = { low: 0, high: 0, finite: true };
  }

  /**
   * For a new network.
   *
   * @param {Lowered} lowered
   * @param {Layout} place
   * @param {Names} names
   * @param {number} ratio device pixels a CSS pixel
   */
  build(lowered, place, names, ratio) {
    const { canvas } = this;
    this.place = place;
    this.ratio = ratio;
    canvas.width = Math.round(place.width * ratio);
    canvas.height = Math.round(place.height * ratio);
    canvas.style.width = `${place.width}px`;
    canvas.style.height = `${place.height}px`;
    this.rasters.clear();
    this.firstWeight = lowered.plan.parameters.find((p) => p.layer === 0 && p.kind === "weight")?.offset ?? 0;
    this.scales = new Float32Array(place.columns.length).fill(1);
    this.same = place.columns.map((column) => new Uint8Array(column.units));
    this.names = names;
    this.plan = lowered.plan;
    const focused = this.group.contains(document.activeElement);
    this.buttons = place.columns.map((column, c) =>
      Array.from(column.ys, (y, i) => {
        const button = h("button", {
          type: "button",
          class: column.bundle ? "net-unit bundle" : "net-unit",
          tabIndex: -1,
          "aria-pressed": "false",
          "aria-label": column.bundle
            ? this.t("studio-drawing-bundle", { layer: names.layer(c), units: column.units })
            : names.unit(c, i),
          onpointerenter: () => this.on.enter(c, i),
          onpointerleave: () => this.on.leave(),
          onfocus: () => {
            this.walk(c, i);
            this.on.enter(c, i);
          },
          onblur: () => this.on.leave(),
          onclick: () => !column.bundle && this.on.choose(c, i),
        });
        if (column.bundle) button.textContent = String(column.units);
        button.style.left = `${column.xs[i]}px`;
        button.style.top = `${y}px`;
        button.style.width = button.style.height = `${Math.max(SMALLEST, place.tile)}px`;
        return button;
      }),
    );
    this.group.replaceChildren(...this.buttons.flat());
    const [column, index] = this.stop;
    const at = Math.min(column, this.buttons.length - 1);
    this.walk(at, Math.min(index, this.buttons[at].length - 1));
    if (focused) this.buttons[this.stop[0]][this.stop[1]].focus({ preventScroll: true });
  }

  /** Makes a unit the one that Tab reaches. @param {number} column @param {number} index */
  walk(column, index) {
    const before = this.buttons[this.stop[0]]?.[this.stop[1]];
    if (before) before.tabIndex = -1;
    this.stop = [column, index];
    this.buttons[column][index].tabIndex = 0;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    let [column, index] = this.stop;
    const before = this.buttons[column].length;
    if (event.key === "ArrowRight") column += 1;
    else if (event.key === "ArrowLeft") column -= 1;
    else if (event.key === "ArrowDown") index += 1;
    else if (event.key === "ArrowUp") index -= 1;
    else if (event.key === "Home") index = 0;
    else if (event.key === "End") index = before - 1;
    else return;
    event.preventDefault();
    if (column < 0 || column >= this.buttons.length || index < 0 || (index >= before && column === this.stop[0])) return;
    const count = this.buttons[column].length;
    if (column !== this.stop[0]) index = Math.round(((index + 0.5) / before) * count - 0.5); // as high up as here
    this.buttons[column][Math.min(count - 1, Math.max(0, index))].focus();
  }

  /**
   * Marks the chosen unit.
   *
   * @param {number} column -1: none
   * @param {number} index
   */
  choose(column, index) {
    this.buttons.forEach((units, c) =>
      units.forEach((button, i) => {
        const pressed = String(c === column && i === index);
        if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
      }),
    );
  }

  /**
   * Writes what each unit answers to the sample that is looked at.
   *
   * @param {Float32Array[] | null} values [v]: (U); null: no sample
   */
  tell(values) {
    this.values = values;
    this.buttons.forEach((units, c) => {
      const column = this.place?.columns[c];
      const row = column && !column.bundle ? values?.[column.value] : undefined;
      units.forEach((button, i) => {
        if (row && row.length === units.length) button.dataset["value"] = number(row[i], 2);
        else delete button.dataset["value"];
      });
    });
  }

  /** What a unit without a grid shows: its answer to the sample that is looked at. @param {number} value @param {number} unit */
  told(value, unit) {
    const row = this.values?.[value];
    return row && unit < row.length ? Math.max(-1, Math.min(1, row[unit])) || 0 : 0;
  }

  /** @param {Readonly<State>} state */
  paint(state) {
    const { frame, lowered } = state;
    const { place, plan } = this;
    if (!frame || !lowered || !place || !plan || lowered.plan !== plan) return;
    const palette = paletteOf(state.theme);
    const tables = tablesOf(palette);
    const [width, height] = frame.small;
    const cells = width * height;
    const side = this.pictureSide(lowered);
    for (let c = 0; c < place.columns.length; c++) {
      const column = place.columns[c];
      if (column.bundle) continue;
      const grid = frame.grids[column.value];
      const drawn = cells > 0 && grid !== undefined && grid.length >= cells * column.units;
      const weights = !drawn && c === 1 && side > 0; // what the first layer looks for in a picture
      const [raster, image] = drawn ? this.rasterOf(width, height) : this.rasterOf(weights ? side : 1, weights ? side : 1);
      if (drawn && c > 0) this.measure(c, grid, cells, column.units);
      for (let u = 0; u < column.units; u++) {
        if (drawn) paintSigned(raster, grid, u * cells, c === 0 ? this.largest(grid, u * cells, cells) : this.scales[c], tables);
        else if (weights) {
          const { parameters } = frame;
          const offset = this.firstWeight + u * side * side;
          paintSigned(raster, parameters, offset, this.largest(parameters, offset, side * side), tables);
        } else paintFlat(raster, pixel(ground(palette, this.told(column.value, u))));
        const ratio = this.ratio;
        this.context.putImageData(image, Math.round(column.xs[u] * ratio), Math.round(column.ys[u] * ratio));
      }
    }
  }

  /** @param {Float32Array} values @param {number} offset @param {number} cells */
  largest(values, offset, cells) {
    rangeOf(values, offset, cells, this.range);
    return Math.max(1e-9, this.range.high, -this.range.low);
  }

  /** Side of the pictures that the inputs are; 0: they are none. @param {Lowered} lowered @returns {number} */
  pictureSide(lowered) {
    const side = Math.sqrt(lowered.plan.widths[0]);
    return lowered.points.pictures && Number.isInteger(side) ? side : 0;
  }

  /**
   * @param {number} cols
   * @param {number} rows
   * @returns {[import("./heatmap.js").Raster, ImageData]}
   */
  rasterOf(cols, rows) {
    const key = cols * 4096 + rows;
    let made = this.rasters.get(key);
    if (!made) {
      const side = Math.round((this.place?.tile ?? SMALLEST) * this.ratio);
      const raster = createRaster([cols, rows], side, side, { ratio: this.ratio, period: 5, radius: 4 });
      made = [raster, imageOf(raster)];
      this.rasters.set(key, made);
    }
    return made;
  }

  /**
   * The column's scale, a round number that its values stay within, and which units answer the same everywhere.
   *
   * @param {number} c
   * @param {Float32Array} grid
   * @param {number} cells
   * @param {number} units
   */
  measure(c, grid, cells, units) {
    let most = 0;
    for (let u = 0; u < units; u++) {
      rangeOf(grid, u * cells, cells, this.range);
      const { low, high, finite } = this.range;
      if (high > most) most = high;
      if (-low > most) most = -low;
      const same = finite && high - low <= 1e-6 * Math.max(Math.abs(high), 1e-30) && c < this.same.length - 1 ? 1 : 0;
      if (same !== this.same[c][u]) {
        this.same[c][u] = same;
        const button = this.buttons[c][u];
        button.classList.toggle("dead", same === 1);
        const name = this.names?.unit(c, u) ?? "";
        button.setAttribute("aria-label", same ? this.t("studio-drawing-dead", { unit: name }) : name);
      }
    }
    const wanted = roundScale(most);
    if (wanted > this.scales[c] || (wanted < this.scales[c] && most < SHRINK * wanted)) this.scales[c] = wanted;
  }
}
