/** Every change of the page, as a named function. Views call these and nothing else; only here is the state written. */

import { DEFAULT_SEEDS, readAddress, writeAddress } from "./address.js";
import { shownNetwork } from "./along/kinds.js";
import * as api from "./api.js";
import { Course } from "./course.js";
import { download } from "./download.js";
import { Exercising } from "./exercise.js";
import { activationsOf, bareName, dataSetOf, differences, optionOf, shortest, withHidden, withValues } from "./experiment.js";
import { Judge } from "./judge.js";
import { LONGEST, weightsText } from "./linking.js";
import { Looking } from "./looking.js";
import { Visit } from "./visit.js";

/** @typedef {import('./types.js').Experiment} Experiment */
/** @typedef {import('./types.js').OwnData} OwnData */

const GATHER = 4; // milliseconds in which edits become one question; while one is asked, they become the next
const ADDRESS_PAUSE = 250;
const MOST_UNDO = 100;
const SAME_EDIT = 900; // milliseconds in which edits of one key (a slider's) are one step of undo
/** How deep a network the page's button builds; presets and links may bring deeper ones. */
export const MOST_LAYERS = 8;

export class Actions extends Looking {
  /** @param {import('./types.js').Store} store @param {() => Worker} startWorker */
  constructor(store, startWorker) {
    super(store, startWorker);
    this.timer = 0;
    this.addressTimer = 0;
    this.asking = false;
    this.again = false;
    /** @type {string | null} link to be read by the next question */
    this.link = null;
    /** @type {import('./types.js').Notice | null} why the link that the page was opened with was refused */
    this.refused = null;
    /** @type {{[lang: string]: import('./types.js').Trial}} the latest trial, in the languages it was told in */
    this.told = {};
    this.lastEdit = { name: "", time: 0 };
    this.judge = new Judge(store);
    this.visit = new Visit(store, this);
    this.exercise = new Exercising(store, this);
    this.course = new Course(store, this);
    store.subscribe(["lowered", "own", "seeds", "firstSeed", "seed", "showTest", "discretize", "claim", "chosen"], () => this.writeAddressSoon());
  }

  /** What is edited. */
  get draft() {
    return this.store.get().draft;
  }

  set draft(draft) {
    this.store.set({ draft });
  }

  // -- edits of the experiment -----------------------------------------------------------------------------------

  /** Sets one option. @param {string} key @param {any} value */
  setOption(key, value) {
    this.setOptions({ [key]: value }, key);
  }

  /** Sets several options in one step. @param {{[key: string]: any}} values @param {string} [name] what the edit is called */
  setOptions(values, name = Object.keys(values).join()) {
    // Weights of a link stay while only the training changes: of another network they would be nobody's.
    const weights = Object.keys(values).every((key) => key.startsWith("training.")) ? this.draft.weights : null;
    this.edit({ ...this.draft, experiment: withValues(this.draft.experiment, values), weights }, name);
  }

  /** @param {import('./types.js').Draft} draft @param {string} name */
  edit(draft, name) {
    const now = performance.now();
    const continued = name === this.lastEdit.name && now - this.lastEdit.time < SAME_EDIT;
    this.lastEdit = { name, time: now };
    if (!continued) this.keepForUndo();
    this.draft = draft;
    this.ask();
  }

  keepForUndo() {
    this.store.set({ undo: [...this.store.get().undo, this.draft].slice(-MOST_UNDO) });
  }

  /** Takes back the last edit. */
  undo() {
    const { undo } = this.store.get();
    const last = undo.at(-1);
    if (!last) return;
    this.draft = last;
    this.lastEdit.name = "";
    this.store.set({ undo: undo.slice(0, -1) });
    this.ask();
  }

