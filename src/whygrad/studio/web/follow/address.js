/** The address of the page of traces: `#trace=ID&run=2&lang=ko`. */

import { LANGUAGES } from "../i18n.js";

/**
 * @param {string} text an address or what follows its `#`
 * @returns {{id: string | null, run: number | null, lang: 'en' | 'ko' | null}} what it does not say is null
 */
export function readTrace(text) {
  const said = new URLSearchParams(text.slice(text.indexOf("#") + 1));
  const [id, run, lang] = [said.get("trace"), said.get("run"), said.get("lang")];
  return {
    id: id !== null && /^[0-9a-f]{1,64}$/.test(id) ? id : null,
    run: run !== null && /^\d{1,6}$/.test(run) ? Number(run) : null,
    lang: LANGUAGES.find((one) => one === lang) ?? null,
  };
}

/** @param {{id: string | null, run: number | null, lang: string}} what @returns {string} without the `#` */
export function writeTrace({ id, run, lang }) {
  const said = new URLSearchParams();
  if (id !== null) said.set("trace", id);
  if (run !== null) said.set("run", String(run));
  said.set("lang", lang);
  return said.toString();
}
