import assert from "node:assert/strict";
import { test } from "node:test";

import { page, stagesOf, written } from "../../src/whygrad/studio/web/charts/learning.js";

const t = (id, values) => (values ? `${id} ${JSON.stringify(values)}` : id);
const op = (kind, source, target, layer, more = {}) => ({
  kind,
  source,
  target,
  layer,
  shortcut: -1,
  parameter: -1,
  bias: -1,
  ...more,
});
const plan = {
  ops: [
    op("dense", 0, 1, 0, { parameter: 0, bias: 2 }),
    op("activation", 1, 2, 0),
    op("dense", 2, 3, 1, { parameter: 3, bias: 4 }),
  ],
  widths: [2, 1, 1, 1],
  before: [1, 3],
  after: [2, 3],
  loss: "squared",
  targets: [0, 0],
  task: "numbers",
  layers: [
    { name: "hidden1", activation: "tanh" },
    { name: "output", activation: "identity" },
  ],
};
// One tanh unit: z = 0.5·1 - 0.25·2 + 0.1, o = 2·tanh z - 1; loss ½(o - 3)².
const parameters = Float32Array.of(0.5, -0.25, 0.1, 2, -1);
const a = Math.tanh(0.1);
const o = 2 * a - 1;
const slope = 1 - a * a;
const answer = {
  values: [Float32Array.of(1, 2), Float32Array.of(0.1), Float32Array.of(a), Float32Array.of(o)],
  deltas: [
    Float32Array.of(0, 0),
    Float32Array.of((o - 3) * 2 * slope),
    Float32Array.of((o - 3) * 2),
    Float32Array.of(o - 3),
  ],
  gradient: Float32Array.of((o - 3) * 2 * slope, (o - 3) * 4 * slope, (o - 3) * 2 * slope, (o - 3) * a, o - 3),
  loss: Float32Array.of(0.5 * (o - 3) ** 2),
};
const subject = { plan, answer, parameters, learningRate: 0.1, optimizer: "sgd", l1: 0, l2: 0, target: 3, inputs: ["x1", "x2"] };

test("every layer forward, the loss, every layer backward, every layer's update", () => {
  assert.deepEqual(
    stagesOf(plan).map(({ kind, layer }) => `${kind} ${layer}`),
    ["forward 0", "forward 1", "loss 1", "backward 1", "backward 0", "update 0", "update 1"],
  );
});

test("forward: the sum with its numbers, then the activation", () => {
  const { formulas, rows } = page({ kind: "forward", layer: 0 }, subject, 0, t);
  assert.equal(formulas[0], "z₁ = Σ w₁ᵢ·xᵢ + b₁ = 0.5·1 + (-0.25)·2 + 0.1 = 0.1");
  assert.equal(formulas[1], "a₁ = tanh(z₁) = tanh(0.1) = 0.0997");
  assert.deepEqual(rows, [["1", "0.1", "0.0997"]]);
});

test("loss: output, target and its derivative", () => {
  const { formulas, rows } = page({ kind: "loss", layer: 1 }, subject, 0, t);
  assert.match(formulas[0], /^L = ½·Σ\(o - y\)² = ½·\(\(-0.801 - 3\)²\) = 7.22$/);
  assert.deepEqual(rows, [["1", "-0.801", "3", "-3.8"]]);
});

test("backward: what arrives, times the derivative, times the input", () => {
  const { formulas } = page({ kind: "backward", layer: 0 }, subject, 0, t);
  assert.equal(formulas[0], "∂L/∂a₁ = Σₖ wₖ₁·∂L/∂zₖ = 2·(-3.8) = -7.6");
  assert.equal(formulas[1], "∂L/∂z₁ = ∂L/∂a₁·tanh′(z₁) = (-7.6)·0.99 = -7.53");
  assert.equal(formulas[3], "∂L/∂w₁₂ = (-7.53)·2 = -15.1");
});

test("update: each weight less the learning rate times its derivative", () => {
  const { rows } = page({ kind: "update", layer: 1 }, subject, 0, t);
  assert.deepEqual(rows[1], ["b₁", "-1", "-3.8", "0.38", "-0.62"]);
});

test("update: penalties pull at weights and leave biases alone", () => {
  const { formulas, rows } = page({ kind: "update", layer: 1 }, { ...subject, l2: 0.5, l1: 0.1 }, 0, t);
  assert.equal(formulas[0], "w ← w - η·(∂L/∂w + l2·w + l1·sign(w)), η = 0.1, l2 = 0.5, l1 = 0.1");
  const slope = (o - 3) * a + 0.5 * 2 + 0.1;
  assert.deepEqual([rows[0][2], rows[0][4]], [slope.toFixed(3), (2 - 0.1 * slope).toFixed(2)]);
  assert.deepEqual(rows[1], ["b₁", "-1", "-3.8", "0.38", "-0.62"]);
});

test("hinge: the margins with their numbers", () => {
  const hinge = { ...subject, plan: { ...plan, loss: "hinge", targets: [-1, 1], task: "classes" }, target: 1 };
  const { formulas } = page({ kind: "loss", layer: 1 }, { ...hinge, answer: { ...answer, loss: Float32Array.of(1 - o) } }, 0, t);
  assert.equal(formulas[0], "L = max(0, 1 - y·o) = max(0, 1 - 1·(-0.801)) = 1.8");
});

test("skip connections: what is added on the way forward comes back on the way back", () => {
  const around = {
    ...plan,
    ops: [
      op("dense", 0, 1, 0, { parameter: 0, bias: 2 }),
      op("dense", 1, 2, 1, { parameter: 3, bias: 4 }),
      op("dropout", 2, 3, 1),
      op("add", 3, 4, 1, { shortcut: 1 }),
      op("dense", 4, 5, 2, { parameter: 5, bias: 6 }),
    ],
    widths: [2, 1, 1, 1, 1, 1],
    before: [1, 2, 5],
    after: [1, 2, 5],
    layers: ["hidden1", "hidden2", "output"].map((name) => ({ name, activation: "identity" })),
  };
  const numbers = Float32Array.of(0.5, -0.25, 0.1, 2, -1, 3, 0); // z = 0.1, 2z - 1 = -0.8, sum -0.7, o = -2.1
  const told = {
    values: [[1, 2], [0.1], [-0.8], [-0.8], [-0.7], [-2.1]].map((values) => Float32Array.from(values)),
    deltas: [[0, 0], [9], [3], [3], [3], [1]].map((values) => Float32Array.from(values)),
    gradient: new Float32Array(7),
    loss: Float32Array.of(0),
  };
  const given = { ...subject, plan: around, parameters: numbers, answer: told };
  const forward = page({ kind: "forward", layer: 1 }, given, 0, t).formulas;
  assert.equal(forward.at(-1), "studio-learning-skip: (-0.8) + 0.1 = -0.7");
  const back = page({ kind: "backward", layer: 0 }, given, 0, t).formulas;
  assert.equal(back[0], "∂L/∂a₁ = Σₖ wₖ₁·∂L/∂zₖ + studio-learning-skip-back = 2·3 + 3 = 9");
  const behind = page({ kind: "backward", layer: 1 }, given, 0, t).formulas;
  assert.equal(behind[0], "∂L/∂a₁ = Σₖ wₖ₁·∂L/∂zₖ = 3·1 = 3");
});

test("long sums are cut", () => {
  assert.equal(
    written(
      Array.from({ length: 9 }, () => [1, 2]),
      [3],
      t,
    ).split(" + ").length,
    8,
  );
});
