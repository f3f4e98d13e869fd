/**
 * Every shape the page's files share, as JSDoc typedefs; checked by `tsc`, empty at run time.
 *
 * Letters of array shapes: P runs (seeds), n parameters of one network, L layers, C cells of the grid (W·H),
 * V values of the plan (value 0 is the input), U units of a value. All arrays are row-major.
 */

// -- What the server says ------------------------------------------------------------------------------------------

/**
 * @typedef {{dtype: 'f32' | 'i32' | 'u32', shape: number[], data: string}} WireArray  base64 of little-endian numbers
 * @typedef {{shape: number[], data: Float32Array}} Floats
 * @typedef {{shape: number[], data: Int32Array}} Ints
 * @typedef {{shape: number[], data: Uint32Array}} Words
 */

/**
 * An experiment as nested plain values: `experiment.training.learning_rate`; the keys are those of the TOML file.
 * @typedef {{
 *   data: {name: string, samples: number, noise: number, train_share: number, target: string,
 *     features: string[] | 'auto', preprocessing: string[], seed: number},
 *   network: {hidden: number[], activation: string | string[], init: string, normalization: string, dropout: number,
 *     residual: boolean, output: string},
 *   training: {loss: string, optimizer: string, learning_rate: number, schedule: string, warmup: number,
 *     batch_size: number, epochs: number, l1: number, l2: number, clip: number},
 *   recording: {every: number | 'auto'},
 * }} Experiment
 */

/**
 * One row of the table of options, with its texts in the page's language. `choices` are bare words, `words` the same
 * as shown to people ("normal:STD"); `parameters` say what number a word carries after a colon.
 * @typedef {object} Option
 * @property {string} key "section.name"
 * @property {'whole' | 'number' | 'truth' | 'word' | 'text' | 'wholes' | 'words'} kind
 * @property {any} default
 * @property {string[]} choices
 * @property {string[]} words
 * @property {{[word: string]: {symbol: string, low: number, high: number, whole: boolean, optional: boolean, above: boolean}}} parameters
 * @property {number} low
 * @property {number} high
 * @property {boolean} above low itself is not allowed
 * @property {number} least
 * @property {number} most
 * @property {string} word a word allowed instead of a number or list
 * @property {string} help
 * @property {string} allowed what values it takes, one phrase
 */

/**
 * `noise` is what the option noise means for a data set: label, spread, jitter, relabel or target.
 * @typedef {{name: string, inputs: number, task: 'classes' | 'numbers', classes: number, most_classes: number,
 *   pictures: boolean, noise: string, noise_help: string, about: string}} DataSetInfo
 * @typedef {{options: Option[], defaults: Experiment, data_sets: DataSetInfo[], point_features: string[],
 *   optimizers: {name: string, number: number, rate: number}[],
 *   limits: {seeds: number, layers: number, units: number, samples: number, csv: number}}} OptionTable  `number` is what the
 *   kernel calls an optimizer, `rate` the learning rate that it usually has
 */

/**
 * A data set in small: points on a square of 100 × 100, y upwards, each of a class or with a value of 0 to 100; or a few
 * pictures of `side` × `side` pixels of 0 to 100.
 * @typedef {{x: number[], y: number[], c: number[], pictures: number[][], side: number}} Thumbnail
 */

/**
 * Data of one's own instead of a named data set: the text of a CSV file, or points that were drawn.
 * @typedef {{csv: string, csv_name: string} | {points: {x: number[][], y: number[], task: 'classes' | 'numbers',
 *   names: string[]}}} OwnData
 */

/**
 * @typedef {{name: string, kind: string, layer: number, offset: number, shape: number[]}} PlanParameter
 *   kind: weight (O, I), bias, gamma, beta, slope
 * @typedef {{kind: string, source: number, shortcut: number, target: number, activation: string, parameter: number,
 *   bias: number, running: number, stream: number, layer: number}} PlanOp
 * @typedef {{name: string, kind: string, activation: string, inputs: number, outputs: number, normalization: string,
 *   dropout: number, residual: boolean}} LayerInfo
 */

/**
 * The network: `widths[v]` units of value v, value 0 the input; `before[l]` and `after[l]` are the values Z and A of
 * layer l; the last value is the output that the loss reads.
 * @typedef {{ops: PlanOp[], widths: number[], parameters: PlanParameter[], before: number[], after: number[],
 *   layers: LayerInfo[], running: number, loss: string, output: string, targets: [number, number],
 *   middle: number, task: 'classes' | 'numbers', classes: number}} Plan
 */

