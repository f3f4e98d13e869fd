/** Questions to Python, and its answers. Who carries them is exchangeable: `transports/`. */

/** @typedef {import('./types.js').Experiment} Experiment */
/** @typedef {import('./types.js').OwnData} OwnData */
/** @typedef {import('./types.js').Lowered} Lowered */
/** @typedef {import('./types.js').WireArray} WireArray */

/** What the server says about bad input: one line, and the option it is about. */
export class Refusal extends Error {
  /** @param {string} message @param {string | null} key @param {number} status */
  constructor(message, key, status) {
    super(message);
    this.key = key;
    this.status = status;
  }
}

/** @type {import('./types.js').Transport} */
let transport = () => Promise.reject(new Error("Nobody answers."));

/** Says who answers. @param {import('./types.js').Transport} given */
export function use(given) {
  transport = given;
}

/**
 * @param {string} path
 * @param {any} [body] posted; nothing: a GET
 * @param {AbortSignal} [signal]
 * @returns {Promise<import('./types.js').Answer>}
 */
async function ask(path, body, signal) {
  const answer = await transport(path, body, signal);
  if (answer.status < 400) return answer;
  const said = await answer.json().catch(() => ({}));
  throw new Refusal(said.error ?? String(answer.status), said.key ?? null, answer.status);
}

/** @param {string} language @returns {Promise<string>} the catalog */
export async function messages(language) {
  return (await ask(`messages/${language}.ftl`)).text();
}

/** @param {string} language @returns {Promise<import('./types.js').OptionTable>} */
export async function options(language) {
  return (await ask(`api/options?lang=${language}`)).json();
}

/** @returns {Promise<{[name: string]: import('./types.js').Thumbnail}>} small samples of the named data sets */
export async function thumbnails() {
  return (await ask("api/thumbnails")).json();
}

/** @param {string} language @returns {Promise<import('./types.js').Preset[]>} */
export async function presets(language) {
  return (await ask(`api/presets?lang=${language}`)).json();
}

/** @param {string} code @param {string} language @returns {Promise<any>} */
export async function explain(code, language) {
  return (await ask(`api/explain/${encodeURIComponent(code)}?lang=${language}`)).json();
}

/**
 * @param {{experiment?: Experiment, link?: string, seeds: number, first_seed: number, lang: string, csv?: string,
 *   csv_name?: string, points?: any}} question
 * @param {AbortSignal} [signal]
 * @returns {Promise<Lowered>}
 */
export async function lower(question, signal) {
  return decoded(await (await ask("api/lower", question, signal)).json());
}

/** @param {any} question @returns {Promise<any>} */
export async function diagnose(question) {
  return (await ask("api/diagnose", question)).json();
}

/** @param {any} question @param {AbortSignal} [signal] @returns {Promise<any>} */
export async function trial(question, signal) {
  return (await ask("api/trial", question, signal)).json();
}

/** @param {string} lang @returns {Promise<import('./types.js').CourseTable>} the topics and their steps */
export async function course(lang) {
  return (await ask(`api/course?lang=${lang}`)).json();
}

/** @param {string} id @param {string} lang @returns {Promise<import('./types.js').ClaimQuestion>} what a claim asks */
export async function claim(id, lang) {
  return (await ask(`api/claim/${encodeURIComponent(id)}?lang=${lang}`)).json();
}

/** @param {string} id @param {string} lang @returns {Promise<import('./types.js').ClaimResult>} what came out of it */
export async function claimResult(id, lang) {
  return (await ask(`api/claim/${encodeURIComponent(id)}/result?lang=${lang}`)).json();
}

/** @param {string} id @param {string} lang @returns {Promise<{svg: string, alt: string}>} the same as a figure */
export async function claimFigure(id, lang) {
  return (await ask(`api/claim/${encodeURIComponent(id)}/figure?lang=${lang}`)).json();
}

/** @param {any} question @returns {Promise<import('./types.js').ClaimRun>} */
export async function claimRun(question) {
  return (await ask("api/claim/run", question)).json();
}

/** @param {string} name @param {string} lang @returns {Promise<import('./types.js').ExerciseData>} an exercise of the course */
export async function exercise(name, lang) {
  return (await ask(`api/exercise/${encodeURIComponent(name)}?lang=${lang}`)).json();
}

/** @param {any} question @returns {Promise<import('./types.js').ExerciseData>} the exercise that an address hands out */
export async function readExercise(question) {
  return (await ask("api/exercise/read", question)).json();
}

/** @param {any} question @returns {Promise<import('./types.js').AnswerOutcome>} */
export async function checkAnswer(question) {
  return (await ask("api/exercise/check", question)).json();
}

/** @param {string} lang @returns {Promise<any>} which traces of others there are */
export async function traces(lang) {
  return (await ask(`api/traces?lang=${lang}`)).json();
}

/**
 * What is new of a trace since a cursor ("": all of it), of one run or of all (null).
 *
 * @param {string} id
 * @param {string} since
 * @param {number | null} run
 * @param {string} lang
 * @returns {Promise<any>}
 */
export async function trace(id, since, run, lang) {
  const which = run === null ? "" : `&run=${run}`;
  const path = `api/trace/${encodeURIComponent(id)}?since=${encodeURIComponent(since)}${which}&lang=${lang}`;
  return decoded(await (await ask(path)).json());
}

/** @param {string} id @param {string} lang @returns {Promise<any>} what is wrong with a trace so far */
export async function traceDiagnosis(id, lang) {
  return (await ask(`api/trace/${encodeURIComponent(id)}/diagnosis?lang=${lang}`)).json();
}

/**
 * A file to take along.
 *
 * @param {string} kind toml, pytorch, keras, onnx or html
 * @param {any} question
 * @returns {Promise<{name: string, blob: Blob}>}
 */
export async function exportAs(kind, question) {
  const answer = await ask(`api/export/${encodeURIComponent(kind)}`, question);
  return { name: answer.name ?? `whygrad.${kind}`, blob: await answer.blob() };
}

const KINDS = { f32: Float32Array, i32: Int32Array, u32: Uint32Array };

/** Arrays of the wire, wherever they stand in a value, as typed arrays. @param {any} value @returns {any} */
export function decoded(value) {
  if (Array.isArray(value)) return value.map(decoded);
  if (value === null || typeof value !== "object" || ArrayBuffer.isView(value)) return value;
  if (typeof value.data === "string" && Array.isArray(value.shape)) return array(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decoded(item)]));
}

/** @param {WireArray} wire */
function array(wire) {
  const characters = atob(wire.data);
  const bytes = new Uint8Array(characters.length);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = characters.charCodeAt(index);
  return { shape: wire.shape, data: new KINDS[wire.dtype](bytes.buffer) };
}

/**
 * Numbers as the wire has them.
 *
 * @param {Float32Array} data
 * @param {number[]} shape
 * @returns {WireArray}
 */
export function encoded(data, shape) {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  let characters = "";
  for (let start = 0; start < bytes.length; start += 0x8000) {
    characters += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return { dtype: "f32", shape, data: btoa(characters) };
}
