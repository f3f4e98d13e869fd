import assert from "node:assert/strict";
import { test } from "node:test";

import {
  layerMiddle,
  quantile,
  spansDecades,
  spread,
  spreadOut,
} from "../../src/whygrad/studio/web/charts/statistics.js";

test("quartiles as NumPy's linear ones", () => {
  assert.deepEqual(spread(Float32Array.of(4, 1, 3, 2)), { low: 1.75, middle: 2.5, high: 3.25 });
});

test("runs that ended in NaN or infinity are left out", () => {
  assert.deepEqual(spread(Float32Array.of(NaN, 2, Infinity)), { low: 2, middle: 2, high: 2 });
  assert.ok(Number.isNaN(spread(Float32Array.of(NaN, NaN)).middle));
});

test("the median of each layer over the runs", () => {
  const values = Float32Array.of(1, 10, 2, 20, 6, NaN); // 3 runs, 2 layers
  assert.deepEqual([...layerMiddle(values, 2)], [2, 15]);
});

test("a quantile of nothing is none", () => {
  assert.ok(Number.isNaN(quantile([], 0.5)));
});

test("an axis is logarithmic if the losses span most of a decade and none is 0", () => {
  assert.ok(spansDecades([[0.8, 0.09]]));
  assert.ok(!spansDecades([[0.8, 0.2]]));
  assert.ok(!spansDecades([[0.8, 0]]));
  assert.ok(!spansDecades([[null]]));
});

test("first and last are always among those picked", () => {
  assert.deepEqual(spreadOut(3, 5), [0, 1, 2]);
  const picked = spreadOut(100, 8);
  assert.equal(picked.length, 8);
  assert.equal(picked[0], 0);
  assert.equal(picked.at(-1), 99);
});
