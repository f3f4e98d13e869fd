import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { report } from "../../src/whygrad/studio/web/transports/notebook.js";

/** A page whose networks have `count` numbers, and a kernel that answers when it is told to. */
function cell(count) {
  let watcher = () => {};
  const state = { session: 1, step: 0, epoch: 0, worker: "idle", lowered: { seeds: { data: [0] } }, frame: { parameters: [0] } };
  const asked = [];
  const host = { ask: (path, body) => new Promise((answer) => asked.push({ path, body, answer: () => answer({ status: 200 }) })) };
  const store = { get: () => state, subscribe: (_keys, fn) => { watcher = fn; fn(state); } };
  const actions = { inquire: async () => ({ parameters: new Float32Array(count) }) };
  report(host, store, actions, (data, shape) => ({ shape }));
  const change = async (patch) => {
    Object.assign(state, patch);
    watcher(state);
    await settle();
  };
  return { asked, change, host };
}

const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

test("the start is reported, then nothing until something changes", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { asked, change, host } = cell(6);
  await settle();
  assert.deepEqual(asked.map(({ path, body }) => [path, body.step, body.parameters.shape]), [["notebook/report", 0, [1, 6]]]);
  asked[0].answer();
  await settle();
  assert.equal(host.reported, 0);
  mock.timers.tick(10_000);
  await settle();
  assert.equal(asked.length, 1);
  await change({ frame: { parameters: [0.5] } }); // a weight was set by hand
  assert.equal(asked.length, 2);
  mock.timers.reset();
});

test("at most two reports a second, the last one of where it stands", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { asked, change } = cell(6);
  await settle();
  for (let frame = 1; frame <= 120; frame += 1) {
    asked.at(-1).answer();
    await change({ step: frame, worker: "running" });
    mock.timers.tick(25);
    await settle();
  } // three seconds
  assert.ok(asked.length <= 7, `${asked.length} reports`);
  await change({ worker: "idle" });
  for (let wait = 0; wait < 3; wait += 1) {
    asked.at(-1).answer();
    await settle();
    mock.timers.tick(600);
    await settle();
  }
  assert.deepEqual([asked.at(-1).body.step, asked.at(-1).body.running], [120, false]);
  mock.timers.reset();
});

test("a kernel that is busy is asked once", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { asked, change } = cell(6);
  await settle();
  for (let step = 1; step < 50; step += 1) {
    await change({ step });
    mock.timers.tick(1_000);
    await settle();
  }
  assert.equal(asked.length, 1);
  mock.timers.reset();
});

test("large networks are reported less often: two megabytes a second", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { asked, change } = cell(1_000_000);
  await settle();
  asked[0].answer();
  await change({ step: 1 });
  mock.timers.tick(1_900);
  await settle();
  assert.equal(asked.length, 1);
  mock.timers.tick(200);
  await settle();
  assert.equal(asked.length, 2);
  mock.timers.reset();
});
