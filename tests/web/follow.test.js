/** Records of a followed trace, the heat map's shades and labels, addresses and words of the page of traces. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { blockOf, heat, labels, recorded, shortened } from "../../src/whygrad/studio/web/charts/heat.js";
import { shownLayers } from "../../src/whygrad/studio/web/charts/layers.js";
import { readTrace, writeTrace } from "../../src/whygrad/studio/web/follow/address.js";
import { joined } from "../../src/whygrad/studio/web/follow/joined.js";
import { keptAt, valuesOf } from "../../src/whygrad/studio/web/follow/time.js";
import { agoText, stateText } from "../../src/whygrad/studio/web/follow/words.js";

const NOTHING = { steps: [], run: {}, layer: {}, histogram: {} };
const t = (id, values) => `${id} ${JSON.stringify(values ?? {})}`;

test("records are replaced from a place on", () => {
  const first = joined(NOTHING, {
    at: 0,
    steps: [0, 10, 15],
    run: { loss_train: { shape: [3, 1], data: Float32Array.of(3, 2, 1.5) } },
    layer: { gradient_rms: { shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) } },
    histogram: { activation_histogram: { shape: [2, 1], data: Float32Array.of(7, 8) } },
  });
  const second = joined(first, {
    at: 2,
    steps: [20, 21],
    run: { loss_train: { shape: [2, 1], data: Float32Array.of(1, 0.5) } },
    layer: { gradient_rms: { shape: [2, 2], data: Float32Array.of(7, 8, 9, 10) } },
    histogram: {},
  });
  assert.deepEqual(second.steps, [0, 10, 20, 21]);
  assert.deepEqual(second.run.loss_train.map((one) => [...one]), [[3], [2], [1], [0.5]]);
  assert.deepEqual(second.layer.gradient_rms.map((one) => [...one]), [[1, 2], [3, 4], [7, 8], [9, 10]]);
  assert.deepEqual(second.histogram, {});
  assert.deepEqual(first.steps, [0, 10, 15], "what was there stays as it was");
});

test("the gradient through time is replaced from a place on, too", () => {
  const bare = { steps: [0], run: {}, layer: {}, histogram: {} };
  const about = { layers: [2], of: 1, distances: [0, 1] };
  const rows = (/** @type {number[]} */ ...data) => ({ shape: [data.length / 2, 1, 2], data: Float32Array.of(...data) });
  const first = joined(NOTHING, { ...bare, at: 0, steps: [0, 5], time: { ...about, gradient: rows(1, 2, 3, NaN) } });
  const second = joined(first, { ...bare, at: 1, steps: [7], time: { ...about, gradient: rows(5, 6) } });
  assert.deepEqual(second.time?.gradient.map((one) => [...one]), [[1, 2], [5, 6]]);
  assert.deepEqual(second.time?.layers, [2]);
  assert.deepEqual(valuesOf(first.time, 1, 0), [3, null]);
  assert.equal(joined(second, { ...bare, at: 0, time: null }).time, null);
});

test("a kept training's gradient through time is that of the same update, or the last one with a number", () => {
  const gradient = [Float32Array.of(1, 2, 4, 8), Float32Array.of(3, 6, 9, 12), Float32Array.of(NaN, NaN, NaN, NaN)];
  const time = { layers: [0], of: 1, distances: [0, 1, 2, 3], gradient };
  const curve = { name: "off", epochs: [], train: [], test: [], accuracy: [], through: { time, steps: [0, 5, 10], names: ["rnn1"] } };
  const other = { name: "dense", epochs: [], train: [], test: [], accuracy: [] };
  const at = (/** @type {number} */ step, /** @type {number[]} */ distances) => keptAt([other, curve], step, distances);
  assert.deepEqual(at(4, [0, 2]), [{ name: "off: rnn1", step: 0, values: [1, 4] }]);
  assert.deepEqual(at(7, [1, 9]), [{ name: "off: rnn1", step: 5, values: [6, null] }]);
  assert.deepEqual(at(99, [3]), [{ name: "off: rnn1", step: 5, values: [12] }]);
});

