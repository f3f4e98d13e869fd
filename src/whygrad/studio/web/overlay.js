/** A training's curves as one line each, to be laid beneath a later one's. */

import { median } from "./history.js";

/**
 * @param {Readonly<import('./types.js').State>} state
 * @param {string} name
 * @returns {import('./types.js').Curve}
 */
export function curveOf(state, name) {
  const { history, lowered } = state;
  /** @param {string} channel */
  const middle = (channel) => history.steps.map((_, index) => median(history.run[channel]?.[index] ?? []));
  const perEpoch = lowered?.meta.steps_per_epoch ?? 1;
  return {
    name,
    epochs: history.steps.map((step) => step / perEpoch),
    train: middle("loss_train"),
    test: middle("loss_test"),
    accuracy: middle("accuracy_test"),
    ...(history.time ? { through: { time: history.time, steps: history.steps, names: recurrent(state) } } : {}),
  };
}

/** The names of the layers whose gradient through time is known. @param {Readonly<import('./types.js').State>} state */
export function recurrent({ history, lowered }) {
  return (history.time?.layers ?? []).map((place) => lowered?.meta.layers[place]?.name ?? "");
}
