/** How a run of a pixel ended, as engine/train.py says it (`runs_diverged`). */

import { DIVERGED, FINISHED, NON_FINITE } from "./plane.js";

/**
 * @param {number} first training loss before the training
 * @param {number} last and after it
 * @param {boolean} bad whether a value turned non-finite
 * @param {number | null} chance the loss of the best constant prediction
 * @param {number} factor the loss of a run that diverged is more than so many times as large
 */
export function endingOf(first, last, bad, chance, factor) {
  if (bad) return NON_FINITE;
  const highest = chance === null ? NaN : first > chance ? first : chance; // a loss without a scale has no highest value
  return last > factor * highest || !Number.isFinite(last) ? DIVERGED : FINISHED;
}
