/** Pictures and maps on canvases: bytes as the server sends them, in the page's colors, below 0 always hatched. */

import { paletteOf, pixel, rgb, tablesOf } from "../picture/palette.js";

const PERIOD = 6; // pixels of the hatching
const STROKE = 2;
const FAINT = 10; // steps of 127 below 0 that are not yet hatched

/**
 * Pictures (H, W, C) one beside another, a pixel a pixel: CSS makes them larger.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Uint8Array} bytes
 * @param {number[]} shape (H, W, C)
 * @param {number} [first] the number of the first picture
 * @param {number} [count]
 */
export function drawPictures(canvas, bytes, shape, first = 0, count = 1) {
  const [high = 1, wide = 1, channels = 1] = shape;
  const gap = count > 1 ? Math.max(1, Math.round(wide / 14)) : 0;
  const whole = count * wide + (count - 1) * gap;
  canvas.width = whole;
  canvas.height = high;
  const paint = canvas.getContext("2d");
  if (!paint) return;
  const image = paint.createImageData(whole, high);
  const pixels = new Uint32Array(image.data.buffer);
  for (let number = 0; number < count; number += 1) {
    const from = (first + number) * high * wide * channels;
    for (let y = 0; y < high; y += 1) {
      for (let x = 0; x < wide; x += 1) {
        const at = from + (y * wide + x) * channels;
        const [r, g, b] = channels === 1 ? [at, at, at] : [at, at + 1, at + 2];
        pixels[y * whole + number * (wide + gap) + x] = pixel([bytes[r] ?? 0, bytes[g] ?? 0, bytes[b] ?? 0]);
      }
    }
  }
  paint.putImageData(image, 0, 0);
}

/**
 * A map (H, W) of bytes, 128 for 0: blue above it, orange with stripes below.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {import("./types.js").Maps} maps
 * @param {number} number which of them
 * @param {import("../types.js").State['theme']} theme
 * @param {number} room pixels of its longer side on the screen
 */
export function drawMap(canvas, maps, number, theme, room) {
  const [, high = 1, wide = 1] = maps.shape;
  const { plain, hatched } = tablesOf(paletteOf(theme));
  raster(canvas, high, wide, room, (cell, stripe) => {
    const value = maps.bytes[number * high * wide + cell] ?? 128;
    return (stripe && value < 128 - FAINT ? hatched[value] : plain[value]) ?? 0;
  });
}

/**
 * The same over the picture that it is about: the stronger, the less of the picture shows.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {import("./types.js").Maps} maps one of the picture's size, or smaller
 * @param {import("./types.js").Bytes} picture
 * @param {import("../types.js").State['theme']} theme
 * @param {number} room
 */
export function drawOver(canvas, maps, picture, theme, room) {
  const [, high = 1, wide = 1] = maps.shape;
  const [pictureHigh = 1, pictureWide = 1, channels = 1] = picture.shape;
  const palette = paletteOf(theme);
  const { plain, hatched } = tablesOf(palette);
  const paper = rgb(palette.paper);
  const ink = rgb(palette.ink);
  raster(canvas, high, wide, room, (cell, stripe) => {
    const y = Math.floor(((Math.floor(cell / wide) + 0.5) / high) * pictureHigh);
    const x = Math.floor((((cell % wide) + 0.5) / wide) * pictureWide);
    const at = (y * pictureWide + x) * channels;
    const light = (channels === 1 ? (picture.bytes[at] ?? 0) : 0.3 * (picture.bytes[at] ?? 0) + 0.59 * (picture.bytes[at + 1] ?? 0) + 0.11 * (picture.bytes[at + 2] ?? 0)) / 255;
    const value = maps.bytes[cell] ?? 128;
    const share = Math.min(1, (Math.abs(value - 128) / 127) * 1.15);
    const color = (stripe && value < 128 - FAINT ? hatched[value] : plain[value]) ?? 0;
    const over = [color & 255, (color >> 8) & 255, (color >> 16) & 255];
    // The picture faintly, as gray between paper and ink.
    const under = paper.map((part, index) => part + (/** @type {number} */ (ink[index]) - part) * 0.45 * light);
    return pixel(/** @type {[number, number, number]} */ ([0, 1, 2].map((part) => /** @type {number} */ (under[part]) * (1 - share) + /** @type {number} */ (over[part]) * share)));
  });
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number} high
 * @param {number} wide
 * @param {number} room
 * @param {(cell: number, stripe: boolean) => number} color
 */
function raster(canvas, high, wide, room, color) {
  const scale = Math.max(1, Math.round((room * Math.min(2, devicePixelRatio)) / Math.max(high, wide)));
  canvas.width = wide * scale;
  canvas.height = high * scale;
  const paint = canvas.getContext("2d");
  if (!paint) return;
  const image = paint.createImageData(canvas.width, canvas.height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let row = 0; row < high; row += 1) {
    for (let column = 0; column < wide; column += 1) {
      const cell = row * wide + column;
      const looks = [color(cell, false), color(cell, true)];
      for (let y = row * scale; y < (row + 1) * scale; y += 1) {
        for (let x = column * scale; x < (column + 1) * scale; x += 1) {
          pixels[y * canvas.width + x] = /** @type {number} */ (looks[(x + y) % PERIOD < STROKE ? 1 : 0]);
        }
      }
    }
  }
  paint.putImageData(image, 0, 0);
}
