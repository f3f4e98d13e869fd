/** The numbers that are shown as text: where a training is, and how the shown network does. */

/** @typedef {import('./types.js').State} State */
/** @typedef {import('./types.js').Translate} Translate */

/**
 * The latest record of the shown network; null before there is one.
 *
 * @param {Readonly<State>} state
 */
export function latestOf({ frame, seed }) {
  const run = frame?.record?.run;
  if (!run) return null;
  /** @param {string} channel */
  const of = (channel) => run[channel]?.[seed] ?? NaN;
  return {
    lossTrain: of("loss_train"),
    lossTest: of("loss_test"),
    accuracyTrain: of("accuracy_train"),
    accuracyTest: of("accuracy_test"),
  };
}

/** Whole epochs, and tenths below ten. @param {Readonly<State>} state */
export function epochText({ epoch }) {
  const shown = epoch < 10 && epoch % 1 !== 0 ? Math.floor(epoch * 10) / 10 : Math.floor(epoch);
  return shown.toLocaleString("en", { maximumFractionDigits: 1 });
}

/** Three digits that count; with `t` as it is said. @param {number | undefined} loss @param {Translate} [t] */
export function lossText(loss, t) {
  if (loss === undefined) return "–";
  if (Number.isNaN(loss)) return t ? t("studio-not-a-number") : "NaN";
  if (!Number.isFinite(loss)) return "∞";
  const size = Math.abs(loss);
  if (size >= 1e5 || (size < 1e-4 && size > 0)) return loss.toExponential(2).replace("e+", "e");
  return size >= 100 ? loss.toFixed(1) : size >= 1 ? loss.toFixed(3) : loss.toFixed(4);
}

/** @param {number | undefined} accuracy */
export function accuracyText(accuracy) {
  return accuracy === undefined || Number.isNaN(accuracy) ? "" : `${(100 * accuracy).toFixed(1)} %`;
}
