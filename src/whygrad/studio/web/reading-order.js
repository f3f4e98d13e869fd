/** The order in which a page is read and tabbed through: that in which its columns lie, on a desk and on a phone. */

/** @typedef {{when: string, order: string[]}[]} Orders  `when`: a media query, `order`: classes of the columns */

/**
 * Of the lab, from the narrowest page; what style/media.css and style/bench.css lay out.
 * @type {Orders}
 */
const ORDERS = [
  { when: "(max-width: 40rem)", order: ["side", "middle", "remedies", "data", "features"] },
  { when: "(max-width: 58rem)", order: ["middle", "side", "data", "features", "remedies"] },
  { when: "all", order: ["data", "features", "middle", "side", "remedies"] },
];

/** Keeps the columns of the bench in that order. @param {HTMLElement} bench @param {Orders} [orders] */
export function keepReadingOrder(bench, orders = ORDERS) {
  const queries = orders.map(({ when }) => matchMedia(when));
  const sort = () => {
    const { order } = orders[queries.findIndex(({ matches }) => matches)];
    const columns = order.map((name) => /** @type {HTMLElement} */ (bench.querySelector(`:scope > .${name}`)));
    if (columns.every((column, i) => column === bench.children[i])) return;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    bench.append(...columns);
    if (focused && focused !== document.activeElement && bench.contains(focused)) focused.focus({ preventScroll: true });
  };
  for (const query of queries) query.addEventListener("change", sort);
  sort();
}
