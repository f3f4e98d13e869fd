/** What a screen reader hears: at most every two seconds, and what matters at once. */

import { setText } from "../dom.js";
import { accuracyText, epochText, latestOf, lossText } from "../readings.js";

const PAUSE = 2_000;
const SELDOM = 10_000; // while it just runs

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, { store, t }) {
  let last = -Infinity;
  let timer = 0;
  let worker = store.get().worker;
  let verdict = "";
  let spoken = "";

  const speak = () => {
    timer = 0;
    last = performance.now();
    const state = store.get();
    const reading = latestOf(state);
    if (!reading) return;
    const parts = [
      t("studio-status", {
        epoch: epochText(state),
        train: lossText(reading.lossTrain, t),
        test: lossText(reading.lossTest, t),
      }),
    ];
    const accuracy = accuracyText(reading.accuracyTest);
    if (accuracy) parts.push(t("studio-status-accuracy", { accuracy }));
    const finding = state.diagnosis?.findings?.find((one) => one.cause);
    verdict = finding ? finding.title : "";
    if (state.diagnosis) parts.push(finding ? finding.title : t("studio-status-healthy"));
    if (state.worker !== "running") parts.push(t("studio-status-paused"));
    const text = parts.join(" ");
    if (text !== spoken) setText(root, (spoken = text));
  };
  /** @param {number} pause */
  const soon = (pause) => {
    const wait = Math.max(0, last + pause - performance.now());
    clearTimeout(timer);
    timer = window.setTimeout(speak, wait);
  };

  store.subscribe(["frame", "worker", "diagnosis"], (state) => {
    const news = state.diagnosis?.findings?.find((one) => one.cause)?.title ?? "";
    const urgent = state.worker !== worker || (state.diagnosis && news !== verdict) || state.worker !== "running";
    worker = state.worker;
    if (urgent) soon(PAUSE);
    else if (timer === 0) soon(SELDOM);
  });
  return () => clearTimeout(timer);
}
