/** What can be taken along as a file: THE table that the share menu reads. A new kind is a row here. */

import { encoded } from "../api.js";
import { download } from "../download.js";

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').Actions} Actions */

/**
 * A kind of file. `weights`: it holds the shown network's, those of its start or those of now. `asks`: the server writes
 * it, so a page that is a file by itself does not offer it. `save` writes it; `now` says which weights.
 *
 * @typedef {{kind: string, label: string, weights?: boolean, asks?: boolean,
 *   save: (context: Context, now: boolean) => unknown}} Kind
 */

/** @type {Kind[]} */
export const KINDS = [
  { kind: "pytorch", label: "studio-save-pytorch", weights: true, asks: true, save: byServer("pytorch") },
  { kind: "keras", label: "studio-save-keras", weights: true, asks: true, save: byServer("keras") },
  { kind: "onnx", label: "studio-save-onnx", weights: true, asks: true, save: byServer("onnx") },
  { kind: "html", label: "studio-save-html", asks: true, save: byServer("html") },
  { kind: "toml", label: "studio-save-toml", save: saveToml },
  { kind: "svg", label: "studio-save-svg", save: savePicture("svg") },
  { kind: "png", label: "studio-save-png", save: savePicture("png") },
];

/** @param {string} kind @returns {Kind["save"]} */
function byServer(kind) {
  return ({ actions }, now) => actions.exportAs(kind, now);
}

/** @param {Context} context */
function saveToml({ store }) {
  const text = store.get().lowered?.toml ?? "";
  download("whygrad.toml", new Blob([text], { type: "application/toml" }));
}

/** @param {"svg" | "png"} kind @returns {Kind["save"]} */
function savePicture(kind) {
  return async ({ store, t }) => {
    const state = store.get();
    if (!state.lowered || !state.frame) return;
    const { pictureOf, rasterized } = await import("./picture.js"); // only who asks for a picture loads it
    const drawn = await pictureOf(state, t);
    download(`whygrad.${kind}`, kind === "png" ? await rasterized(drawn) : new Blob([drawn], { type: "image/svg+xml" }));
  };
}

/**
 * What is asked about the shown network: which seed's it is, and its weights if it is to go on from those of now.
 *
 * @param {Actions} actions
 * @param {boolean} now
 */
export async function shownNetwork(actions, now) {
  const { seed, lowered } = actions.store.get();
  const question = { ...actions.judge.question(), first_seed: lowered?.seeds.data[seed] ?? 0 };
  if (!now) return question;
  const { parameters, running } = await actions.inquire({ what: "parameters", run: seed });
  return {
    ...question,
    parameters: encoded(parameters, [parameters.length]),
    running: encoded(running, [running.length]),
  };
}
