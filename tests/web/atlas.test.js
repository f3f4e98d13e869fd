/** The page of maps without a page: ranges, the order of pixels, planes, colors, addresses. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { placesAlong } from "../../src/whygrad/studio/web/atlas/along.js";
import { readAtlas, writeAtlas } from "../../src/whygrad/studio/web/atlas/address.js";
import { assignment, extent, kept, moved, nearest, rangeOf, zoomed } from "../../src/whygrad/studio/web/atlas/axis.js";
import { paintPixels, positionOf, scaleOf, valueAt } from "../../src/whygrad/studio/web/atlas/colors.js";
import { endingOf } from "../../src/whygrad/studio/web/atlas/ending.js";
import { pixelsOf, strides } from "../../src/whygrad/studio/web/atlas/levels.js";
import { Plane } from "../../src/whygrad/studio/web/atlas/plane.js";
import { ticksOf } from "../../src/whygrad/studio/web/atlas/ticks.js";
import { PixelTrainer } from "../../src/whygrad/studio/web/atlas/trainer.js";

const RATE = { name: "learning_rate", low: 0.001, high: 10, log: true };
const ANY = { name: "learning_rate", low: 0, high: 1e6, above: true, whole: false, word: "" };
const WHOLE = { name: "depth", low: 1, high: 64, above: false, whole: true, word: "" };

/** Evenly spaced numbers of a range. */
const numbers = (range, size) => {
  const { low, step } = extent(range, size);
  return Array.from({ length: size }, (_, k) => (range.log ? 10 ** (low + k * step) : low + k * step));
};

/** A plane of one program in which nothing is trained. */
function plane(size, { x = RATE, y = { ...RATE, name: "l2" }, subject = "a" } = {}) {
  const axis = (range) => ({ key: range.name, name: range.name, scale: "log", values: numbers(range, size), numbers: numbers(range, size), settings: [] });
  const one = { shape: [1, 1], data: new Int32Array(1) };
  return new Plane({ size, every: 1, seed: 0, x: axis(x), y: axis(y), programs: [{}], program_of: one, start_of: one, starts: [], arrays: [], link: "", diverged: 2 }, x, y, subject, { link: "", size, seed: 0, lang: "en", x: "", y: "" });
}

test("a move keeps the distance of pixels and stops where values end", () => {
  const right = moved(RATE, 10, 101, ANY);
  assert.ok(Math.abs(right.low / 0.001 - 10 ** 0.4) < 1e-9);
  assert.ok(Math.abs(right.high / right.low / 10_000 - 1) < 1e-9);
  assert.deepEqual(moved({ name: "depth", low: 1, high: 5, log: false }, -3, 5, WHOLE), { name: "depth", low: 1, high: 5, log: false });
  assert.deepEqual(moved({ name: "depth", low: 60, high: 64, log: false }, 3, 5, WHOLE), { name: "depth", low: 60, high: 64, log: false });
});

test("a zoom by two leaves its pixel where it is, and every second pixel of the new range is an old one", () => {
  const size = 33;
  const near = zoomed(RATE, 2, 20, size, ANY);
  const [before, after] = [numbers(RATE, size), numbers(near, size)];
  assert.ok(Math.abs(after[20] / before[20] - 1) < 1e-9);
  for (let k = 0; k < size; k += 2) assert.ok(Math.abs(after[k] / before[20 + (k - 20) / 2] - 1) < 1e-9);
  const far = zoomed(near, 0.5, 20, size, ANY);
  assert.ok(Math.abs(far.low / RATE.low - 1) < 1e-9 && Math.abs(far.high / RATE.high - 1) < 1e-9);
});

test("a zoom ends where single precision does, and with two whole numbers", () => {
  let range = RATE;
  for (let k = 0; k < 60; k += 1) range = zoomed(range, 2, 16, 33, ANY);
  const values = numbers(range, 33).map(Math.fround);
  assert.equal(new Set(values).size, 33);
  assert.equal(zoomed(range, 2, 16, 33, ANY), range);
  let depths = { name: "depth", low: 1, high: 9, log: false };
  for (let k = 0; k < 9; k += 1) depths = zoomed(depths, 2, 4, 9, WHOLE);
  assert.ok(depths.high - depths.low >= 1);
});

