/** What is asked about augmentation: what each ticked change, and all of them together, make of the chosen picture. */

import { latest } from "./ask.js";

const WAIT = 80; // milliseconds

export class Changing {
  /** @param {import('../types.js').Store} store @param {import("./actions.js").ZooActions} actions */
  constructor(store, actions) {
    this.store = store;
    this.actions = actions;
    this.asks = latest();
    this.timer = 0;
  }

  /** The ticked changes as an experiment has them. @returns {string[]} */
  words() {
    const { words, numbers, augmentations } = this.actions.zoo;
    return augmentations.filter(({ word }) => words.includes(word)).map(({ word }) => `${word}:${numbers[word]}`);
  }

  soon() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.look(), WAIT);
  }

  look() {
    const { place, file, model, draws, pictures } = this.actions.zoo;
    const words = this.words();
    if (words.length === 0 || (pictures === null && file === null)) {
      this.actions.tell({ changed: null });
      return;
    }
    const rows = [...words.map((word) => [word]), ...(words.length > 1 ? [words] : [])];
    const chosen = file === null ? { place } : { file: file.data, name: file.name };
    const question = { model, rows, seed: draws, lang: this.store.get().lang, ...chosen };
    const fail = (/** @type {string} */ changeTrouble) => this.actions.tell({ changeTrouble, changed: null });
    void this.asks("api/zoo/augment", question, (changed) => this.actions.tell({ changed: { ...changed, words }, changeTrouble: "" }), fail);
  }

  /** @param {string} word @param {number} value */
  setNumber(word, value) {
    this.actions.tell({ numbers: { ...this.actions.zoo.numbers, [word]: value } });
    this.soon();
  }

  /** @param {string} word @param {boolean} ticked */
  tick(word, ticked) {
    const { words } = this.actions.zoo;
    this.actions.tell({ words: ticked ? [...words, word] : words.filter((one) => one !== word) });
    this.soon();
  }

  /** Other random numbers. */
  draw() {
    this.actions.tell({ draws: this.actions.zoo.draws + 1 });
    this.soon();
  }
}
