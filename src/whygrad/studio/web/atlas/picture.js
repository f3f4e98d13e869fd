/** The map: its canvas, its axes, what is marked on it, and the ways to move it. */

import { everyFrame, h, setText, svg } from "../dom.js";
import { extent } from "./axis.js";
import { gestures } from "./gestures.js";
import { PlaneImage } from "./image.js";
import { keyboard } from "./keyboard.js";
import { ticksOf } from "./ticks.js";
import { measuredText, settingsText, variedOf } from "./words.js";

/** @typedef {import("./plane.js").Plane} Plane */
/** @typedef {import("./types.js").Atlas} Atlas */
/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").Range} Range */

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, actions, t }) {
  const atlasActions = /** @type {import("./actions.js").AtlasActions} */ (/** @type {unknown} */ (actions));
  const canvas = h("canvas", {
    class: "atlas-canvas", tabIndex: 0, role: "application", "aria-label": t("atlas-page-canvas"), "aria-describedby": "atlas-keys",
  });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const over = svg("svg", { class: "atlas-over", "aria-hidden": "true", preserveAspectRatio: "none" });
  const frame = h("div", { class: "atlas-frame" }, canvas, over);
  const up = h("div", { class: "atlas-axis atlas-y", "aria-hidden": "true" });
  const across = h("div", { class: "atlas-axis atlas-x", "aria-hidden": "true" });
  const [nameY, nameX] = [h("div", { class: "atlas-name atlas-name-y" }), h("div", { class: "atlas-name" })];
  const readout = h("p", { class: "atlas-readout" });
  const spoken = h("p", { class: "visually-hidden", "aria-live": "polite" });
  const progress = h("progress", { class: "atlas-progress", max: 1, "aria-label": t("atlas-page-progress") });
  const keys = h("p", { id: "atlas-keys", class: "hint", text: t("atlas-page-keys") });
  root.append(h("div", { class: "atlas-grid" }, nameY, up, frame, across, nameX), progress, readout, spoken, keys);

  /** @type {PlaneImage[]} */
  let images = [];
  /** @type {Place | null} */
  let hovered = null;

  const atlas = () => /** @type {Atlas} */ (store.get().atlas);

  /** @param {Plane} plane */
  function imageOf(plane) {
    const known = images.find((image) => image.plane === plane);
    if (known) return known;
    const made = new PlaneImage(plane);
    images = [made, ...images].slice(0, 3);
    return made;
  }

  const draw = everyFrame(() => {
    const state = atlas();
    const { plane, before, size, measure } = state;
    if (canvas.width !== size) {
      canvas.width = canvas.height = size;
      over.setAttribute("viewBox", `0 0 ${size} ${size}`);
    }
    context.imageSmoothingEnabled = false;
    context.clearRect(0, 0, size, size);
    for (const one of [before, plane]) {
      if (one === null || (one === before && plane?.known === plane?.count && same(plane, state))) continue;
      const image = imageOf(one);
      image.paint(measure);
      const box = boxOf(one, state);
      if (box !== null) context.drawImage(image.canvas, box.left, box.top, box.width, box.height);
    }
    progress.value = plane === null ? 0 : plane.known / plane.count;
    progress.hidden = !(state.asking || state.training);
    mark();
    tell();
  });

  /** The crosshair and the line. */
  function mark() {
    const { cursor, line, size, plane } = atlas();
    const cells = (/** @type {Place} */ place) => ({ x: cellOf(plane?.columns, place.column), y: size - 1 - cellOf(plane?.rows, place.row) });
    over.replaceChildren();
    if (line !== null) {
      const [from, to] = [cells(line.from), cells(line.to)];
      const ends = { x1: from.x + 0.5, y1: from.y + 0.5, x2: to.x + 0.5, y2: to.y + 0.5 };
      over.append(svg("line", { ...ends, class: "atlas-line-back" }), svg("line", { ...ends, class: "atlas-line" }));
    }
    if (cursor !== null) {
      const { x, y } = cells(cursor);
      const reach = Math.max(size / 40, 2);
      for (const kind of ["atlas-cursor-back", "atlas-cursor"]) {
        over.append(svg("rect", { x: x + 0.5 - reach, y: y + 0.5 - reach, width: 2 * reach, height: 2 * reach, class: kind }));
      }
    }
  }

  /** What is at the pointer or at the cursor, in words. */
  function tell() {
    const state = atlas();
    const { plane, cursor } = state;
    const place = hovered ?? cursor;
    if (plane === null || place === null || !same(plane, state)) {
      setText(readout, state.deepest ? t("atlas-page-deepest") : t("atlas-page-point"));
      return;
    }
    const text = (/** @type {Place} */ at) =>
      `${settingsText(state, plane, at)}. ${measuredText(state, plane, plane.source[at.row * plane.width + at.column], t)}`;
    setText(readout, text(place));
    if (cursor !== null && document.activeElement === canvas) setText(spoken, text(cursor));
  }

  /** The pixel at a cell of the view; null where the plane is not that of the view. @param {Place} cell */
  function pixelAt(cell) {
    const state = atlas();
    const { plane, size } = state;
    if (plane === null || !same(plane, state)) return null;
    const inside = (/** @type {number} */ at) => Math.min(Math.max(at, 0), size - 1);
    return { row: plane.rows[inside(cell.row)], column: plane.columns[inside(cell.column)] };
  }

  const gesturesEnd = gestures(canvas, {
    size: () => atlas().size,
    drawsLine: () => atlas().drawsLine,
    move: (right, above) => atlasActions.move(right, above),
    zoom: (factor, cell) => atlasActions.zoom(factor, cell),
    select: (cell) => {
      const place = pixelAt(cell);
      if (place) atlasActions.select(place);
    },
    open: (cell) => {
      const place = pixelAt(cell);
      if (place) void atlasActions.openInLab(place);
    },
    hover: (cell) => {
      hovered = cell === null ? null : pixelAt(cell);
      tell();
    },
    line: (from, to, over_) => {
      const [start, end] = [pixelAt(from), pixelAt(to)];
      if (!start || !end) return;
      atlasActions.drag(start, end);
      if (over_) void atlasActions.along();
    },
  });
  canvas.addEventListener("keydown", keyboard(atlasActions, atlas));

  let ranges = "";
  store.subscribe(["atlas"], (state) => {
    const now = /** @type {Atlas} */ (state.atlas);
    const key = JSON.stringify([now.x, now.y]);
    if (key !== ranges) {
      ranges = key;
      hovered = null;
      fillAxis(across, now.x, now.size, "inset-inline-start");
      fillAxis(up, now.y, now.size, "inset-block-end");
      setText(nameX, variedOf(now.table, now.x.name).label);
      setText(nameY, variedOf(now.table, now.y.name).label);
    }
    canvas.classList.toggle("draws-line", now.drawsLine);
    draw();
  });
  return gesturesEnd;
}