  /** A named data set, its problem's defaults with it. @param {string} name */
  setDataSet(name) {
    const { options, experiment } = this.store.get();
    const set = options.data_sets.find((candidate) => candidate.name === bareName(name));
    /** @type {{[key: string]: any}} */
    const values = { "data.name": name };
    // A choice that only the other problem knows would be refused: fall back to what fits.
    const before = dataSetOf(options, experiment);
    if (set && before && set.task !== before.task) Object.assign(values, this.defaults(FITS_TASK));
    if (set && before && set.inputs !== before.inputs) Object.assign(values, this.defaults(["data.features", "data.augmentation"]));
    this.edit({ experiment: withValues(this.draft.experiment, values), own: null }, "data.name");
  }

  /** @param {string[]} keys @returns {{[key: string]: any}} */
  defaults(keys) {
    const { options } = this.store.get();
    return Object.fromEntries(keys.map((key) => [key, optionOf(options, key).default]));
  }

  /** Data of one's own; null: back to the named data set. @param {OwnData | null} own */
  setOwnData(own) {
    const keys = ["data.features", "data.target", ...(own === null ? ["data.name"] : [])];
    this.edit({ experiment: withValues(this.draft.experiment, this.defaults(keys)), own }, "own");
  }

  /** Other data of the same kind. */
  regenerate() {
    const { seed } = this.draft.experiment.data;
    this.setOption("data.seed", (seed + 1) % optionOf(this.store.get().options, "data.seed").high);
  }

  /** Shows a feature to the network, or no longer. @param {string} name */
  toggleFeature(name) {
    const all = this.features();
    const shown = this.shownFeatures();
    const next = all.filter((feature) => (feature === name ? !shown.includes(feature) : shown.includes(feature)));
    if (next.length === 0) {
      this.refuse("data.features");
      this.draft = { ...this.draft }; // so that the box is drawn again as it was
      return;
    }
    const usual = all.slice(0, 2);
    const value = !this.draft.own && next.join() === usual.join() ? "auto" : next;
    this.setOption("data.features", value);
  }

  /** What the network could be shown of the data. @returns {string[]} */
  features() {
    const { options, lowered } = this.store.get();
    const raw = lowered?.points.raw_names ?? [];
    return raw.length === 2 && raw[0] === "x1" && raw[1] === "x2" ? options.point_features : raw;
  }

  /** What it is shown. @returns {string[]} */
  shownFeatures() {
    const { features } = this.draft.experiment.data;
    if (features !== "auto") return features;
    const all = this.features();
    return all[0] === "x1" ? all.slice(0, 2) : all;
  }

  addLayer() {
    const { hidden } = this.draft.experiment.network;
    if (hidden.length >= MOST_LAYERS) return;
    this.setHidden([...hidden, hidden.length > 0 ? Math.min(hidden[hidden.length - 1], 4) : 4]);
    this.lastEdit.name = "";
  }

  removeLayer() {
    const { hidden } = this.draft.experiment.network;
    if (hidden.length === 0) return;
    this.setHidden(hidden.slice(0, -1));
  }

  /** More or fewer layers, a step of undo each. @param {number[]} hidden */
  setHidden(hidden) {
    this.setOptions(withHidden(this.draft.experiment, hidden));
    this.lastEdit.name = "";
  }

  /** @param {number} layer from 0 @param {string} word */
  setActivation(layer, word) {
    const words = activationsOf(this.draft.experiment).map((old, index) => (index === layer ? word : old));
    this.setOptions({ "network.activation": shortest(words, word) }, `activation ${layer}`);
  }

  /** Units of a hidden layer, edits on their way included. @param {number} layer from 0 */
  units(layer) {
    return this.draft.experiment.network.hidden[layer] ?? 1;
  }

  /** @param {number} layer from 0 @param {number} units */
  setUnits(layer, units) {
    const { limits } = this.store.get().options;
    if (!Number.isInteger(units) || units < 1 || units > limits.units) {
      this.refuse("network.hidden");
      return;
    }
    const hidden = this.draft.experiment.network.hidden.map((count, index) => (index === layer ? units : count));
    this.setOptions({ "network.hidden": hidden }, `units ${layer}`);
  }

  /** An experiment as it is, say of a remedy. @param {Experiment} experiment @param {string} name */
  setExperiment(experiment, name) {
    this.lastEdit.name = "";
    this.edit({ experiment, own: this.draft.own }, name);
  }

