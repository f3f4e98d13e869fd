/** A worker of the atlas: trains runs of lowered programs to their end, some at a time. */

import { Session, compile } from "../kernel.js";

/** @typedef {import("./types.js").ToPixelWorker} ToPixelWorker */
/** @typedef {import("./types.js").TrainMessage} TrainMessage */
/** @typedef {import("./types.js").ProgramMessage} ProgramMessage */

const SLICE = 12; // milliseconds of training between two looks at what was asked meanwhile
const MEASURED = ["loss_test", "loss_train", "accuracy_test", "accuracy_train"];

const kernel = compile(fetch(new URL("../kernel.wasm", import.meta.url)));
/** @type {Map<string, ProgramMessage>} */
const programs = new Map();
/** @type {TrainMessage[]} */
const waiting = [];
/** @type {Session["exports"] | undefined} */
let exports;
let oldest = 0; // generation that is still wanted
let busy = false;

const tick = new MessageChannel();
/** @type {(() => void) | null} */
let resume = null;
tick.port1.onmessage = () => resume?.();

/** Lets messages in. */
function breathe() {
  return new Promise((resolve) => {
    resume = () => resolve(undefined);
    tick.port2.postMessage(null);
  });
}

/** @param {import("./types.js").FromPixelWorker} message */
function say(message) {
  postMessage(message);
}

/** The runs of a message at their start; there is one kernel, whose memory all of them use. @param {TrainMessage} message */
async function begin({ id, parameters, running, settings, seeds }) {
  const { plan, program } = /** @type {ProgramMessage} */ (programs.get(id));
  const runs = seeds.length;
  const shaped = (/** @type {Float32Array<ArrayBuffer>} */ data) => ({ data, shape: [runs, data.length / runs] });
  const starts = { parameters: shaped(parameters), running: shaped(running), settings: shaped(settings), seeds: { data: seeds, shape: [runs] } };
  const session = new Session(await kernel, /** @type {any} */ ({ plan, program, ...starts }), { exports });
  exports = session.exports;
  return session;
}

/** @param {TrainMessage} message */
async function train(message) {
  const { generation, job, steps, records } = message;
  const start = performance.now();
  const session = await begin(message);
  const { runs } = session;
  const first = session.advance(0)?.run["loss_train"].slice() ?? new Float32Array(runs);
  const stops = records === 0 ? [steps] : [...new Set(Array.from({ length: records }, (_, k) => Math.round(((k + 1) * steps) / records)))];
  const curves = [first];
  let length = 256; // updates of a slice
  let record = null;
  for (const stop of stops) {
    for (let from = session.step; from < stop; from = session.step) {
      const began = performance.now();
      const until = Math.min(from + length, stop);
      record = session.advance(until - from, until === stop);
      if (session.step < until) break; // all runs have turned non-finite
      const took = performance.now() - began;
      if (took > 0) length = Math.max(16, Math.round(length * Math.min(4, SLICE / took)));
      if (session.step < steps) await breathe();
      if (generation < oldest) return say({ kind: "dropped", generation, job });
    }
    if (records > 0) curves.push(record?.run["loss_train"].slice() ?? new Float32Array(runs).fill(NaN));
    if (session.step < stop) break;
  }
  const final = record?.step === steps ? record : /** @type {import("../types.js").Record} */ (session.advance(0));
  const values = new Float32Array(5 * runs);
  values.set(first);
  MEASURED.forEach((name, k) => values.set(final.run[name], (k + 1) * runs));
  const bad = Uint8Array.from(session.status().badStep, (step) => Number(step >= 0));
  const joined = new Float32Array(records > 0 ? curves.length * runs : 0);
  if (records > 0) curves.forEach((curve, k) => joined.set(curve, k * runs));
  say({ kind: "trained", generation, job, values, bad, curves: joined, steps: [0, ...stops].slice(0, curves.length), took: performance.now() - start });
}

async function work() {
  if (busy) return;
  busy = true;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (next.generation < oldest) say({ kind: "dropped", generation: next.generation, job: next.job });
    else await train(next);
  }
  busy = false;
}

self.onmessage = ({ data }) => {
  const message = /** @type {ToPixelWorker} */ (data);
  if (message.kind === "drop") {
    oldest = message.generation;
    programs.clear();
  } else if (message.kind === "program") programs.set(message.id, message);
  else {
    waiting.push(message);
    work().catch((error) => {
      busy = false;
      say({ kind: "failed", message: String(error) });
    });
  }
};
