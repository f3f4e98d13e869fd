/** What every unit answers to the sample that is looked at: asked of the worker, kept up to date while it trains. */

/** @typedef {import("../types.js").Store} Store */
/** @typedef {import("../types.js").Actions} Actions */
/** @typedef {{point: number, values: Float32Array[]}} Passed  values[v]: (U) */

const PACE = 150; // milliseconds between two questions

/** @type {WeakMap<Store, {get: () => Passed | null, listen: (fn: () => void) => () => void}>} */
const known = new WeakMap();

/**
 * One for all views of a page.
 *
 * @param {Store} store
 * @param {Actions} actions
 */
export function forwardOf(store, actions) {
  let made = known.get(store);
  if (!made) known.set(store, (made = watch(store, actions)));
  return made;
}

/** @param {Store} store @param {Actions} actions */
function watch(store, actions) {
  /** @type {Passed | null} */
  let passed = null;
  /** @type {Set<() => void>} */
  const listeners = new Set();
  let asking = false;
  let missed = false; // something changed while the last question was under way
  let timer = 0;
  let askedAt = -Infinity;

  const tell = () => listeners.forEach((fn) => fn());
  const ask = async () => {
    timer = 0;
    const { point, seed, lowered, session } = store.get();
    if (point === null || !lowered || asking) return;
    asking = true;
    askedAt = performance.now();
    // Refused where the network is replaced meanwhile: the next frame asks again.
    const values = await actions.inquire({ what: "values", run: seed, samples: [point] }).catch(() => null);
    asking = false;
    const now = store.get();
    if (values && now.session === session && now.point === point) {
      passed = { point, values };
      tell();
    }
    if (missed) {
      missed = false;
      later();
    }
  };
  const later = () => {
    if (asking) missed = true;
    if (timer || asking) return;
    timer = window.setTimeout(ask, Math.max(0, askedAt + PACE - performance.now()));
  };
  store.subscribe(["point", "frame", "lowered", "seed"], (state) => {
    if (state.point === null) {
      if (passed) {
        passed = null;
        tell();
      }
    } else later();
  });
  return {
    get: () => passed,
    /** @param {() => void} fn */
    listen(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
  };
}
