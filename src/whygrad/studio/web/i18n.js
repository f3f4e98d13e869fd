/** Texts: Fluent over the same catalogs as Python's (`/messages/en.ftl`, `/messages/ko.ftl`). */

import { FluentBundle, FluentResource } from "./vendor/fluent-bundle-0.19.1.min.js";

/** @typedef {'en' | 'ko'} Language */

/** @type {Language[]} */
export const LANGUAGES = ["en", "ko"];

/** What each language calls itself. */
export const LANGUAGE_NAMES = { en: "English", ko: "한국어" };

/** The language of the reader's choice here, else of the browser. @returns {Language} */
export function preferredLanguage() {
  const chosen = remembered("whygrad-lang");
  const wanted = chosen ?? navigator.languages?.[0] ?? navigator.language ?? "en";
  return wanted.toLowerCase().startsWith("ko") ? "ko" : "en";
}

/** What was remembered under a name; null where nothing was, or where the browser keeps nothing. @param {string} name */
export function remembered(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Remembers a choice, if the browser lets it. @param {string} name @param {string} value */
export function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A private window may refuse; the choice then holds until the page closes.
  }
}

/**
 * The function `t(id, values)` over one language's catalog. An unknown id is shown as it is: a bug that tests find.
 *
 * @param {Language} language
 * @param {string} catalog the text of its .ftl file
 * @returns {import('./types.js').Translate}
 */
export function createTranslator(language, catalog) {
  const bundle = new FluentBundle(language, { useIsolating: false });
  bundle.addResource(new FluentResource(catalog));
  /** @type {Map<string, string>} */
  const plain = new Map();
  return (id, values) => {
    if (values === undefined) {
      const known = plain.get(id);
      if (known !== undefined) return known;
    }
    const pattern = bundle.getMessage(id)?.value;
    if (!pattern) {
      console.warn(`No text for ${id}`);
      return id;
    }
    const text = bundle.formatPattern(pattern, values ?? null, []);
    if (values === undefined) plain.set(id, text);
    return text;
  };
}

/**
 * Puts texts into the elements of index.html that carry `data-t`.
 *
 * @param {import('./types.js').Translate} t
 * @param {ParentNode} [root]
 */
export function translatePage(t, root = document) {
  for (const element of root.querySelectorAll("[data-t]")) {
    element.textContent = t(/** @type {HTMLElement} */ (element).dataset.t ?? "");
  }
}
