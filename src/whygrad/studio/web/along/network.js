/** The network of the picture to take along: links by sign and size, skip connections, a heatmap a unit, names. */

import { number } from "../charts/numbers.js";
import { PLUS, chooseLinks, crowding, layout, linkPath, linkWidth, skipPath } from "../picture/geometry.js";
import { createRaster, paintFlat, paintSigned, rangeOf, roundScale } from "../picture/heatmap.js";
import { namesOf } from "../picture/names.js";
import { PALETTES, ground, pixel, tablesOf } from "../picture/palette.js";
import { escaped, fitted, tag, words } from "./markup.js";
import { pngAddress } from "./png.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Lowered} Lowered */
/** @typedef {import("../types.js").Frame} Frame */
/** @typedef {import("../picture/geometry.js").Layout} Layout */

const PALETTE = PALETTES.light;
const LABEL = 74; // for the names of the inputs
const TALLEST = 430;
const MOST_LINKS = 420;
const SHARPNESS = 2; // pixels of the heatmaps a unit of the picture

/**
 * @param {Readonly<State>} state
 * @param {import("../types.js").Translate} t
 * @param {number} room width to fill
 * @returns {Promise<{width: number, height: number, markup: string}>} from 0, 0
 */
export async function networkPart(state, t, room) {
  const lowered = /** @type {Lowered} */ (state.lowered);
  const frame = /** @type {Frame} */ (state.frame);
  const { plan } = lowered;
  const place = layout(plan, room, LABEL, TALLEST);
  const names = namesOf(lowered, t);
  const scales = scalesOf(frame, place);
  const markup = [
    linksOf(plan, place, frame.parameters),
    ...place.skips.map((skip) => {
      const { path, x, y } = skipPath(place, skip);
      return tag("path", { d: path, fill: "none", stroke: PALETTE.soft, "stroke-width": 2.5, "stroke-dasharray": "2.5" })
        + tag("circle", { cx: x, cy: y, r: PLUS, fill: PALETTE.paper, stroke: PALETTE.soft, "stroke-width": 1.5 })
        + tag("path", { d: `M${x - PLUS + 2} ${y}h${2 * PLUS - 4}M${x} ${y - PLUS + 2}v${2 * PLUS - 4}`, stroke: PALETTE.ink, "stroke-width": 1.5 });
    }),
    ...(await Promise.all(place.columns.map((_, c) => unitsOf(lowered, frame, place, c, scales[c], names)))),
    headsOf(lowered, place, names, scales),
  ];
  return { width: place.width, height: place.height, markup: markup.join("\n") };
}

/** @param {import("../types.js").Plan} plan @param {Layout} place @param {Float32Array} parameters */
function linksOf(plan, place, parameters) {
  const { links } = chooseLinks(plan, place, parameters, MOST_LINKS);
  const shares = place.columns.map((_, c) => crowding(links.filter((link) => link.column === c).length));
  const looks = { positive: {}, negative: { "stroke-dasharray": "5 3" }, broken: { "stroke-dasharray": "1 3" }, bundle: {} };
  const colors = { positive: PALETTE.positive, negative: PALETTE.negative, broken: PALETTE.broken, bundle: PALETTE.soft };
  return tag("g", { fill: "none", "stroke-opacity": 0.85 }, ...links.map(({ column, from, to, index }) => {
    const weight = index < 0 ? 0 : parameters[index];
    const kind = index < 0 ? "bundle" : weight !== weight ? "broken" : weight < 0 ? "negative" : "positive";
    const width = index < 0 ? 1.5 : linkWidth(weight, shares[column]);
    return tag("path", { class: kind, d: linkPath(place, column, from, to), stroke: colors[kind], "stroke-width": width, ...looks[kind] });
  }));
}

/**
 * The value that has the full color, a column.
 *
 * @param {Frame} frame
 * @param {Layout} place
 * @returns {number[]}
 */
function scalesOf(frame, place) {
  const cells = frame.small[0] * frame.small[1];
  return place.columns.map((column, c) => (c === 0 || cells === 0 ? 1 : roundScale(largest(frame.grids[column.value], 0, cells * column.units))));
}