test("a range that is wider than a setting is cut", () => {
  const found = kept({ name: "depth", low: -20, high: 90, log: false }, WHOLE);
  assert.deepEqual([found.low, found.high], [1, 64]);
});

test("axes are said as the server reads them", () => {
  assert.equal(assignment(RATE, ANY), "learning_rate=0.001:10:log");
  assert.equal(assignment({ name: "init", low: 0.1, high: 2, log: false }, { ...ANY, word: "normal" }), "init=normal:0.1:2");
  assert.deepEqual(rangeOf("learning_rate=0.001:10:log"), RATE);
  assert.deepEqual(rangeOf("depth=1:10"), { name: "depth", low: 1, high: 10, log: false });
});

test("each place of a picture shows the nearest pixel", () => {
  const range = { name: "batch_size", low: 1, high: 5, log: false };
  assert.deepEqual([...nearest(range, [1, 2, 5], 9)], [0, 0, 1, 1, 1, 1, 2, 2, 2]);
  assert.deepEqual([...nearest(RATE, numbers(RATE, 40), 40)], Array.from({ length: 40 }, (_, k) => k));
});

test("levels: from at most 16 pixels on, each pixel in one of them", () => {
  assert.deepEqual(strides(256, 256), [16, 8, 4, 2, 1]);
  assert.deepEqual(strides(10, 100), [8, 4, 2, 1]);
  assert.deepEqual(strides(16, 3), [1]);
  const one = plane(40);
  const seen = new Set();
  strides(40, 40).forEach((stride, level) => {
    for (const pixel of pixelsOf(one, level, "loss")) {
      assert.ok(!seen.has(pixel));
      seen.add(pixel);
      assert.ok(Math.floor(pixel / 40) % stride === 0 && (pixel % 40) % stride === 0);
      one.put(pixel, [1, 1, 1, 1], 0);
    }
  });
  assert.equal(seen.size, 1600);
});

test("where pixels differ comes first", () => {
  const one = plane(64);
  for (const pixel of pixelsOf(one, 0, "loss")) {
    const { row, column } = one.placeOf(pixel);
    one.put(pixel, [row > 40 && column > 40 ? Math.random() : 0.5, 1, 1, 1], 0);
  }
  const first = one.placeOf(pixelsOf(one, 1, "loss")[0]);
  assert.ok(first.row >= 32 && first.column >= 32);
});

test("a coarse pixel is shown above and to the right of it until a finer one is known, whatever comes first", () => {
  const one = plane(32);
  one.put(1, [2, 0, 0, 0], 0);
  one.put(0, [1, 0, 0, 0], 0);
  assert.deepEqual([...one.source.slice(0, 3)], [0, 1, -1]);
  assert.equal(one.source[33], 0);
});

test("another plane takes over the pixels with the same numbers", () => {
  const size = 17;
  const first = plane(size);
  for (let pixel = 0; pixel < size * size; pixel += 1) first.put(pixel, [pixel, 2 * pixel, 0.5, 0.25], pixel % 3);
  const second = plane(size, { x: zoomed(RATE, 2, 8, size, ANY) });
  second.reuse(first);
  assert.equal(second.known, 9 * size);
  const at = (row, column) => row * size + column;
  assert.equal(second.values["loss"][at(5, 0)], at(5, 4));
  assert.equal(second.ended[at(5, 2)], at(5, 5) % 3);
  assert.equal(second.ended[at(5, 1)], -1);
  const other = plane(size, { subject: "b" });
  other.reuse(first);
  assert.equal(other.known, 0);
});