/**
 * What the kernel executes: the arrays of `engine.native`, unchanged.
 * @typedef {{ops: Ints, layers: Ints, bounds: Floats, segments: Ints, widths: Ints, numbers: Ints, targets: Floats,
 *   train: Floats, test: Floats, schedule: Floats}} Program
 */

/**
 * @typedef {{train: Floats | null, y_train: Floats, test: Floats | null, y_test: Floats, feature_names: string[],
 *   raw_names: string[], class_names: string[], pictures: boolean, domain: [number, number, number, number]}} Points
 *   raw points (N, 2) or (N, 1), null where there are no pictures of them; domain x0 x1 y0 y1
 * @typedef {{size: [number, number], rows: Floats}} Grid  what the network sees of a regular grid over the domain,
 *   cell (i, j) at row j·W + i, j downwards from y1 to y0
 */

/**
 * An experiment lowered by the server, arrays decoded.
 * @typedef {object} Lowered
 * @property {Experiment} experiment as validated
 * @property {string | null} link what follows the `#` of the address; null where no link can say it (own data)
 * @property {string} toml
 * @property {string} name
 * @property {string | null} [weights] what the first run begins with, as a link says it; null: what its seed draws
 * @property {OwnData | null} [own] the drawn points of a link
 * @property {any} meta a trace's meta: task, classes, loss, steps_per_epoch, total_steps, chance_loss, layers, data
 * @property {Plan} plan
 * @property {Program} program
 * @property {Floats} parameters (P, n) where training starts
 * @property {Floats} running (P, r)
 * @property {Floats} settings (7, P): learning_rate momentum decay l1 l2 clip dropout
 * @property {Words} seeds (P)
 * @property {Points} points
 * @property {Grid | null} grid
 * @property {{loss: number, accuracy: number | null}} chance
 */

/**
 * @typedef {{code: string, severity: 'error' | 'warning' | 'info', cause: boolean, because_of: string | null,
 *   where: {layers: string[], step: number | null}, runs: {affected: number, of: number},
 *   evidence: {quantity: string, value: number, threshold: number | null, step: number | null}[], title: string,
 *   message: string, remedies: {code: string, title: string, message: string}[], severity_text: string, place: string,
 *   depth: number, because: string | null,
 *   evidence_texts: {name: string, value: string, threshold: string, step: string}[]}} Finding
 * @typedef {{healthy: boolean, verdict: string, findings: Finding[],
 *   undecided: {code: string, missing: string[], message: string}[], status: string[]}} Diagnosis
 * @typedef {any} Trial
 * @typedef {{name: string, experiment: Experiment, link: string | null, codes: string[], titles: string[],
 *   about: string}} Preset  ill ones name their codes, root first
 */

/**
 * The course. `live`: the page trains it. A claim's `arms` are names, those of a condition experiments; none where the page
 * cannot train them.
 * @typedef {'claimed' | 'other'} Arm
 * @typedef {{kind: 'claim' | 'exercise', id: string, title: string, live: boolean}} CourseStep
 * @typedef {{topics: {id: string, title: string, about: string, steps: CourseStep[]}[]}} CourseTable
 * @typedef {{title: string, blocks: {item: boolean, text: string}[]}} ClaimSection
 * @typedef {{id: string, statement: string, topic: string, live: boolean,
 *   related: {experiment: Experiment, says: string} | null, arms: {[arm in Arm]?: string},
 *   conditions: {name: string, control: boolean, arms: {[arm in Arm]?: Experiment}}[], rule: string, seeds: number,
 *   run: {seeds: number, first_seed: number}, sections: ClaimSection[], command: string}} ClaimQuestion
 * @typedef {{name: string, effect: string, interval: string, decision: string, decision_text: string}} ClaimRow
 * @typedef {{id: string, verdict: string | null, verdict_text: string, depends_on: string | null, rows: ClaimRow[],
 *   sections: ClaimSection[], made: string, stale: boolean,
 *   formulas: {tree: import('./mathml.js').Tree, says: string}[],
 *   literature: {stance: 'for' | 'against', cite: string, id: string, address: string}[]}} ClaimResult
 * @typedef {{id: string, condition: string, measure: string, first_seed: number, seeds: number,
 *   arms: {arm: Arm, name: string, mean: string}[], effect: string, interval: string, decision: string,
 *   picture: {differences: number[], effect: number, low: number, high: number, thresholds: number[]},
 *   decision_text: string, notes: string[]}} ClaimRun
 */

