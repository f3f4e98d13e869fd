import assert from "node:assert/strict";
import { test } from "node:test";

import { countPaths, deltas, forward, lossOf, pathFrom, stepsFrom } from "../../src/whygrad/studio/web/picture/reference.js";
import { open } from "../../src/whygrad/studio/web/views/chain.js";

const op = (kind, source, target, layer, more = {}) => ({ kind, source, target, layer, shortcut: -1, parameter: -1, bias: -1, running: -1, activation: "tanh", ...more });
const parameter = (kind, layer, offset, ...shape) => ({ name: kind, kind, layer, offset, shape });
const layer = (name, inputs, outputs) => ({ name, kind: "dense", activation: "tanh", inputs, outputs, normalization: "none", dropout: 0, residual: false });

/** 2 inputs, 3 and 3 tanh units with a skip connection around the second layer, 2 outputs, squared loss. */
const plan = {
  ops: [
    op("dense", 0, 1, 0, { parameter: 0, bias: 6 }),
    op("activation", 1, 2, 0),
    op("dense", 2, 3, 1, { parameter: 9, bias: 18 }),
    op("activation", 3, 4, 1),
    op("add", 4, 5, 1, { shortcut: 2 }),
    op("dense", 5, 6, 2, { parameter: 21, bias: 27 }),
  ],
  widths: [2, 3, 3, 3, 3, 3, 2],
  parameters: [
    parameter("weight", 0, 0, 3, 2), parameter("bias", 0, 6, 3), parameter("weight", 1, 9, 3, 3), parameter("bias", 1, 18, 3),
    parameter("weight", 2, 21, 2, 3), parameter("bias", 2, 27, 2),
  ],
  before: [1, 3, 6],
  after: [2, 4, 6],
  layers: [layer("hidden1", 2, 3), layer("hidden2", 3, 3), layer("output", 3, 2)],
  loss: "squared",
  targets: [0, 1],
  task: "classes",
};
const parameters = Array.from({ length: 29 }, (_, i) => Math.sin(3 * i + 1));
const row = Float32Array.of(0.7, -0.4, 1);
const lowered = { plan, program: { train: { shape: [1, 3], data: row }, test: { shape: [0, 3], data: row } }, points: { feature_names: ["x1", "x2"] } };
const answer = { gradient: new Float32Array(29), parameters, running: [] };
const t = (id, values) => `${id} ${JSON.stringify(values ?? {})}`;

/** All ways of choosing, one fork after the other. */
function* every(index, wanted = new Map()) {
  const opened = open(lowered, index, 0, answer, t, wanted);
  const turn = opened.turns.find(({ value }) => !wanted.has(value));
  if (!turn) yield opened;
  else for (const { branch } of turn.branches) yield* every(index, new Map(wanted).set(turn.value, branch));
}

test("the products of all paths that can be chosen add up to the derivative", () => {
  for (const index of [0, 5, 7, 9, 19]) {
    const all = [...every(index)];
    assert.equal(all.length, all[0].paths);
    const sum = all.reduce((total, { product }) => total + product, 0);
    assert.ok(Math.abs(sum - all[0].sum) < 1e-12, `${index}: ${sum} ${all[0].sum}`);
    assert.ok(Math.abs(sum - all[0].difference) < 1e-6);
  }
});

test("without a choice it is the strongest branch at each fork, and says so", () => {
  const opened = open(lowered, 0, 0, answer, t);
  assert.ok(opened.turns.length >= 2);
  assert.ok(opened.turns.every(({ chosen }) => !chosen));
  const values = forward(plan, parameters, [], [...row.subarray(0, 2)]);
  const found = deltas(plan, parameters, [], values, lossOf(plan, values.at(-1), row[2]).slopes);
  const { path, forks } = pathFrom((v, u) => stepsFrom(plan, parameters, [], values, v, u), found, 1, 0);
  path.forEach((step, i) => {
    for (const other of forks[i].options)
      assert.ok(Math.abs(other.factor * found[other.value][other.unit]) <= Math.abs(step.factor * found[step.value][step.unit]));
  });
  assert.equal(opened.paths, countPaths(plan, 1));
});

test("a chosen branch is taken and named, one that is not there is passed over", () => {
  const [turn] = open(lowered, 0, 0, answer, t).turns;
  const other = turn.branches.find(({ branch }) => branch !== turn.taken);
  const chosen = open(lowered, 0, 0, answer, t, new Map([[turn.value, other.branch]]));
  assert.equal(chosen.turns[0].taken, other.branch);
  assert.ok(chosen.turns[0].chosen);
  assert.equal(chosen.sum, open(lowered, 0, 0, answer, t).sum);
  assert.ok(!open(lowered, 0, 0, answer, t, new Map([[turn.value, "99.99"]])).turns[0].chosen);
  assert.ok(turn.branches.some(({ text }) => text.startsWith("studio-chain-skip")));
});
