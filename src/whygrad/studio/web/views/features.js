/** What the network sees of the data: a box for every feature, with what it looks like over the plane. */

import { h, setText } from "../dom.js";
import { formula } from "../picture/names.js";

const SIZE = 28; // canvas pixels
const MOST = 24; // more inputs than this are counted, not listed

/** The picture of a feature; the numbers the network sees are Python's. */
/** @type {{[name: string]: (x: number, y: number) => number}} */
const SHAPES = {
  x1: (x) => x / 6,
  x2: (_, y) => y / 6,
  "x1^2": (x) => (x * x) / 18 - 1,
  "x2^2": (_, y) => (y * y) / 18 - 1,
  "x1*x2": (x, y) => (x * y) / 18,
  "sin(x1)": (x) => Math.sin(x),
  "sin(x2)": (_, y) => Math.sin(y),
};

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, { store, actions, t }) {
  const list = h("fieldset", { class: "feature-list", "data-control": "features" });
  const legend = h("legend", { class: "visually-hidden", text: t("studio-features-legend") });
  const many = h("p", { class: "hint" });
  root.append(list, many);
  /** @type {{name: string, input: HTMLInputElement, canvas: HTMLCanvasElement}[]} */
  let boxes = [];
  let offered = "";

  /** @param {string} name */
  const box = (name) => {
    const input = h("input", { type: "checkbox", onchange: () => actions.toggleFeature(name) });
    const canvas = h("canvas", { width: SIZE, height: SIZE, "aria-hidden": "true" });
    canvas.hidden = !(name in SHAPES);
    const label = h("label", { class: "feature" }, input, canvas, h("span", { text: formula(name) }));
    return { name, input, canvas, label };
  };
  const draw = () => {
    for (const { name, canvas } of boxes) if (name in SHAPES) paint(canvas, SHAPES[name]);
  };

  store.subscribe(["lowered", "draft"], (state) => {
    if (!state.lowered) return;
    const all = actions.features();
    if (all.join("\n") !== offered) {
      offered = all.join("\n");
      const made = all.length <= MOST ? all.map(box) : [];
      boxes = made;
      list.replaceChildren(legend, ...made.map((one) => one.label));
      list.hidden = made.length === 0;
      setText(many, made.length === 0 ? t("studio-features-many", { count: all.length }) : "");
      draw();
    }
    const shown = actions.shownFeatures();
    for (const { name, input } of boxes) {
      input.checked = shown.includes(name);
      input.disabled = all.length === 1;
    }
  });
  store.subscribe(["theme"], () => requestAnimationFrame(draw));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}

/** @param {HTMLCanvasElement} canvas @param {(x: number, y: number) => number} shape */
function paint(canvas, shape) {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return;
  const style = getComputedStyle(canvas);
  const colors = ["--negative", "--neutral", "--positive"].map((name) => rgb(context, style.getPropertyValue(name)));
  const image = context.createImageData(SIZE, SIZE);
  for (let row = 0; row < SIZE; row += 1) {
    for (let column = 0; column < SIZE; column += 1) {
      const value = Math.max(-1, Math.min(1, shape(((column + 0.5) / SIZE) * 12 - 6, 6 - ((row + 0.5) / SIZE) * 12)));
      const end = value < 0 ? colors[0] : colors[2];
      for (let part = 0; part < 3; part += 1) {
        image.data[(row * SIZE + column) * 4 + part] = colors[1][part] + (end[part] - colors[1][part]) * Math.abs(value);
      }
      image.data[(row * SIZE + column) * 4 + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
}

/** A color as three numbers. @param {CanvasRenderingContext2D} context @param {string} color @returns {number[]} */
function rgb(context, color) {
  context.fillStyle = color.trim();
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}
