/** What has the focus stays in sight: a view that is drawn late makes the page longer above it. */

export function keepFocusInSight() {
  let inSight = false;
  /** @param {IntersectionObserverEntry[]} entries */
  const note = (entries) => {
    inSight = entries.at(-1)?.isIntersecting ?? inSight;
  };
  // In a frame resize observers run first, so that to them this still says what was true in the frame before.
  const seen = new IntersectionObserver(note);
  document.addEventListener("focusin", ({ target }) => {
    seen.disconnect();
    seen.observe(/** @type {Element} */ (target));
    inSight = true; // the browser scrolls to it
  });
  const grown = new ResizeObserver(() => {
    note(seen.takeRecords()); // what a busy browser has seen, but not told yet
    const here = document.activeElement;
    if (!inSight || here === null || here === document.body) return;
    const { top, bottom } = here.getBoundingClientRect();
    if (bottom <= 0 || top >= innerHeight) here.scrollIntoView({ block: "nearest", behavior: "instant" });
  });
  grown.observe(document.body);
}