test("no record is no row", () => {
  const empty = joined(NOTHING, { at: 0, steps: [], run: { a: { shape: [0, 1], data: new Float32Array() } }, layer: {}, histogram: {} });
  assert.deepEqual(empty.run.a, []);
});

test("shades are logarithmic, and tell no number from 0", () => {
  const state = {
    lowered: { meta: { layers: [{ name: "a" }, { name: "b" }, { name: "c" }] } },
    history: { steps: [0, 1], layer: { gradient_rms: [Float32Array.of(1, 10, 100), Float32Array.of(NaN, 0, Infinity)] } },
  };
  const found = heat(state, { channel: "gradient_rms", scale: "log" });
  assert.equal(found.low, 1);
  assert.equal(found.high, 100);
  assert.ok(Math.abs(found.shade(10) - 0.5) < 1e-6);
  assert.equal(found.shade(0), -1);
  assert.ok(Number.isNaN(found.shade(NaN)));
  assert.ok(Number.isNaN(found.shade(Infinity)));
  assert.deepEqual(recorded(state).map((one) => one.channel), ["gradient_rms"]);
});

test("one value only is in the middle", () => {
  const state = { lowered: { meta: { layers: [{ name: "a" }] } }, history: { steps: [0], layer: { weight_rms: [Float32Array.of(3)] } } };
  assert.equal(heat(state, { channel: "weight_rms", scale: "log" }).shade(3), 0.5);
});

test("rows too low for names show blocks, each once", () => {
  const names = ["embed", ...[0, 1, 2].flatMap((block) => ["q", "k", "v", "o"].map((one) => `encoder.layers.${block}.${one}`)), "head"];
  assert.deepEqual(labels(names, 12, 12), names);
  const few = labels(names, 4, 12);
  assert.deepEqual(few.filter(Boolean), ["embed", "encoder.layers.0", "encoder.layers.1", "encoder.layers.2", "head"]);
  const at = few.flatMap((one, row) => (one === null ? [] : [row * 4]));
  at.slice(1).forEach((y, i) => assert.ok(y - at[i] >= 12));
  assert.equal(blockOf("encoder.layers.11.mlp.fc2"), "encoder.layers.11");
  assert.equal(blockOf("hidden1"), "hidden1");
});

test("a long path keeps its ends", () => {
  const short = shortened("encoder.layers.11.attention.out_proj", 20);
  assert.equal(short.length, 20);
  assert.ok(short.startsWith("encoder") && short.endsWith("out_proj"), short);
  assert.equal(shortened("head", 20), "head");
});

test("of many layers some are shown, those that stand out among them", () => {
  assert.deepEqual(shownLayers(3, new Set()), [0, 1, 2]);
  const shown = shownLayers(200, new Set([7, 150]));
  assert.ok(shown.length <= 16);
  for (const layer of [0, 7, 150, 199]) assert.ok(shown.includes(layer));
  assert.ok(shownLayers(200, new Set(Array.from({ length: 190 }, (_, i) => i))).length <= 16);
});

test("an address says trace, run and language, and nothing else gets through", () => {
  const what = { id: "0123456789ab", run: 3, lang: "ko" };
  assert.deepEqual(readTrace(`#${writeTrace(what)}`), what);
  assert.deepEqual(readTrace("#trace=../x&run=-1&lang=fr"), { id: null, run: null, lang: null });
  assert.deepEqual(readTrace(""), { id: null, run: null, lang: null });
});

test("times are in the unit a person would take", () => {
  const said = (/** @type {number} */ seconds) => agoText(seconds, t);
  assert.equal(said(5.4), 'studio-trace-ago-seconds {"count":5}');
  assert.equal(said(120), 'studio-trace-ago-minutes {"count":2}');
  assert.equal(said(2 * 3600), 'studio-trace-ago-hours {"count":2}');
  assert.equal(said(3 * 86_400), 'studio-trace-ago-days {"count":3}');
  assert.equal(stateText({ state: "non-finite", affected: 2, runs: 4 }, t), 'view-status-non-finite {"count":2,"of":4}');
  assert.equal(stateText({ state: "non-finite", affected: 1, runs: 1 }, t), "studio-trace-non-finite {}");
});
