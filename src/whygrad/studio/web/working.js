/** What a worker does: the loop of loop.js between the page's messages. */

import { Loop } from "./loop.js";

/** @typedef {import('./types.js').ToWorker} ToWorker */

/**
 * Trains on request, as soon as the kernel is there.
 *
 * @param {Promise<WebAssembly.Module>} kernel
 */
export function work(kernel) {
  const turns = new MessageChannel(); // a message to oneself comes at once and after those that wait; a timer would take 4 ms
  /** @type {ToWorker[]} */
  const early = [];
  /** @type {Loop | null} */
  let loop = null;

  addEventListener("message", (/** @type {MessageEvent<ToWorker>} */ event) => {
    if (loop) loop.receive(event.data);
    else early.push(event.data);
  });

  kernel.then(
    (module) => {
      const made = new Loop(module, (message, moved) => postMessage(message, { transfer: moved }), {
        soon: () => turns.port2.postMessage(null),
        later: (milliseconds) => setTimeout(() => made.turn(), milliseconds),
      });
      turns.port1.onmessage = () => made.turn();
      loop = made;
      for (const message of early) made.receive(message);
    },
    (error) => {
      setTimeout(() => {
        throw error; // the page hears of it as an error of the worker
      });
    },
  );
}
