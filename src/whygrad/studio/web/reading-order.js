/** The order in which the bench is read and tabbed through: that in which its columns lie, on a desk and on a phone. */

/** From the narrowest page; what style/media.css and style/bench.css lay out. */
const ORDERS = [
  { when: "(max-width: 40rem)", order: ["side", "middle", "remedies", "data", "features"] },
  { when: "(max-width: 58rem)", order: ["middle", "side", "data", "features", "remedies"] },
  { when: "all", order: ["data", "features", "middle", "side", "remedies"] },
];

/** Keeps the elements of the bench in that order. @param {HTMLElement} bench */
export function keepReadingOrder(bench) {
  const queries = ORDERS.map(({ when }) => matchMedia(when));
  const sort = () => {
    const { order } = ORDERS[queries.findIndex(({ matches }) => matches)];
    const columns = order.map((name) => /** @type {HTMLElement} */ (bench.querySelector(`:scope > .${name}`)));
    if (columns.every((column, i) => column === bench.children[i])) return;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    bench.append(...columns);
    if (focused && focused !== document.activeElement && bench.contains(focused)) focused.focus({ preventScroll: true });
  };
  for (const query of queries) query.addEventListener("change", sort);
  sort();
}
