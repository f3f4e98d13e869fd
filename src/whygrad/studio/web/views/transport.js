/** Run, pause, step, back to the same start, another start; speed; where the training is and how it does. */

import { h, icon, setText } from "../dom.js";
import { button, selectControl } from "../fields.js";
import { accuracyText, epochText, latestOf, lossText } from "../readings.js";

const SPEEDS = [1, 5, 20, 60, 200, 1000, 5000, Infinity];

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, { store, actions, t }) {
  const reset = button({ label: t("studio-reset"), icon: icon("reset"), title: `${t("studio-reset")}: ${t("studio-reset-help")}`, name: "resetButton", onclick: () => actions.reset() });
  const run = button({ label: t("studio-run"), icon: icon("play"), class: "button primary", name: "playButton", onclick: () => actions.toggle() });
  const batch = button({ label: t("studio-step-batch"), icon: icon("batch"), title: t("studio-step-batch-help"), name: "stepButton", onclick: () => actions.stepBatch() });
  const epoch = button({ label: t("studio-step-epoch"), icon: icon("epoch"), title: t("studio-step-epoch-help"), name: "stepButton", onclick: () => actions.stepEpoch() });
  const fresh = button({ label: t("studio-new-start"), icon: icon("dice"), title: `${t("studio-new-start")}: ${t("studio-new-start-help")}`, name: "newStart", onclick: () => actions.newStart() });
  const speed = selectControl({
    label: t("studio-speed"),
    help: t("studio-speed-help"),
    onchange: (value) => actions.setSpeed(value === "max" ? Infinity : Number(value)),
  });
  const speeds = SPEEDS.map((value) => ({
    value: value === Infinity ? "max" : String(value),
    text: value === Infinity ? t("studio-speed-max") : t("studio-speed-epochs", { epochs: value }),
  }));

  const counter = h("dd", { class: "count" });
  const unit = h("dt", { text: t("studio-epoch") });
  const train = h("dd");
  const test = h("dd");
  const trainAccuracy = h("dd");
  const testAccuracy = h("dd");
  const readings = h(
    "dl",
    { class: "readings" },
    h("div", { class: "reading epoch" }, unit, counter),
    h("div", { class: "reading" }, h("dt", { text: t("studio-loss-train") }), train, trainAccuracy),
    h("div", { class: "reading" }, h("dt", { text: t("studio-loss-test") }), test, testAccuracy),
  );
  // "Step" is in their names; to the eye the icons and their place say it.
  for (const { root: control, text } of [batch, epoch]) control.setAttribute("aria-label", text.textContent ?? "");
  setText(batch.text, t("studio-batch"));
  setText(epoch.text, t("studio-epoch"));
  root.classList.add("transport-view");
  root.append(
    h("div", { class: "buttons", role: "group", "aria-label": t("studio-controls") }, reset.root, run.root, batch.root, epoch.root, fresh.root),
    speed.root,
    readings,
  );

  store.subscribe(["worker", "lowered"], ({ worker, lowered }) => {
    const running = worker === "running";
    setText(run.text, t(running ? "studio-pause" : "studio-run"));
    run.root.querySelector("svg")?.replaceWith(icon(running ? "pause" : "play"));
    for (const { root: control } of [reset, run, batch, epoch]) control.disabled = lowered === null;
  });
  store.subscribe(["speed"], (state) => speed.show(speeds, state.speed === Infinity ? "max" : String(state.speed)));
  store.subscribe(["frame", "lowered", "seed"], (state) => {
    setText(counter, epochText(state));
    const reading = latestOf(state);
    setText(train, lossText(reading?.lossTrain));
    setText(test, lossText(reading?.lossTest));
    setText(trainAccuracy, accuracyText(reading?.accuracyTrain));
    setText(testAccuracy, accuracyText(reading?.accuracyTest));
  });
}
