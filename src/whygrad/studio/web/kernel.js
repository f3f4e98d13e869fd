/**
 * The kernel in WebAssembly: a population of networks trained side by side. Runs in a worker and in Node alike.
 *
 * `kernel.wasm` is built from engine/kernel/{wasm,kernel}.cpp (`make wasm`); every method here stands for a function there.
 */

/** @typedef {import('./types.js').Lowered} Lowered */
/** @typedef {import('./types.js').Record} Record */
/** @typedef {import('./types.js').Sample} Sample */

/**
 * @typedef {{memory: WebAssembly.Memory, clear: () => void, allocate: (bytes: number) => number,
 *   create: (arrays: number, histograms: number) => number, advance: (steps: number, records: number) => void,
 *   steps_done: () => number, run_records: () => number, layer_records: () => number, histogram_records: () => number,
 *   broken_step: (run: number) => number, broken_layer: (run: number) => number, broken_what: (run: number) => number,
 *   get_parameters: (run: number, out: number) => void, get_running: (run: number, out: number) => void,
 *   set_parameter: (run: number, index: number, value: number) => void,
 *   set_setting: (run: number, setting: number, value: number) => void,
 *   values: (run: number, rows: number, n: number, out: number) => void,
 *   explain: (run: number, rows: number, n: number, out: number, deltas: number, gradient: number, loss: number) => void,
 *   losses: (run: number, parameters: number, n: number, out: number) => void,
 *   shrink: (from: number, count: number, width: number, wide: number, high: number, to: number, apart: number) => void,
 * }} Exports
 */

// As in engine/native.py, whose order is that of kernel.h.
export const RUN_CHANNELS = [
  "loss_train", "loss_test", "accuracy_train", "accuracy_test", "gradient_norm", "learning_rate", "gradient_coherence",
  "coherence_batches", "step_quality",
];
export const LAYER_CHANNELS = [
  "gradient_rms", "gradient_l2", "backprop_rms", "weight_rms", "update_ratio", "preactivation_mean", "preactivation_std",
  "preactivation_rms", "activation_mean", "activation_std", "activation_rms", "sample_std", "unit_std", "dead_share",
  "saturated_share", "zero_share",
];
export const HISTOGRAMS = ["preactivation_histogram", "activation_histogram", "gradient_histogram"];
export const SETTINGS = ["learning_rate", "momentum", "decay", "l1", "l2", "clip", "dropout"];
const BINS = 32;
const BATCH = 5; // where `numbers` says how large a batch is

