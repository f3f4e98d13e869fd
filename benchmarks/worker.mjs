// Runs in a worker of Node: trains one lowered program with the page's kernel and prints how fast it went.
//   node worker.mjs start SCRIPT ARGUMENT…    any script in a worker, its output printed
//   (in the worker) worker.mjs train KERNEL.js KERNEL.wasm LOWERED.json EPOCHS
import { readFileSync } from "node:fs";
import { Worker, isMainThread } from "node:worker_threads";
import { pathToFileURL } from "node:url";

const TYPES = { f32: Float32Array, i32: Int32Array, u32: Uint32Array };
const EPOCHS_A_RECORD = 20;

function decoded(value) {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(decoded);
  if (!value.dtype) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decoded(item)]));
  const bytes = Buffer.from(value.data, "base64");
  return { shape: value.shape, data: new TYPES[value.dtype](bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)) };
}

async function train(script, wasm, file, epochs) {
  const { compile, Session } = await import(pathToFileURL(script));
  const module = await compile(readFileSync(wasm));
  const session = new Session(module, decoded(JSON.parse(readFileSync(file, "utf8"))));
  let record;
  const go = (count) => {
    for (let epoch = 0; epoch < count; epoch += EPOCHS_A_RECORD) record = session.advance(EPOCHS_A_RECORD * session.perEpoch);
  };
  go(Number(epochs) / 4); // let the engine compile
  session.reset();
  const start = process.hrtime.bigint();
  go(Number(epochs));
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  console.log(JSON.stringify({ rate: (Number(epochs) * session.runs) / seconds, loss: record.run.loss_train[0] }));
}

if (isMainThread) new Worker(process.argv[3], { argv: process.argv.slice(4) });
else await train(...process.argv.slice(3));
