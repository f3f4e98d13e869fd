/** The address: the experiment's link behind the `#`, and beside it what only concerns the page (`view.…`). */

const MARK = "view.";

/**
 * What an address says about the page.
 * @typedef {{link: string | null, seeds: number | null, first: number | null, showTest: boolean | null,
 *   discretize: boolean | null}} Address
 */

/**
 * Reads an address or what follows its `#`; of TensorFlow Playground's links the view's settings, too.
 *
 * @param {string} text
 * @returns {Address}
 */
export function readAddress(text) {
  const hash = text.slice(text.indexOf("#") + 1);
  /** @type {Map<string, string>} */
  const own = new Map();
  const rest = hash.split("&").filter((pair) => {
    const [key, value = ""] = pair.split("=", 2);
    if (key.startsWith(MARK)) own.set(key.slice(MARK.length), value);
    else if (key === "showTestData" || key === "discretize") own.set(key, value);
    return pair !== "" && !key.startsWith(MARK);
  });
  return {
    link: rest.length > 0 ? rest.join("&") : null,
    seeds: whole(own.get("seeds")),
    first: whole(own.get("first")),
    showTest: truth(own.get("test") ?? own.get("showTestData")),
    discretize: truth(own.get("discretize")),
  };
}

/** @param {string | undefined} text */
function whole(text) {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : null;
}

/** @param {string | undefined} text */
function truth(text) {
  return text === undefined ? null : text === "true";
}

/**
 * What stands behind the `#`.
 *
 * @param {Readonly<import('./types.js').State>} state
 * @returns {string} without the `#`; empty where no link can say the experiment
 */
export function writeAddress(state) {
  const link = state.lowered?.link;
  if (!link || state.own) return "";
  const view = [];
  if (state.seeds !== DEFAULT_SEEDS) view.push(`${MARK}seeds=${state.seeds}`);
  if (state.firstSeed !== 0) view.push(`${MARK}first=${state.firstSeed}`);
  if (state.showTest) view.push(`${MARK}test=true`);
  if (state.discretize) view.push(`${MARK}discretize=true`);
  return [link, ...view].join("&");
}

export const DEFAULT_SEEDS = 8;
