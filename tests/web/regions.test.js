import assert from "node:assert/strict";
import { test } from "node:test";

import { advance, borderOf, meanOf, regions } from "../../src/whygrad/studio/web/charts/regions.js";
import { bent, inputMap, mostRegions } from "../../src/whygrad/studio/web/charts/straight.js";
import { normals } from "../../src/whygrad/studio/web/charts/surface.js";

const op = (kind, source, target, layer, more = {}) => ({ kind, source, target, layer, shortcut: -1, parameter: -1, bias: -1, ...more });
/** A plan of dense layers with an activation between them. */
function planOf(inputs, hidden, activation = "relu") {
  const widths = [inputs];
  const ops = [];
  let offset = 0;
  const before = [];
  [...hidden, 1].forEach((units, layer) => {
    const source = widths.length - 1;
    widths.push(units);
    ops.push(op("dense", source, source + 1, layer, { parameter: offset, bias: offset + units * widths[source] }));
    offset += units * (widths[source] + 1);
    before.push(source + 1);
    if (layer < hidden.length) {
      widths.push(units);
      ops.push(op("activation", source + 1, source + 2, layer, { activation }));
    }
  });
  return { plan: { ops, widths, before }, count: offset };
}
const identity = (d) => ({ matrix: Float64Array.from({ length: d * d }, (_, i) => Number(i % (d + 1) === 0)), bias: new Float64Array(d) });
const all = (steps) => advance(steps, Infinity, () => 0);
const area = ({ corners }) => {
  let sum = 0;
  for (let at = 0; at < corners.length; at += 2) {
    const to = (at + 2) % corners.length;
    sum += corners[at] * corners[to + 1] - corners[to] * corners[at + 1];
  }
  return sum / 2;
};

test("a sawtooth has 2^depth pieces", () => {
  for (const depth of [1, 3, 7]) {
    const { plan, count } = planOf(1, Array(depth).fill(2));
    const fold = [2, -4];
    const parameters = [1, 1, 0, -0.5, ...Array.from({ length: depth - 1 }, () => [...fold, ...fold, 0, -0.5]).flat(), ...fold, 0];
    assert.equal(parameters.length, count);
    const found = all(regions(plan, parameters, [], [[0, 1]], identity(1)));
    assert.equal(found.regions.length, 2 ** depth);
    assert.equal(found.pieces, 2 ** depth);
    assert.deepEqual(found.layers.map((one) => one.regions), Array.from({ length: depth }, (_, i) => 2 ** (i + 1)));
  }
});

test("n lines in general position make 1 + n + n(n - 1)/2 regions, which tile the box", () => {
  const random = normals(4);
  for (const n of [1, 2, 5, 9]) {
    const { plan, count } = planOf(2, [n]);
    const parameters = Array.from({ length: count }, random);
    const found = all(regions(plan, parameters, [], [[-1e4, 1e4], [-1e4, 1e4]], identity(2)));
    assert.equal(found.regions.length, 1 + n + (n * (n - 1)) / 2);
    assert.equal(mostRegions([n], 2), found.regions.length);
    assert.ok(Math.abs(found.regions.reduce((sum, one) => sum + area(one), 0) / 4e8 - 1) < 1e-9);
  }
});

test("in slices it finds the same, and no slice is longer than a step", () => {
  const random = normals(7);
  const { plan, count } = planOf(2, [6, 6, 6]);
  const parameters = Array.from({ length: count }, random);
  const make = () => regions(plan, parameters, [], [[-3, 3], [-3, 3]], identity(2));
  const whole = all(make());
  const steps = make();
  let found = null;
  let slices = 0;
  while (found === null) {
    found = advance(steps, 0, () => 1);
    slices++;
  }
  assert.ok(slices > whole.regions.length);
  assert.deepEqual(found, whole);
});

test("the border is where the output is 0", () => {
  const random = normals(8);
  const { plan, count } = planOf(2, [5, 5]);
  const parameters = Array.from({ length: count }, random);
  const found = all(regions(plan, parameters, [], [[-3, 3], [-3, 3]], identity(2)));
  const segments = borderOf(found);
  assert.ok(segments.length > 0);
  for (const [x0, y0, x1, y1] of segments) {
    const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
    const nearest = found.regions.reduce((best, one) => {
      const inside = one.corners.every((_, at) => {
        if (at % 2) return true;
        const to = (at + 2) % one.corners.length;
        return (one.corners[to] - one.corners[at]) * (y - one.corners[at + 1]) - (one.corners[to + 1] - one.corners[at + 1]) * (x - one.corners[at]) > -1e-9;
      });
      return inside ? one : best;
    }, null);
    assert.ok(Math.abs(nearest.matrix[0] * x + nearest.matrix[1] * y + nearest.bias[0]) < 1e-9);
  }
});

test("too many regions are not looked for", () => {
  const random = normals(3);
  const { plan, count } = planOf(2, [20, 20]);
  const found = all(regions(plan, Array.from({ length: count }, random), [], [[-3, 3], [-3, 3]], identity(2), 100));
  assert.ok(found.over);
  assert.deepEqual(found.regions, []);
});

test("what is not piece-wise linear says what bends it", () => {
  assert.equal(bent(planOf(2, [3], "tanh").plan), "tanh");
  assert.equal(bent(planOf(2, [3], "leaky-relu").plan), null);
});

test("the inputs' map is found from the grid, and none where a feature is curved", () => {
  const [width, height] = [20, 10];
  const domain = [-2, 2, -1, 3];
  const gridOf = (see) => {
    const rows = [];
    for (let j = 0; j < height; j++)
      for (let i = 0; i < width; i++) rows.push(...see(-2 + (4 * (i + 0.5)) / width, 3 - (4 * (j + 0.5)) / height), 0);
    return { size: [width, height], rows: { shape: [width * height, 3], data: Float32Array.from(rows) } };
  };
  const points = { feature_names: ["x1", "x2"], raw_names: ["x1", "x2"], domain };
  const scaled = inputMap(points, gridOf((x, y) => [3 * x - 1, x + 0.5 * y]), 2, false);
  [3, 0, 1, 0.5].forEach((value, at) => assert.ok(Math.abs(scaled.matrix[at] - value) < 1e-5));
  [-1, 0].forEach((value, at) => assert.ok(Math.abs(scaled.bias[at] - value) < 1e-5));
  assert.equal(inputMap(points, gridOf((x, y) => [x * x, y]), 2, false), null);
  const swapped = inputMap({ ...points, feature_names: ["x2", "x1"] }, gridOf((x, y) => [y, x]), 2, true);
  assert.deepEqual([...swapped.matrix], [0, 1, 1, 0]);
  assert.equal(inputMap(points, null, 2, true), null);
});

test("a region's mean lies inside of it", () => {
  assert.deepEqual(meanOf([0, 0, 2, 0, 2, 2, 0, 2], 2), [1, 1]);
  assert.deepEqual(meanOf([1, 4], 1), [2.5]);
});