/**
 * The claim that is open: which condition and arm the page shows, what was asked for of its result, the latest run and how
 * many there were under this condition. `problem`: why it was not run, `about` the option that is the reason.
 * @typedef {{id: string, data: ClaimQuestion, condition: number, arm: Arm, result: ClaimResult | null,
 *   figure: {svg: string, alt: string} | null, run: ClaimRun | null, runs: number, running: boolean,
 *   problem: string, about: string | null}} OpenClaim
 */

/**
 * An exercise: the experiment to begin with, the keys that must stay with their `names`, the goals. `outcome` is of `checked`.
 * `own`: what a link hands out; null: one of the course, by its `name`.
 * @typedef {{name: string, title: string, task: string, hint: string, claims: string[], experiment: Experiment,
 *   link: string | null, keep: string[], names: {[key: string]: string}, kept_text: string[], goals: {goal: string, text: string}[],
 *   needed_text: string, formulas: {tree: import('./mathml.js').Tree, says: string}[]}} ExerciseData
 * @typedef {{passed: boolean, reached: number, runs: number, needed: number,
 *   said: {[lang: string]: {verdict: string, reasons: string[], lesson: string}}}} AnswerOutcome
 * @typedef {{name: string, own: {keep: string[], goals: string[], link: string} | null, data: ExerciseData, checking: boolean,
 *   checked: Experiment | null, outcome: AnswerOutcome | null, hint: boolean}} OpenExercise
 */

/**
 * Who carries questions to Python. `path` is a route of the server, `body` what is posted to it; nothing: a GET. `name` is
 * that of a file to save.
 * @typedef {{status: number, name: string | null, json: () => Promise<any>, text: () => Promise<string>,
 *   blob: () => Promise<Blob>}} Answer
 * @typedef {(path: string, body?: any, signal?: AbortSignal) => Promise<Answer>} Transport
 */

/**
 * What a page begins with. `experiment` has data of its own in `own`; null: the defaults, or what `hash` says.
 * @typedef {{where: State['where'], transport: Transport, startWorker: () => Worker, hash?: string,
 *   experiment?: Experiment | null, own?: OwnData | null, name?: string, seeds?: number, firstSeed?: number,
 *   theme?: State['theme'], lang?: State['lang'], firstVisit?: boolean}} Beginning
 */

// -- What the worker says ------------------------------------------------------------------------------------------

/**
 * One record of a training: after `step` updates. `run[channel]` is (P), `layer[channel]` (P·L),
 * `histogram[channel]` (P·L·32); NaN for a run that stopped. Channel names are those of trace/channels.py.
 * @typedef {{step: number, run: {[channel: string]: Float32Array}, layer: {[channel: string]: Float32Array},
 *   histogram: {[channel: string]: Float32Array} | null}} Record
 */

/**
 * What is drawn: the latest of everything, of the shown run. Grids come in two sizes: every unit small (`grids`, cells
 * averaged, `small` wide and high), the output and the chosen unit large (`size`); all of them (0, 0) and empty for data
 * without a grid. `size` may be smaller than the lowered grid's where a large network would take too long.
 * @typedef {object} Frame
 * @property {number} session which load it belongs to
 * @property {number} step updates done
 * @property {number} epoch step ÷ steps per epoch
 * @property {number} rate epochs a second, of one network; 0 while pausing
 * @property {number} run the shown run
 * @property {Float32Array} parameters (n) of the shown run
 * @property {[number, number]} small width and height of `grids`
 * @property {Float32Array[]} grids [v]: (U, w·h) what every unit of value v answers, averaged over the cells' blocks; value
 *   0 is the input itself
 * @property {[number, number]} size width W and height H of `output` and `chosen`, C = W·H
 * @property {Float32Array} output (O, C) what the output's units answer to the grid's cells
 * @property {Float32Array | null} chosen (C) of the unit asked for with `show`
 * @property {Unit | null} unit that unit
 * @property {Record | null} record the latest
 * @property {Float32Array | null} outputs (N, O) of the training samples then the test samples, where asked for
 * @property {Int32Array} badStep (P) update at which a run became non-finite, -1: it is fine
 * @property {Int32Array} badLayer (P) and the layer
 * @property {Int32Array} badWhat (P) 0 nothing, 1 input, 2 activation, 3 loss, 4 gradient, 5 weight
 */

