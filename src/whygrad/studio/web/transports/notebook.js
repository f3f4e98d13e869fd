/** A page in a notebook: the kernel answers, through the messages of the widget that holds the page (`widget.js`). */

/**
 * What the widget gives to its page, on the frame's element. `reported`: the update up to which Python knows the weights.
 * @typedef {{reported?: number, theme: 'light' | 'dark', begin: () => Promise<any>, ask: import('../types.js').Transport,
 *   listen: (hear: (order: Order) => void) => void}} Host
 * @typedef {{order: 'open', experiment: import('../types.js').Experiment} | {order: 'play'} | {order: 'pause'}
 *   | {order: 'theme', theme: 'light' | 'dark'}} Order
 */

import { remembered } from "../i18n.js";

/** @typedef {import('../types.js').State} State */

const PAUSE = 500; // milliseconds from one report to the next
const BYTES_A_SECOND = 2_000_000; // what reports may take of the line

/** @returns {Host | null} */
export function hostOf() {
  return /** @type {any} */ (window.frameElement)?.whygrad ?? null;
}

/** Does what Python says. @param {Host} host @param {import('../types.js').Store} store @param {import('../actions.js').Actions} actions */
export function obey(host, store, actions) {
  host.listen((order) => {
    if (order.order === "open") actions.setExperiment(order.experiment, "python");
    else if (order.order === "play") actions.play();
    else if (order.order === "pause") actions.pause();
    else if (remembered("whygrad-theme") === null) store.set({ theme: order.theme });
  });
}

/**
 * Tells Python how far the training is and what the weights are: when it stands still, and now and then while it runs. One
 * report at a time, the next only after Python has answered and as much later as its size asks for.
 *
 * @param {Host} host
 * @param {import('../types.js').Store} store
 * @param {import('../actions.js').Actions} actions
 * @param {(data: Float32Array, shape: number[]) => any} encode
 */
export function report(host, store, actions, encode) {
  let waiting = false;
  let told = "";
  const now = async () => {
    const { session, step, epoch, worker, lowered, frame } = store.get();
    if (waiting || !lowered || !frame) return;
    const edited = frame.parameters.reduce((sum, value) => sum + value, 0); // by hand, while nothing trains
    const key = [session, step, worker, edited].join();
    if (told === key) return;
    waiting = true;
    let bytes = 0;
    try {
      const { parameters } = await actions.inquire({ what: "parameters", run: null });
      const runs = lowered.seeds.data.length;
      bytes = parameters.byteLength;
      const weights = encode(parameters, [runs, parameters.length / runs]);
      const running = worker === "running";
      const answer = await host.ask("notebook/report", { session, step, epoch, running, parameters: weights });
      if (answer.status < 400) [told, host.reported] = [key, step];
    } catch {
      // The network was replaced meanwhile; the next report is about the new one.
    }
    setTimeout(() => {
      waiting = false;
      now();
    }, Math.max(PAUSE, (1000 * bytes) / BYTES_A_SECOND));
  };
  store.subscribe(["session", "step", "worker", "lowered", "frame"], now);
}
