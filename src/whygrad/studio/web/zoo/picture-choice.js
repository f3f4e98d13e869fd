/** Choosing a picture: one of those offered, or a file of one's own. */

import { field } from "../fields.js";
import { h, setText, uniqueId } from "../dom.js";
import { drawPictures } from "./canvas.js";

/** @typedef {import("./types.js").Pictures} Pictures */

const MOST_BYTES = 1_400_000; // of a file as it is
const SIDE = 1024; // pixels of the longer side to which the browser reduces a larger picture

/**
 * @param {import("../types.js").Context} context
 * @param {(chosen: {place: number, file: import("./types.js").Zoo['file']}) => void} choose
 */
export function pictureChoice({ store, t }, choose) {
  const name = uniqueId("picture");
  const grid = h("div", { class: "zoo-shots", role: "radiogroup", "aria-label": t("zoo-page-pictures") });
  const none = h("p", { class: "hint", hidden: true, text: t("zoo-page-no-data") });
  const file = h("input", { type: "file", accept: "image/*", onchange: () => void opened(file.files?.[0]) });
  const trouble = h("p", { class: "zoo-problem", role: "alert", hidden: true });
  const own = field({ label: t("zoo-page-own-picture"), help: t("zoo-page-own-picture-help"), wide: true }, file, h("p", { class: "hint", "aria-hidden": "true", text: t("zoo-page-own-picture-help") }));
  const root = h("div", { class: "zoo-picture-choice" }, h("div", { class: "zoo-scroll shots" }, grid), none, own, trouble);
  /** @type {Pictures | null} */
  let drawn = null;
  /** @type {HTMLInputElement[]} */
  let shots = [];

  /** @param {File | undefined} given */
  async function opened(given) {
    if (!given) return;
    const data = await encoded(given);
    trouble.hidden = data !== null;
    setText(trouble, data === null ? t("zoo-page-picture-large", { most: (MOST_BYTES / 1e6).toFixed(1) }) : "");
    if (data !== null) choose({ place: 0, file: { name: given.name.slice(0, 200), data } });
  }

  /** @param {Pictures} pictures */
  function made(pictures) {
    /** @type {{[label: number]: number}} */
    const seen = {};
    return pictures.labels.map((label, place) => {
      const canvas = h("canvas", { "aria-hidden": "true" });
      drawPictures(canvas, pictures.bytes, pictures.shape.slice(1), place);
      seen[label] = (seen[label] ?? 0) + 1;
      const said = t("zoo-page-pictures-of", { label: pictures.names[label] ?? String(label), number: seen[label] ?? 1 });
      const shot = h("input", {
        type: "radio", name, "aria-label": said,
        onchange: () => {
          file.value = "";
          choose({ place, file: null });
        },
      }); // prettier-ignore
      shots.push(shot);
      return h("label", { class: "zoo-shot", title: said }, shot, canvas);
    });
  }

  store.subscribe(["zoo"], ({ zoo }) => {
    if (!zoo) return;
    if (zoo.pictures !== drawn) {
      drawn = zoo.pictures;
      shots = [];
      grid.replaceChildren(...(drawn ? made(drawn) : []));
    }
    none.hidden = !zoo.asked || zoo.pictures !== null || zoo.trouble !== "";
    shots.forEach((shot, place) => {
      shot.checked = zoo.file === null && place === zoo.place;
    });
  });
  return root;
}

/** A file's bytes in base64; a picture that is too large reduced, if the browser can read it; null: it cannot. @param {File} file */
async function encoded(file) {
  /** @type {Blob} */
  let blob = file;
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap !== null && Math.max(bitmap.width, bitmap.height) > SIDE) {
    const scale = SIDE / Math.max(bitmap.width, bitmap.height);
    const canvas = h("canvas", { width: Math.max(1, Math.round(bitmap.width * scale)), height: Math.max(1, Math.round(bitmap.height * scale)) });
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    blob = (await written(canvas, "image/png")) ?? file;
    if (blob.size > MOST_BYTES) blob = (await written(canvas, "image/jpeg")) ?? file;
  }
  bitmap?.close();
  if (blob.size > MOST_BYTES) return null;
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let characters = "";
  for (let start = 0; start < bytes.length; start += 0x8000) characters += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  return btoa(characters);
}

/** @param {HTMLCanvasElement} canvas @param {string} type @returns {Promise<Blob | null>} */
function written(canvas, type) {
  return new Promise((done) => canvas.toBlob(done, type, 0.9));
}
