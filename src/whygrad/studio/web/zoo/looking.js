/** What is asked about the inside of a trained network: the pictures there are, what it says, its maps, its evidence. */

import { latest } from "./ask.js";

/** @typedef {import("./types.js").Zoo} Zoo */

export class Looking {
  /** @param {import('../types.js').Store} store @param {import("./actions.js").ZooActions} actions */
  constructor(store, actions) {
    this.store = store;
    this.actions = actions;
    this.offers = latest();
    this.looks = latest();
    this.maps = latest();
    this.evidence = latest();
  }

  /** @returns {Zoo} */
  get zoo() {
    return this.actions.zoo;
  }

  /** The picture that questions are about. */
  question() {
    const { model, place, file } = this.zoo;
    return { model, lang: this.store.get().lang, ...(file === null ? { place } : { file: file.data, name: file.name }) };
  }

  /** Asks for the pictures to choose from, then for everything about the chosen one. */
  begin() {
    this.offer(() => {
      if (this.zoo.pictures !== null || this.zoo.file !== null) this.look();
      else this.actions.tell({ look: null, maps: null, evidence: null });
    });
  }

  /** Asks for the pictures to choose from. @param {() => void} [then] */
  offer(then = () => {}) {
    const tell = (/** @type {any} */ { pictures }) => {
      const place = this.zoo.place < (pictures?.labels.length ?? 0) ? this.zoo.place : 0;
      this.actions.tell({ pictures, place, asked: true, trouble: "" });
      then();
    };
    const path = `api/zoo/pictures?model=${encodeURIComponent(this.zoo.model)}&lang=${this.store.get().lang}`;
    void this.offers(path, undefined, tell, (trouble) => this.fail(trouble));
  }

  /** Asks for everything about the chosen picture. */
  look() {
    if (this.zoo.missing !== "") return;
    const tell = (/** @type {import("./types.js").Look} */ look) => {
      const known = look.layers.some(({ path }) => path === this.zoo.layer);
      this.actions.tell({ look, trouble: "", layer: known ? this.zoo.layer : (look.layers[0]?.path ?? "") });
      this.lookAtLayer();
    };
    void this.looks("api/zoo/look", this.question(), tell, (trouble) => this.fail(trouble));
    this.weigh();
  }

  lookAtLayer() {
    const { layer } = this.zoo;
    if (layer === "") return;
    void this.maps("api/zoo/maps", { ...this.question(), layer }, (maps) => this.actions.tell({ maps }), () => this.actions.tell({ maps: null }));
  }

  /** Asks what speaks for the chosen class. */
  weigh() {
    const { label } = this.zoo;
    void this.evidence("api/zoo/evidence", { ...this.question(), label }, (evidence) => this.actions.tell({ evidence }), () => this.actions.tell({ evidence: null }));
  }

  /** @param {string} trouble */
  fail(trouble) {
    this.actions.tell({ trouble, asked: true, look: null, maps: null, evidence: null });
  }

  /** @param {string} model */
  chooseModel(model) {
    this.actions.tell({ model, place: 0, label: null, look: null, maps: null, evidence: null, pictures: null, asked: false, layer: "" });
    this.begin();
  }

  /** @param {string} layer */
  chooseLayer(layer) {
    this.actions.tell({ layer });
    this.lookAtLayer();
  }

  /** The class whose evidence is shown. @param {number} label */
  chooseLabel(label) {
    this.actions.tell({ label });
    this.weigh();
  }
}
