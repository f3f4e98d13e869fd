import assert from "node:assert/strict";
import { test } from "node:test";

import { facts, row, sharesOf } from "../../src/whygrad/studio/web/charts/histograms.js";
import { lastRecord, overTime } from "../../src/whygrad/studio/web/charts/layers.js";
import { logTicks, tickTexts } from "../../src/whygrad/studio/web/charts/lines.js";

test("logarithmic axes have a few marks however far they reach", () => {
  assert.deepEqual(logTicks(0.02, 0.7), [0.02, 0.05, 0.1, 0.2, 0.5]);
  assert.deepEqual(logTicks(0.9e-3, 2), [1e-3, 1e-2, 0.1, 1]);
  for (const [low, high] of [
    [1e-44, 1e-30],
    [1e-38, 1e38],
    [3e-17, 4e-17],
  ]) {
    const ticks = logTicks(low, high);
    assert.ok(ticks.length <= 8, `${ticks}`);
    assert.ok(ticks.every((tick) => tick >= low && tick <= high));
  }
});

test("a layer's histogram of a run, and what it says", () => {
  const values = new Float32Array(2 * 3 * 32);
  values[(1 * 3 + 2) * 32 + 31] = 0.75;
  values[(1 * 3 + 2) * 32 + 0] = 0.25;
  const shares = sharesOf(values, 1, 2, 3);
  assert.equal(shares?.[31], 0.75);
  const found = facts(shares, [-2, 2]);
  assert.equal(found.low, 1.875);
  assert.equal(found.ends, 1);
  assert.equal(row(shares, [-2, 2])[2], "75 %");
  assert.equal(sharesOf(undefined, 0, 0, 3), null);
  values[0] = NaN;
  assert.equal(sharesOf(values, 0, 0, 3), null);
  assert.deepEqual(row(null, [-2, 2]), ["–", "–", "–", "–"]);
});

test("layers over time: medians, nothing where a run has stopped", () => {
  const layer = {
    gradient_rms: [Float32Array.of(1, 2, 3, 4), Float32Array.of(NaN, NaN, 5, 6), Float32Array.of(NaN, NaN, NaN, NaN)],
  };
  const values = overTime({ history: { steps: [0, 1, 2], layer } }, "gradient_rms", 2);
  assert.deepEqual(values, [
    [2, 5, null],
    [3, 6, null],
  ]);
  assert.equal(lastRecord(values), 1);
  assert.equal(lastRecord([[null]]), -1);
});

test("numbers beside an axis tell neighbors apart", () => {
  assert.deepEqual(tickTexts([0.6935, 0.694, 0.6945], false), ["0.6935", "0.694", "0.6945"]);
  assert.deepEqual(tickTexts([0, 0.2, 0.4], false), ["0", "0.2", "0.4"]);
  assert.deepEqual(tickTexts([1e-4, 1e-2, 2e-4], true), ["10⁻⁴", "0.01", "2×10⁻⁴"]);
  assert.deepEqual(tickTexts([0, 50, 100], false), ["0", "50", "100"]);
});
