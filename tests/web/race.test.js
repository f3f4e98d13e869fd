import assert from "node:assert/strict";
import { test } from "node:test";

import { reachOf, rangeOf } from "../../src/whygrad/studio/web/charts/landscape.js";
import { race, thinned } from "../../src/whygrad/studio/web/charts/race.js";
import { weightPlane } from "../../src/whygrad/studio/web/charts/surface.js";

const lowered = {
  program: { numbers: { data: Int32Array.of(0, 0, 0, 2) } },
  parameters: { shape: [1, 2], data: Float32Array.of(1, 2) },
  running: { shape: [1, 0], data: new Float32Array(0) },
  settings: { shape: [7, 1], data: Float32Array.of(0.5, 0.9, 0, 0, 0, 0, 0) },
  seeds: { shape: [1], data: Uint32Array.of(0) },
};

/** A worker that counts updates: both parameters grow by the learning rate with each; optimizer 9 breaks at once. */
function counting() {
  return {
    log: [],
    load(own) {
      this.own = own;
      this.at = own.parameters.data.slice();
    },
    send({ updates }) {
      this.log.push(updates);
      const broken = this.own.program.numbers.data[2] === 9;
      this.at = this.at.map((value) => (broken ? NaN : value + updates * this.own.settings.data[0]));
    },
    async ask({ what, parameters }) {
      return what === "parameters" ? { parameters: this.at } : Float32Array.of(parameters[0], 2 * parameters[0]);
    },
  };
}

test("each takes all updates, from the same start, and is heard of", async () => {
  const trainer = counting();
  const shares = [];
  const racers = [{ name: "a", number: 1, rate: 0.25 }, { name: "b", number: 2, rate: 1 }];
  const ways = await race(trainer, lowered, 0, racers, { updates: 100, usual: false }, (_, share) => shares.push(share));
  assert.equal(trainer.log.reduce((a, b) => a + b), 200);
  for (const way of ways) {
    assert.deepEqual([...way.places[0]], [1, 2]);
    assert.deepEqual([...way.places.at(-1)], [51, 52]);
    assert.deepEqual(way.losses, [51, 102]);
    assert.equal(way.rate, 0.5);
  }
  assert.equal(shares.at(-1), 1);
  assert.ok(shares.every((share, i) => i === 0 || share >= shares[i - 1]));
  const [usual] = await race(counting(), lowered, 0, racers, { updates: 3, usual: true }, () => {});
  assert.equal(usual.rate, 0.25);
  assert.equal(usual.places.length, 4); // 3 updates have no more places than that
});

test("one that breaks keeps its finite places", async () => {
  const [way] = await race(counting(), lowered, 0, [{ name: "c", number: 9, rate: 1 }], { updates: 10, usual: false }, () => {});
  assert.ok(way.broken);
  assert.equal(way.places.length, 1);
  assert.ok(way.losses.every(Number.isNaN));
});

test("planes are made of few places where networks are large, both ends among them", () => {
  const way = Array.from({ length: 40 }, (_, i) => new Float32Array(5000).fill(i));
  const few = thinned([way, way]);
  assert.ok(few.length * 5000 <= 250_000);
  assert.equal(few[0], way[0]);
  assert.equal(few.at(-1), way.at(-1));
  assert.equal(thinned([way.map((one) => one.subarray(0, 3))]).length, 40);
  assert.deepEqual(thinned([]), []);
});

test("the plane reaches as far as the ways do, within bounds", () => {
  const plane = weightPlane(2, 0, 1);
  const center = new Float32Array(2);
  assert.equal(reachOf([Float32Array.of(0.5, 0)], center, plane, 1, 4), 1);
  assert.ok(Math.abs(reachOf([Float32Array.of(0, -2)], center, plane, 1, 4) - 2.3) < 1e-9);
  assert.equal(reachOf([Float32Array.of(99, 0)], center, plane, 1, 4), 4);
  assert.deepEqual(rangeOf(Float32Array.of(NaN, 2, Infinity, 1)), [1, 2]);
});
