/** How it learns: rate, optimizer, schedule, batches, loss, penalties, clipping, and how many seeds side by side. */

import { optionOf } from "../experiment.js";
import { menu } from "../menu.js";
import { numberControl, numberField, selectControl, wordField } from "../fields.js";

/** TensorFlow Playground's values, where it has the control. */
const RATES = [1e-5, 1e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const PENALTIES = [0, 1e-4, 3e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const FIRST_PENALTY = 0.003; // what a penalty begins with that was off
const BATCHES = [1, 2, 3, 5, 8, 10, 15, 20, 25, 30, 50, 100, 250, 500];
const EPOCHS = [10, 20, 50, 100, 150, 200, 300, 500, 1000, 2000, 5000];
const CLIPS = [0, 0.01, 0.1, 0.3, 1, 3, 10, 100];
const WARMUPS = [0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5];
const SEEDS = [1, 2, 4, 8, 16, 32, 64];

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, context) {
  const { store, actions, t } = context;
  root.classList.add("fields");
  const rate = numberField(context, "training.learning_rate", { label: t("studio-learning-rate"), name: "learningRate", usual: RATES });
  const optimizer = wordField(context, "training.optimizer", { label: t("studio-optimizer"), name: "optimizer" });
  const schedule = wordField(context, "training.schedule", { label: t("studio-schedule"), name: "schedule" });
  const warmup = numberField(context, "training.warmup", { label: t("studio-warmup"), name: "schedule", usual: WARMUPS });
  const batch = numberField(context, "training.batch_size", { label: t("studio-batch-size"), name: "batchSize", usual: BATCHES });
  const epochs = numberField(context, "training.epochs", { label: t("studio-epochs"), name: "epochs", usual: EPOCHS });
  const loss = wordField(context, "training.loss", { label: t("studio-loss-function"), name: "loss" });
  const clip = numberField(context, "training.clip", { label: t("studio-clipping"), name: "clipping", usual: CLIPS });
  const l1 = numberField(context, "training.l1", { label: t("studio-rate-l1"), name: "regularizationRate", usual: PENALTIES });
  const l2 = numberField(context, "training.l2", { label: t("studio-rate-l2"), name: "regularizationRate", usual: PENALTIES });

  const kinds = ["none", "L1", "L2", "both"].map((value) => ({ value, text: t(`studio-regularization-${value.toLowerCase()}`) }));
  const regularization = selectControl({
    label: t("studio-regularization"),
    name: "regularization",
    help: `${optionOf(store.get().options, "training.l1").help} ${optionOf(store.get().options, "training.l2").help}`,
    onchange: (kind) => {
      const { l1: one, l2: two } = store.get().draft.experiment.training;
      const start = one || two || FIRST_PENALTY;
      actions.setOptions({
        "training.l1": kind === "L1" || kind === "both" ? one || start : 0,
        "training.l2": kind === "L2" || kind === "both" ? two || start : 0,
      });
    },
  });
  store.subscribe(["draft"], ({ draft: { experiment } }) => {
    const { l1: one, l2: two } = experiment.training;
    regularization.show(kinds, one > 0 && two > 0 ? "both" : one > 0 ? "L1" : two > 0 ? "L2" : "none");
    // While a rate is typed, the field stays where it is, even when it becomes 0.
    l1.root.hidden = one === 0 && !l1.root.contains(document.activeElement);
    l2.root.hidden = two === 0 && !l2.root.contains(document.activeElement);
  });

  const most = store.get().options.limits.seeds;
  const seeds = numberControl(context, {
    label: t("studio-seeds"),
    name: "seeds",
    help: t("studio-seeds-help", { most }),
    option: /** @type {any} */ ({ kind: "whole", low: 1, high: most, above: false }),
    usual: SEEDS.filter((count) => count <= most),
    get: () => store.get().seeds,
    set: (count) => actions.setSeeds(count),
    refuse: () => actions.notify(t("studio-seeds-help", { most }), t("studio-seeds")),
    accept: () => actions.dismissNotice(),
  });
  store.subscribe(["seeds"], (state) => seeds.show(state.seeds));

  const shown = selectControl({
    label: t("studio-shown"),
    name: "seeds",
    help: t("studio-shown-help"),
    onchange: (index) => actions.selectSeed(Number(index)),
  });
  store.subscribe(["lowered", "seed"], ({ lowered, seed }) => {
    const trained = Array.from(lowered?.seeds.data ?? []);
    shown.root.hidden = trained.length < 2;
    shown.show(trained.map((number, index) => ({ value: String(index), text: t("studio-shown-seed", { number: String(number) }) })), String(seed));
  });

  const rare = menu(t("studio-more-settings"), null, [loss, schedule, warmup.root, clip.root, epochs.root, seeds.root]);
  root.append(rate.root, optimizer, batch.root, regularization.root, l1.root, l2.root, shown.root, rare);
}