/** @param {Float32Array} values @param {number} offset @param {number} count */
function largest(values, offset, count) {
  const range = { low: 0, high: 0, finite: true };
  rangeOf(values, offset, count, range);
  return Math.max(1e-9, range.high, -range.low);
}

/**
 * @param {Lowered} lowered
 * @param {Frame} frame
 * @param {Layout} place
 * @param {number} c
 * @param {number} scale
 * @param {import("../picture/names.js").Names} names
 * @returns {Promise<string>}
 */
async function unitsOf(lowered, frame, place, c, scale, names) {
  const column = place.columns[c];
  const { tile } = place;
  if (column.bundle) {
    const [x, y] = [column.xs[0], column.ys[0]];
    return tag("rect", { x, y, width: tile, height: tile, rx: 4, fill: PALETTE.ground[2], stroke: PALETTE.soft })
      + words(x + tile / 2, y + tile / 2 + 4, String(column.units), { "text-anchor": "middle" });
  }
  const tables = tablesOf(PALETTE);
  const cells = frame.small[0] * frame.small[1];
  const side = Math.sqrt(lowered.plan.widths[0]);
  const weights = cells === 0 && c === 1 && lowered.points.pictures && Number.isInteger(side);
  const pixels = tile * SHARPNESS;
  const look = { ratio: SHARPNESS, period: 5, radius: 4 };
  const size = /** @type {[number, number]} */ (cells > 0 ? frame.small : weights ? [side, side] : [1, 1]);
  const raster = createRaster(size, pixels, pixels, look);
  const drawn = [];
  for (let u = 0; u < column.units; u++) {
    if (cells > 0) {
      const grid = frame.grids[column.value];
      paintSigned(raster, grid, u * cells, c === 0 ? largest(grid, u * cells, cells) : scale, tables);
    } else if (weights) {
      const offset = (lowered.plan.parameters.find((p) => p.layer === 0 && p.kind === "weight")?.offset ?? 0) + u * side * side;
      paintSigned(raster, frame.parameters, offset, largest(frame.parameters, offset, side * side), tables);
    } else paintFlat(raster, pixel(ground(PALETTE, 0)));
    // The pixels are read before the next unit is painted: `pngAddress` copies them before it waits.
    drawn.push(pngAddress(raster.pixels, pixels, pixels));
  }
  const addresses = await Promise.all(drawn);
  return addresses.map((address, u) => {
    const at = { x: column.xs[u], y: column.ys[u], width: tile, height: tile };
    return tag("g", {}, tag("title", {}, escaped(names.unit(c, u))), tag("image", { ...at, "xlink:href": address }),
      tag("rect", { ...at, rx: 4, fill: "none", stroke: PALETTE.ink, "stroke-opacity": 0.3 }));
  }).join("\n");
}

/**
 * Names above the columns and before the inputs.
 *
 * @param {Lowered} lowered
 * @param {Layout} place
 * @param {import("../picture/names.js").Names} names
 * @param {number[]} scales
 * @returns {string}
 */
function headsOf({ plan }, place, names, scales) {
  const { columns, tile } = place;
  const apart = columns.length > 1 ? columns[1].x - columns[0].x : place.width;
  const heads = columns.map((column, c) => {
    const x = column.x + tile / 2;
    const layer = plan.layers[c - 1];
    const hidden = c > 0 && c < plan.layers.length;
    const name = apart < 78 && hidden ? String(c) : names.layer(c);
    const kind = apart < 78 || c === 0 || layer.activation === "identity" ? "" : layer.activation;
    const scale = scales[c] === 1 ? "" : `±${number(scales[c])}`;
    return words(x, 13, fitted(name, 12, Math.max(44, apart - 4)), { "text-anchor": "middle", "font-weight": 600 })
      + words(x, 28, [kind, scale].filter(Boolean).join(" "), { "text-anchor": "middle", "font-size": 11, fill: PALETTE.soft });
  });
  const [input] = columns;
  const labels = input.bundle ? [] : Array.from(input.ys, (y, i) =>
    words(input.x - 6, y + tile / 2 + 4, fitted(names.input(i), 12, LABEL - 8), { "text-anchor": "end" }));
  return [...heads, ...labels].join("\n");
}
