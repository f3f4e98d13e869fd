/**
 * Every shape that the files of the page of networks share, as JSDoc typedefs; checked by `tsc`, empty at run time.
 *
 * @typedef {{name: string, origin: string, input: number[], parameters: number, multiply_adds: number, bytes: number}} NetworkEntry
 * @typedef {{name: string, kind: string, default: any, needed: boolean, low: number, high: number, choices: string[],
 *   word: string}} Setting
 * @typedef {{kind: string, group: 'convolution' | 'pooling' | 'dense' | 'normalization' | 'activation' | 'sequence', begin: LayerValue,
 *   settings: Setting[]}} Kind
 * @typedef {{word: string, symbol: string, low: number, high: number, step: number, usual: number}} Change
 *
 * A layer as TOML and JSON have it: a word, or a table in which one key is its kind.
 * @typedef {string | {[name: string]: any}} LayerValue
 * @typedef {{input: any, layers: LayerValue[]}} Draft  what is edited: an input that need not be one yet
 *
 * @typedef {object} Line one layer; `place` is where the list has it, or the block around it
 * @property {string} name
 * @property {number} place
 * @property {number} depth blocks around it
 * @property {string} kind
 * @property {string} layer as TOML has it
 * @property {string} short
 * @property {number[]} output
 * @property {[number, number] | null} field
 * @property {number} parameters
 * @property {number} multiply_adds
 * @property {number} memory bytes
 * @property {{formula: string, calculations: string[]}[]} worked
 * @property {string[]} notes
 *
 * @typedef {{name: string, origin: string, input: number[], layers: LayerValue[], text: string, parameters: number,
 *   multiply_adds: number, memory: number, lines: Line[], formulas: {[id: string]: string}}} Shown
 * @typedef {{text: string, place: number | null, setting: string | null, line: number | null, input: boolean}} Problem
 *
 * Bytes of pictures or maps, row-major, unpacked from base64.
 * @typedef {{shape: number[], bytes: Uint8Array}} Bytes
 * @typedef {Bytes & {low: number[], high: number[], largest: number}} Maps  128 stands for 0, 255 and 1 for ± `largest`
 * @typedef {Bytes & {labels: number[], names: string[]}} Pictures
 * @typedef {{path: string, kind: string, short: string, depth: number, output: number[]}} ModelLayer
 * @typedef {{picture: Bytes, label: number | null, notes: string[], prediction: {label: number, share: number}[],
 *   names: string[], layers: ModelLayer[], parameters: number, about: {seed: number | null, updates: number | null}}} Look
 * @typedef {{maps: Maps & {of: number, flat: boolean, silent: number},
 *   filters: (Maps & {rows: number, columns: number, of: [number, number]}) | null}} LayerLook
 * @typedef {{patch: number, smooth: boolean, maps: (Maps & {name: string, where: string})[]}} Evidence
 * @typedef {{picture: Bytes, rows: Bytes, notes: string[], words: string[]}} Changed  `words` are those of the rows
 *
 * @typedef {'networks' | 'inside' | 'augmentation'} Part
 *
 * @typedef {object} Zoo the state of the page
 * @property {Part} part
 * @property {NetworkEntry[]} networks
 * @property {Kind[]} kinds
 * @property {Change[]} augmentations
 * @property {string} network the chosen one
 * @property {boolean} editing its layers, or those of one's own, are being changed
 * @property {Draft | null} draft
 * @property {string} text of the draft, as typed
 * @property {Shown | null} shown the last good network
 * @property {Problem | null} problem of the text
 * @property {boolean} formulas all of them are shown
 * @property {number | null} lit place of the layer that stands out
 * @property {{id: string, name: string}[]} models
 * @property {string} missing packages that looking inside lacks
 * @property {string} model id of the trained network
 * @property {Pictures | null} pictures to choose from
 * @property {boolean} asked whether it is known which pictures there are
 * @property {number} place of the chosen picture
 * @property {{name: string, data: string} | null} file a picture of one's own, base64
 * @property {Look | null} look
 * @property {string} layer path of the layer looked at
 * @property {LayerLook | null} maps
 * @property {number | null} label the class whose evidence is shown, null: the predicted one
 * @property {Evidence | null} evidence
 * @property {string} trouble why there is nothing to see inside
 * @property {{[word: string]: number}} numbers of the words of augmentation
 * @property {string[]} words that are ticked
 * @property {number} draws seed of the augmentation
 * @property {Changed | null} changed
 * @property {string} changeTrouble
 */

export {};
