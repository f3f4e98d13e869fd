/** A network drawn: one block a layer that changes the shape or learns, thin bands for what follows it. */

import { h, setText, svg } from "../dom.js";
import { size } from "./words.js";

/** @typedef {import("./types.js").Line} Line */
/** @typedef {import("./types.js").Shown} Shown */
/** @typedef {{line: Line | null, group: string, output: number[], label: string, bands: string[]}} Block */

const TALLEST = 104; // pixels of the largest picture
const ROOM = 70; // above the blocks, for what they are called
const BELOW = 34;
const GAP = 9; // between two blocks
const STEP = 26; // from one block to the next, at least
const MOST_GAP = 46; // where there is room
const SLANT = 0.26; // how far the drawn depth goes to the right and up, of a picture's height
const BAND = 3;
const NAMED = 24; // blocks that the text alternative names

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, actions, t }) {
  const zooActions = /** @type {import("./actions.js").ZooActions} */ (/** @type {unknown} */ (actions));
  const holder = h("div", { class: "zoo-scroll drawing", tabIndex: 0, role: "group", "aria-label": t("zoo-page-drawing") });
  const legend = h("ul", { class: "zoo-legend" });
  root.append(h("figure", { class: "zoo-drawing" }, holder, h("figcaption", { class: "hint" }, legend, h("span", { text: t("zoo-page-drawing-note") }))));
  /** @type {Shown | null} */
  let drawn = null;
  let room = 0;
  const resized = new ResizeObserver(() => {
    if (Math.abs(holder.clientWidth - room) < 24) return;
    drawn = null;
    show(store.get());
  });
  resized.observe(holder);

  /** @param {Readonly<import("../types.js").State>} state */
  function show({ zoo }) {
    const shown = zoo?.shown;
    if (!zoo || !shown) return;
    if (shown !== drawn) {
      drawn = shown;
      room = holder.clientWidth;
      const kinds = new Map(zoo.kinds.map(({ kind, group }) => [kind, group]));
      const blocks = blocksOf(shown, kinds);
      const picture = fitted(blocks, holder.clientWidth, (place) => zooActions.light(place));
      const main = blocks.slice(1).map(({ label, output }) => `${label} ${size(output)}`);
      const rest = main.length > NAMED ? ` ${t("zoo-page-drawing-more", { count: main.length - NAMED })}` : "";
      const alt = {
        input: size(shown.input),
        output: size(blocks.at(-1)?.output ?? shown.input),
        main: main.slice(0, NAMED).join(", ") + rest,
      };
      picture.setAttribute("aria-label", t("zoo-page-drawing-alt", alt));
      holder.replaceChildren(picture);
      const used = new Set(blocks.flatMap(({ group, bands }) => [group, ...bands]));
      legend.replaceChildren(
        ...["convolution", "pooling", "dense", "sequence", "normalization", "activation"]
          .filter((group) => used.has(group))
          .map((group) => h("li", { class: `zoo-group ${group}` }, h("span", { class: "zoo-swatch", "aria-hidden": "true" }), h("span", { text: t(`zoo-page-group-${group}`) }))),
      );
    }
    holder.classList.toggle("stale", zoo.problem !== null);
    for (const block of holder.querySelectorAll("[data-place]")) {
      block.classList.toggle("lit", /** @type {SVGElement} */ (block).dataset.place === String(zoo.lit));
    }
  }

  store.subscribe(["zoo"], show);
  return () => resized.disconnect();
}

/**
 * @param {Shown} shown
 * @param {Map<string, string>} kinds
 * @returns {Block[]}
 */
function blocksOf(shown, kinds) {
  /** @type {Block[]} */
  const blocks = [{ line: null, group: "input", output: shown.input, label: "", bands: [] }];
  for (const line of shown.lines) {
    if (line.depth > 0) continue;
    const group = kinds.get(line.kind) ?? "convolution";
    if (group === "activation" || group === "normalization") blocks.at(-1)?.bands.push(group);
    else blocks.push({ line, group, output: line.output, label: line.kind === "residual" ? `+ ${size(line.output.slice(0, 1))}` : line.short, bands: [] });
  }
  return blocks;
}

/** Height and width in pixels of a block's front, and how far it goes into depth. @param {number[]} shape @param {number} largest */
function extent(shape, largest) {
  const [first = 1, second] = shape;
  if (shape.length === 3) {
    const high = Math.max(5, TALLEST * Math.sqrt((shape[1] ?? 1) / largest));
    return { high, wide: 3 + 2.4 * Math.log2(1 + first), deep: high * SLANT };
  }
  if (shape.length === 2) return { high: 10 + 7 * Math.log2(1 + (second ?? 1)), wide: 6 + 4 * Math.log2(1 + first), deep: 0 };
  return { high: Math.min(TALLEST, 8 + 7.5 * Math.log2(1 + first)), wide: 7, deep: 0 };
}