/** Whether a plane is that of the view. @param {Plane | null} plane @param {Atlas} atlas */
function same(plane, { x, y, size }) {
  return plane !== null && plane.ranges.x === x && plane.ranges.y === y && plane.size === size;
}

/** The first evenly spaced place of a picture that shows a pixel. @param {Uint16Array | undefined} places @param {number} pixel */
function cellOf(places, pixel) {
  if (places === undefined) return 0;
  const first = places.indexOf(pixel);
  const last = places.lastIndexOf(pixel);
  return first < 0 ? 0 : (first + last) / 2;
}

/** Where a plane lies in the view, in cells; null where its axes are others. @param {Plane} plane @param {Atlas} atlas */
function boxOf(plane, { x, y, size }) {
  const along = (/** @type {Range} */ own, /** @type {Range} */ view) => {
    if (own.name !== view.name || own.log !== view.log) return null;
    const [mine, its] = [extent(own, plane.size), extent(view, size)];
    return { from: (mine.low - mine.step / 2 - (its.low - its.step / 2)) / its.step, length: (plane.size * mine.step) / its.step };
  };
  const [right, above] = [along(plane.ranges.x, x), along(plane.ranges.y, y)];
  if (right === null || above === null) return null;
  return { left: right.from, width: right.length, top: size - above.from - above.length, height: above.length };
}

/** @param {HTMLElement} axis @param {Range} range @param {number} size @param {string} side */
function fillAxis(axis, range, size, side) {
  axis.replaceChildren(
    ...ticksOf(range).map(({ share, text }) => {
      const tick = h("span", { class: "atlas-tick", text });
      tick.style.setProperty(side, `${(100 * (share * (size - 1) + 0.5)) / size}%`);
      return tick;
    }),
  );
}
