/** The course's path and addresses, and what of a learner's progress is kept and read back. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { scaleOf } from "../../src/whygrad/studio/web/charts/differences.js";
import { isDone, path, readStep, unknownSteps, writeStep } from "../../src/whygrad/studio/web/course.js";
import { progress, read } from "../../src/whygrad/studio/web/progress.js";

const COURSE = { topics: [{ id: "a", steps: [{ id: "C02" }, { id: "C05" }] }, { id: "b", steps: [{ id: "C01" }, { id: "ten-layers" }] }] };

test("a step's address comes back as it was written", () => {
  for (const step of [{ id: "C09", condition: 0, arm: "claimed" }, { id: "C09", condition: 2, arm: "other" }, { id: "ten-layers-of-sigmoid", condition: 0, arm: "claimed" }]) {
    assert.deepEqual(readStep(writeStep(step)), step);
  }
  assert.equal(writeStep({ id: "C09", condition: 0, arm: "claimed" }), "C09");
  for (const bad of [null, "", "<b>", "a b", "x".repeat(100)]) assert.equal(readStep(bad), null);
});

test("the path is the course, or the steps of a link in its order", () => {
  assert.deepEqual(path({ course: COURSE, chosen: null }).map(({ id }) => id), ["C02", "C05", "C01", "ten-layers"]);
  assert.deepEqual(path({ course: COURSE, chosen: ["C01", "X1", "C02"] }).map(({ id }) => id), ["C01", "C02"]);
  assert.deepEqual(unknownSteps({ course: COURSE, chosen: ["C01", "X1", "C02"] }), ["X1"]);
  assert.deepEqual(unknownSteps({ course: null, chosen: ["X1"] }), []);
});

test("damaged progress is read as far as it is sound", () => {
  for (const damaged of [null, "", "{", "null", "[]", "3", '"C09"']) assert.deepEqual(read(damaged), {});
  const mixed = { C09: { state: "answered", answer: "holds" }, C10: { state: 3 }, "<b>": { state: "answered" }, C11: { state: "revealed", answer: "<b>", more: 1 }, C12: null };
  assert.deepEqual(read(JSON.stringify(mixed)), { C09: { state: "answered", answer: "holds" }, C11: { state: "revealed" } });
});

test("progress without a memory holds until the page closes", () => {
  const heard = [];
  const end = progress.subscribe((entries) => heard.push(Object.keys(entries).length));
  progress.set("C09", "answered", "holds");
  progress.set("C09", "revealed");
  assert.deepEqual([progress.state("C09"), progress.answer("C09")], ["revealed", "holds"]);
  assert.ok(isDone(progress.all(), "C09"));
  progress.forget();
  end();
  progress.set("C10", "answered");
  assert.deepEqual(heard, [0, 1, 1, 0]);
  assert.equal(progress.state("C09"), "");
});

test("a line of differences holds every number, in order", () => {
  const at = scaleOf([0, -3, 5, 2], 220);
  assert.deepEqual([-3, 5].map(at), [8, 212]);
  assert.ok(at(-3) < at(0) && at(0) < at(2) && at(2) < at(5));
  assert.ok([0, 0].map(scaleOf([0, 0], 220)).every(Number.isFinite));
});