/**
 * As wide as its place, as far as the gaps between the blocks allow.
 *
 * @param {Block[]} blocks
 * @param {number} room
 * @param {(place: number) => void} light
 */
function fitted(blocks, room, light) {
  const narrow = draw(blocks, GAP, light);
  const more = (room - Number(narrow.getAttribute("width"))) / blocks.length;
  return more < 2 ? narrow : draw(blocks, Math.min(GAP + more, MOST_GAP), light);
}

/**
 * @param {Block[]} blocks
 * @param {number} gap
 * @param {(place: number) => void} light
 */
function draw(blocks, gap, light) {
  const largest = Math.max(1, ...blocks.map(({ output }) => (output.length === 3 ? Math.max(output[1] ?? 1, output[2] ?? 1) : 1)));
  const middle = ROOM + (TALLEST * (1 + SLANT)) / 2;
  const foot = ROOM + TALLEST * (1 + SLANT) + 14;
  const picture = svg("svg", { role: "img", class: "zoo-picture" });
  let x = 10;
  let before = "";
  let free = 0; // where the text below may begin
  for (const { line, group, output, label, bands } of blocks) {
    const { high, wide, deep } = extent(output, largest);
    const top = middle - high / 2 + deep / 2;
    const block = svg("g", { class: `zoo-group ${group}`, ...(line ? { "data-place": String(line.place) } : {}) });
    const shape = size(output);
    block.append(svg("title", {}));
    setText(/** @type {Node} */ (block.firstChild), line ? `${line.name}: ${line.kind === "residual" ? label : line.layer} → ${shape}` : shape);
    slab(block, x, top, wide, high, deep, "");
    let right = x + wide;
    for (const band of bands) {
      slab(block, right, top, BAND, high, deep, `zoo-group ${band}`);
      right += BAND;
    }
    if (deep > 0) block.append(svg("path", { class: "side", d: `M${right} ${top}l${deep} ${-deep}v${high}l${-deep} ${deep}z` }));
    if (line?.kind === "residual") {
      const peak = top - deep - 13;
      block.append(svg("path", { class: "zoo-arc", d: `M${x - 7} ${top - deep + 5} C${x - 4} ${peak}, ${right + deep + 2} ${peak}, ${right + deep + 5} ${top - deep + 5}` }));
    }
    if (label !== "" && line?.kind !== "residual") {
      const at = `translate(${(x + right + deep) / 2 + 2} ${top - deep - 5}) rotate(-52)`;
      block.append(svg("text", { class: "zoo-label", transform: at }, document.createTextNode(label)));
    }
    let needed = 0;
    if (shape !== before) {
      const lines = output.length === 3 ? [String(output[0]), size(output.slice(1))] : [shape];
      needed = 6.6 * Math.max(...lines.map((one) => one.length));
      const from = Math.max((x + right) / 2 - needed / 2, free);
      lines.forEach((one, index) => {
        const text = svg("text", { class: index === 0 ? "zoo-size strong" : "zoo-size", x: from, y: foot + 12 * index });
        text.textContent = one;
        block.append(text);
      });
      free = from + needed + 8;
      before = shape;
    }
    if (line) block.addEventListener("click", () => light(line.place));
    picture.append(block);
    x = Math.max(right + deep + gap, x + STEP - GAP + gap, free - wide / 2 - 4);
  }
  const width = Math.ceil(Math.max(x, free) + 30);
  picture.setAttribute("width", String(width));
  picture.setAttribute("height", String(foot + BELOW));
  picture.setAttribute("viewBox", `0 0 ${width} ${foot + BELOW}`);
  return picture;
}

/**
 * The front and the top of a box that is seen a little from above and from the right.
 *
 * @param {SVGElement} into
 * @param {number} x
 * @param {number} y
 * @param {number} wide
 * @param {number} high
 * @param {number} deep
 * @param {string} group
 */
function slab(into, x, y, wide, high, deep, group) {
  const faces = [svg("path", { class: "front", d: `M${x} ${y}h${wide}v${high}h${-wide}z` })];
  if (deep > 0) faces.push(svg("path", { class: "top", d: `M${x} ${y}l${deep} ${-deep}h${wide}l${-deep} ${deep}z` }));
  into.append(svg("g", { class: group }, ...faces));
}
