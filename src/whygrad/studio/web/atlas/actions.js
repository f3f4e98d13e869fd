/** Every change of the atlas, as a named function. */

import { Choices } from "../choices.js";
import { everyFrame } from "../dom.js";
import { readAtlas, writeAtlas } from "./address.js";
import { placesAlong } from "./along.js";
import { ask } from "./ask.js";
import { assignment, kept, moved, rangeOf, zoomed } from "./axis.js";
import { strides } from "./levels.js";
import { Plane } from "./plane.js";
import { PixelTrainer } from "./trainer.js";
import { variedOf } from "./words.js";

/** @typedef {import("./types.js").Atlas} Atlas */
/** @typedef {import("./types.js").Lowering} Lowering */
/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").Range} Range */

const WAIT = 80; // milliseconds of silence after which a moved map is asked for
const DRAWN = 50; // after which a picture that is complete has been drawn
const PATIENCE = 250; // and a pixel at the cursor
const MOST_KEPT = 6; // planes whose pixels may be used again
const USUAL = 128; // pixels along an axis, of an experiment of which nobody knows how long it takes
const MANY = 512; // pixels after which a map is drawn seldom,
const SELDOM = 120; // that is after so many milliseconds

export class AtlasActions extends Choices {
  /**
   * @param {import('../types.js').Store} store
   * @param {() => Worker} startWorker
   * @param {number} workers
   */
  constructor(store, startWorker, workers) {
    super(store);
    this.timer = 0;
    this.pixelTimer = 0;
    this.question = new AbortController();
    this.pixelQuestion = new AbortController();
    /** @type {Plane[]} */
    this.kept = [];
    const news = everyFrame(() => this.tell({ news: this.atlas.news + 1 }));
    let told = 0;
    let later = 0;
    /** Every frame while the picture is coarse, then seldom: on one core, drawing takes the workers' time. */
    const arrived = () => {
      const { plane } = this.atlas;
      const wait = plane && plane.known > MANY ? told + SELDOM - performance.now() : 0;
      if (later !== 0) return;
      later = window.setTimeout(() => {
        later = 0;
        told = performance.now();
        news();
      }, Math.max(wait, 0));
    };
    this.trainer = new PixelTrainer(startWorker, workers, ask, {
      arrived,
      ended: () => this.tell({ training: false, news: this.atlas.news + 1 }),
      failed: (message) => this.note(message),
    });
    store.subscribe(["atlas"], () => this.writeAddress());
    store.subscribe(["lang"], () => this.atlas.cursor && this.select(this.atlas.cursor));
  }

  /** @returns {Atlas} */
  get atlas() {
    return /** @type {Atlas} */ (this.store.get().atlas);
  }

  /** Replaces a part of the state. @param {Partial<Atlas>} patch */
  tell(patch) {
    this.store.set({ atlas: { ...this.atlas, ...patch } });
  }

  /** @param {string} text */
  note(text) {
    this.store.set({ notice: { text, key: null } });
  }

  /** Opens an address of this page, or what follows its `#`. @param {string} hash */
  open(hash) {
    const { table } = this.atlas;
    const said = readAtlas(hash);
    const known = (/** @type {Range | null} */ range) => (range !== null && table.axes.some(({ name }) => name === range.name) ? range : null);
    const x = known(said.x);
    const y = known(said.y);
    if (said.link === null && x === null && y === null) {
      this.choose(table.maps[0].name);
      return;
    }
    const first = table.maps[0];
    this.tell({
      link: said.link ?? first.link,
      x: x ?? rangeOf(this.plainAxis(first.x)),
      y: y ?? rangeOf(this.plainAxis(first.y)),
      measure: said.measure ?? "loss",
      size: Math.min(Math.max(said.size ?? USUAL, 2), table.most_pixels),
      seed: said.seed ?? 0,
      ready: "",
    });
    this.renew(0);
  }

  /** An axis without the word that carries its number. @param {string} text "init=normal:0.01:10:log" */
  plainAxis(text) {
    return text.replace(/=[a-z-]+:/, "=");
  }

  writeAddress() {
    if (this.atlas.link === "") return; // it is still being read
    const said = writeAtlas(this.atlas);
    if (location.hash !== `#${said}`) history.replaceState(null, "", `#${said}`);
  }

