/** What things in the pictures are called: features as formulas, layers and units in the reader's language. */

/** @typedef {import("../types.js").Lowered} Lowered */
/** @typedef {import("../types.js").Translate} Translate */

const RAISED = /** @type {{[digit: string]: string}} */ ({ 2: "²", 3: "³" });

/**
 * A feature's name as a formula: "x1^2" becomes x₁², "x1*x2" x₁x₂, "sin(x1)" sin(x₁); a column's own name stays.
 *
 * @param {string} name
 * @returns {string}
 */
export function formula(name) {
  if (!/^(sin\()?x\d/.test(name)) return name;
  return name
    .replace(/x(\d+)/g, (_, digit) => `x${subscript(Number(digit))}`)
    .replace(/\^(\d)/g, (_, digit) => RAISED[digit] ?? `^${digit}`)
    .replace("*", "");
}

/** @param {number} number @returns {string} */
export function subscript(number) {
  return [...String(number)].map((digit) => String.fromCharCode(0x2080 + Number(digit))).join("");
}

/**
 * A number as an input field holds it: the digits of single precision that matter.
 *
 * @param {number} value
 * @returns {string} empty for what is no number
 */
export function exact(value) {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : "";
}

/**
 * Names of columns and units. Column 0 is the input, column l + 1 layer l of the plan.
 *
 * @param {Lowered} lowered
 * @param {Translate} t
 */
export function namesOf(lowered, t) {
  const { plan } = lowered;
  const names = lowered.points.feature_names.map(formula);
  const last = plan.layers.length;

  /** @param {number} index @returns {string} of an input */
  const input = (index) => names[index] ?? `x${subscript(index + 1)}`;
  /** @param {number} column @returns {string} */
  const layer = (column) =>
    column === 0 ? t("studio-drawing-input")
    : column === last ? t("studio-drawing-output")
    : t("studio-drawing-hidden", { number: column });
  /** @param {number} column @param {number} index @returns {string} "Hidden 1, unit 3", "x₁", "Output" */
  const unit = (column, index) =>
    column === 0 ? input(index)
    : column === last && plan.layers[last - 1].outputs === 1 ? layer(column)
    : t("studio-drawing-unit", { layer: layer(column), unit: index + 1 });
  /** @param {number} column @param {number} index @returns {string} "x₁", "h₂,₃": within its column */
  const brief = (column, index) => (column === 0 ? input(index) : String(index + 1));

  return { input, layer, unit, brief };
}

/** @typedef {ReturnType<typeof namesOf>} Names */

/**
 * The column that shows a value of the plan, -1: none does.
 *
 * @param {import("../types.js").Plan} plan
 * @param {number} value
 * @returns {number}
 */
export function columnOf(plan, value) {
  return value === 0 ? 0 : plan.after.indexOf(value) + 1 || -1;
}

/**
 * What a unit of a value is called, also of a value that no column shows.
 *
 * @param {import("../types.js").Plan} plan
 * @param {Names} names
 * @param {number} value
 * @param {number} unit
 */
export function unitAt(plan, names, value, unit) {
  const column = columnOf(plan, value);
  return names.unit(column >= 0 ? column : (plan.ops.find((op) => op.target === value)?.layer ?? 0) + 1, unit);
}

/**
 * The weight, bias, … that a flat index of the parameters is, with its place.
 *
 * @param {import("../types.js").Plan} plan
 * @param {number} index
 * @returns {{parameter: import("../types.js").PlanParameter, column: number, to: number, from: number} | null} `from`
 *   is -1 for everything but weights
 */
export function placeOf(plan, index) {
  for (const parameter of plan.parameters) {
    const count = parameter.shape.reduce((a, b) => a * b, 1);
    if (index < parameter.offset || index >= parameter.offset + count) continue;
    const inside = index - parameter.offset;
    if (parameter.kind !== "weight") return { parameter, column: parameter.layer + 1, to: inside, from: -1 };
    const inputs = parameter.shape[1];
    return { parameter, column: parameter.layer + 1, to: Math.floor(inside / inputs), from: inside % inputs };
  }
  return null;
}
