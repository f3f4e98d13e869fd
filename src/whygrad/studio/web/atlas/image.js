/** The picture of a plane: one cell for each evenly spaced place of its axes, painted again when something has come. */

import { paintPixels, scaleOf } from "./colors.js";

/** @typedef {import("./plane.js").Plane} Plane */
/** @typedef {import("./types.js").Measure} Measure */
/** @typedef {import("./colors.js").Scale} Scale */

const MORE = 1.3; // times as many pixels as when the scale was last taken

export class PlaneImage {
  /** @param {Plane} plane */
  constructor(plane) {
    this.plane = plane;
    this.canvas = document.createElement("canvas");
    this.canvas.width = this.canvas.height = plane.size;
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    this.data = this.context.createImageData(plane.size, plane.size);
    this.cells = new Uint32Array(this.data.data.buffer);
    this.pixels = new Uint32Array(plane.count);
    /** @type {Scale | null} */
    this.scale = null;
    this.scaledAt = 0; // pixels that were known then
    /** @type {Measure | null} */
    this.measure = null;
    this.painted = -1;
  }

  /** Paints what is known now. @param {Measure} measure */
  paint(measure) {
    const { plane } = this;
    if (this.painted === plane.known && this.measure === measure) return;
    const all = plane.known === plane.count;
    if (measure !== this.measure || plane.known > MORE * this.scaledAt || all) {
      this.scale = scaleOf(plane, measure);
      this.scaledAt = plane.known;
    }
    this.measure = measure;
    this.painted = plane.known;
    paintPixels(plane, measure, this.scale, this.pixels);
    const { size, rows, columns, width } = plane;
    for (let y = 0; y < size; y += 1) {
      const from = rows[size - 1 - y] * width;
      const to = y * size;
      for (let x = 0; x < size; x += 1) this.cells[to + x] = this.pixels[from + columns[x]];
    }
    this.context.putImageData(this.data, 0, 0);
  }
}