/**
 * @param {BufferSource | Response | PromiseLike<Response>} source the bytes of kernel.wasm, or a fetch of them
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compile(source) {
  if (ArrayBuffer.isView(source) || source instanceof ArrayBuffer) return WebAssembly.compile(source);
  const response = await source;
  if (!response.ok) throw new Error(`kernel.wasm: ${response.status} ${response.statusText}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

export class Session {
  /**
   * @param {WebAssembly.Module} module from `compile`
   * @param {Pick<Lowered, 'plan' | 'program' | 'parameters' | 'running' | 'settings' | 'seeds'>} lowered arrays decoded
   * @param {{histograms?: boolean, exports?: Exports}} [detail] what is recorded beside the channels of runs and layers; the
   *   kernel of a session that is over, whose memory is used again
   */
  constructor(module, lowered, { histograms = false, exports } = {}) {
    /** @type {Exports} */
    this.exports = exports ?? /** @type {any} */ (new WebAssembly.Instance(module, {}).exports);
    this.lowered = lowered;
    this.histograms = histograms;
    const { train, test, numbers } = lowered.program;
    /** How many runs (P). */
    this.runs = lowered.seeds.data.length;
    /** How many parameters (n) and running statistics (r) each has. */
    this.count = lowered.parameters.shape[1];
    this.runningCount = lowered.running.shape[1];
    this.layers = lowered.plan.layers.length;
    this.widths = lowered.plan.widths;
    /** Units of all values together. */
    this.units = this.widths.reduce((sum, width) => sum + width, 0);
    /** Floats of a sample: features, target, padding. */
    this.row = train.shape[1];
    this.trainCount = train.shape[0];
    this.testCount = test.shape[0];
    this.perEpoch = Math.ceil(this.trainCount / numbers.data[BATCH]);
    this.settings = lowered.settings.data.slice();
    this.reset();
  }

  /** Back to where training started, with the settings as they are now. */
  reset() {
    const { exports, lowered } = this;
    const { program } = lowered;
    exports.clear();
    /** @type {{[use: string]: {at: number, floats: number}}} */
    this.scratch = {};
    const arrays = [program.ops, program.layers, program.bounds, program.segments, program.widths, program.numbers,
      program.targets, program.train, program.test, program.schedule, lowered.parameters, lowered.running]
      .map(({ data }) => this.put(data));
    const counts = [program.ops, program.layers, program.segments, program.widths].map(({ shape }) => shape[0]);
    const description = new Int32Array([...counts, this.count, this.runningCount, this.runs, this.row, this.trainCount,
      this.testCount, program.schedule.data.length, ...arrays, this.put(this.settings), this.put(lowered.seeds.data)]);
    if (!exports.create(this.put(description), Number(this.histograms))) throw new Error("This network is too large for the page.");
  }

  /** Updates done. */
  get step() {
    return this.exports.steps_done();
  }

  /** Epochs done. */
  get epoch() {
    return this.step / this.perEpoch;
  }

  /**
   * Trains all runs that are still finite.
   *
   * @param {number} steps updates; 0 to record only
   * @param {boolean} [recorded] whether to make a record at the end
   * @returns {Record | null} copies; update_ratio and step_quality are of the last update, gradient_coherence of this
   *   call's updates; NaN for runs that are not finite any more
   */
  advance(steps, recorded = true) {
    this.exports.advance(steps, Number(recorded));
    return recorded ? this.record() : null;
  }

  /** @returns {Record} */
  record() {
    const { exports, runs, layers } = this;
    const widths = [runs, runs * layers, runs * layers * BINS];
    const sizes = [RUN_CHANNELS.length * widths[0], LAYER_CHANNELS.length * widths[1], HISTOGRAMS.length * widths[2]];
    const all = new Float32Array(sizes[0] + sizes[1] + (this.histograms ? sizes[2] : 0)); // one buffer, so that it moves as one
    all.set(this.floats(exports.run_records(), sizes[0]));
    all.set(this.floats(exports.layer_records(), sizes[1]), sizes[0]);
    if (this.histograms) all.set(this.floats(exports.histogram_records(), sizes[2]), sizes[0] + sizes[1]);
    /** @param {string[]} names @param {number} from @param {number} width */
    const named = (names, from, width) =>
      Object.fromEntries(names.map((name, k) => [name, all.subarray(from + k * width, from + (k + 1) * width)]));
    return {
      step: this.step,
      run: named(RUN_CHANNELS, 0, widths[0]),
      layer: named(LAYER_CHANNELS, sizes[0], widths[1]),
      histogram: this.histograms ? named(HISTOGRAMS, sizes[0] + sizes[1], widths[2]) : null,
    };
  }

  /**
   * Where runs turned non-finite.
   *
   * @returns {{badStep: Int32Array, badLayer: Int32Array, badWhat: Int32Array}} (P): the update, -1 for a finite run; the
   *   layer; 0 nothing, 1 input, 2 activation, 3 loss, 4 gradient, 5 weight
   */
  status() {
    const { exports, runs } = this;
    const each = (/** @type {(run: number) => number} */ of) => Int32Array.from({ length: runs }, (_, run) => of(run));
    return { badStep: each(exports.broken_step), badLayer: each(exports.broken_layer), badWhat: each(exports.broken_what) };
  }

  /** @param {number} run @returns {Float32Array} (n) a copy */
  parameters(run) {
    const at = this.space("parameters", this.count);
    this.exports.get_parameters(run, at);
    return this.floats(at, this.count).slice();
  }

  /** @param {number} run @returns {Float32Array} (r) running statistics of batch normalization, a copy */
  running(run) {
    const at = this.space("running", this.runningCount);
    this.exports.get_running(run, at);
    return this.floats(at, this.runningCount).slice();
  }

  /** @param {number} run @param {number} index @param {number} value */
  setParameter(run, index, value) {
    if (index >= 0 && index < this.count && this.has(run)) this.exports.set_parameter(run, index, value);
  }

  /** @param {string} name one of SETTINGS @param {number} value @param {number} [run] all runs without */
  setSetting(name, value, run) {
    const setting = SETTINGS.indexOf(name);
    if (setting < 0) throw new Error(`no such setting: ${name}`);
    for (let k = 0; k < this.runs; k += 1) {
      if (run === undefined || run === k) {
        this.settings[setting * this.runs + k] = value;
        this.exports.set_setting(k, setting, value);
      }
    }
  }

  /** @param {Float32Array} settings (7, P), as in Lowered.settings */
  setSettings(settings) {
    SETTINGS.forEach((name, k) => {
      for (let run = 0; run < this.runs; run += 1) this.setSetting(name, settings[k * this.runs + run], run);
    });
  }

  /** @param {number} run @returns {boolean} */
  has(run) {
    return Number.isInteger(run) && run >= 0 && run < this.runs;
  }

  /** Samples as the kernel reads them: (N, row). @param {Sample[]} samples @returns {Float32Array} */
  rowsOf(samples) {
    const { train, test, numbers } = this.lowered.program;
    const features = numbers.data[3];
    const rows = new Float32Array(samples.length * this.row);
    samples.forEach((sample, k) => {
      if (typeof sample === "number") {
        const [data, at] = sample < this.trainCount ? [train.data, sample] : [test.data, sample - this.trainCount];
        rows.set(data.subarray(at * this.row, (at + 1) * this.row), k * this.row);
      } else {
        rows.set(sample.x.slice(0, features), k * this.row);
        rows[k * this.row + features] = sample.y;
      }
    });
    return rows;
  }

  /**
   * What a run makes of samples, evaluated.
   *
   * @param {number} run
   * @param {Float32Array} rows (N, row), from `rowsOf` or Lowered.grid
   * @returns {Float32Array[]} [v]: (U, N) the units of value v; views of one buffer
   */
  values(run, rows) {
    const n = rows.length / this.row;
    return this.byValue(this.floats(this.valuesAt(run, rows), this.units * n).slice(), n);
  }

  /**
   * The same, left in the kernel's memory until the next call.
   *
   * @param {number} run
   * @param {Float32Array} rows
   * @returns {number} where the (units, N) floats are
   */
  valuesAt(run, rows) {
    const n = rows.length / this.row;
    const from = this.space("rows", rows.length);
    const to = this.space("values", this.units * n);
    this.floats(from, rows.length).set(rows);
    this.exports.values(run, from, n, to);
    return to;
  }

  /**
   * The way forward and back of samples, evaluated: dropout drops nothing, batch normalization takes its running statistics.
   *
   * @param {number} run
   * @param {Float32Array} rows (N, row)
   * @returns {{values: Float32Array[], deltas: Float32Array[], gradient: Float32Array, loss: Float32Array}} values and the mean
   *   loss's derivatives by them, [v]: (U, N); its derivatives by the parameters (n); each sample's loss (N)
   */
  explain(run, rows) {
    const n = rows.length / this.row;
    const size = this.units * n;
    const from = this.space("rows", rows.length);
    const values = this.space("values", size);
    const deltas = this.space("deltas", size);
    const gradient = this.space("parameters", this.count);
    const loss = this.space("losses", n);
    this.floats(from, rows.length).set(rows);
    this.exports.explain(run, from, n, values, deltas, gradient, loss);
    return {
      values: this.byValue(this.floats(values, size).slice(), n),
      deltas: this.byValue(this.floats(deltas, size).slice(), n),
      gradient: this.floats(gradient, this.count).slice(),
      loss: this.floats(loss, n).slice(),
    };
  }

  /**
   * Losses at parameters that no run has, for surfaces and finite differences; four cost what one costs.
   *
   * @param {number} run whose running statistics are taken
   * @param {Float32Array} parameters (M, n)
   * @returns {Float32Array} (2, M): mean loss of the training samples, of the test samples
   */
  losses(run, parameters) {
    const n = parameters.length / this.count;
    const from = this.space("trials", parameters.length);
    const to = this.space("losses", 2 * n);
    this.floats(from, parameters.length).set(parameters);
    this.exports.losses(run, from, n, to);
    return this.floats(to, 2 * n).slice();
  }

  /** Cuts (units, N) into one view a value. @param {Float32Array} all @param {number} n @returns {Float32Array[]} */
  byValue(all, n) {
    let at = 0;
    return this.widths.map((width) => all.subarray(at, (at += width * n)));
  }

  /** A view of the kernel's memory, good until it grows. @param {number} at @param {number} count @returns {Float32Array} */
  floats(at, count) {
    return new Float32Array(this.exports.memory.buffer, at, count);
  }

  /** Memory for a use, kept and enlarged where needed. @param {string} use @param {number} floats @returns {number} */
  space(use, floats) {
    const kept = this.scratch[use];
    if (kept && kept.floats >= floats) return kept.at;
    const room = kept ? Math.max(floats, 2 * kept.floats) : floats;
    const at = this.allocate(room * 4);
    this.scratch[use] = { at, floats: room };
    return at;
  }

  /** @param {number} bytes @returns {number} */
  allocate(bytes) {
    const at = this.exports.allocate(bytes);
    if (at === 0) throw new Error("There is no more memory for this network.");
    return at;
  }

  /** @param {Float32Array | Int32Array | Uint32Array} array @returns {number} where its copy is */
  put(array) {
    const at = this.allocate(array.byteLength);
    new Uint8Array(this.exports.memory.buffer, at, array.byteLength)
      .set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    return at;
  }
}
