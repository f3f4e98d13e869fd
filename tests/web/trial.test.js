import assert from "node:assert/strict";
import { test } from "node:test";

import { forest, rowsOf, sentences } from "../../src/whygrad/studio/web/charts/trial.js";

const t = (id, values) => (values ? `${id} ${JSON.stringify(values)}` : id);
const one = (title, difference, interval, extra = {}) => ({
  title,
  difference,
  interval,
  changes_text: "",
  value_text: "80 %",
  difference_text: String(difference),
  repaired_text: "75 %",
  rank_text: "1",
  rank: 1,
  helps: true,
  tied: false,
  ...extra,
});
const trial = (results) => ({
  results,
  baseline: one("no fix", 0, [0, 0], { helps: false }),
  metric: { name: "accuracy_test" },
  sentences: ["A.", "B."],
  head: "Trial",
  notes: ["n"],
  advice: [{ title: "more data" }],
  controls: {
    count: 8,
    difference: 0.01,
    repaired: 0.125,
    repaired_text: "12 %",
    best: one("random", 0.05, [0, 0.2], { helps: false }),
  },
});

test("remedies first, then the training as it is, then random ones; only remedies can be applied", () => {
  const rows = rowsOf(
    trial([one("wider", 0.3, [0.2, 0.4]), one("adam", -0.1, [null, null], { rank: 2, helps: false })]),
    t,
  );
  assert.deepEqual(
    rows.map((row) => [row.kind, row.index]),
    [
      ["remedy", 0],
      ["remedy", 1],
      ["baseline", null],
      ["random", null],
      ["random", null],
    ],
  );
  assert.equal(rows[3].difference, "+1");
  assert.equal(rows[0].helps, true);
  assert.equal(rows[4].helps, false);
});

test("a tie is marked on those that share the best's place but are not the best", () => {
  const rows = rowsOf(trial([one("a", 0.3, [0, 1]), one("b", 0.29, [0, 1], { rank: 2, tied: true })]), t);
  assert.deepEqual(
    rows.slice(0, 2).map((row) => row.tied),
    [false, true],
  );
});

test("nothing tried, nothing listed", () => {
  assert.deepEqual(rowsOf(trial([]), t), []);
});

test("bars lie on one axis that holds all intervals and the line of no difference", () => {
  const bars = forest(rowsOf(trial([one("a", 0.3, [0.2, 0.4]), one("b", -0.1, [-0.2, 0])]), t));
  assert.ok(Math.abs(bars[0].zero - 1 / 3) < 1e-12);
  assert.equal(bars[0].high, 1);
  assert.equal(bars[1].low, 0);
  assert.equal(bars[2], null);
});

test("the words are the server's", () => {
  assert.deepEqual(sentences(trial([]), t), {
    verdict: "A. B.",
    notes: "Trial · n",
    advice: "trial-advice: more data",
  });
});
