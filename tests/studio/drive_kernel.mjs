// Drives kernel.js and loop.js from a test: reads {wasm, web, lowered, calls} as JSON, prints what the calls return.
// Arrays are {dtype, shape, data: base64} on both sides, as on the wire.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const TYPES = { f32: Float32Array, i32: Int32Array, u32: Uint32Array };

function decoded(value) {
  if (value === null || typeof value !== "object") return value;
  if (value.dtype) {
    const bytes = Buffer.from(value.data, "base64");
    return { shape: value.shape, data: new TYPES[value.dtype](bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)) };
  }
  if (Array.isArray(value)) return value.map(decoded);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decoded(item)]));
}

function encoded(value) {
  const name = Object.keys(TYPES).find((key) => value instanceof TYPES[key]);
  if (name) {
    const data = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
    return { dtype: name, shape: [value.length], data };
  }
  if (value === null || typeof value !== "object") return value === undefined ? null : value;
  if (Array.isArray(value)) return value.map(encoded);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encoded(item)]));
}

const { wasm, web, lowered, calls, histograms, messages } = JSON.parse(readFileSync(0, "utf8"));
const kernel = await import(pathToFileURL(`${web}/kernel.js`));
const module = await kernel.compile(readFileSync(wasm));
const program = decoded(lowered);

// Each call is [method, ...arguments] of a Session; an argument {rowsOf: samples} becomes their rows, {floats: [...]} an array.
function session() {
  const session = new kernel.Session(module, program, { histograms });
  return calls.map(([name, ...args]) => {
    const given = args.map((arg) =>
      arg?.rowsOf ? session.rowsOf(arg.rowsOf) : arg?.dtype ? decoded(arg).data : arg,
    );
    return session[name] instanceof Function ? session[name](...given) : kernel[name] ?? session[name];
  });
}

// Each item is a message to the loop, or a number of milliseconds to wait; everything that was posted comes back, and how
// often the loop worked and the longest time in milliseconds.
async function loop() {
  const { Loop } = await import(pathToFileURL(`${web}/loop.js`));
  const posted = [];
  const began = performance.now();
  let longest = 0, turns = 0;
  const turn = () => {
    const start = performance.now();
    turns += 1;
    made.turn();
    longest = Math.max(longest, performance.now() - start);
  };
  const post = (message, moved) => posted.push({ at: performance.now() - began, message: structuredClone(message, { transfer: moved }) });
  const made = new Loop(module, post, { soon: () => setImmediate(turn), later: (wait) => setTimeout(turn, wait) });
  for (const message of messages) {
    if (typeof message === "number") await new Promise((resolve) => setTimeout(resolve, message));
    else made.receive(message.kind === "load" ? { ...message, lowered: program } : decoded(message));
  }
  return { posted, longest, turns };
}

process.stdout.write(JSON.stringify(encoded(messages ? await loop() : session())), () => process.exit(0));
