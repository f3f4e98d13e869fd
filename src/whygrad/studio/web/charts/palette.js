/**
 * The page's color tokens (style.css) for canvases, which cannot read them themselves. Colors are of Okabe & Ito's
 * palette, which color-blind readers can tell apart; every use of one has a dash, a shape or a word beside it.
 */

/** @typedef {import("../types.js").State} State */

/**
 * @typedef {object} Palette
 * @property {boolean} dark whether the ground is
 * @property {string} ground
 * @property {string} ink
 * @property {string} faint text of axes
 * @property {string} grid
 * @property {string} train
 * @property {string} test
 * @property {string} chance
 * @property {string} good
 * @property {string} bad
 * @property {string[]} cycle one after the other for curves side by side
 */

/** Dashes in CSS pixels that go with `cycle`: neighbors differ in both. */
export const DASHES = [[], [7, 3], [2, 2], [9, 3, 2, 3], [4, 2], [12, 4], [1, 3], [6, 2, 1, 2, 1, 2]];

/** @type {MediaQueryList | null} */
const system = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : null;
/** @type {{key: string, palette: Palette} | null} */
let known = null;

/**
 * The colors of the theme that shows; the same object as long as it does.
 *
 * @param {Readonly<State>} state
 * @returns {Palette}
 */
export function palette(state) {
  const key = `${state.theme} ${system?.matches} ${document.documentElement.dataset["theme"]}`;
  if (known?.key !== key) known = { key, palette: read() };
  return known.palette;
}

/** Of a color token "#rrggbb", 0 to 1. @param {string} hex */
function lightness(hex) {
  const value = Number.parseInt(hex.slice(1), 16);
  return (0.3 * (value >> 16) + 0.59 * ((value >> 8) & 255) + 0.11 * (value & 255)) / 255;
}

/** @returns {Palette} */
function read() {
  const style = getComputedStyle(document.documentElement);
  const token = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim() || "#767676";
  const classes = [1, 0, 2, 3, 4, 5].map((number) => token(`class-${number}`));
  return {
    dark: lightness(token("panel")) < 0.5,
    ground: token("panel"),
    ink: token("ink"),
    faint: token("ink-2"),
    grid: token("line"),
    train: token("train"),
    test: token("test"),
    chance: token("ink-3"),
    good: token("ok"),
    bad: token("error"),
    cycle: [...classes, token("ink"), token("ink-3")],
  };
}

/**
 * Calls `fn` when the theme of the system changes; returns what ends it.
 *
 * @param {() => void} fn
 * @returns {() => void}
 */
export function onSystemTheme(fn) {
  system?.addEventListener("change", fn);
  return () => system?.removeEventListener("change", fn);
}

// Viridis (van der Walt & Smith 2015) at nine places: lightness alone tells its order.
const RAMP = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
];

/**
 * Viridis at `at` from 0 to 1.
 *
 * @param {number} at
 * @returns {[number, number, number]}
 */
export function ramp(at) {
  const place = Math.min(Math.max(at, 0), 1) * (RAMP.length - 1);
  const below = Math.min(Math.floor(place), RAMP.length - 2);
  const from = RAMP[below] ?? [0, 0, 0];
  const to = RAMP[below + 1] ?? [0, 0, 0];
  const mix = (/** @type {number} */ i) =>
    Math.round((from[i] ?? 0) + ((to[i] ?? 0) - (from[i] ?? 0)) * (place - below));
  return [mix(0), mix(1), mix(2)];
}