  /** A lesson's network, at its start. @param {string} name */
  loadPreset(name) {
    const preset = this.store.get().presets.find((candidate) => candidate.name === name);
    if (!preset) return;
    this.pause();
    this.lastEdit.name = "";
    this.edit({ experiment: preset.experiment, own: null }, `preset ${name}`);
    this.course.close();
    this.exercise.close();
    this.store.set({ preset: name });
  }

  closeLesson() {
    this.store.set({ preset: null });
  }

  /** A link of ours or of TensorFlow Playground's, a whole address or what follows its `#`. @param {string} text */
  openLink(text) {
    const address = readAddress(text);
    if (this.store.get().lowered) this.keepForUndo(); // before the page's own beginning there is nothing to go back to
    this.lastEdit.name = "";
    this.draft = { ...this.draft, own: null, weights: null };
    this.link = address.link ?? "whygrad=1";
    const { options } = this.store.get();
    // What a link does not say has its default, so that the same link always shows the same training.
    this.store.set({
      preset: null,
      seeds: Math.min(Math.max(address.seeds ?? DEFAULT_SEEDS, 1), options.limits.seeds),
      firstSeed: address.first ?? 0,
      seed: address.shown ?? 0,
      showTest: address.showTest ?? false,
      discretize: address.discretize ?? false,
    });
    this.exercise.follow(address);
    this.ask();
    this.course.follow(address);
  }

  // -- remedies ----------------------------------------------------------------------------------------------------

  /** @param {boolean} [whole] of the training to its end, not of what was recorded so far: the same answer for every page */
  async tryRemedies(whole = false) {
    if (this.store.get().trying) return;
    this.store.set({ trying: true, trial: null });
    try {
      const { lang } = this.store.get();
      const trial = await this.judge.trial(whole);
      this.told = { [lang]: trial, ...trial.translations };
      this.store.set({ trial: this.told[this.store.get().lang] ?? trial });
    } catch (error) {
      this.complain(error);
    } finally {
      this.store.set({ trying: false });
    }
  }

  /** Applies the remedy at a place of the trial's ranking. @param {number} index */
  applyRemedy(index) {
    const experiment = this.store.get().trial?.results?.[index]?.experiment;
    if (experiment) this.setExperiment(experiment, "remedy");
  }

  diagnose() {
    return this.judge.now();
  }

  /** The texts of a trial come in both languages. @param {'en' | 'ko'} lang */
  setLanguage(lang) {
    const { trial } = this.store.get();
    this.store.set({ trial: trial && (this.told[lang] ?? trial) });
    super.setLanguage(lang);
  }

  // -- taking along ------------------------------------------------------------------------------------------------

  /** The page's address as it is to be shared. @returns {string} */
  address() {
    const address = new URL(location.href);
    address.hash = writeAddress(this.store.get());
    return address.href;
  }

  /** The same of the experiment alone, without an exercise that is open. @returns {string} */
  plainAddress() {
    const address = new URL(location.href);
    address.hash = writeAddress({ ...this.store.get(), exercise: null });
    return address.href;
  }

  /**
   * The page's address with the shown run's numbers as they are now: whoever opens it trains on from them.
   *
   * @returns {Promise<{address: string} | {numbers: number, finite: boolean}>} or how many numbers are too many, or not finite
   */
  async addressNow() {
    const { seed } = this.store.get();
    const { parameters, running } = await this.inquire({ what: "parameters", run: seed });
    const numbers = parameters.length + running.length;
    const weights = weightsText(parameters, running);
    const address = new URL(location.href);
    address.hash = weights === null ? "" : writeAddress(this.store.get(), weights);
    const fits = weights !== null && address.hash.length <= LONGEST;
    return fits ? { address: address.href } : { numbers, finite: weights !== null };
  }

  /** @param {string} kind pytorch, keras, onnx or html @param {boolean} [now] with the weights of now, not of the start */
  async exportAs(kind, now = false) {
    try {
      const { name, blob } = await api.exportAs(kind, kind === "html" ? this.wholePage() : await shownNetwork(this, now));
      download(name, blob);
    } catch (error) {
      this.complain(error);
    }
  }

