/** The course: topics with their steps, how far the learner is, and for teachers the choice of steps to be shared by one link. */

import { isDone, path, unknownSteps } from "../course.js";
import { h, icon, setText } from "../dom.js";
import { progress } from "../progress.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").CourseStep} CourseStep */
/** @typedef {import("../types.js").State} State */

/** What stands before a step, beside the words. @type {{[state: string]: string}} */
const SIGNS = { "": "○", answered: "◐", begun: "◐", revealed: "●", solved: "●" };

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, actions, t }) {
  const { course } = actions;
  root.classList.add("course");
  const about = h("p", { class: "hint" });
  const missing = h("p", { class: "course-missing", role: "status" });
  const list = h("div", { class: "course-topics" });
  const choose = h("button", { type: "button", class: "button", "aria-expanded": "false", text: t("studio-course-share"), onclick: () => choosing(share.hidden === true) });
  const all = h("button", { type: "button", class: "button", text: t("studio-course-all"), onclick: () => course.showAll() });
  const forget = h("button", { type: "button", class: "button quiet", text: t("studio-course-forget"), onclick: ask });
  const sure = h("span", { class: "course-sure", hidden: true },
    h("span", { text: t("studio-course-forget-sure") }),
    h("button", { type: "button", class: "button small", text: t("studio-course-forget-yes"), onclick: forgetAll }),
    h("button", { type: "button", class: "button small", text: t("studio-course-forget-no"), onclick: () => asked(false) }));
  const address = h("input", { type: "text", class: "text", readOnly: true, "aria-label": t("studio-course-link"), onfocus: () => address.select() });
  const copy = h("button", { type: "button", class: "button", text: t("studio-copy-link"), onclick: copyLink });
  copy.prepend(icon("link"));
  const said = h("p", { class: "hint", role: "status" });
  const share = h("div", { class: "course-share", hidden: true }, h("p", { class: "hint", text: t("studio-course-share-about") }), h("div", { class: "course-link" }, address, copy), said);
  root.append(about, missing, h("div", { class: "course-actions" }, all, choose, forget, sure), share, list);

  /** @type {Set<string>} in the order of the course */
  const picked = new Set();
  /** @type {Map<string, {sign: HTMLElement, state: HTMLElement, open: HTMLElement, box: HTMLInputElement}>} */
  let rows = new Map();
  /** @type {{steps: CourseStep[], count: HTMLElement}[]} */
  let counts = [];
  let built = "";

  function ask() {
    asked(true);
    sure.querySelector("button")?.focus();
  }

  /** @param {boolean} open */
  function asked(open) {
    sure.hidden = !open;
    forget.hidden = open;
    if (!open) forget.focus();
  }

  function forgetAll() {
    progress.forget();
    asked(false);
  }

  /** @param {boolean} open */
  function choosing(open) {
    share.hidden = !open;
    root.classList.toggle("choosing", open);
    choose.setAttribute("aria-expanded", String(open));
    for (const { box } of rows.values()) box.hidden = !open;
    writeLink();
  }

  /** @param {string} id @param {boolean} wanted */
  function pick(id, wanted) {
    if (wanted) picked.add(id);
    else picked.delete(id);
    writeLink();
  }

  function writeLink() {
    const ids = path(store.get()).map(({ id }) => id).filter((id) => picked.has(id));
    address.value = ids.length > 0 ? course.addressOf(ids) : "";
    copy.disabled = ids.length === 0;
    setText(said, ids.length > 0 ? t("studio-course-picked", { count: ids.length }) : "");
  }

  async function copyLink() {
    try {
      await navigator.clipboard.writeText(address.value);
      setText(said, t("studio-copied"));
    } catch {
      address.focus();
      setText(said, t("studio-copy-by-hand"));
    }
  }

  /** @param {CourseStep} step */
  function row(step) {
    const sign = h("span", { class: "course-sign", "aria-hidden": "true" });
    const state = h("span", { class: "course-state" });
    const kind = step.kind === "exercise" ? "studio-course-exercise" : step.live ? "studio-course-live" : "studio-course-stored";
    const name = step.kind === "claim" ? `${step.id}: ${step.title}` : step.title;
    const open = h("button", { type: "button", class: "course-step", onclick: () => course.openStep(step) },
      sign, h("span", { class: "course-title", text: name }), h("span", { class: "course-notes" }, h("span", { class: step.live ? "course-live" : "", text: t(kind) }), state));
    const box = h("input", { type: "checkbox", "aria-label": t("studio-course-pick", { name }), checked: picked.has(step.id), onchange: () => pick(step.id, box.checked) });
    box.toggleAttribute("hidden", share.hidden === true);
    rows.set(step.id, { sign, state, open, box });
    return h("li", { class: "course-row" }, box, open);
  }

  /** @param {Readonly<State>} state */
  function build(state) {
    rows = new Map();
    counts = [];
    const { chosen } = state;
    if (chosen !== null) {
      list.replaceChildren(h("ol", { class: "course-list" }, ...path(state).map(row)));
      return;
    }
    list.replaceChildren(...(state.course?.topics ?? []).map((topic, index) => {
      const count = h("span", { class: "course-count" });
      counts.push({ steps: topic.steps, count });
      const text = topic.about ? h("p", { class: "hint", text: topic.about }) : null;
      const items = h("ol", { class: "course-list" }, ...topic.steps.map(row));
      return h("details", { class: "course-topic" }, h("summary", {}, h("span", { class: "course-topic-title", text: `${index + 1}. ${topic.title}` }), count), text, items);
    }));
    openNext(state);
  }

  /** The topic where the learner is stands open. @param {Readonly<State>} state */
  function openNext(state) {
    const at = counts.findIndex(({ steps }) => steps.some(({ id }) => !isDone(state.progress, id)));
    const topic = list.children[at < 0 ? 0 : at];
    if (topic instanceof HTMLDetailsElement) topic.open = true;
  }

  store.subscribe(["course", "chosen", "progress", "claim", "exercise"], (state) => {
    if (state.course === null) {
      setText(about, t("studio-course-waits"));
      return;
    }
    const steps = path(state);
    const key = `${state.course.topics.length} ${state.lang} ${state.chosen?.join()}`;
    if (built !== key) {
      built = key;
      build(state);
    }
    const done = steps.filter(({ id }) => isDone(state.progress, id)).length;
    setText(about, t(state.chosen === null ? "studio-course-about" : "studio-course-chosen-steps", { count: steps.length, done }));
    const unknown = unknownSteps(state);
    setText(missing, unknown.length > 0 ? t("studio-course-unknown", { ids: unknown.join(", ") }) : "");
    all.hidden = state.chosen === null;
    choose.hidden = state.where !== "server"; // only a served page has an address
    for (const { steps: own, count } of counts) {
      setText(count, t("studio-course-done", { done: own.filter(({ id }) => isDone(state.progress, id)).length, count: own.length }));
    }
    for (const [id, { sign, state: words, open }] of rows) {
      const now = state.progress[id]?.state ?? "";
      const known = now in SIGNS ? now : "";
      setText(sign, SIGNS[known]);
      setText(words, t(`studio-course-state-${known || "new"}`));
      open.dataset.state = known;
      open.setAttribute("aria-current", String((state.claim?.id ?? state.exercise?.name) === id));
    }
  });
  course.ask();
}
