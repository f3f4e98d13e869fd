/**
 * Colors that color-blind readers can tell apart, and the patterns that carry the same message without color.
 *
 * Hues after Okabe & Ito 2008 (https://jfly.uni-koeln.de/color/), as in the package's own figures: orange is negative
 * and class 0, blue is positive and class 1. Colors between two stops are mixed in OKLab (Ottosson 2020), so that equal
 * steps look equal. Negative is always hatched, a class has a hatching, a shape of point and a name of its own.
 */

/** @typedef {"light" | "dark"} Shade */
/** @typedef {[number, number, number]} Rgb 0 to 255 */

/**
 * @typedef {object} Palette
 * @property {Shade} shade
 * @property {string} paper what lies below
 * @property {string} ink text and lines on it
 * @property {string} soft axes, ticks
 * @property {string[]} ground of heatmaps, from -1 to +1, odd in number
 * @property {string} positive of marks and links
 * @property {string} negative
 * @property {string} halo around marks, so that they stand out from any ground
 * @property {string} broken where a number is none
 * @property {string[]} classes of marks
 */

/**
 * The page's tokens (style.css) for canvases, which cannot read them, and the grounds of heatmaps, which only they use.
 *
 * @type {{[shade in Shade]: Palette}}
 */
export const PALETTES = {
  light: {
    shade: "light",
    paper: "#ffffff",
    ink: "#1c2024",
    soft: "#555c63",
    ground: ["#ea9558", "#f7d3b6", "#f6f7f5", "#c3def0", "#68aedd"],
    positive: "#1269b0",
    negative: "#bf560a",
    halo: "#ffffff",
    broken: "#b3261e",
    classes: ["#bf560a", "#1269b0", "#0b7d5e", "#a63f7a", "#7a6a00", "#5a4fcf"],
  },
  dark: {
    shade: "dark",
    paper: "#181c20",
    ink: "#e8ebed",
    soft: "#a9b2ba",
    ground: ["#b9652c", "#643d27", "#23282d", "#254d6a", "#3281bb"],
    positive: "#62aef0",
    negative: "#f39a4c",
    halo: "#0c0f12",
    broken: "#ff8b80",
    classes: ["#f39a4c", "#62aef0", "#3fbf95", "#e08ab9", "#d3c34a", "#a79cf7"],
  },
};

const dark = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : null;

/** How many classes have a color of their own; more share them. */
export const CLASSES = 6;

/**
 * The palette of the theme: what the reader chose, or else what the system asks for.
 *
 * @param {"auto" | "light" | "dark"} theme
 * @returns {Palette}
 */
export function paletteOf(theme) {
  return PALETTES[theme === "auto" ? (dark?.matches ? "dark" : "light") : theme];
}

/**
 * @param {string} hex "#rrggbb"
 * @returns {Rgb}
 */
export function rgb(hex) {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** @param {number} part 0 to 255 @returns {number} linear light, 0 to 1 */
function linear(part) {
  const x = part / 255;
  return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
}

/** @param {number} light @returns {number} 0 to 255 */
function encoded(light) {
  const x = Math.min(1, Math.max(0, light));
  return 255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055);
}

