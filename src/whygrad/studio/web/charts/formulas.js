/** Functions that the table of activations is written with. */

/** @param {number} z */
export const sigmoid = (z) => {
  const e = Math.exp(-Math.abs(z));
  return z >= 0 ? 1 / (1 + e) : e / (1 + e);
};
/** @param {number} z */
export const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
/** @param {number} z */
export const density = (z) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

/**
 * Share of a standard normal below z: a series near 0, a continued fraction in the tails (Abramowitz & Stegun 26.2).
 *
 * @param {number} z
 * @returns {number}
 */
export function normalShare(z) {
  const size = Math.abs(z);
  if (size < 4) {
    let term = size;
    let sum = size;
    for (let k = 1; k < 90 && Math.abs(term) > 1e-17 * sum; k++) {
      term *= (size * size) / (2 * k + 1);
      sum += term;
    }
    return 0.5 + Math.sign(z) * density(size) * sum;
  }
  let tail = size;
  for (let k = 40; k >= 1; k--) tail = size + k / tail;
  const beyond = density(size) / tail;
  return z > 0 ? 1 - beyond : beyond;
}

/** @param {number} z @param {number} alpha @param {number} scale */
export const elu = (z, alpha, scale) => scale * (z > 0 ? z : alpha * Math.expm1(z));
/** @param {number} z @param {number} alpha @param {number} scale */
export const eluDerivative = (z, alpha, scale) => scale * (z > 0 ? 1 : alpha * Math.exp(z));
