/**
 * One picture to take along: the network, its output, its loss and what it is, as an SVG document of its own, and the same
 * as a PNG. Always in light colors, with nothing that would have to be fetched.
 */

import { bareName } from "../experiment.js";
import { PALETTES } from "../picture/palette.js";
import { epochText, latestOf, lossText } from "../readings.js";
import { curvePart } from "./curve.js";
import { FONTS, escaped, lines, tag, words } from "./markup.js";
import { networkPart } from "./network.js";
import { OUTPUT_WIDTH, outputPart } from "./output.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Translate} Translate */

const PALETTE = PALETTES.light;
const MARGIN = 22;
const GAP = 30;
const ROOM = 560; // of the network
const CURVE = 170; // height of the loss
const LINE = 18;
const SHARPNESS = 2; // pixels of the PNG a unit of the SVG
const MOST_PIXELS = 8000; // along a side: canvases have an end

/**
 * @param {Readonly<State>} state of a network that is lowered and has its first picture
 * @param {Translate} t
 * @returns {Promise<string>} an SVG document
 */
export async function pictureOf(state, t) {
  const [network, output] = await Promise.all([networkPart(state, t, ROOM), outputPart(state, t)]);
  const inner = network.width + (output ? GAP + OUTPUT_WIDTH : 0);
  const width = inner + 2 * MARGIN;
  const title = lines(described(state, t), " · ", 14, inner);
  const caption = lines(readings(state, t), " · ", 13, inner - 70);
  const top = MARGIN + title.length * LINE + 8;
  const upper = Math.max(network.height, output?.height ?? 0);
  const curveTop = top + upper + 16;
  const captionTop = curveTop + CURVE + 12;
  const height = captionTop + caption.length * LINE + MARGIN - 6;
  const at = (/** @type {number} */ x, /** @type {number} */ y, /** @type {string} */ markup) =>
    tag("g", { transform: `translate(${x} ${y})` }, "\n", markup, "\n");
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg", "xmlns:xlink": "http://www.w3.org/1999/xlink", width, height, viewBox: `0 0 ${width} ${height}`,
    role: "img", "font-family": FONTS, "font-size": 12, fill: PALETTE.ink, lang: state.lang,
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${tag("svg", attributes, "\n",
    tag("title", {}, escaped(described(state, t).join(" · "))), "\n",
    tag("desc", {}, escaped(readings(state, t).join(" · "))), "\n",
    tag("rect", { width, height, fill: PALETTE.paper }), "\n",
    ...title.map((line, i) => words(MARGIN, MARGIN + 10 + i * LINE, line, { "font-size": 14, "font-weight": 600 })),
    at(MARGIN, top + Math.max(0, (upper - network.height) / 2), network.markup), "\n",
    output ? at(MARGIN + network.width + GAP, top, output.markup) : "", "\n",
    at(MARGIN, curveTop, curvePart(state, t, inner, CURVE)), "\n",
    ...caption.map((line, i) => words(MARGIN, captionTop + 12 + i * LINE, line, { "font-size": 13 })),
    words(width - MARGIN, captionTop + 12 + (caption.length - 1) * LINE, "whygrad", { "text-anchor": "end", fill: PALETTE.soft }), "\n",
  )}\n`;
}

/** What is trained, in a few words. @param {Readonly<State>} state @param {Translate} t @returns {string[]} */
function described({ experiment, own, lowered }, t) {
  const { data, training } = experiment;
  const plan = /** @type {import("../types.js").Lowered} */ (lowered).plan;
  const word = (/** @type {string} */ value) => {
    const [name, ...rest] = value.split(":");
    return [t(`studio-word-${name}`), ...rest].join(" ");
  };
  const kinds = [...new Set(plan.layers.slice(0, -1).map((layer) => word(layer.activation)))].join(", ");
  const set = own === null ? t(`studio-set-${bareName(data.name)}`) : "csv_name" in own ? own.csv_name : t("studio-own-data");
  const sizes = [0, ...plan.after].map((value) => plan.widths[value]).join("–");
  return [set, kinds === "" ? sizes : `${sizes}, ${kinds}`, word(training.optimizer),
    `${t("studio-learning-rate")} ${training.learning_rate}`, `${t("studio-batch-size")} ${training.batch_size}`];
}

/** How far it is. @param {Readonly<State>} state @param {Translate} t @returns {string[]} */
function readings(state, t) {
  const latest = latestOf(state);
  const losses = latest
    ? [`${t("channel-loss-train")} ${lossText(latest.lossTrain, t)}`, `${t("channel-loss-test")} ${lossText(latest.lossTest, t)}`] : [];
  return [`${t("studio-epoch")} ${epochText(state)}`, ...losses, t("studio-picture-seed", { seed: state.lowered?.seeds.data[state.seed] ?? 0 })];
}

/**
 * An SVG document as a PNG, twice as sharp.
 *
 * @param {string} markup
 * @returns {Promise<Blob>}
 */
export async function rasterized(markup) {
  const address = URL.createObjectURL(new Blob([markup], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = Math.min(SHARPNESS, MOST_PIXELS / image.naturalWidth, MOST_PIXELS / image.naturalHeight);
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