test("the scale follows the losses of runs that finished, and failed ones have a color of their own", () => {
  const one = plane(20);
  for (let pixel = 0; pixel < 400; pixel += 1) one.put(pixel, [pixel === 7 ? 1e9 : 0.01 * 10 ** (pixel / 200), 0, pixel / 400, 0], pixel === 7 ? 1 : 0);
  const scale = scaleOf(one, "loss");
  assert.ok(scale.log && scale.low >= 0.01 && scale.high <= 1);
  assert.equal(scaleOf(one, "accuracy").log, false);
  assert.equal(scaleOf(one, "ended"), null);
  assert.ok(Math.abs(positionOf(scale, valueAt(scale, 0.3)) - 0.3) < 1e-9);
  const colors = new Uint32Array(400);
  paintPixels(one, "loss", scale, colors);
  assert.equal(colors[7].toString(16), "ff005ed5");
  assert.notEqual(colors[0], colors[399]);
  assert.equal(paintPixels(plane(20), "loss", scale, colors) ?? colors[0], 0);
});

test("endings are Python's", () => {
  assert.equal(endingOf(0.7, 0.1, false, 0.69, 2), 0);
  assert.equal(endingOf(0.7, 1.5, false, 0.69, 2), 1);
  assert.equal(endingOf(5, 9, false, 0.69, 2), 0);
  assert.equal(endingOf(0.7, NaN, false, 0.69, 2), 1);
  assert.equal(endingOf(0.7, NaN, true, 0.69, 2), 2);
  assert.equal(endingOf(0.7, 1e9, false, null, 2), 0);
});

test("axes are marked at round numbers inside of them", () => {
  assert.deepEqual(ticksOf(RATE).map(({ text }) => text), ["0.001", "0.01", "0.1", "1", "10"]);
  const near = ticksOf({ name: "x", low: 0.63, high: 0.648, log: true });
  assert.ok(near.length >= 3 && near.length <= 8);
  assert.equal(new Set(near.map(({ text }) => text)).size, near.length);
  for (const { share } of [...near, ...ticksOf(RATE)]) assert.ok(share >= -1e-9 && share <= 1 + 1e-9);
});

test("pixels along a line", () => {
  assert.deepEqual(placesAlong({ row: 3, column: 4 }, { row: 3, column: 6 }), [4, 5, 6].map((column) => ({ row: 3, column })));
  const long = placesAlong({ row: 0, column: 0 }, { row: 200, column: 100 });
  assert.equal(long.length, 12);
  assert.deepEqual(long.at(-1), { row: 200, column: 100 });
  assert.equal(placesAlong({ row: 1, column: 1 }, { row: 1, column: 1 }).length, 1);
});

test("an address keeps the map, and what is none is left out", () => {
  const atlas = { link: "whygrad=1&data.name=xor", x: RATE, y: { name: "depth", low: 1, high: 9, log: false }, measure: "ended", size: 64, seed: 3 };
  const { link, x, y, measure, size, seed } = readAtlas(`#${writeAtlas(atlas)}`);
  assert.deepEqual({ link, x, y, measure, size, seed }, atlas);
  const bad = readAtlas("#map.x=learning_rate~a~2~log&map.measure=beauty&map.size=-3&view.seeds=4");
  assert.deepEqual(bad, { link: null, x: null, y: null, measure: null, size: null, seed: null });
});

test("a plane whose pixels are all trained is at its end without any more work", () => {
  const told = { ended: 0 };
  const worker = { postMessage: () => {}, addEventListener: () => {}, terminate: () => {} };
  const trainer = new PixelTrainer(() => worker, 1, async () => ({}), { arrived: () => {}, ended: () => (told.ended += 1), failed: assert.fail });
  const known = plane(3);
  for (let pixel = 0; pixel < 9; pixel += 1) known.put(pixel, [0.1, 0.9, 0.1, 1], 0);
  trainer.start(known, "loss", "page");
  assert.equal(told.ended, 1);
  trainer.resume(); // as after the first picture, which has all pixels of a small map
  assert.equal(told.ended, 2);
  Object.assign(known.lowering, { every: 2, program_of: { shape: [2, 2], data: new Int32Array(4) } });
  trainer.start(known, "loss", "page");
  assert.equal(told.ended, 2); // the rest of the plane is still to come
});
