/** At which steps the worker makes a record. */

const MOST_RECORDS = 400; // planned; then they lie twice as far apart

/**
 * When records are planned: at steps that grow by √2, and evenly from where these lie `spacing` apart. Whenever there are MOST_RECORDS of
 * them, the spacing doubles.
 */
export class Plan {
  /** @param {number} spacing steps */
  constructor(spacing) {
    this.spacing = spacing;
    this.made = 0;
  }

  /** The next step after `step` at which a record is due. @param {number} step @returns {number} */
  next(step) {
    const even = (Math.floor(step / this.spacing) + 1) * this.spacing;
    if (step < 1) return Math.min(1, even);
    let power = Math.ceil(2 * Math.log2(step));
    while (Math.round(2 ** (power / 2)) <= step) power += 1;
    return Math.min(even, Math.round(2 ** (power / 2)));
  }

  count() {
    this.made += 1;
    if (this.made < MOST_RECORDS) return;
    this.made = MOST_RECORDS / 2;
    this.spacing *= 2;
  }
}
