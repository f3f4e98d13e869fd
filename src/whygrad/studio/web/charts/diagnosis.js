/** A diagnosis as trees of causes and consequences, what can be said of it, and where a NaN began. */

import { grouped } from "./numbers.js";

/** @typedef {import("../types.js").Diagnosis} Diagnosis */
/** @typedef {import("../types.js").Finding} Finding */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Translate} Translate */
/** @typedef {{finding: Finding, consequences: Tree[]}} Tree */
/** @typedef {"start" | "early" | "healthy" | "ill"} Verdict */

/**
 * Root causes with what follows from them; a finding whose cause is not in the list is a root.
 *
 * @param {Finding[]} findings root causes first
 * @returns {Tree[]}
 */
export function trees(findings) {
  /** @type {Map<string, Tree>} */
  const nodes = new Map(findings.map((finding) => [finding.code, { finding, consequences: [] }]));
  const roots = [];
  for (const [code, node] of nodes) {
    const cause = node.finding.because_of;
    const parent = cause === null || cause === code ? undefined : nodes.get(cause);
    if (parent === undefined || under(node, parent)) roots.push(node);
    else parent.consequences.push(node);
  }
  return roots;
}

/**
 * Whether `node` stands below `ancestor`'s own consequences: then an explanation would run in a circle.
 *
 * @param {Tree} ancestor
 * @param {Tree} node
 * @returns {boolean}
 */
function under(ancestor, node) {
  return ancestor.consequences.some((child) => child === node || under(child, node));
}

/**
 * What can be said: nothing was recorded, nothing is wrong but rules lack records, nothing is wrong, or something.
 *
 * @param {Diagnosis | null} diagnosis
 * @returns {Verdict}
 */
export function verdict(diagnosis) {
  if (diagnosis === null) return "start";
  if (!diagnosis.healthy) return "ill";
  return waiting(diagnosis).length > 0 ? "early" : "healthy";
}

/**
 * Codes of the rules that wait for more records.
 *
 * @param {Diagnosis} diagnosis
 * @returns {string[]}
 */
export function waiting(diagnosis) {
  return diagnosis.undecided.filter((one) => one.missing.includes("records")).map((one) => one.code);
}

const WHAT = ["nothing", "input", "activation", "loss", "gradient", "weight"]; // engine.native's order

/**
 * Where NaN or infinity began, in a sentence; null while all is finite. The earliest of the runs speaks for all, by its number.
 *
 * @param {Readonly<State>} state
 * @param {Translate} t
 * @returns {string | null}
 */
export function nonFinite(state, t) {
  const { frame, lowered } = state;
  if (frame === null || frame === undefined) return null;
  let first = -1;
  let count = 0;
  for (const [run, step] of frame.badStep.entries()) {
    if (step < 0) continue;
    count += 1;
    if (first < 0 || step < (frame.badStep[first] ?? Infinity)) first = run;
  }
  if (first < 0) return null;
  const layer = lowered?.meta.layers[frame.badLayer[first] ?? -1]?.name ?? "–";
  return t("studio-diagnosis-nan", {
    count,
    of: frame.badStep.length,
    run: first + 1,
    layer,
    step: grouped(frame.badStep[first] ?? 0),
    what: WHAT[frame.badWhat[first] ?? 0] ?? "nothing",
  });
}
