import assert from "node:assert/strict";
import { test } from "node:test";

import { nonFinite, trees, verdict } from "../../src/whygrad/studio/web/charts/diagnosis.js";
import { namedLayers, tellingChannel } from "../../src/whygrad/studio/web/charts/layers.js";

const finding = (code, because_of = null, severity = "error", layers = []) => ({
  code,
  because_of,
  severity,
  where: { layers, step: 3 },
});
const t = (id, values) => `${id} ${JSON.stringify(values)}`;

test("consequences stand under their causes, deeper ones under theirs", () => {
  const found = trees([finding("a"), finding("b", "a"), finding("c", "b"), finding("d")]);
  assert.deepEqual(
    found.map((tree) => tree.finding.code),
    ["a", "d"],
  );
  assert.equal(found[0].consequences[0].consequences[0].finding.code, "c");
});

test("a cause that is not among the findings leaves a root, and circles end", () => {
  assert.deepEqual(
    trees([finding("a", "missing")]).map((tree) => tree.finding.code),
    ["a"],
  );
  const codes = [];
  const walk = (nodes) => nodes.forEach((node) => (codes.push(node.finding.code), walk(node.consequences)));
  walk(trees([finding("a", "b"), finding("b", "a")]));
  assert.deepEqual(codes.sort(), ["a", "b"]);
});

test("too early, healthy and ill are told apart", () => {
  const of = (healthy, missing) => ({ healthy, findings: [], undecided: missing ? [{ code: "x", missing }] : [] });
  assert.equal(verdict(null), "start");
  assert.equal(verdict(of(true, ["records"])), "early");
  assert.equal(verdict(of(true, ["chance_loss"])), "healthy");
  assert.equal(verdict(of(true)), "healthy");
  assert.equal(verdict(of(false, ["records"])), "ill");
});

test("the earliest NaN of all runs says where it began", () => {
  const frame = {
    badStep: Int32Array.of(-1, 40, 12),
    badLayer: Int32Array.of(-1, 0, 1),
    badWhat: Int32Array.of(0, 5, 4),
  };
  const state = { frame, lowered: { meta: { layers: [{ name: "hidden1" }, { name: "output" }] } } };
  assert.equal(
    nonFinite(state, t),
    `studio-diagnosis-nan ${JSON.stringify({ count: 2, of: 3, run: 3, layer: "output", step: "12", what: "gradient" })}`,
  );
  frame.badStep.fill(-1);
  assert.equal(nonFinite(state, t), null);
});

test("the layers and the quantity that the root cause is about", () => {
  const diagnosis = {
    findings: [finding("dead-units", null, "error", ["hidden2"]), finding("no-progress", "dead-units")],
  };
  const state = { diagnosis, lowered: { meta: { layers: [{ name: "hidden1" }, { name: "hidden2" }] } } };
  assert.deepEqual([...namedLayers(state)], [1]);
  assert.equal(tellingChannel(diagnosis), "dead_share");
  assert.equal(tellingChannel(null), "gradient_rms");
});
