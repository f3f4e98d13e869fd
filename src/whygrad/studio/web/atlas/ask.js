/** What the atlas asks the server. */

import { Refusal, decoded } from "../api.js";
import { http } from "../transports/http.js";

/** @param {string} path @param {any} [body] @param {AbortSignal} [signal] @returns {Promise<any>} */
export async function ask(path, body, signal) {
  const answer = await http(path, body, signal);
  if (answer.status < 400) return decoded(await answer.json());
  const said = await answer.json().catch(() => ({}));
  throw new Refusal(said.error ?? String(answer.status), said.key ?? null, answer.status);
}
