/** Every change of the page of networks, as a named function. What is inside of networks has its own: `looking.js`. */

import { Choices } from "../choices.js";
import { readZoo, writeZoo } from "./address.js";
import { latest } from "./ask.js";
import { kindOf, textOf } from "./words.js";

/** @typedef {import("./types.js").Zoo} Zoo */
/** @typedef {import("./types.js").LayerValue} LayerValue */

const WAIT = 120; // milliseconds of silence after which what was typed is asked about

export class ZooActions extends Choices {
  /** @param {import('../types.js').Store} store */
  constructor(store) {
    super(store);
    this.ask = latest();
    this.timer = 0;
    store.subscribe(["zoo"], () => this.writeAddress());
    store.subscribe(["lang"], () => this.again());
  }

  /** @returns {Zoo} */
  get zoo() {
    return /** @type {Zoo} */ (this.store.get().zoo);
  }

  /** Replaces a part of the state. @param {Partial<Zoo>} patch */
  tell(patch) {
    this.store.set({ zoo: { ...this.zoo, ...patch } });
  }

  /** Opens an address of this page, or what follows its `#`. @param {string} text */
  open(text) {
    const said = readZoo(text);
    if (said.part !== null) this.showPart(said.part);
    if (said.text !== null && said.text !== this.zoo.text) this.setText(said.text, 0);
    else if (said.text === null && (said.network !== null || this.zoo.shown === null)) this.choose(said.network ?? this.zoo.network);
    if (said.model !== null && this.zoo.models.some(({ id }) => id === said.model)) this.tell({ model: said.model });
  }

  writeAddress() {
    if (this.zoo.shown === null && this.zoo.text === "") return; // it is still being read
    const said = writeZoo(this.zoo);
    if (location.hash !== `#${said}`) history.replaceState(null, "", `#${said}`);
  }

  /** @param {import("./types.js").Part} part */
  showPart(part) {
    if (part !== this.zoo.part) this.tell({ part });
  }

  /** Shows a network by its name. @param {string} name */
  choose(name) {
    this.tell({ network: name, editing: false, problem: null, lit: null, text: "", draft: null });
    const path = `api/zoo/network/${encodeURIComponent(name)}?lang=${this.store.get().lang}`;
    void this.ask(path, undefined, (shown) => this.tell({ shown }), (message) => this.note(message));
  }

  /** Begins a list of one's own with the layers that are shown. */
  edit() {
    const { shown } = this.zoo;
    if (shown === null) return;
    this.tell({ editing: true, text: shown.text, draft: { input: shown.input, layers: shown.layers }, problem: null });
  }

  /** Leaves the list of one's own for the network that it began with. */
  done() {
    this.choose(this.zoo.network);
  }

  /** A list of one's own as TOML. @param {string} text @param {number} [wait] */
  setText(text, wait = WAIT) {
    this.tell({ editing: true, text });
    this.soon(wait);
  }

  /** A list of one's own as values. @param {Partial<import("./types.js").Draft>} patch */
  setDraft(patch) {
    const { draft } = this.zoo;
    if (draft === null) return;
    const changed = { ...draft, ...patch };
    this.tell({ draft: changed, text: textOf(changed), editing: true });
    this.soon(WAIT);
  }

  /** @param {number} wait */
  soon(wait) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.check(), wait);
  }

  /** Asks what the list of one's own comes to. */
  check() {
    const { text } = this.zoo;
    const tell = (/** @type {any} */ answer) => {
      const { problem, ...shown } = answer;
      if (problem === undefined) {
        const { input, layers } = shown;
        this.tell({ shown, problem: null, draft: { input, layers } });
      } else {
        const { draft } = this.zoo;
        const input = draft?.input ?? this.zoo.shown?.input ?? [1, 28, 28];
        this.tell({ problem, draft: answer.layers ? { input, layers: answer.layers } : (draft ?? { input, layers: [] }) });
      }
    };
    void this.ask("api/zoo/layers", { text, lang: this.store.get().lang }, tell, (message) => this.note(message));
  }

  /** Asks anew, in the language that is spoken now. */
  again() {
    if (this.zoo.editing) this.soon(0);
    else if (this.zoo.shown !== null) this.choose(this.zoo.network);
  }

  /** @param {number} place @param {LayerValue} layer */
  setLayer(place, layer) {
    this.setDraft({ layers: (this.zoo.draft?.layers ?? []).with(place, layer) });
  }

  /** Another kind of layer, with its usual settings. @param {number} place @param {string} kind */
  setKind(place, kind) {
    this.setLayer(place, this.begin(place, kind));
  }

  /** What a layer of a kind begins as; a block as wide as what comes in. @param {number} place @param {string} kind */
  begin(place, kind) {
    const begin = this.zoo.kinds.find((one) => one.kind === kind)?.begin ?? kind;
    if (kind !== "residual" || typeof begin === "string") return begin;
    const { shown } = this.zoo;
    const before = shown?.lines.findLast((line) => line.depth === 0 && line.place < place)?.output ?? shown?.input ?? [];
    const body = begin["residual"].map((/** @type {LayerValue} */ layer) => (typeof layer === "object" && "conv" in layer ? { ...layer, conv: before[0] } : layer));
    return before.length === 3 ? { residual: body } : begin;
  }

  /** One setting; `undefined`: its default. @param {number} place @param {string} name @param {any} value */
  setSetting(place, name, value) {
    const layer = this.zoo.draft?.layers[place];
    if (layer === undefined) return;
    const kind = kindOf(layer, this.zoo.kinds);
    /** @type {{[name: string]: any}} */
    const table = typeof layer === "string" ? { [kind]: true } : { ...layer };
    if (value === undefined) delete table[name];
    else table[name] = value;
    const alone = Object.keys(table).length === 1 && table[kind] === true;
    this.setLayer(place, alone ? kind : table);
  }

  /** @param {number} place of the new layer @param {string} kind */
  addLayer(place, kind = "relu") {
    this.setDraft({ layers: (this.zoo.draft?.layers ?? []).toSpliced(place, 0, this.begin(place, kind)) });
  }

  /** @param {number} place */
  removeLayer(place) {
    this.setDraft({ layers: (this.zoo.draft?.layers ?? []).toSpliced(place, 1) });
  }

  /** @param {number} place @param {number} by -1 or 1 */
  moveLayer(place, by) {
    const layers = this.zoo.draft?.layers ?? [];
    if (place + by < 0 || place + by >= layers.length) return;
    this.setDraft({ layers: layers.with(place, layers[place + by] ?? "").with(place + by, layers[place] ?? "") });
  }

  /** Lets a layer stand out; the one that does already no longer. @param {number | null} place */
  light(place) {
    this.tell({ lit: place === this.zoo.lit ? null : place });
  }

  /** @param {boolean} formulas */
  setFormulas(formulas) {
    this.tell({ formulas });
  }

  /** @param {string} text */
  note(text) {
    this.store.set({ notice: { text, key: null } });
  }
}
