/**
 * The address of the atlas: the experiment's link, and beside it the map:
 * `#whygrad=1&…&map.x=learning_rate~0.001~10~log&map.y=init~0.01~10~log&map.measure=loss&map.size=256&map.seed=0`.
 */

/** @typedef {import("./types.js").Measure} Measure */
/** @typedef {import("./types.js").Range} Range */

const MARK = "map.";
const MEASURES = new Set(["loss", "train-loss", "accuracy", "train-accuracy", "ended"]);

/**
 * @param {string} text an address or what follows its `#`
 * @returns {{link: string | null, x: Range | null, y: Range | null, measure: Measure | null, size: number | null,
 *   seed: number | null}}
 */
export function readAtlas(text) {
  const hash = text.includes("#") ? text.slice(text.indexOf("#") + 1) : text;
  /** @type {Map<string, string>} */
  const own = new Map();
  const rest = hash.split("&").filter((pair) => {
    const [key, value = ""] = pair.split("=", 2);
    if (key.startsWith(MARK)) own.set(key.slice(MARK.length), decodeURIComponent(value));
    return pair !== "" && !key.startsWith(MARK) && !key.startsWith("view.");
  });
  const measure = own.get("measure") ?? "";
  return {
    link: rest.length > 0 ? rest.join("&") : null,
    x: range(own.get("x")),
    y: range(own.get("y")),
    measure: MEASURES.has(measure) ? /** @type {Measure} */ (measure) : null,
    size: whole(own.get("size")),
    seed: whole(own.get("seed")),
  };
}

/** @param {string | undefined} text @returns {Range | null} */
function range(text) {
  const match = /^([a-z_0-9]+)~([^~]+)~([^~]+)~(log|linear)$/.exec(text ?? "");
  if (match === null) return null;
  const [low, high] = [Number(match[2]), Number(match[3])];
  return Number.isFinite(low) && Number.isFinite(high) ? { name: match[1], low, high, log: match[4] === "log" } : null;
}

/** @param {string | undefined} text */
function whole(text) {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : null;
}

/** @param {import("./types.js").Atlas} atlas @returns {string} without the `#` */
export function writeAtlas({ link, x, y, measure, size, seed }) {
  const said = (/** @type {Range} */ { name, low, high, log }) => encodeURIComponent([name, low, high, log ? "log" : "linear"].join("~"));
  const parts = [link, `${MARK}x=${said(x)}`, `${MARK}y=${said(y)}`, `${MARK}measure=${measure}`, `${MARK}size=${size}`];
  if (seed !== 0) parts.push(`${MARK}seed=${seed}`);
  return parts.join("&");
}