/** @param {Rgb} color @returns {Rgb} OKLab */
function oklab([red, green, blue]) {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** @param {Rgb} lab OKLab @returns {Rgb} */
function fromOklab([lightness, a, b]) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encoded(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/**
 * The color a share of the way from one to another, mixed in OKLab.
 *
 * @param {Rgb} from
 * @param {Rgb} to
 * @param {number} share 0 to 1
 * @returns {Rgb}
 */
export function mix(from, to, share) {
  const [a, b] = [oklab(from), oklab(to)];
  return fromOklab([
    a[0] + (b[0] - a[0]) * share,
    a[1] + (b[1] - a[1]) * share,
    a[2] + (b[2] - a[2]) * share,
  ]);
}

/**
 * Contrast of two colors, 1 to 21 (WCAG 2.2, relative luminance).
 *
 * @param {Rgb} a
 * @param {Rgb} b
 * @returns {number}
 */
export function contrast(a, b) {
  const luminance = (/** @type {Rgb} */ c) => 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/**
 * A color as one 32-bit pixel of a canvas (bytes red, green, blue, alpha; little-endian, as every browser's machine).
 *
 * @param {Rgb} color
 * @param {number} [alpha] 0 to 255
 * @returns {number}
 */
export function pixel(color, alpha = 255) {
  return ((alpha << 24) | (Math.round(color[2]) << 16) | (Math.round(color[1]) << 8) | Math.round(color[0])) >>> 0;
}

/** @param {Rgb} color @returns {string} */
export function css(color) {
  return `rgb(${color.map((part) => Math.round(part)).join(" ")})`;
}

/**
 * The color of a value between -1 and +1.
 *
 * @param {Palette} palette
 * @param {number} value
 * @returns {Rgb}
 */
export function ground(palette, value) {
  const stops = palette.ground;
  const place = ((Math.min(1, Math.max(-1, value)) + 1) / 2) * (stops.length - 1);
  const index = Math.min(stops.length - 2, Math.floor(place));
  return mix(rgb(stops[index]), rgb(stops[index + 1]), place - index);
}

/** Shades in a table of colors. */
export const SHADES = 256;
/** Steps of certainty in a table of a class. */
export const LEVELS = 64;

/**
 * What a heatmap needs, as pixels: `plain` and `hatched` (SHADES) from -1 to +1, the hatched one only differs below 0;
 * `classes[k]` and `classHatched[k]` (LEVELS) from undecided to certain.
 *
 * @typedef {{plain: Uint32Array, hatched: Uint32Array, classes: Uint32Array[], classHatched: Uint32Array[],
 *   broken: number, brokenHatched: number, line: Rgb, shade: Shade}} Tables
 */

/** @type {Map<Shade, Tables>} */
const tables = new Map();

/**
 * @param {Palette} palette
 * @returns {Tables}
 */
export function tablesOf(palette) {
  const known = tables.get(palette.shade);
  if (known) return known;
  const strokes = rgb(palette.shade === "light" ? "#5c2500" : "#ffe3cf");
  const plain = new Uint32Array(SHADES);
  const hatched = new Uint32Array(SHADES);
  for (let i = 0; i < SHADES; i++) {
    const value = (2 * i) / (SHADES - 1) - 1;
    const color = ground(palette, value);
    plain[i] = pixel(color);
    hatched[i] = value < 0 ? pixel(mix(color, strokes, 0.12 + 0.2 * -value)) : plain[i];
  }
  const center = ground(palette, 0);
  const ink = rgb(palette.ink);
  /** @param {number} hatch */
  const classTable = (hatch) =>
    palette.classes.map((hex, k) => {
      const table = new Uint32Array(LEVELS);
      const full = k === 0 ? ground(palette, -1) : k === 1 ? ground(palette, 1) : rgb(hex);
      for (let i = 0; i < LEVELS; i++) {
        const color = mix(center, full, 0.18 + 0.62 * (i / (LEVELS - 1)));
        table[i] = pixel(mix(color, ink, hatch));
      }
      return table;
    });
  const made = {
    plain,
    hatched,
    classes: classTable(0),
    classHatched: classTable(0.13),
    broken: pixel(mix(center, rgb(palette.broken), 0.12)),
    brokenHatched: pixel(mix(center, rgb(palette.broken), 0.75)),
    line: ink,
    shade: palette.shade,
  };
  tables.set(palette.shade, made);
  return made;
}

/** Names of the hatchings of classes; class k has HATCHES[k % CLASSES]. Negative has the first. */
export const HATCHES = /** @type {const} */ (["up", "none", "down", "level", "upright", "dots"]);

/**
 * Where a hatching is drawn: a square tile of 0 and 1, `period` pixels a side, repeated over the plane.
 *
 * @param {typeof HATCHES[number] | "cross"} name
 * @param {number} period in pixels
 * @param {number} thick of a line, in pixels
 * @returns {Uint8Array}
 */
export function hatch(name, period, thick) {
  const tile = new Uint8Array(period * period);
  const on = {
    none: () => false,
    up: (/** @type {number} */ x, /** @type {number} */ y) => (x + y) % period < thick,
    down: (/** @type {number} */ x, /** @type {number} */ y) => (x - y + period) % period < thick,
    level: (/** @type {number} */ _, /** @type {number} */ y) => y < thick,
    upright: (/** @type {number} */ x) => x < thick,
    dots: (/** @type {number} */ x, /** @type {number} */ y) => x < thick + 1 && y < thick + 1,
    cross: (/** @type {number} */ x, /** @type {number} */ y) =>
      (x + y) % period < thick || (x - y + period) % period < thick,
  }[name];
  for (let y = 0; y < period; y++) {
    for (let x = 0; x < period; x++) tile[y * period + x] = on(x, y) ? 1 : 0;
  }
  return tile;
}
