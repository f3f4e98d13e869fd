/**
 * One painter for all charts: each is drawn at most once per animation frame and no oftener than it asks for, only
 * while it is on the screen, and no frame is given more than a few milliseconds of drawing.
 */

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").StateKey} StateKey */
/** @typedef {import("../types.js").Store} Store */

/**
 * @typedef {object} Job
 * @property {(state: Readonly<State>) => void | Promise<void>} draw
 * @property {Store} store
 * @property {number} every
 * @property {number} last
 * @property {boolean} visible
 * @property {boolean} dirty
 * @property {boolean} drawing  a drawing that asks the worker first is under way
 */

const BUDGET = 4; // milliseconds of drawing in a frame after which the other charts wait for the next
/** @type {Set<Job>} */
const waiting = new Set();
let asked = false;

const SMOOTH = 17.2; // milliseconds between frames up to which all is well
const MOST_STRETCH = 8;
let pace = 16; // milliseconds between frames, smoothed
let stretch = 1; // how many times as long charts wait while frames come late: they yield to smoothness
let before = 0;

/** @param {number} now */
function tick(now) {
  asked = false;
  const gap = now - before;
  before = now;
  if (gap < 250) pace += 0.1 * (gap - pace); // a longer one was a pause
  stretch = Math.min(Math.max(stretch * (pace > SMOOTH ? 1.03 : 0.99), 1), MOST_STRETCH);
  const start = performance.now();
  for (const job of [...waiting]) {
    if (now - job.last < job.every * stretch) continue;
    waiting.delete(job); // it comes back at the end of the queue
    job.last = now;
    job.dirty = false;
    draw(job);
    if (performance.now() - start > BUDGET) break;
  }
  if (waiting.size > 0) ask();
}

/**
 * What changes while a drawing waits for an answer of the worker is drawn after it: the last picture is never lost.
 *
 * @param {Job} job
 */
function draw(job) {
  try {
    const drawn = job.draw(job.store.get());
    if (!(drawn instanceof Promise)) return;
    job.drawing = true;
    drawn.catch(console.error).finally(() => {
      job.drawing = false;
      if (job.dirty && job.visible && all.has(job)) queue(job);
    });
  } catch (error) {
    console.error(error); // one chart that fails must not stop the others
  }
}

function ask() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(tick);
}

/** @type {Set<Job>} */
const all = new Set();
/** On paper everything is in sight. */
function drawAll() {
  for (const job of all) if (!job.drawing) draw(job);
}

/** @type {Map<Element, Job>} */
const watched = new Map();
const observer =
  typeof IntersectionObserver === "function"
    ? new IntersectionObserver(
        (entries) => {
          for (const entry of entries) {
            const job = watched.get(entry.target);
            if (job === undefined) continue;
            job.visible = entry.isIntersecting;
            if (job.visible && job.dirty) queue(job);
          }
        },
        { rootMargin: "80px" },
      )
    : null;

/** @param {Job} job */
function queue(job) {
  if (job.drawing) return;
  waiting.add(job);
  ask();
}

/**
 * Draw `element` with `draw` when one of `keys` changes: soon, at most every `every` milliseconds, only if visible.
 * `always`: even if not visible, for text that is cheap and that a reader may come to without scrolling.
 * A drawing that returns a promise is under way until it settles. `touch` asks for a drawing without a change of the
 * state; `stop` ends it.
 *
 * @param {Element} element
 * @param {Store} store
 * @param {StateKey[]} keys
 * @param {(state: Readonly<State>) => void | Promise<void>} draw
 * @param {number} [every]
 * @param {boolean} [always]
 * @returns {{touch: () => void, stop: () => void}}
 */
export function paint(element, store, keys, draw, every = 100, always = false) {
  /** @type {Job} */
  const job = { draw, store, every, last: -Infinity, visible: always || observer === null, dirty: true, drawing: false };
  const touch = () => {
    job.dirty = true;
    if (job.visible) queue(job);
  };
  if (!always) {
    watched.set(element, job);
    observer?.observe(element);
  }
  if (all.size === 0) globalThis.addEventListener?.("beforeprint", drawAll);
  all.add(job);
  const unsubscribe = store.subscribe(keys, touch);
  return {
    touch,
    stop() {
      unsubscribe();
      observer?.unobserve(element);
      watched.delete(element);
      waiting.delete(job);
      all.delete(job);
    },
  };
}
