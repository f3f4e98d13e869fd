/**
 * How far a learner is: a state for each step of the course, and what the learner answered, kept in the browser alone.
 * Where the browser keeps nothing, it holds until the page closes.
 */

import { remember, remembered } from "./i18n.js";

/**
 * `state`: "answered" or "revealed" of a claim, "solved" of an exercise; a step that was not begun has none.
 * @typedef {{state: string, answer?: string}} Entry
 * @typedef {{readonly [id: string]: Readonly<Entry>}} Entries
 */

const KEY = "whygrad-progress-1"; // another number where the form changes: an older page then leaves it alone
const MOST = 500;
const ID = /^[\w-]{1,60}$/;
const WORD = /^[\w-]{1,30}$/;

/** @param {unknown} value */
const isWord = (value) => typeof value === "string" && WORD.test(value);

/** What is kept under the key, and nothing of it that is not an entry. @param {string | null} text @returns {Entries} */
export function read(text) {
  try {
    const value = JSON.parse(text ?? "{}");
    if (value === null || typeof value !== "object" || Array.isArray(value)) return {};
    const entries = Object.entries(value).filter(([id, entry]) => ID.test(id) && isWord(entry?.state));
    return Object.fromEntries(entries.slice(0, MOST).map(([id, { state, answer }]) => [id, { state, ...(isWord(answer) ? { answer } : {}) }]));
  } catch {
    return {};
  }
}

/** @type {Entries} */
let entries = read(remembered(KEY));
/** @type {Set<(entries: Entries) => void>} */
const watchers = new Set();

/** @param {Entries} next */
function become(next) {
  entries = next;
  for (const watcher of [...watchers]) watcher(entries);
}

globalThis.addEventListener?.("storage", (event) => {
  if (event.key === KEY || event.key === null) become(read(event.key === null ? null : event.newValue));
});

export const progress = {
  /** The state of a step; empty: not begun. @param {string} id @returns {string} */
  state: (id) => entries[id]?.state ?? "",

  /** What the learner answered; empty: nothing. @param {string} id @returns {string} */
  answer: (id) => entries[id]?.answer ?? "",

  /** All steps that were begun. @returns {Entries} */
  all: () => entries,

  /** @param {string} id @param {string} state @param {string} [answer] the one before stays where none is given */
  set(id, state, answer = entries[id]?.answer) {
    const next = { ...entries, [id]: { state, ...(answer ? { answer } : {}) } };
    remember(KEY, JSON.stringify(next));
    become(next);
  },

  /** Forgets all steps. */
  forget() {
    remember(KEY, "{}");
    become({});
  },

  /**
   * Calls at once and after every change, also one in another tab.
   *
   * @param {(entries: Entries) => void} watcher
   * @returns {() => void} ends it
   */
  subscribe(watcher) {
    watchers.add(watcher);
    watcher(entries);
    return () => watchers.delete(watcher);
  },
};
