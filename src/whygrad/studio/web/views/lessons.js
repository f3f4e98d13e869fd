/** The presets as a gallery of questions. What is the matter with a network is for the learner, and the diagnosis, to say. */

import { h, setText } from "../dom.js";
import { bareName } from "../experiment.js";
import { drawTable, drawThumbnail } from "../thumbnail.js";

/** The order of the gallery: from what one sees at once to what takes a look inside. Others follow. */
const ORDER = [
  "healthy-circle", "linear-network-circle", "linear-network-xor", "healthy-xor", "learning-rate-too-high-circle",
  "learning-rate-too-low-circle", "symmetric-init-circle", "healthy-gauss-linear", "no-gradient-circle",
  "vanishing-gradient-moons", "healthy-moons-residual", "dead-units-moons", "overfitting-moons", "underfitting-rings",
  "healthy-rings", "noisy-updates-circle", "no-progress-strong-l2", "saturated-units-rings", "healthy-spiral-features",
  "exploding-gradient-spiral", "output-loss-mismatch-moons", "sigmoid-before-logit-loss-moons", "healthy-sine",
  "output-range-mismatch-sine", "healthy-plane", "learning-rate-too-high-plane", "healthy-blobs", "healthy-bumps",
];

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, { store, actions, t }) {
  const { presets, options } = store.get();
  const rank = new Map(ORDER.map((name, index) => [name, index]));
  const ordered = [...presets].sort((a, b) => (rank.get(a.name) ?? 99) - (rank.get(b.name) ?? 99));
  const list = h("ol", { class: "lesson-list" });

  const cards = ordered.map((preset, index) => {
    const set = options.data_sets.find((one) => one.name === bareName(preset.experiment.data.name));
    const canvas = h("canvas", { width: 96, height: 96, "aria-hidden": "true" });
    const open = h("button", { type: "button", class: "lesson-open", onclick: () => start(preset.name) },
      h("span", { class: "lesson-number", text: String(index + 1) }), h("span", { class: "lesson-question", text: t(`studio-lesson-${preset.name}`) }));
    const root = h("li", { class: "lesson" }, canvas, open);
    return { preset, set, canvas, open, root };
  });
  list.append(...cards.map((card) => card.root));
  root.append(h("p", { class: "hint", text: t("studio-lessons-about") }), list);

  /** @param {string} name */
  function start(name) {
    actions.loadPreset(name);
    document.getElementById("bench")?.focus();
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    document.getElementById("lesson")?.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  }

  const draw = () => {
    const { thumbnails } = store.get();
    for (const { set, canvas } of cards) {
      if (!set) drawTable(canvas);
      else if (thumbnails[set.name]) drawThumbnail(canvas, thumbnails[set.name], set.task);
    }
  };
  store.subscribe(["theme", "thumbnails"], () => requestAnimationFrame(draw));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  store.subscribe(["preset"], ({ preset }) => {
    for (const card of cards) card.open.setAttribute("aria-current", String(card.preset.name === preset));
  });
}

/**
 * The question of the lesson that is open, above the network: what to do and to watch, then the diagnosis and why.
 *
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mountQuestion(root, { store, actions, t }) {
  const question = h("p", { class: "question" });
  const answer = h("p", { class: "answer" });
  const close = h("button", { type: "button", class: "button quiet", text: t("studio-lesson-close"), onclick: () => actions.closeLesson() });
  root.append(h("div", {}, question, answer), close);
  root.classList.add("lesson-banner");
  store.subscribe(["preset", "diagnosis", "lang"], ({ preset, presets, diagnosis }) => {
    const lesson = presets.find((one) => one.name === preset);
    root.hidden = !lesson;
    if (!lesson) return;
    setText(question, t(`studio-lesson-${lesson.name}`));
    const found = diagnosis?.findings.find((finding) => lesson.codes.includes(finding.code));
    const well = lesson.codes.length === 0 && diagnosis?.healthy;
    root.classList.toggle("answered", Boolean(found || well));
    const watch = t(`studio-lesson-watch-${lesson.name}`);
    const why = t(`studio-lesson-why-${lesson.name}`);
    if (found) setText(answer, t("studio-lesson-answer", { title: found.title ?? found.code, why }));
    else setText(answer, well ? t("studio-lesson-healthy", { why }) : t("studio-lesson-hint", { watch }));
  });
}