/**
 * What an `ask` says and gets; runs are indices, samples are indices into the training samples, then the test samples, or
 * a row of features with its target (a class's number or a number).
 *   values      {run, samples: Sample[]} -> Float32Array[] [v]: (U, N)
 *   gradient    {run, samples: Sample[]} -> {values, deltas: Float32Array[] [v]: (U, N), gradient (n), loss (N), parameters
 *               (n), running}: of the mean loss of these samples, evaluated, and at which parameters
 *   losses      {run, parameters (M·n)} -> Float32Array (2·M): training, then test loss at each of M parameter vectors, with
 *               the run's running statistics
 *   parameters  {run: number | null} -> {parameters (n) or (P·n), running}
 * @typedef {number | {x: number[], y: number}} Sample
 * @typedef {{what: 'values', run: number, samples: Sample[]}
 *   | {what: 'gradient', run: number, samples: Sample[]}
 *   | {what: 'losses', run: number, parameters: Float32Array}
 *   | {what: 'parameters', run: number | null}} Question
 */

/**
 * Messages to the worker. `load` replaces what runs and stops it. `speed` is epochs a second, Infinity as fast as it goes,
 * given with `run`; `run` also changes the speed while running. `hold` waits in silence for a `load` or a `run`. `drawn` says that a frame is on the screen: the next one
 * comes no sooner. `settings` are learning rate, penalties, clipping… (7, P), without a new start. `outputs` asks for every
 * sample's output in the frames, `histograms` for theirs in the records.
 * @typedef {{kind: 'load', session: number, lowered: Lowered, run: number, histograms?: boolean}
 *   | {kind: 'run', speed: number}
 *   | {kind: 'pause'}
 *   | {kind: 'hold'}
 *   | {kind: 'step', updates: number}
 *   | {kind: 'reset'}
 *   | {kind: 'show', run: number, unit?: Unit | null, outputs?: boolean}
 *   | {kind: 'settings', settings: Floats}
 *   | {kind: 'parameter', run: number, index: number, value: number}
 *   | {kind: 'drawn'}
 *   | {kind: 'ask', id: number, what: Question['what'], args: any}} ToWorker  args: the rest of a Question
 */

/**
 * Messages from the worker. `ready` follows a load or reset with a first frame (step 0), `records` are those since the
 * last message, oldest first. `reply` answers an `ask`, null where it makes no sense. `paused`: it stopped, asked to or
 * because no run is finite any more. `failed`: the worker cannot go on; `message` is for the console.
 * @typedef {{kind: 'ready', session: number, frame: Frame, records: Record[]}
 *   | {kind: 'frame', session: number, frame: Frame, records: Record[]}
 *   | {kind: 'paused', session: number}
 *   | {kind: 'reply', session: number, id: number, value: any}
 *   | {kind: 'failed', session: number, message: string}} FromWorker
 */

// -- The state -----------------------------------------------------------------------------------------------------

/**
 * What was recorded so far, thinned to a bounded number of records: `steps[i]`, `run[channel][i]` (P),
 * `layer[channel][i]` (P·L), `histogram[channel][i]` or empty. A new object whenever a record arrived. `time`: of traces
 * with recurrent layers.
 * @typedef {{steps: number[], run: {[channel: string]: Float32Array[]}, layer: {[channel: string]: Float32Array[]},
 *   histogram: {[channel: string]: Float32Array[]}, time?: ThroughTime | null}} History
 *
 * The gradient at every step in time: `gradient[i]` (R·T) of layers number `layers` (R), out of `of`, at `distances` (T)
 * from the last step.
 * @typedef {{layers: number[], of: number, distances: number[], gradient: Float32Array[]}} ThroughTime
 */

/**
 * @typedef {{value: number, unit: number}} Unit  unit `unit` of value `value`
 * @typedef {{name: string, epochs: number[], train: number[], test: number[], accuracy: number[], through?: Through}} Curve
 *   medians over the seeds of an earlier training, kept for comparison
 * @typedef {{time: ThroughTime, steps: number[], names: string[]}} Through  its gradient through time at these updates,
 *   in layers of these names
 * @typedef {{text: string, key: string | null}} Notice  one line about bad input; `key` the option it is about
 */

