/** Questions of the page of networks. Of one kind, only the latest counts: an older one is dropped on its way. */

import { Refusal } from "../api.js";
import { http } from "../transports/http.js";

/** @param {string} path @param {any} [body] @param {AbortSignal} [signal] @returns {Promise<any>} */
export async function ask(path, body, signal) {
  const answer = await http(path, body, signal);
  if (answer.status < 400) return unpacked(await answer.json());
  const said = await answer.json().catch(() => ({}));
  throw new Refusal(said.error ?? String(answer.status), said.key ?? null, answer.status);
}

/** Bytes, wherever they stand in an answer, as arrays. @param {any} value @returns {any} */
function unpacked(value) {
  if (Array.isArray(value)) return typeof value[0] === "object" ? value.map(unpacked) : value;
  if (value === null || typeof value !== "object") return value;
  const made = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unpacked(item)]));
  if (typeof made.bytes === "string") made.bytes = Uint8Array.from(atob(made.bytes), (letter) => letter.charCodeAt(0));
  return made;
}

/**
 * A function that asks and tells; called again before the answer is there, it forgets the question before.
 *
 * @returns {(path: string, body: any, tell: (answer: any) => void, fail: (message: string) => void) => Promise<void>}
 */
export function latest() {
  /** @type {AbortController | null} */
  let before = null;
  return async (path, body, tell, fail) => {
    before?.abort();
    const own = (before = new AbortController());
    try {
      const answer = await ask(path, body, own.signal);
      if (!own.signal.aborted) tell(answer);
    } catch (error) {
      if (!own.signal.aborted) fail(error instanceof Error ? error.message : String(error));
    }
  };
}
