/** How numbers are written, as whygrad.i18n.numbers writes them: few digits, no noise, an ordinary minus. */

const SUPERSCRIPT = /** @type {{[digit: string]: string}} */ ({
  "-": "⁻",
  0: "⁰",
  1: "¹",
  2: "²",
  3: "³",
  4: "⁴",
  5: "⁵",
  6: "⁶",
  7: "⁷",
  8: "⁸",
  9: "⁹",
});

/**
 * `value` with `digits` significant digits: 0.0123, 1,230, 1.2×10⁻⁷, ∞, –. Plain notation from 0.001 to 99,999, powers
 * of ten outside; a dash for what is not a number.
 *
 * @param {number | null | undefined} value
 * @param {number} [digits]
 * @returns {string}
 */
export function number(value, digits = 3) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e5) {
    if (size >= 10 ** (digits - 1)) return grouped(value);
    const rounded = value.toFixed(digits - 1 - Math.floor(Math.log10(size)));
    return rounded.includes(".") ? rounded.replace(/\.?0+$/, "") : rounded;
  }
  const [mantissa = "", exponent = "0"] = value.toExponential(digits - 2).split("e");
  return `${mantissa.replace(/\.0$/, "")}×10${superscript(Number(exponent))}`;
}

/**
 * A whole number with separated thousands: 1,230.
 *
 * @param {number} value
 * @returns {string}
 */
export function grouped(value) {
  return value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** @param {number} exponent */
function superscript(exponent) {
  return [...String(exponent)].map((digit) => SUPERSCRIPT[digit]).join("");
}

/**
 * A share between 0 and 1 in percent; 0 % and 100 % only when it is exactly that.
 *
 * @param {number | null | undefined} value
 * @returns {string}
 */
export function share(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (value === 0 || value === 1) return `${value * 100} %`;
  const percent = value > 0 && value < 1 ? Math.min(Math.max(value * 100, 0.1), 99.9) : value * 100;
  return `${percent.toFixed(percent >= 1 && percent <= 99 ? 0 : 1)} %`;
}

/**
 * `number` with its sign always shown, as differences are.
 *
 * @param {number | null | undefined} value
 * @returns {string}
 */
export function signed(value) {
  return value !== null && value !== undefined && value > 0 ? `+${number(value)}` : number(value);
}

/**
 * [low, high].
 *
 * @param {number | null | undefined} low
 * @param {number | null | undefined} high
 * @returns {string}
 */
export function interval(low, high) {
  return `[${number(low)}, ${number(high)}]`;
}
