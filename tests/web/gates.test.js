// A perceptron's numbers, gates set by hand, a stack of linear layers as one: against truth tables and layer-by-layer sums.
import assert from "node:assert/strict";
import { test } from "node:test";

import { CORNERS, UNITS, answers, gateOf, perceptron, xorParameters } from "../../src/whygrad/studio/web/charts/gates.js";
import { logTicks } from "../../src/whygrad/studio/web/charts/lines.js";
import { applied, collapsed, isLinear, layersOf } from "../../src/whygrad/studio/web/charts/stack.js";

test("gates answer as their names say", () => {
  const tables = { and: (a, b) => a && b, or: (a, b) => a || b, nand: (a, b) => !(a && b) };
  for (const [name, rule] of Object.entries(tables)) {
    assert.equal(answers(UNITS[name]), CORNERS.map(([a, b]) => Number(rule(a === 1, b === 1))).join(""));
    assert.equal(gateOf(answers(UNITS[name])), name.toUpperCase());
  }
  assert.equal(gateOf("0011"), "");
});

test("no perceptron on the sliders' places is XOR", () => {
  const places = Array.from({ length: 13 }, (_, i) => i / 2 - 3);
  for (const a of places) for (const b of places) for (const bias of places) assert.notEqual(answers({ weights: [a, b], bias }), "0110");
});

test("products, sum, output", () => {
  assert.deepEqual(perceptron({ weights: [2, -3], bias: 0.5 }, [1, 1]), { products: [2, -3], sum: -0.5, output: 0 });
  assert.equal(perceptron({ weights: [1, 1], bias: -2 }, [1, 1]).output, 1); // the threshold itself is reached
});

/** A plan of dense layers. */
function planOf(units, activation = "linear") {
  let offset = 0;
  const layers = units.slice(1).map((outputs, l) => ({ inputs: units[l], outputs, activation }));
  const parameters = layers.flatMap(({ inputs, outputs }, layer) => {
    const at = offset;
    offset += outputs * (inputs + 1);
    return [{ kind: "weight", layer, offset: at, shape: [outputs, inputs] }, { kind: "bias", layer, offset: at + outputs * inputs, shape: [outputs] }];
  });
  return { layers, parameters, count: offset, ops: layers.flatMap((_, layer) => [{ kind: "dense", layer }, { kind: "activation", activation, layer }]) };
}

test("weights set by hand make XOR of two layers of step units", () => {
  const plan = planOf([2, 2, 1], "step");
  const numbers = new Float32Array(plan.count);
  for (const [index, value] of xorParameters(plan)) numbers[index] = value;
  const [hidden, output] = layersOf(plan, numbers);
  const step = (values) => values.map((value) => Number(value >= 0));
  const found = CORNERS.map((corner) => step(applied(output, step(applied(hidden, corner))))[0]);
  assert.deepEqual(found, [0, 1, 1, 0]);
  assert.equal(xorParameters(planOf([2, 3, 1])), null);
  assert.equal(xorParameters(planOf([2, 1])), null);
  assert.equal(xorParameters({ ...plan, parameters: [...plan.parameters, { kind: "gamma", layer: 0, offset: 9, shape: [2] }] }), null);
});

test("a stack of linear layers is the layer that it collapses to", () => {
  const plan = planOf([2, 3, 4, 2]);
  const numbers = Float32Array.from({ length: plan.count }, (_, i) => Math.sin(3 * i + 1));
  const layers = layersOf(plan, numbers);
  const one = collapsed(layers);
  assert.deepEqual([one.weights.length, one.weights[0].length, one.bias.length], [2, 2, 2]);
  for (const x of [[0, 0], [1, 0], [0, 1], [-2.5, 0.75]]) {
    const through = layers.reduce((values, layer) => applied(layer, values), x);
    applied(one, x).forEach((value, o) => assert.ok(Math.abs(value - through[o]) < 1e-12));
  }
  assert.equal(isLinear(plan), true);
  assert.equal(isLinear(planOf([2, 3, 1], "tanh")), false);
});

test("a logarithmic axis is marked over a huge range, too", () => {
  for (const [low, high] of [[0.3, 4e34], [1e-44, 1e38], [1e-3, 1e2]]) {
    const ticks = logTicks(low, high);
    assert.ok(ticks.length >= 3 && ticks.length <= 8, `${ticks}`);
    assert.ok(ticks.every((tick) => tick >= 0.99 * low && tick <= 1.01 * high));
  }
});
