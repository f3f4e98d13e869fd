import assert from "node:assert/strict";
import { test } from "node:test";

import {
  Path,
  normals,
  onto,
  pathPlane,
  randomPlane,
  rowOf,
  weightPlane,
} from "../../src/whygrad/studio/web/charts/surface.js";

const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const table = [
  { name: "w", kind: "weight", layer: 0, offset: 0, shape: [2, 3] },
  { name: "b", kind: "bias", layer: 0, offset: 6, shape: [2] },
];

test("normal numbers have mean 0 and variance 1 and are the same every time", () => {
  const random = normals(3);
  const drawn = Array.from({ length: 20000 }, random);
  const mean = drawn.reduce((a, b) => a + b) / drawn.length;
  assert.ok(Math.abs(mean) < 0.03);
  assert.ok(Math.abs(drawn.reduce((a, b) => a + b * b, 0) / drawn.length - 1) < 0.05);
  assert.equal(normals(3)(), drawn[0]);
});

test("random directions are as large as each unit's weights, leave biases alone and are orthogonal", () => {
  const parameters = Float32Array.of(3, 0, 4, 0.1, 0, 0, 7, 7);
  const { one, two } = randomPlane(parameters, table, 1);
  assert.ok(Math.abs(Math.hypot(one[0], one[1], one[2]) - 5) < 1e-5);
  assert.ok(Math.abs(Math.hypot(one[3], one[4], one[5]) - 0.1) < 1e-6);
  assert.deepEqual([...one.slice(6)], [0, 0]);
  assert.ok(Math.abs(dot(one, two)) < 1e-5);
});

test("the plane of a path holds it", () => {
  const center = new Float32Array(5);
  const path = Array.from({ length: 9 }, (_, i) => Float32Array.of(i, 2 * i, Math.sin(i), 0, 0));
  const plane = pathPlane(path, center);
  for (const place of path) {
    const [x, y] = onto(place, center, plane);
    for (let i = 0; i < 5; i++) assert.ok(Math.abs(x * plane.one[i] + y * plane.two[i] - place[i]) < 1e-4);
  }
  assert.equal(pathPlane([center, center, center], center), null);
});

test("a path along a line still has a plane", () => {
  const plane = pathPlane(
    [0, 1, 2].map((i) => Float32Array.of(i, 0, 0)),
    new Float32Array(3),
  );
  assert.ok(Math.abs(dot(plane.one, plane.two)) < 1e-6);
  assert.ok(dot(plane.two, plane.two) > 0);
});

test("rows of the grid run from -reach to reach", () => {
  const row = rowOf(Float32Array.of(1, 2, 3), weightPlane(3, 0, 2), 3, 2, 0);
  assert.deepEqual([...row], [-1, 2, 1, 1, 2, 1, 3, 2, 1]);
});

test("a path stays short, and another network begins another", () => {
  const path = new Path();
  for (let step = 0; step < 5000; step++) path.add("1", step, Float32Array.of(step));
  assert.ok(path.places.length <= 161);
  assert.equal(path.steps[0], 0);
  assert.ok(path.steps.at(-1) > 4900);
  path.add("2", 0, Float32Array.of(0));
  assert.equal(path.places.length, 1);
});
