import assert from "node:assert/strict";
import { test } from "node:test";

import { grouped, interval, number, share, signed } from "../../src/whygrad/studio/web/charts/numbers.js";

test("numbers are written as Python's views write them", () => {
  const pairs = [
    [0.0123, "0.0123"],
    [1230, "1,230"],
    [1.2e-7, "1.2×10⁻⁷"],
    [0, "0"],
    [1, "1"],
    [0.5, "0.5"],
    [99999, "99,999"],
    [123456, "1.2×10⁵"],
    [-0.25, "-0.25"],
    [-3e-9, "-3×10⁻⁹"],
    [12.345, "12.3"],
    [999.6, "1,000"],
  ];
  for (const [value, text] of pairs) assert.equal(number(value), text);
});

test("what is not a number is a dash, what is infinite says so", () => {
  assert.equal(number(NaN), "–");
  assert.equal(number(null), "–");
  assert.equal(number(Infinity), "∞");
  assert.equal(number(-Infinity), "-∞");
});

test("0 % and 100 % only when it is exactly that", () => {
  assert.equal(share(0), "0 %");
  assert.equal(share(1), "100 %");
  assert.equal(share(0.99999), "99.9 %");
  assert.equal(share(0.00001), "0.1 %");
  assert.equal(share(0.5), "50 %");
});

test("differences show their sign", () => {
  assert.equal(signed(36.9), "+36.9");
  assert.equal(signed(-2), "-2");
  assert.equal(signed(0), "0");
  assert.equal(interval(-0.2, 26.3), "[-0.2, 26.3]");
  assert.equal(grouped(1234567), "1,234,567");
});
