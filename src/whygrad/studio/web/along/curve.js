/** The loss of the picture to take along: median and quartiles over the runs, by epoch. */

import { losses } from "../charts/curves.js";
import { logTicks, tickTexts } from "../charts/lines.js";
import { number } from "../charts/numbers.js";
import { spansDecades } from "../charts/statistics.js";
import { PALETTES } from "../picture/palette.js";
import { ticksOf } from "../picture/plane.js";
import { hundredths, tag, widthOf, words } from "./markup.js";
import { pathOf } from "./output.js";

/** @typedef {import("../types.js").State} State */

const PALETTE = PALETTES.light;
const LEFT = 56;
const BOTTOM = 34;
const TOP = 22;
const COLORS = { train: PALETTE.positive, test: PALETTE.negative };
const DASHES = { train: "none", test: "7 3" };

/**
 * @param {Readonly<State>} state
 * @param {import("../types.js").Translate} t
 * @param {number} width
 * @param {number} height
 * @returns {string} markup from 0, 0
 */
export function curvePart(state, t, width, height) {
  const found = losses(state);
  const { epochs } = found;
  const log = spansDecades([found.train.middle, found.test.middle]);
  const values = [found.train, found.test].flatMap((band) => [...band.low, ...band.middle, ...band.high])
    .filter((value) => value !== null && (!log || value > 0)).map(Number);
  const [right, bottom] = [width - 12, height - BOTTOM];
  const frame = tag("path", { d: `M${LEFT} ${TOP}V${bottom}H${right}`, fill: "none", stroke: PALETTE.soft });
  const end = epochs.at(-1) ?? 0;
  if (values.length === 0 || end <= 0) return frame + words(LEFT + 12, (TOP + bottom) / 2, t("studio-curves-empty"));

  const [low, high] = rangeOf(values, log);
  const [from, to] = log ? [Math.log10(low), Math.log10(high)] : [low, high];
  const x = (/** @type {number} */ epoch) => LEFT + ((right - LEFT) * epoch) / end;
  const y = (/** @type {number | null} */ value) =>
    value === null || (log && value <= 0) ? NaN : bottom - ((bottom - TOP) * ((log ? Math.log10(value) : value) - from)) / (to - from);
  const soft = { fill: PALETTE.soft, "font-size": 11 };
  const grid = log ? logTicks(low, high) : ticksOf(low, high);
  const texts = tickTexts(grid, log);
  const ticks = grid.map((value, i) =>
    tag("path", { d: `M${LEFT} ${hundredths(y(value))}H${right}`, stroke: "#e1e4e8" })
    + words(LEFT - 5, y(value) + 4, texts[i] ?? "", { ...soft, "text-anchor": "end" }));
  const below = ticksOf(0, end).map((epoch) => words(x(epoch), bottom + 15, number(epoch), { ...soft, "text-anchor": "middle" }));
  const kinds = /** @type {("train" | "test")[]} */ (["train", "test"]);
  const drawn = kinds.map((kind) => {
    const { low: lower, middle, high: upper } = found[kind];
    const place = (/** @type {(number | null)[]} */ row) =>
      row.map((value, i) => /** @type {[number, number]} */ ([x(epochs[i]), y(value)])).filter((point) => Number.isFinite(point[1]));
    const area = [...place(upper), ...place(lower).reverse()];
    const look = { fill: "none", stroke: COLORS[kind], "stroke-width": 2, "stroke-dasharray": DASHES[kind], "stroke-linejoin": "round" };
    return (area.length > 2 ? tag("path", { d: `${pathOf(area)}Z`, fill: COLORS[kind], "fill-opacity": 0.16 }) : "")
      + tag("path", { ...look, d: pathOf(middle.map((value, i) => [x(epochs[i]), y(value)])) });
  });
  const crosses = found.ends.map((mark) => tag("path", {
    d: `M${hundredths(x(mark.x) - 4)} ${hundredths(y(mark.y) - 4)}l8 8m0 -8l-8 8`, stroke: PALETTE.broken, "stroke-width": 2,
  }));
  let at = LEFT;
  const legend = kinds.map((kind) => {
    const text = t(kind === "train" ? "channel-loss-train" : "channel-loss-test");
    const key = tag("path", { d: `M${hundredths(at)} 8h26`, stroke: COLORS[kind], "stroke-width": 2, "stroke-dasharray": DASHES[kind] }) + words(at + 32, 12, text);
    at += 32 + widthOf(text, 13) + 24;
    return key;
  });
  const several = (state.lowered?.seeds.data.length ?? 1) > 1;
  if (several) legend.push(words(right, 12, t("studio-curves-band"), { ...soft, "text-anchor": "end" }));
  return [...ticks, frame, ...below, words((LEFT + right) / 2, height - 4, t("plot-epoch"), { "text-anchor": "middle" }),
    ...drawn, ...crosses, ...legend].join("\n");
}

/** @param {number[]} values @param {boolean} log @returns {[number, number]} */
function rangeOf(values, log) {
  const [low, high] = values.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, -Infinity]);
  if (log) return high > low * 1.5 ? [low / 1.15, high * 1.15] : [low / 1.5, high * 1.5];
  const margin = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  return [low >= 0 && low - margin < 0 ? 0 : low - margin, high + margin];
}
