/** One state, one place: views read and subscribe, actions write. */

/** @typedef {import('./types.js').State} State */
/** @typedef {import('./types.js').Store} Store */
/** @typedef {import('./types.js').StateKey} StateKey */

/**
 * A store. `set` replaces the named values and calls, once, every subscriber that watches one whose value changed.
 * `subscribe(keys, fn)` calls `fn` at once and after each such change; it returns the function that ends it.
 *
 * @param {State} initial
 * @returns {Store}
 */
export function createStore(initial) {
  /** @type {Readonly<State>} */
  let state = Object.freeze({ ...initial });
  /** @type {Set<{keys: StateKey[], fn: (state: Readonly<State>) => void}>} */
  const watchers = new Set();

  return {
    get: () => state,
    set(patch) {
      const changed = /** @type {StateKey[]} */ (Object.keys(patch)).filter((key) => !Object.is(patch[key], state[key]));
      if (changed.length === 0) return;
      state = Object.freeze({ ...state, ...patch });
      for (const watcher of [...watchers]) {
        if (watcher.keys.some((key) => changed.includes(key))) call(watcher.fn, state);
      }
    },
    subscribe(keys, fn) {
      const watcher = { keys, fn };
      watchers.add(watcher);
      call(fn, state);
      return () => watchers.delete(watcher);
    },
  };
}

/**
 * A view that throws must not stop the others.
 *
 * @param {(state: Readonly<State>) => void} fn
 * @param {Readonly<State>} state
 */
function call(fn, state) {
  try {
    fn(state);
  } catch (error) {
    console.error(error);
  }
}
