/**
 * The address: the experiment's link behind the `#`, with points that were drawn and weights that were asked for, and beside
 * it what only concerns the page: `view.seeds`, `view.first`, `view.shown` (which of the seeds, from 0), `view.test`,
 * `view.discretize`, the open step and the steps that somebody chose of the course (`view.step=C09`, `view.steps=C09,C13`), the
 * exercise that is open (`view.exercise=NAME`, or `view.keep=…&view.goal=…` of this very experiment), and
 * `view.hide=playButton,noise` for controls that an embedding page does without.
 */

import { writeStep } from "./course.js";
import { readExercise, writeExercise } from "./exercise.js";
import { pointsText } from "./linking.js";

const MARK = "view.";
const MOST_STEPS = 200;

/**
 * What an address says about the page.
 * @typedef {{link: string | null, seeds: number | null, first: number | null, shown: number | null, showTest: boolean | null,
 *   discretize: boolean | null, hidden: string[], step: string | null, steps: string | null} & import("./exercise.js").Wanted} Address
 */

/**
 * Reads an address or what follows its `#`; of TensorFlow Playground's links the view's settings, too.
 *
 * @param {string} text
 * @returns {Address}
 */
export function readAddress(text) {
  const hash = text.slice(text.indexOf("#") + 1);
  /** @type {Map<string, string>} */
  const own = new Map();
  /** @type {string[]} */
  const hidden = [];
  const rest = hash.split("&").filter((pair) => {
    const [key, value = ""] = pair.split("=", 2);
    if (key.startsWith(MARK)) own.set(key.slice(MARK.length), value);
    else if (key === "showTestData" || key === "discretize") own.set(key, value);
    else if (key.endsWith("_hide") && value === "true") hidden.push(key.slice(0, -"_hide".length));
    return pair !== "" && !key.startsWith(MARK);
  });
  return {
    link: rest.length > 0 ? rest.join("&") : null,
    seeds: whole(own.get("seeds")),
    first: whole(own.get("first")),
    shown: whole(own.get("shown")),
    showTest: truth(own.get("test") ?? own.get("showTestData")),
    discretize: truth(own.get("discretize")),
    ...readExercise(own),
    hidden: [...hidden, ...(own.get("hide") ?? "").split(",").filter((name) => /^\w+$/.test(name))],
    step: own.get("step") || null,
    steps: own.get("steps")?.split(",").filter((id) => /^[\w-]{1,60}$/.test(id)).slice(0, MOST_STEPS).join() || null,
  };
}

/** @param {string | undefined} text */
function whole(text) {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : null;
}

/** @param {string | undefined} text */
function truth(text) {
  return text === undefined ? null : text === "true";
}

/**
 * What stands behind the `#`.
 *
 * @param {Readonly<import('./types.js').State>} state
 * @param {string | null} [weights] of the shown run, which is then the first
 * @returns {string} without the `#`; empty where no link can say the experiment
 */
export function writeAddress(state, weights = null) {
  const link = state.lowered?.link;
  const points = pointsText(state.own);
  if (!link || (state.own && points === null)) return "";
  const first = state.firstSeed + (weights === null ? 0 : state.seed);
  const start = weights ?? state.lowered?.weights;
  const view = [];
  if (points !== null) view.push(`points=${points}`);
  if (start) view.push(`weights=${start}`);
  if (state.seeds !== DEFAULT_SEEDS) view.push(`${MARK}seeds=${state.seeds}`);
  if (first !== 0) view.push(`${MARK}first=${first}`);
  if (state.seed !== 0 && weights === null) view.push(`${MARK}shown=${state.seed}`);
  if (state.showTest) view.push(`${MARK}test=true`);
  if (state.discretize) view.push(`${MARK}discretize=true`);
  if (state.hidden.length > 0) view.push(`${MARK}hide=${state.hidden.join(",")}`);
  if (state.claim) view.push(`${MARK}step=${writeStep(state.claim)}`);
  if (state.chosen) view.push(`${MARK}steps=${state.chosen.join(",")}`);
  view.push(...writeExercise(state.exercise, link).map((part) => MARK + part));
  return [link, ...view].join("&");
}

export const DEFAULT_SEEDS = 8;
