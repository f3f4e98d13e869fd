import assert from "node:assert/strict";
import { test } from "node:test";

import {
  ACTIVATIONS,
  facts,
  normalMean,
  product,
  saturation,
  weightVariance,
} from "../../src/whygrad/studio/web/charts/activations.js";
import { normalShare } from "../../src/whygrad/studio/web/charts/formulas.js";

const named = (name) => ACTIVATIONS.find((one) => one.name === name);
const close = (value, wanted, tolerance = 1e-6) =>
  assert.ok(Math.abs(value - wanted) <= tolerance, `${value} is not ${wanted}`);

test("derivatives are those of the functions", () => {
  for (const { name, f, derivative } of ACTIVATIONS) {
    for (const z of [-7.3, -2.1, -0.4, 0.3, 1.7, 5.2])
      close(derivative(z), (f(z + 1e-6) - f(z - 1e-6)) / 2e-6, 1e-6, name);
  }
});

test("shares of a normal distribution", () => {
  close(normalShare(0), 0.5, 1e-15);
  close(normalShare(1.959963984540054), 0.975, 1e-14);
  close(normalShare(-5) / 2.866515718791939e-7, 1, 1e-10);
});

test("means over a standard normal input in closed form", () => {
  close(
    normalMean((z) => z * z, 2),
    4,
    1e-6,
  );
  close(facts(named("relu")).mean, 1 / Math.sqrt(2 * Math.PI), 1e-4);
  close(facts(named("relu")).squaredGain, 0.5);
  close(facts(named("relu")).zeros, 0.5);
  close(facts(named("sigmoid")).steepest, 0.25, 1e-5);
});

test("the product of factors: He keeps ReLU's gradient, Xavier halves its square each layer", () => {
  const he = product(named("relu"), weightVariance("he-normal", 64), 10);
  const xavier = product(named("relu"), weightVariance("xavier-uniform", 64), 10);
  assert.equal(he.length, 11);
  for (const left of he) close(left, 1, 1e-9);
  xavier.forEach((left, layers) => close(left, 2 ** (-layers / 2), 1e-9));
  assert.ok(product(named("sigmoid"), 1, 10)[10] < 1e-5);
  assert.equal(product(named("step"), 1, 3)[3], 0);
});

test("initializations by name", () => {
  close(weightVariance("normal:0.3", 64), 5.76);
  close(weightVariance("playground", 60), 5);
  assert.equal(weightVariance("zeros", 64), 0);
  assert.equal(weightVariance("unheard-of", 64), null);
});

test("saturation in words", () => {
  assert.equal(saturation([-4.357, 4.357]), "|z| > 4.36");
  assert.equal(saturation([-2.996, Infinity]), "z < -3");
  assert.equal(saturation([-Infinity, Infinity]), "–");
});
