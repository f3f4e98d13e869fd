import assert from "node:assert/strict";
import { test } from "node:test";

import { exactNetwork, mistakeOf, samplesOf, slopesOf, valueAt } from "../../src/whygrad/studio/web/charts/exact.js";

const hat = { x: [-2, -1, 0.5, 3], y: [1, -1, 2, 0], left: 0.5, right: -1 };

/** One hidden layer of ReLU units, straight from its definition. */
function answer({ units, parameters }, x) {
  const [w, b, out] = [0, 1, 2].map((k) => parameters.slice(k * units, (k + 1) * units));
  return w.reduce((sum, weight, u) => sum + out[u] * Math.max(0, weight * x + b[u]), parameters[3 * units]);
}

test("the network is the function, between its points and outside of them", () => {
  const network = exactNetwork(hat);
  assert.equal(network.units, 5);
  assert.equal(network.parameters.length, 3 * 5 + 1);
  for (let x = -9; x <= 9; x += 0.13) assert.ok(Math.abs(answer(network, x) - valueAt(hat, x)) < 1e-12);
  hat.x.forEach((x, i) => assert.ok(Math.abs(valueAt(hat, x) - hat.y[i]) < 1e-12));
  assert.equal(valueAt(hat, -4), 0);
  assert.equal(valueAt(hat, 5), -2);
});

test("a point alone is an angle", () => {
  const angle = { x: [1], y: [2], left: -1, right: 1 };
  assert.deepEqual(slopesOf(angle), [-1, 1]);
  for (const [x, y] of [[-1, 4], [1, 2], [4, 5]]) assert.equal(answer(exactNetwork(angle), x), y);
});

test("bad points say what is wrong", () => {
  assert.equal(mistakeOf(hat), null);
  assert.equal(mistakeOf({ ...hat, x: [] })[0], "studio-function-shape");
  assert.equal(mistakeOf({ ...hat, y: [1, NaN, 2, 0] })[0], "studio-function-finite");
  assert.equal(mistakeOf({ ...hat, left: NaN })[0], "studio-function-finite");
  assert.deepEqual(mistakeOf({ ...hat, x: [-2, -2, 0.5, 3] }), ["studio-function-order", { at: "2", x: "-2", before: "-2" }]);
});

test("samples lie on the function", () => {
  const { x, y } = samplesOf(hat, -3, 4, 8);
  assert.deepEqual([x[0], x[7]], [[-3], [4]]);
  x.forEach(([place], i) => assert.equal(y[i], valueAt(hat, place)));
});