/**
 * @typedef {object} State
 * @property {Experiment} experiment the last one that was valid
 * @property {OwnData | null} own data of one's own in place of `data.name`
 * @property {Draft} draft what is being edited, ahead of `experiment` and `own` until server and worker have answered
 * @property {Experiment} defaults
 * @property {OptionTable} options
 * @property {Preset[]} presets
 * @property {{[name: string]: Thumbnail}} thumbnails
 * @property {string | null} preset the lesson it came from
 * @property {Lowered | null} lowered
 * @property {boolean} lowering an edit is on its way
 * @property {'idle' | 'running' | 'failed'} worker
 * @property {number} session counts loads; frames of older ones are dropped
 * @property {number} step
 * @property {number} epoch
 * @property {number} speed epochs a second, Infinity: as fast as it goes
 * @property {number} seeds how many networks train side by side
 * @property {number} firstSeed
 * @property {number} seed index of the shown run
 * @property {Unit | null} unit the unit shown large; null: the output
 * @property {Unit | null} hover the unit pointed at
 * @property {number | null} weight index of the parameter whose card is open
 * @property {number | null} point index of the sample looked at (training samples, then test samples)
 * @property {Frame | null} frame
 * @property {History} history
 * @property {Diagnosis | null} diagnosis
 * @property {boolean} diagnosing
 * @property {Trial | null} trial
 * @property {boolean} trying
 * @property {Draft[]} undo what there was before each edit, oldest first
 * @property {boolean} showTest
 * @property {boolean} discretize
 * @property {'en' | 'ko'} lang
 * @property {'auto' | 'light' | 'dark'} theme
 * @property {Notice | null} notice
 * @property {Curve[]} overlay
 * @property {string[]} hidden names of the controls that an embedding page hides
 * @property {string[]} lit names of the layers that the reader wants to stand out
 * @property {Following | null} following the trace of others that is shown instead of a training of the page's own
 * @property {FirstVisit | null} [visit] what a first visit has come to; null on every other, and as soon as anything else is edited
 * @property {CourseTable | null} course null: not asked for yet
 * @property {string[] | null} chosen the steps that a link chose; null: all
 * @property {OpenClaim | null} claim
 * @property {import('./progress.js').Entries} progress
 * @property {OpenExercise | null} exercise
 * @property {import('./zoo/types.js').Zoo | null} [zoo] what the page of networks shows
 * @property {import('./atlas/types.js').Atlas | null} [atlas] what the page of maps shows
 * @property {'server' | 'notebook' | 'file'} where who answers: `whygrad play`, a notebook's kernel, or nobody, in a file
 *   that trains by itself
 */

/**
 * `weights`: what the first run begins with, as a link says it; without, what its seed draws.
 * @typedef {{experiment: Experiment, own: OwnData | null, weights?: string | null}} Draft
 */

/**
 * A first visit begins with a network that does not learn. `fixed` is the same with the remedy applied, null before that;
 * `titles` its name by language; `before` the test accuracy without it, a median over the seeds.
 * @typedef {{preset: string, broken: Experiment, fixed: Experiment | null, titles: {[lang: string]: string},
 *   before: number}} FirstVisit
 */

/**
 * Traces of others. `age` is the seconds since the last record, told at `told` (performance.now()); `run` is the shown run,
 * null: all of them.
 * @typedef {'growing' | 'silent' | 'finished' | 'non-finite' | 'diverged' | 'interrupted'} TraceState
 * @typedef {{id: string, file: string, written: number, problem?: string, name?: string, framework?: string,
 *   runs?: number, layers?: number, records?: number, state?: TraceState, affected?: number, age?: number}} TraceEntry
 * @typedef {{file: string, meta: any, seeds: number[], begun: string, link: string | null,
 *   experiment: Experiment | null, chance: {loss: number | null, accuracy: number | null}}} TraceHead
 * @typedef {object} Following
 * @property {string} folder
 * @property {boolean} single
 * @property {boolean} awaited a training has begun and made no record yet
 * @property {TraceEntry[]} traces
 * @property {number} more how many older traces are not in the list
 * @property {boolean} listed the list was told at least once
 * @property {string | null} id of the shown trace
 * @property {number | null} run
 * @property {boolean} live whether new records are shown
 * @property {string} problem why the trace cannot be shown (any more)
 * @property {boolean} lost nobody answers
 * @property {TraceHead | null} head
 * @property {TraceState} state
 * @property {number} affected
 * @property {number} records
 * @property {number} age
 * @property {number} told
 */

/** @typedef {keyof State} StateKey */

/**
 * @typedef {(id: string, values?: {[name: string]: string | number}) => string} Translate
 * @typedef {{get: () => Readonly<State>, set: (patch: Partial<State>) => void,
 *   subscribe: (keys: StateKey[], fn: (state: Readonly<State>) => void) => () => void}} Store
 * @typedef {import('./actions.js').Actions} Actions
 * @typedef {{store: Store, actions: Actions, t: Translate}} Context  what every view gets
 */

export {};
