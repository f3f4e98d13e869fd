/** How a trace is and how long ago something was, in words. */

/** @typedef {import('../types.js').Translate} Translate */

/**
 * @param {{state?: import('../types.js').TraceState, affected?: number, head?: {seeds: number[]} | null, runs?: number}} trace
 * @param {Translate} t
 * @returns {string}
 */
export function stateText({ state = "silent", affected = 0, head, runs }, t) {
  const of = head?.seeds.length ?? runs ?? 1;
  if (state === "growing") return t("studio-trace-growing");
  if (state === "silent") return t("studio-trace-silent");
  if (state === "finished") return t("studio-trace-finished");
  if (of > 1) return t(`view-status-${state}`, { count: affected, of });
  return t(`studio-trace-${state}`);
}

/** Where a length of time gets its next unit, and the unit's name. @type {[number, number, string][]} */
const UNITS = [
  [90, 1, "seconds"],
  [90 * 60, 60, "minutes"],
  [36 * 3600, 3600, "hours"],
  [Infinity, 86_400, "days"],
];

/** @param {number} seconds @param {Translate} t */
export function agoText(seconds, t) {
  const [, size, name] = UNITS.find(([end]) => seconds < end) ?? [0, 1, "seconds"];
  return t(`studio-trace-ago-${name}`, { count: Math.max(Math.round(seconds / size), 0) });
}
