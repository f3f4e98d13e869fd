/** Every optimizer from the same start on the same batches: programs that differ in nothing else, and the ways they take. */

import { SETTINGS } from "../kernel.js";

/** @typedef {import("../types.js").Lowered} Lowered */
/** @typedef {{name: string, number: number, rate: number}} Racer */
/**
 * @typedef {object} Way
 * @property {string} name of the optimizer
 * @property {number} rate its learning rate
 * @property {Float32Array[]} places parameters on the way, finite ones
 * @property {number[]} losses at the end: of the training samples, of the test samples
 * @property {boolean} broken whether it became non-finite
 */

const OPTIMIZER = 2; // where `numbers` says which one it is
const PLACES = 40; // on each way
const RATE = SETTINGS.indexOf("learning_rate");

/**
 * One run of a program, trained by another optimizer; nothing else differs, so the batches and dropped units are the same.
 *
 * @param {Lowered} lowered
 * @param {number} run
 * @param {number} number of the optimizer
 * @param {number | null} rate null: the one it has
 * @returns {Lowered} without a grid to paint
 */
export function trainedBy(lowered, run, number, rate) {
  const { program, parameters, running, settings, seeds } = lowered;
  const runs = seeds.data.length;
  const row = (/** @type {import("../types.js").Floats} */ { shape, data }) => ({
    shape: [1, shape[1]],
    data: data.slice(run * shape[1], (run + 1) * shape[1]),
  });
  const own = Float32Array.from(SETTINGS, (_, setting) => settings.data[setting * runs + run]);
  if (rate !== null) own[RATE] = rate;
  const numbers = program.numbers.data.slice();
  numbers[OPTIMIZER] = number;
  return {
    ...lowered,
    program: { ...program, numbers: { ...program.numbers, data: numbers } },
    parameters: row(parameters),
    running: row(running),
    settings: { shape: [SETTINGS.length, 1], data: own },
    seeds: { shape: [1], data: seeds.data.slice(run, run + 1) },
    grid: null,
  };
}

/**
 * Has every optimizer train, one after the other.
 *
 * @param {import("../trainer.js").Trainer} trainer its own worker; ending it refuses what is asked, and so ends the race
 * @param {Lowered} lowered
 * @param {number} run whose start and batches all have
 * @param {Racer[]} racers
 * @param {{updates: number, usual: boolean}} how `usual`: each at its usual learning rate, else all at the experiment's
 * @param {(ways: Way[], share: number) => void} heard
 */
export async function race(trainer, lowered, run, racers, { updates, usual }, heard) {
  /** @type {Way[]} */
  const ways = [];
  for (const [index, { name, number, rate }] of racers.entries()) {
    const own = trainedBy(lowered, run, number, usual ? rate : null);
    trainer.load(own, 0);
    /** @type {Way} */
    const way = { name, rate: own.settings.data[RATE], places: [own.parameters.data], losses: [NaN, NaN], broken: false };
    ways.push(way);
    let done = 0;
    for (let place = 1; place <= PLACES && !way.broken; place++) {
      const next = Math.round((updates * place) / PLACES);
      if (next === done) continue;
      trainer.send({ kind: "step", updates: next - done });
      done = next;
      const { parameters } = await trainer.ask({ what: "parameters", run: 0 });
      if (parameters.every(Number.isFinite)) way.places.push(parameters);
      else way.broken = true;
      heard(ways, (index + place / PLACES) / racers.length);
    }
    if (!way.broken) way.losses = [...(await trainer.ask({ what: "losses", run: 0, parameters: way.places[way.places.length - 1] }))];
    heard(ways, (index + 1) / racers.length);
  }
  return ways;
}

const MOST_NUMBERS = 250_000; // that a plane is made of, so that it takes a few milliseconds

/**
 * Places evenly taken from several ways, so few that their plane is quickly found; the ends of each are among them.
 *
 * @param {Float32Array[][]} ways
 * @returns {Float32Array[]}
 */
export function thinned(ways) {
  const length = ways[0]?.[0]?.length ?? 1;
  const each = Math.max(2, Math.floor(MOST_NUMBERS / length / Math.max(ways.length, 1)));
  return ways.flatMap((places) => {
    if (places.length <= each) return places;
    return Array.from({ length: each }, (_, i) => places[Math.round((i * (places.length - 1)) / (each - 1))]);
  });
}
