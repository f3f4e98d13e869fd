/** Running what was lowered: the part of the actions that speaks with the worker. */

import { Choices } from "./choices.js";
import { differences } from "./experiment.js";
import { append, emptyHistory } from "./history.js";
import { Trainer } from "./trainer.js";

/** @typedef {import('./types.js').Draft} Draft */
/** @typedef {import('./types.js').Experiment} Experiment */
/** @typedef {import('./types.js').FromWorker} FromWorker */
/** @typedef {import('./types.js').Lowered} Lowered */
/** @typedef {import('./types.js').OwnData} OwnData */
/** @typedef {import('./types.js').State} State */

/** What may change while a network trains, without a new start. */
export const LIVE = new Set(["training.learning_rate", "training.l1", "training.l2", "training.clip"]);

/** @param {Experiment} before @param {Experiment} after whether a training network can take the difference */
function isLive(before, after) {
  return differences(before, after).every((key) => LIVE.has(key));
}

export class Training extends Choices {
  /** @param {import('./types.js').Store} store @param {() => Worker} startWorker */
  constructor(store, startWorker) {
    super(store);
    this.startWorker = startWorker;
    this.trainer = new Trainer((message) => this.hear(message), startWorker);
    /**
     * What a new start shows of diagnosis and trial: nothing, or what a file was made with.
     * @type {Pick<State, 'diagnosis' | 'trial'>}
     */
    this.seen = { diagnosis: null, trial: null };
    /**
     * What the worker has been given but has not shown yet. It becomes the state together with its first frame, so that
     * no view ever draws one network's numbers into another's picture, and nothing flickers.
     * @type {Partial<State> | null}
     */
    this.arriving = null;
    this.held = false;
  }

  /** Another worker beside the page's own, for networks that nobody sees; who asks for it ends it. */
  aside() {
    return new Trainer(() => {}, this.startWorker);
  }

  play() {
    const { worker, lowered, speed } = this.store.get();
    if (!lowered || worker === "running") return;
    if (worker === "failed") this.load(lowered, {});
    this.store.set({ worker: "running" });
    this.trainer.send({ kind: "run", speed });
  }

  pause() {
    if (this.store.get().worker !== "running") return;
    this.trainer.send({ kind: "pause" });
    this.store.set({ worker: "idle" });
  }

  toggle() {
    if (this.store.get().worker === "running") this.pause();
    else this.play();
  }

  stepBatch() {
    this.step(1);
  }

  /** To the end of the epoch. */
  stepEpoch() {
    const { lowered, step } = this.store.get();
    const updates = lowered?.meta.steps_per_epoch ?? 1;
    this.step(updates - (step % updates));
  }

  /** @param {number} updates */
  step(updates) {
    if (!this.store.get().lowered) return;
    this.pause();
    this.trainer.send({ kind: "step", updates });
  }

  /** Back to the same start: the same weights, the same order of samples. */
  reset() {
    const lowered = this.latest();
    if (!lowered) return;
    this.pause();
    this.load(lowered, { worker: "idle" });
  }

  /** Other weights and another order, the same data. */
  newStart() {
    const { firstSeed, seeds, draft } = this.store.get();
    this.store.set({ firstSeed: (firstSeed + seeds) % 2 ** 32, draft: { ...draft, weights: null } });
    this.ask();
  }

  /** @param {number} speed epochs a second, Infinity: as fast as it goes */
  setSpeed(speed) {
    this.store.set({ speed });
    if (this.store.get().worker === "running") this.trainer.send({ kind: "run", speed });
  }

  /** How many networks train side by side. @param {number} seeds */
  setSeeds(seeds) {
    const { options, seed } = this.store.get();
    if (!Number.isInteger(seeds) || seeds < 1 || seeds > options.limits.seeds) return;
    this.store.set({ seeds, seed: Math.min(seed, seeds - 1) });
    this.ask();
  }

  /** While the server is asked for another network the old one waits, which brings the new one's picture sooner. @param {Draft} draft */
  hold(draft) {
    const { worker, experiment, own } = this.store.get();
    if (worker !== "running" || (draft.own === own && isLive(experiment, draft.experiment))) return;
    this.held = true;
    this.trainer.send({ kind: "hold" });
  }

  /** The network that waited trains on. */
  release() {
    const { worker, speed } = this.store.get();
    if (this.held && worker === "running") this.trainer.send({ kind: "run", speed });
    this.held = false;
  }

  /** The latest of what was accepted, shown or still arriving. @returns {Lowered | null} */
  latest() {
    return this.arriving?.lowered ?? this.store.get().lowered;
  }

  /** @param {Lowered} lowered @param {OwnData | null} own @param {import('./types.js').Notice | null} [notice] what is still to be said */
  accept(lowered, own, notice = null) {
    const state = this.store.get();
    const before = this.latest();
    const ownBefore = this.arriving && "own" in this.arriving ? this.arriving.own : state.own;
    const live =
      before !== null &&
      state.worker !== "failed" &&
      own === ownBefore &&
      (before.weights ?? null) === (lowered.weights ?? null) &&
      before.seeds.data.join() === lowered.seeds.data.join() &&
      isLive(before.experiment, lowered.experiment);
    const news = { experiment: lowered.experiment, own: own ?? null, lowered, notice };
    if (live) {
      this.trainer.send({ kind: "settings", settings: lowered.settings });
      if (this.arriving) Object.assign(this.arriving, news);
      else this.store.set(news);
      this.release();
    } else {
      this.held = false;
      this.load(lowered, news);
      this.show();
      if (state.worker === "running") this.trainer.send({ kind: "run", speed: state.speed });
    }
  }

  /** Gives the worker a program; the state follows with its first frame. @param {Lowered} lowered @param {Partial<State>} news */
  load(lowered, news) {
    const state = this.store.get();
    const seed = Math.min(state.seed, lowered.seeds.data.length - 1);
    const unit = state.unit && state.unit.unit < (lowered.plan.widths[state.unit.value] ?? 0) ? state.unit : null;
    const session = this.trainer.load(lowered, seed);
    this.arriving = {
      ...this.arriving,
      ...news,
      session,
      lit: [],
      seed,
      unit,
      hover: null,
      weight: null,
      point: null,
      history: emptyHistory(),
      ...this.seen,
    };
  }

  /** @param {FromWorker} message */
  hear(message) {
    if (message.kind === "failed") {
      const arrived = this.arriving ?? {};
      this.arriving = null;
      this.store.set({ ...arrived, frame: null, worker: "failed", notice: { text: message.message, key: null } });
      console.error(message.message);
    } else if (message.kind === "paused") {
      if (this.store.get().worker === "running") this.store.set({ worker: "idle" });
    } else if (message.kind !== "reply") {
      const { frame, records } = message;
      const arrived = this.arriving ?? {};
      this.arriving = null;
      const history = arrived.history ?? this.store.get().history;
      this.store.set({
        ...arrived,
        frame,
        step: frame.step,
        epoch: frame.epoch,
        history: records.length > 0 ? append(history, records) : history,
      });
      requestAnimationFrame(() => this.trainer.send({ kind: "drawn" }));
    }
  }

  /** Tells the worker what is looked at. */
  show() {
    const { seed, unit, hover } = this.store.get();
    this.trainer.send({ kind: "show", run: seed, unit: hover ?? unit, outputs: true });
  }

  /** Soon asks the server what the draft means; `Actions` does. */
  ask() {}
}