  /** What a page is made of that trains by itself: the starts, and what was seen so far. */
  wholePage() {
    const { seeds, firstSeed, trial, history } = this.store.get();
    const trace = history.steps.length > 1 ? this.judge.trace() : null;
    return { ...this.judge.question(), seeds, first_seed: firstSeed, trace, trial: trial && this.told };
  }

  // -- what is said ------------------------------------------------------------------------------------------------

  /** Says what an option allows. @param {string} key @param {string} [text] */
  refuse(key, text) {
    const option = optionOf(this.store.get().options, key);
    this.notify(text ?? option.allowed, key);
  }

  /** Says one line. @param {string} text @param {string | null} [key] what it is about */
  notify(text, key = null) {
    const notice = { text, key };
    this.store.set({ notice });
    if (this.arriving) this.arriving.notice = notice; // else the first frame would take it off again
  }

  // -- from edit to training ---------------------------------------------------------------------------------------

  /** Soon asks the server for what the draft means; edits that come quickly become one question. */
  ask() {
    if (this.asking) this.again = true;
    else if (this.timer === 0) this.timer = window.setTimeout(() => this.lower(), GATHER);
  }

  async lower() {
    this.timer = 0;
    this.asking = true;
    this.again = false;
    const { seeds, firstSeed, lang } = this.store.get();
    const { draft, link } = this;
    this.link = null;
    this.store.set({ lowering: true });
    this.hold(draft);
    try {
      const weights = draft.weights ? { weights: draft.weights } : {};
      const subject = link === null ? { experiment: draft.experiment, ...weights } : { link };
      const lowered = await api.lower({ ...subject, ...(draft.own ?? {}), seeds, first_seed: firstSeed, lang });
      const own = lowered.own ?? draft.own;
      if (this.draft === draft) this.draft = { experiment: lowered.experiment, own, weights: lowered.weights };
      this.accept(lowered, own, this.refused);
      this.refused = null;
    } catch (error) {
      if (this.draft === draft) this.fallBack();
      this.release();
      this.complain(error);
      if (link !== null && this.latest() === null) {
        // The page was opened with it: the default experiment takes its place, the reason stays.
        this.refused = this.store.get().notice;
        this.again = true;
      }
    } finally {
      this.asking = false;
      this.store.set({ lowering: this.again });
      if (this.again) this.ask();
    }
  }

  /** The last good experiment and seeds count again, and the fields show them. */
  fallBack() {
    const { experiment, own, undo } = this.store.get();
    const last = undo.at(-1);
    const unchanged = last && last.own === own && differences(last.experiment, experiment).length === 0;
    const trained = this.latest()?.seeds.data;
    const seeds = trained ? { seeds: trained.length, firstSeed: trained[0] } : {};
    const weights = this.latest()?.weights;
    this.store.set({ draft: { experiment, own, weights }, undo: unchanged ? undo.slice(0, -1) : undo, ...seeds });
  }

  /** @param {unknown} error */
  complain(error) {
    if (!(error instanceof api.Refusal)) console.error(error);
    const key = error instanceof api.Refusal ? error.key : null;
    this.notify(error instanceof Error ? error.message : String(error), key);
  }

  /** Not with every step of a slider: browsers refuse an address that changes too often. */
  writeAddressSoon() {
    if (this.addressTimer !== 0 || this.store.get().where !== "server") return;
    this.addressTimer = window.setTimeout(() => {
      this.addressTimer = 0;
      this.writeAddress();
    }, ADDRESS_PAUSE);
  }

  writeAddress() {
    if (this.store.get().lowered === null) return; // the address still says what to begin with
    const written = writeAddress(this.store.get());
    if (location.hash.slice(1) !== written) history.replaceState(null, "", written ? `#${written}` : location.pathname);
  }
}

/** What only fits one kind of problem. */
const FITS_TASK = ["network.output", "training.loss"];
