import assert from "node:assert/strict";
import { test } from "node:test";

const web = "../../src/whygrad/studio/web";
const { readAddress, writeAddress } = await import(`${web}/address.js`);
const { allows, differences, withValues } = await import(`${web}/experiment.js`);
const { append, emptyHistory, median, selection } = await import(`${web}/history.js`);
const { lossText, accuracyText, epochText } = await import(`${web}/readings.js`);
const { createStore } = await import(`${web}/store.js`);
const { curveOf } = await import(`${web}/overlay.js`);

test("a store tells those who watch what changed, once, and nobody else", () => {
  const store = createStore({ step: 0, epoch: 0, lang: "en" });
  const heard = [];
  const end = store.subscribe(["step", "epoch"], (state) => heard.push(state.step));
  store.subscribe(["lang"], () => heard.push("lang"));
  store.set({ step: 1, epoch: 1 });
  store.set({ step: 1 });
  end();
  store.set({ step: 2 });
  assert.deepEqual(heard, [0, "lang", 1]);
  assert.throws(() => { store.get().step = 3; }, TypeError);
});

test("a view that throws leaves the others standing", (t) => {
  t.mock.method(console, "error", () => {});
  const store = createStore({ step: 0 });
  let heard = -1;
  store.subscribe(["step"], () => { throw new Error("broken view"); });
  store.subscribe(["step"], (state) => { heard = state.step; });
  store.set({ step: 5 });
  assert.equal(heard, 5);
});

test("an address is read back as it was written", () => {
  const state = { lowered: { link: "whygrad=1&data.name=xor" }, own: null, seeds: 16, firstSeed: 8, seed: 3, showTest: true, discretize: false, hidden: ["playButton"], claim: { id: "C09", condition: 1, arm: "other" }, chosen: ["C09", "C13"], exercise: null };
  const written = writeAddress(state);
  assert.equal(written, "whygrad=1&data.name=xor&view.seeds=16&view.first=8&view.shown=3&view.test=true&view.hide=playButton&view.step=C09-2-other&view.steps=C09,C13");
  assert.deepEqual(readAddress(`http://localhost:8642/#${written}`),
    { link: "whygrad=1&data.name=xor", seeds: 16, first: 8, shown: 3, showTest: true, discretize: null, hidden: ["playButton"], step: "C09-2-other", steps: "C09,C13", exercise: null, handed: null });
});

test("own data has no address; TensorFlow Playground's settings of the view are taken from its links", () => {
  assert.equal(writeAddress({ lowered: { link: "whygrad=1" }, own: { csv: "a,b", csv_name: "" }, seeds: 8, firstSeed: 0 }), "");
  const read = readAddress("https://playground.tensorflow.org/#activation=relu&showTestData=true&discretize=false&noise_hide=true");
  assert.equal(read.link, "activation=relu&showTestData=true&discretize=false&noise_hide=true");
  assert.deepEqual(read.hidden, ["noise"]);
  assert.equal(read.showTest, true);
  assert.equal(read.discretize, false);
});

test("numbers of an address that are none are left out", () => {
  assert.deepEqual(readAddress("#view.seeds=-3&view.first=abc&view.shown=x&view.steps=<b>,&view.step="), { link: null, seeds: null, first: null, shown: null, showTest: null, discretize: null, hidden: [], step: null, steps: null, exercise: null, handed: null });
});

test("an option's bounds", () => {
  const rate = { kind: "number", low: 0, high: 10, above: true };
  assert.deepEqual([0, 1e-9, 10, 11, NaN, Infinity].map((value) => allows(rate, value)), [false, true, true, false, false, false]);
  assert.ok(!allows({ kind: "whole", low: 1, high: 5, above: false }, 2.5));
});

test("an experiment changes by value", () => {
  const before = { data: { name: "xor" }, network: { hidden: [4, 2] } };
  const after = withValues(before, { "network.hidden": [8] });
  assert.deepEqual(before.network.hidden, [4, 2]);
  assert.deepEqual(differences(before, after), ["network.hidden"]);
  assert.deepEqual(differences(before, withValues(before, { "network.hidden": [4, 2] })), []);
});

const record = (step, floats = 4) => ({
  step, run: { loss_train: new Float32Array(floats).fill(step) }, layer: {}, histogram: null,
});

test("a long history stays bounded, evenly spread, with its first and its last record", () => {
  let history = emptyHistory();
  for (let step = 0; step < 5_000; step += 1) history = append(history, [record(step)]);
  const { steps, run } = history;
  assert.ok(steps.length <= 600);
  assert.equal(steps[0], 0);
  assert.equal(steps.at(-1), 4_999);
  assert.deepEqual(steps, [...steps].sort((a, b) => a - b));
  assert.deepEqual(steps, run.loss_train.map((values) => values[0]));
});

test("a history of large records holds fewer of them; a step recorded twice counts once", () => {
  let history = emptyHistory();
  for (let step = 0; step < 300; step += 1) history = append(history, [record(step, 100_000)]);
  assert.ok(history.steps.length <= 60);
  history = append(history, [record(299, 100_000)]);
  assert.equal(history.steps.filter((step) => step === 299).length, 1);
});

test("a selection has both ends and is no longer than asked for", () => {
  assert.deepEqual(selection(5, 10), [0, 1, 2, 3, 4]);
  for (const most of [2, 3, 10, 48]) {
    const chosen = selection(600, most);
    assert.ok(chosen.length <= most, `${chosen.length} > ${most}`);
    assert.equal(chosen[0], 0);
    assert.equal(chosen.at(-1), 599);
  }
});

test("medians of what is finite; a curve kept for comparison", () => {
  assert.equal(median([3, NaN, 1, 2]), 2);
  assert.equal(median([1, 2]), 1.5);
  assert.ok(Number.isNaN(median([NaN])));
  const history = { steps: [0, 25], run: { loss_train: [[1, 3], [0, 1]], loss_test: [[2, 2], [1, 1]] } };
  const curve = curveOf({ history, lowered: { meta: { steps_per_epoch: 25 } } }, "before");
  assert.deepEqual([curve.name, curve.epochs, curve.train, curve.test], ["before", [0, 1], [2, 0.5], [2, 1]]);
});

test("numbers as text", () => {
  assert.deepEqual([undefined, NaN, Infinity, 0.01234, 1.5, 12345678, 0.0000123].map((loss) => lossText(loss)),
    ["–", "NaN", "∞", "0.0123", "1.500", "1.23e7", "1.23e-5"]);
  assert.deepEqual([undefined, NaN, 0.98765].map(accuracyText), ["", "", "98.8 %"]);
  assert.deepEqual([0, 0.16, 9.99, 12.7, 1234].map((epoch) => epochText({ epoch })), ["0", "0.1", "9.9", "12", "1,234"]);
});
