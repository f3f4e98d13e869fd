/** The colors of maps: those of `whygrad map`, which color-blind readers can tell apart (views/plots/map.py). */

/** @typedef {import("./plane.js").Plane} Plane */
/** @typedef {import("./types.js").Measure} Measure */

// matplotlib's "cividis": 256 colors, red, green and blue as two hexadecimal digits each.
const HEAT =
  "00224e00234f00245100255300255400265600275800285900285b00295d002a5f002a61002b62002c64002c66002d68002e6a002e6c002f6d00306f" +
  "0030700031700031710132710533710833700c34700f357012357014367016377018376f1a386f1c396f1e3a6f203a6f213b6e233c6e243c6e263d6e" +
  "273e6e293f6e2a3f6d2b406d2d416d2e416d2f426d31436d32436d33446d34456c35456c36466c38476c39486c3a486c3b496c3c4a6c3d4a6c3e4b6c" +
  "3f4c6c404c6c414d6c424e6c434e6c444f6c45506c46516c47516c48526c49536c4a536c4b546c4c556c4d556c4e566c4f576c50576c51586d52596d" +
  "535a6d545a6d555b6d555c6d565c6d575d6d585e6d595e6e5a5f6e5b606e5c616e5d616e5e626e5e636f5f636f60646f61656f62656f636670646770" +
  "656870656870666970676a71686a71696b716a6c716b6d726c6d726c6e726d6f726e6f736f7073707173717274727274727374737475747475757575" +
  "7676767777767777777878777979777a7a787b7a787c7b787d7c787e7c787e7d787f7e78807f78817f78828079838179848279858279868379878478" +
  "8885788985788a86788b87788c88788d88788e89788f8a78908b78918b78928c78928d78938e78948e77958f779690779791779892779992779a9376" +
  "9b94769c95769d95769e96769f9775a09875a19975a29975a39a74a49b74a59c74a69c74a79d73a89e73a99f73aaa073aba072aca172ada272aea371" +
  "afa471b0a571b1a570b3a670b4a76fb5a86fb6a96fb7a96eb8aa6eb9ab6dbaac6dbbad6dbcae6cbdae6cbeaf6bbfb06bc0b16ac1b26ac2b369c3b369" +
  "c4b468c5b568c6b667c7b767c8b866c9b965cbb965ccba64cdbb63cebc63cfbd62d0be62d1bf61d2c060d3c05fd4c15fd5c25ed6c35dd7c45cd9c55c" +
  "dac65bdbc75adcc859ddc858dec958dfca57e0cb56e1cc55e2cd54e4ce53e5cf52e6d051e7d150e8d24fe9d34eead34cebd44bedd54aeed649efd748" +
  "f0d846f1d945f2da44f3db42f5dc41f6dd3ff7de3ef8df3cf9e03afbe138fce236fde334fee434fee535fee636fee838";

/** Of runs that diverged or turned non-finite. */
export const FAILED = "#d55e00";
/** Of the measure "ended", by how a run ended: 0 finished, 1 diverged, 2 non-finite. */
export const ENDED = ["#e8e8e8", FAILED, "#0072b2"];

const MOST_SORTED = 4096; // values that the scale is taken from

/** A color as ImageData's 32 bits hold it on machines that count bytes from the lowest. @param {string} hex "rrggbb" */
function packed(hex) {
  const value = Number.parseInt(hex, 16);
  return (0xff000000 | ((value & 255) << 16) | (value & 0xff00) | (value >> 16)) >>> 0;
}

const COLORS = Uint32Array.from({ length: 256 }, (_, k) => packed(HEAT.slice(6 * k, 6 * k + 6)));
const FAILED_COLOR = packed(FAILED.slice(1));
const ENDED_COLORS = Uint32Array.from(ENDED, (color) => packed(color.slice(1)));

/** Color number `k` of 256. @param {number} k */
export function heat(k) {
  return `#${HEAT.slice(6 * k, 6 * k + 6)}`;
}

/** @typedef {{low: number, high: number, log: boolean}} Scale */

/**
 * The scale of a plane's colors: from the values of runs that finished; the outermost percent does not stretch it.
 *
 * @param {Plane} plane
 * @param {Measure} measure
 * @returns {Scale | null} null where nothing has a value yet
 */
export function scaleOf(plane, measure) {
  if (measure === "ended") return null;
  const values = plane.values[measure];
  const step = Math.max(1, Math.floor(values.length / MOST_SORTED));
  const sample = [];
  // A step that shares no factor with the width takes pixels of all columns.
  for (let k = 0; k < values.length; k += step % 2 === 0 ? step + 1 : step) {
    const at = plane.source[k] ?? -1;
    if (at >= 0 && plane.ended[at] === 0 && Number.isFinite(values[at])) sample.push(values[at] ?? 0);
  }
  if (sample.length === 0) return null;
  const sorted = Float64Array.from(sample).sort();
  const low = quantile(sorted, 0.01);
  const high = quantile(sorted, 0.99);
  const log = measure.endsWith("loss") && low > 0 && high > 3 * low;
  return { low, high: high > low ? high : low + 1e-9, log };
}

/** @param {Float64Array} sorted @param {number} share */
function quantile(sorted, share) {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const one = sorted[below] ?? 0;
  return one + (place - below) * ((sorted[Math.min(below + 1, sorted.length - 1)] ?? one) - one);
}

/** Where a value lies on a scale, from 0 to 1. @param {Scale} scale @param {number} value */
export function positionOf({ low, high, log }, value) {
  const share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return Number.isNaN(share) ? 0 : Math.min(Math.max(share, 0), 1);
}

/** The value at a position of a scale. @param {Scale} scale @param {number} share from 0 to 1 */
export function valueAt({ low, high, log }, share) {
  return log ? low * (high / low) ** share : low + share * (high - low);
}

/**
 * The colors of a plane's pixels; those of which nothing is known stay transparent.
 *
 * @param {Plane} plane
 * @param {Measure} measure
 * @param {Scale | null} scale
 * @param {Uint32Array} out (pixels)
 */
export function paintPixels(plane, measure, scale, out) {
  const { source, ended } = plane;
  const values = measure === "ended" ? null : plane.values[measure];
  for (let k = 0; k < out.length; k += 1) {
    const at = source[k];
    const end = at < 0 ? -1 : ended[at];
    if (end < 0) out[k] = 0;
    else if (values === null) out[k] = ENDED_COLORS[end];
    else if (end > 0 || scale === null) out[k] = FAILED_COLOR;
    else out[k] = COLORS[Math.round(255 * positionOf(scale, values[at]))];
  }
}
