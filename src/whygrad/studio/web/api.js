/** Questions to the server. Every one carries the token of the address the page was opened with. */

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

const TOKEN = token();

/** Takes the token out of the address, so that a copied address does not hand it on; keeps it for this tab's reloads. */
function token() {
  const address = new URL(location.href);
  const given = address.searchParams.get("token");
  try {
    if (given === null) return sessionStorage.getItem("whygrad-token") ?? "";
    sessionStorage.setItem("whygrad-token", given);
  } catch {
    return given ?? ""; // the browser keeps nothing: the address keeps the token
  }
  address.searchParams.delete("token");
  history.replaceState(null, "", address);
  return given;
}

/**
 * @param {string} path
 * @param {any} [body] posted as JSON; nothing: a GET
 * @param {AbortSignal} [signal]
 * @returns {Promise<Response>}
 */
async function ask(path, body, signal) {
  /** @type {{[name: string]: string}} */
  const headers = { "X-Whygrad-Token": TOKEN };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const response = await fetch(path, {
    method: body === undefined ? "GET" : "POST",
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
  });
  if (response.ok) return response;
  const answer = await response.json().catch(() => ({}));
  throw new Refusal(answer.error ?? `${response.status} ${response.statusText}`, answer.key ?? null, response.status);
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

/**
 * A file to take along.
 *
 * @param {string} kind toml, pytorch, keras, onnx or html
 * @param {any} question
 * @returns {Promise<{name: string, blob: Blob}>}
 */
export async function exportAs(kind, question) {
  const response = await ask(`api/export/${encodeURIComponent(kind)}`, question);
  const said = /filename="?([^";]+)"?/.exec(response.headers.get("Content-Disposition") ?? "");
  return { name: said?.[1] ?? `whygrad.${kind}`, blob: await response.blob() };
}

const KINDS = { f32: Float32Array, i32: Int32Array, u32: Uint32Array };

/** Arrays of the wire, wherever they stand in a value, as typed arrays. @param {any} value @returns {any} */
export function decoded(value) {
  if (Array.isArray(value)) return value.map(decoded);
  if (value === null || typeof value !== "object") return value;
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