  // -- What is mapped ------------------------------------------------------------------------------------------------

  /** A ready-made map. @param {string} name */
  choose(name) {
    const found = this.atlas.table.maps.find((one) => one.name === name);
    if (!found) return;
    const { link, measure, size } = found;
    this.tell({ link, measure, size, seed: 0, ready: name, x: rangeOf(this.plainAxis(found.x)), y: rangeOf(this.plainAxis(found.y)) });
    this.renew(0);
  }

  /** Another experiment on the same axes. @param {string} link */
  setExperiment(link) {
    this.tell({ link, ready: "" });
    this.renew(0);
  }

  /** Another setting along an axis, over its usual range. @param {'x' | 'y'} which @param {string} name */
  setAxis(which, name) {
    const varied = variedOf(this.atlas.table, name);
    const other = which === "x" ? "y" : "x";
    const range = { name, low: varied.from, high: varied.to, log: varied.log };
    const swapped = this.atlas[other].name === name ? { [other]: this.atlas[which] } : {};
    this.tell({ [which]: range, ...swapped, ready: "" });
    this.renew(0);
  }

  /** @param {'x' | 'y'} which @param {Partial<Range>} patch */
  setRange(which, patch) {
    const { table } = this.atlas;
    const range = { ...this.atlas[which], ...patch };
    this.tell({ [which]: kept(range, variedOf(table, range.name)), ready: "" });
    this.renew(WAIT);
  }

  /** @param {import("./types.js").Measure} measure */
  setMeasure(measure) {
    this.tell({ measure });
    this.trainer.measure = measure;
  }

  /** @param {number} size pixels along an axis */
  setSize(size) {
    this.tell({ size });
    this.renew(0);
  }

  /** @param {number} seed */
  setSeed(seed) {
    this.tell({ seed });
    this.renew(0);
  }

  /** @param {import("./types.js").Where} where pixels are trained from now on */
  setWhere(where) {
    this.tell({ where });
    this.renew(0);
  }

  // -- Where it is looked at -----------------------------------------------------------------------------------------

  /** Moves the view by whole pixels, to the right and up. @param {number} right @param {number} up */
  move(right, up) {
    if (right === 0 && up === 0) return;
    const { table, x, y, size } = this.atlas;
    this.tell({
      x: right === 0 ? x : moved(x, right, size, variedOf(table, x.name)),
      y: up === 0 ? y : moved(y, up, size, variedOf(table, y.name)),
    });
    this.renew(WAIT);
  }

  /** Zooms about a pixel of the view, by default the one in the middle. @param {number} factor @param {Place} [at] */
  zoom(factor, at) {
    const { table, x, y, size } = this.atlas;
    const { row, column } = at ?? { row: size >> 1, column: size >> 1 };
    const across = zoomed(x, factor, column, size, variedOf(table, x.name));
    const down = zoomed(y, factor, row, size, variedOf(table, y.name));
    if (across === x && down === y) {
      this.tell({ deepest: true });
      return;
    }
    this.tell({ x: across, y: down });
    this.renew(WAIT);
  }

  /** The usual range of both axes. */
  home() {
    const { table, x, y, ready } = this.atlas;
    if (ready !== "") this.choose(ready);
    else {
      const [across, down] = [variedOf(table, x.name), variedOf(table, y.name)];
      this.tell({ x: { ...x, low: across.from, high: across.to, log: across.log }, y: { ...y, low: down.from, high: down.to, log: down.log } });
      this.renew(0);
    }
  }

  // -- Asking and training -------------------------------------------------------------------------------------------

  /** Soon asks for the plane that the state says. @param {number} wait milliseconds */
  renew(wait) {
    window.clearTimeout(this.timer);
    this.tell({ cursor: null, pixel: null, line: null, curves: null, deepest: false });
    this.timer = window.setTimeout(() => void this.ask(), wait);
  }

