/** What of the networks is looked at, and how: the part of the actions that changes nothing of what trains but by hand. */

import { curveOf } from "./overlay.js";
import { Training } from "./training.js";

/** @typedef {import('./types.js').Unit} Unit */

const MOST_OVERLAYS = 6;

export class Looking extends Training {
  /** Shows another of the networks. @param {number} seed its index */
  selectSeed(seed) {
    this.store.set({ seed });
    this.show();
  }

  /** @param {Unit | null} unit shown large; null: the output */
  selectUnit(unit) {
    this.store.set({ unit });
    this.show();
  }

  /** @param {Unit | null} unit pointed at */
  hoverUnit(unit) {
    this.store.set({ hover: unit });
    this.show();
  }

  /** Opens the card of a parameter; null closes it. @param {number | null} weight */
  selectWeight(weight) {
    this.store.set({ weight });
  }

  /** @param {number | null} point index of a sample, training samples first */
  selectPoint(point) {
    this.store.set({ point });
  }

  /** Changes one number of the shown network. @param {number} index @param {number} value */
  editParameter(index, value) {
    if (Number.isFinite(value)) this.trainer.send({ kind: "parameter", run: this.store.get().seed, index, value });
  }

  /**
   * Asks the worker about the networks as they are now.
   *
   * @param {import('./types.js').Question} question
   * @returns {Promise<any>} rejected if the network is replaced before the answer
   */
  inquire(question) {
    return this.trainer.ask(question);
  }

  /** Lets layers stand out; those that do already no longer. @param {string[]} lit their names */
  light(lit) {
    this.store.set({ lit: lit.join("\n") === this.store.get().lit.join("\n") ? [] : lit });
  }

  /** @param {boolean} showTest */
  setShowTest(showTest) {
    this.store.set({ showTest });
  }

  /** @param {boolean} discretize */
  setDiscretize(discretize) {
    this.store.set({ discretize });
  }

  /** Keeps the curves so far, to compare with. @param {string} [name] */
  keepCurve(name) {
    const state = this.store.get();
    if (state.history.steps.length > 1) {
      name ??= state.preset ?? state.lowered?.experiment.data.name ?? "";
      this.store.set({ overlay: [...state.overlay, curveOf(state, name)].slice(-MOST_OVERLAYS) });
    }
  }

  clearCurves() {
    this.store.set({ overlay: [] });
  }
}
