/** The page's side of the worker: numbers the sessions, drops what belongs to an older one, answers questions. */

/** @typedef {import('./types.js').ToWorker} ToWorker */
/** @typedef {import('./types.js').FromWorker} FromWorker */
/** @typedef {import('./types.js').Lowered} Lowered */

export class Trainer {
  /**
   * @param {(message: FromWorker) => void} listener hears of the current session only
   * @param {() => Worker} startWorker
   */
  constructor(listener, startWorker) {
    this.session = 0;
    this.questions = 0;
    /** @type {Map<number, {resolve: (value: any) => void, reject: (reason: Error) => void}>} */
    this.waiting = new Map();
    this.listener = listener;
    this.worker = startWorker();
    this.worker.addEventListener("message", (event) => this.hear(event.data));
    this.worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.listener({ kind: "failed", session: this.session, message: event.message || "worker.js" });
    });
  }

  /** Ends the worker; what was asked is refused. */
  end() {
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(new Error("The worker was ended."));
    this.waiting.clear();
  }

  /** @param {FromWorker} message */
  hear(message) {
    if (message.kind === "reply") {
      this.waiting.get(message.id)?.resolve(message.value);
      this.waiting.delete(message.id);
    } else if (message.session === this.session) this.listener(message);
  }

  /** @param {ToWorker} message */
  send(message) {
    this.worker.postMessage(message);
  }

  /** Replaces what is trained. @param {Lowered} lowered @param {number} run the shown one @returns {number} session */
  load(lowered, run) {
    this.session += 1;
    for (const { reject } of this.waiting.values()) reject(new Error("The network was replaced."));
    this.waiting.clear();
    this.send({ kind: "load", session: this.session, lowered, run, histograms: true });
    return this.session;
  }

  /**
   * Asks the worker something about the network as it is now.
   *
   * @param {import('./types.js').Question} question
   * @returns {Promise<any>} rejected if the network is replaced before the answer
   */
  ask(question) {
    const id = (this.questions += 1);
    const { what, ...args } = question;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.send({ kind: "ask", id, what, args });
    });
  }
}