  async ask() {
    this.question.abort();
    const own = (this.question = new AbortController());
    const { table, link, x, y, size, seed, where } = this.atlas;
    const lang = this.store.get().lang;
    const every = strides(size, size)[0] ?? 1;
    const question = {
      link, size, seed, lang, x: assignment(x, variedOf(table, x.name)), y: assignment(y, variedOf(table, y.name)),
    };
    const subject = JSON.stringify([link, seed, x.name, y.name, where]);
    this.tell({ asking: true });
    try {
      /** @type {Lowering} */
      const first = await ask("api/atlas/plane", { ...question, every }, own.signal);
      if (own.signal.aborted) return;
      this.store.set({ notice: null });
      const plane = this.begin(first, x, y, subject, question);
      if (!plane.complete) {
        // The first picture first: reading the whole plane would take its time.
        await this.trainer.atRest();
        await new Promise((resolve) => setTimeout(resolve, DRAWN));
        if (own.signal.aborted) return;
        plane.lowering = await ask("api/atlas/plane", question, own.signal);
        if (own.signal.aborted) return;
        this.trainer.resume();
      }
      this.tell({ asking: false });
    } catch (error) {
      if (own.signal.aborted) return;
      this.tell({ asking: false, training: false });
      this.note(error instanceof Error ? error.message : String(error));
    }
  }

  /**
   * @param {Lowering} lowering
   * @param {Range} x
   * @param {Range} y
   * @param {string} subject
   * @param {import("./types.js").MapQuestion} question
   */
  begin(lowering, x, y, subject, question) {
    const plane = new Plane(lowering, x, y, subject, question);
    const { plane: before, measure, where } = this.atlas;
    if (before && before.subject === subject) this.kept = [before, ...this.kept].slice(0, MOST_KEPT);
    else this.kept = [];
    for (const other of this.kept) plane.reuse(other);
    this.tell({ plane, before: before?.subject === subject ? before : null, size: plane.size, training: true, news: this.atlas.news + 1 });
    this.trainer.start(plane, measure, where);
    return plane;
  }

  // -- One pixel -----------------------------------------------------------------------------------------------------

  /** Looks at a pixel: what it shows at once, what is wrong with its training soon. @param {Place | null} cursor */
  select(cursor) {
    window.clearTimeout(this.pixelTimer);
    this.pixelQuestion.abort();
    this.tell({ cursor, pixel: null, trouble: "" });
    if (cursor !== null) this.pixelTimer = window.setTimeout(() => void this.askPixel(cursor), PATIENCE);
  }

  /** @param {Place} cursor */
  async askPixel(cursor) {
    const own = (this.pixelQuestion = new AbortController());
    try {
      const pixel = await ask("api/atlas/pixel", this.pixelQuestionOf(cursor), own.signal);
      if (!own.signal.aborted) this.tell({ pixel });
    } catch (error) {
      if (!own.signal.aborted) this.tell({ trouble: error instanceof Error ? error.message : String(error) });
    }
  }

  /** @param {Place} place */
  pixelQuestionOf({ row, column }) {
    const { link, seed, plane } = this.atlas;
    const { x, y } = /** @type {Plane} */ (plane).lowering;
    return { link, seed, lang: this.store.get().lang, settings: { [x.key]: x.values[column], [y.key]: y.values[row] } };
  }

  /** Opens a pixel's training in the lab. @param {Place} place */
  async openInLab(place) {
    const { pixel, cursor } = this.atlas;
    const same = cursor?.row === place.row && cursor.column === place.column;
    const told = same && pixel ? pixel : await ask("api/atlas/pixel", this.pixelQuestionOf(place)).catch((error) => this.note(error.message));
    if (told?.link) location.href = `index.html#${told.link}`;
  }

  // -- Curves along a line -------------------------------------------------------------------------------------------

  /** @param {boolean} drawsLine */
  setDrawsLine(drawsLine) {
    this.tell({ drawsLine });
  }

  /** A line that is being drawn. @param {Place} from @param {Place} to */
  drag(from, to) {
    this.tell({ line: { from, to } });
  }

  /** Trains some pixels along the line, and shows their losses. */
  async along() {
    const { line, plane } = this.atlas;
    if (line === null || plane === null || !plane.complete) return;
    const at = placesAlong(line.from, line.to);
    const found = await this.trainer.curves(at.map(({ row, column }) => row * plane.width + column));
    if (this.atlas.plane !== plane || this.atlas.line !== line) return;
    this.tell({ curves: { at, epochs: found.map(({ epochs }) => epochs), losses: found.map(({ loss }) => loss) } });
  }

  closeLine() {
    this.tell({ line: null, curves: null });
  }
}
