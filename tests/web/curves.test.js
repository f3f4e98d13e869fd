import assert from "node:assert/strict";
import { test } from "node:test";

import { comparison, losses, readOff, reading, tableOf } from "../../src/whygrad/studio/web/charts/curves.js";

const t = (id, values) => (values ? `${id} ${JSON.stringify(values)}` : id);

function state() {
  const run = {
    loss_train: [Float32Array.of(1, 3), Float32Array.of(0.5, NaN)],
    loss_test: [Float32Array.of(2, 2), Float32Array.of(1, NaN)],
    accuracy_train: [Float32Array.of(0.5, 0.5), Float32Array.of(1, NaN)],
    accuracy_test: [Float32Array.of(0.5, 0.5), Float32Array.of(0.75, NaN)],
  };
  return {
    history: { steps: [0, 50], run, layer: {}, histogram: {} },
    lowered: { meta: { steps_per_epoch: 25 } },
    overlay: [],
  };
}

test("medians over the runs, and where a run was last seen", () => {
  const found = losses(state());
  assert.deepEqual(found.epochs, [0, 2]);
  assert.deepEqual(found.train.middle, [2, 0.5]);
  assert.deepEqual(found.ends, [{ x: 0, y: 3 }]);
});

test("a reading names every number, with its spread where there is one", () => {
  const text = reading(state(), 0, t);
  assert.match(text, /channel-loss-train 2 \(1.5–2.5\)/);
  assert.match(text, /channel-loss-test 2 ·/);
  assert.equal(reading(state(), 5, t), "studio-curves-empty");
});

test("kept curves are read off between their records and go on beyond the current training", () => {
  assert.deepEqual(readOff([0, 10], [1, 3], [0, 5, 10, 12]), [1, 2, 3, null]);
  const { x, kept } = comparison(
    [0, 5],
    [{ name: "", epochs: [0, 10], train: [1, 3], test: [1, NaN], accuracy: [0, 1] }],
  );
  assert.deepEqual(x, [0, 5, 10]);
  assert.deepEqual(kept[0].train, [1, 2, 3]);
  assert.deepEqual(kept[0].test, [1, null, null]);
});

test("the table has a row a record", () => {
  const table = tableOf(state(), "accuracy", t);
  assert.equal(table.rows.length, 2);
  assert.deepEqual(table.rows[1], ["2", "100 %", "100 %–100 %", "75 %", "75 %–75 %"]);
});
