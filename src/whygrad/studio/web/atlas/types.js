/** What the atlas knows; names of fields are the server's where it says them. */

/**
 * A setting that may vary. `low` to `high` is what it takes (`above`: low itself is refused), `from` to `to` what an axis of it
 * begins with; `word` is the word that carries the number, as `normal` in `init=normal:0.5`.
 * @typedef {{name: string, key: string, word: string, label: string, help: string, whole: boolean, low: number, high: number,
 *   above: boolean, from: number, to: number, log: boolean}} Varied
 *
 * The range of an axis: the values of its first and its last pixel.
 * @typedef {{name: string, low: number, high: number, log: boolean}} Range
 *
 * @typedef {{name: string, title: string, about: string, link: string, x: string, y: string, measure: Measure,
 *   size: number}} Ready
 * @typedef {{axes: Varied[], measures: {name: Measure, text: string}[], most_pixels: number, maps: Ready[],
 *   presets: {name: string, link: string}[]}} Table
 *
 * `ended` shows how runs ended; the others are `whygrad map`'s.
 * @typedef {'loss' | 'train-loss' | 'accuracy' | 'train-accuracy' | 'ended'} Measure
 *
 * Where pixels are trained: in workers of the page, or on the server.
 * @typedef {'page' | 'server'} Where
 *
 * What an experiment and its axes are called in questions to the server.
 * @typedef {{link: string, size: number, seed: number, lang: string, x: string, y: string}} MapQuestion
 */

/** @typedef {{shape: number[], data: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>}} Numbers */

/**
 * An axis of a plane, one value for each pixel; `settings`: which of the kernel's settings of a run take its numbers.
 * @typedef {{key: string, name: string, scale: string, values: (number | string)[], numbers: number[],
 *   settings: number[]}} PlaneAxis
 *
 * A lowered program; `arrays` and `running` are places in the answer's list of arrays. `chance` is the loss of the best
 * constant prediction, null for a loss without a scale.
 * @typedef {{arrays: {[name: string]: number}, layers: number, widths: number[], running: number, settings: number[],
 *   steps: number, per_epoch: number, chance: number | null}} Program
 *
 * The answer to `atlas/plane`. `program_of` and `start_of` are (rows or 1, columns or 1) of every `every`-th pixel: places in
 * `programs`, and in `starts`, which are places in `arrays`.
 * @typedef {{link: string | null, size: number, seed: number, every: number, x: PlaneAxis, y: PlaneAxis, programs: Program[],
 *   program_of: Numbers, starts: number[], start_of: Numbers, arrays: Numbers[], diverged: number}} Lowering
 */

/**
 * To a worker: a program that trainings will name; runs of it to train to their end; all that was asked before `generation` is
 * dropped. `records`: how often the losses are recorded, evenly; 0: at the end only. `first`: whether the worker has to know
 * the loss before the training.
 * @typedef {{kind: 'program', id: string, program: import('../types.js').Lowered['program'], plan: {layers: {length: number},
 *   widths: number[]}}} ProgramMessage
 * @typedef {{kind: 'train', generation: number, id: string, job: number, steps: number, records: number,
 *   parameters: Float32Array<ArrayBuffer>, running: Float32Array<ArrayBuffer>, settings: Float32Array<ArrayBuffer>,
 *   seeds: Uint32Array<ArrayBuffer>}} TrainMessage
 * @typedef {ProgramMessage | TrainMessage | {kind: 'drop', generation: number}} ToPixelWorker
 *
 * From a worker: `values` (5, P): the training loss before the training, then at its end test loss, training loss, test accuracy,
 * training accuracy; `bad` (P) whether a run turned non-finite; `curves` (R, P) training losses at `steps` (R). `took` is in
 * milliseconds.
 * @typedef {{kind: 'trained', generation: number, job: number, values: Float32Array, bad: Uint8Array, curves: Float32Array,
 *   steps: number[], took: number} | {kind: 'dropped', generation: number, job: number}
 *   | {kind: 'failed', message: string}} FromPixelWorker
 *
 * What is known of a job's pixels: `values` (4, P): test loss, training loss, test accuracy, training accuracy at the end;
 * `ended` (P): how their runs ended; curves as a worker records them.
 * @typedef {{kind: 'trained', job: number, values: Float32Array, ended: ArrayLike<number>, curves: Float32Array,
 *   steps: number[], took: number} | {kind: 'dropped', job: number} | {kind: 'failed', message: string}} Trained
 */

/** @typedef {{row: number, column: number}} Place  row 0 is the lowest value of y */

/**
 * What the server says of one pixel: its link to the lab, its diagnosis (null for a training that is too long for it).
 * @typedef {{link: string | null, diagnosis: null | {verdict: string, healthy: boolean,
 *   findings: {title: string, message: string, severity: string, severity_text: string}[]}}} Pixel
 *
 * Loss curves of pixels along a line: `at` their places, `losses[k]` of pixel k at `epochs[k]`.
 * @typedef {{at: Place[], epochs: number[][], losses: Float32Array[]}} Curves
 */

/**
 * @typedef {object} Atlas
 * @property {Table} table
 * @property {string} link the experiment, as a link says it
 * @property {Range} x
 * @property {Range} y
 * @property {number} size pixels along an axis
 * @property {number} seed of every pixel
 * @property {Where} where pixels are trained
 * @property {Measure} measure
 * @property {string} ready the ready-made map that is shown, empty for another
 * @property {import('./plane.js').Plane | null} plane what is trained, or was trained last
 * @property {import('./plane.js').Plane | null} before the plane before it, shown until the new one has pixels
 * @property {number} news counts what has arrived
 * @property {boolean} asking whether the server is asked for a plane
 * @property {boolean} training
 * @property {Place | null} cursor
 * @property {Pixel | null} pixel what the server says of the pixel at the cursor
 * @property {string} trouble why it says nothing
 * @property {boolean} deepest whether pixels next to each other would be the same when zoomed further
 * @property {boolean} drawsLine whether dragging draws a line
 * @property {{from: Place, to: Place} | null} line
 * @property {Curves | null} curves
 */

export {};
