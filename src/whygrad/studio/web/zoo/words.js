/** How sizes and amounts are written, as whygrad.views.networks writes them. */

const STEPS = /** @type {[number, string][]} */ ([[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"]]);

/**
 * Three digits and a power of a thousand: 4.09 G, 25.6 M, 850; 3.21 MB with a unit.
 *
 * @param {number} value
 * @param {string} [unit]
 */
export function amount(value, unit = "") {
  for (const [step, letter] of STEPS) {
    if (value < step * 0.9995) continue;
    const scaled = value / step;
    return `${scaled.toFixed(scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0)} ${letter}${unit}`;
  }
  return `${value.toFixed(0)} ${unit}`.trimEnd();
}

/** A shape as people write it: 3×224×224. @param {readonly number[]} shape */
export function size(shape) {
  return shape.join("×");
}

/** A receptive field: a square is one number. @param {[number, number] | null} field */
export function fieldText(field) {
  return field === null ? "" : field[0] === field[1] ? String(field[0]) : size(field);
}

/** Plain values as TOML on one line. @param {any} value @returns {string} */
export function toml(value) {
  if (value instanceof Raw) return value.text;
  if (Array.isArray(value)) return `[${value.map(toml).join(", ")}]`;
  if (typeof value === "string") return JSON.stringify(value);
  if (value !== null && typeof value === "object") {
    return `{ ${Object.entries(value).map(([key, item]) => `${key} = ${toml(item)}`).join(", ")} }`;
  }
  return typeof value === "number" && !Number.isFinite(value) ? "nan" : String(value);
}

/** What stands in a text as it was typed, whatever it is. */
export class Raw {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
}

/** An input and its layers as TOML, one layer a line. @param {import("./types.js").Draft} draft */
export function textOf({ input, layers }) {
  return `input = ${toml(input)}\nlayers = [\n${layers.map((layer) => `    ${toml(layer)},\n`).join("")}]\n`;
}

/** The kind of a layer. @param {import("./types.js").LayerValue} layer @param {import("./types.js").Kind[]} kinds */
export function kindOf(layer, kinds) {
  if (typeof layer === "string") return layer;
  return Object.keys(layer).find((key) => kinds.some(({ kind }) => kind === key)) ?? Object.keys(layer)[0] ?? "";
}
