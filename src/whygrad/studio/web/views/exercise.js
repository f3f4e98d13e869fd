/** The exercise above the network: task, goals, what must stay, the check of the answer in words, a hint on demand. */

import { changedKept } from "../exercise.js";
import { path } from "../course.js";
import { h, icon, setText } from "../dom.js";
import { differences } from "../experiment.js";
import { formula } from "../mathml.js";

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, { store, actions, t }) {
  const title = h("strong", {});
  const task = h("span", {});
  const goals = h("span", {});
  const kept = h("span", {});
  const changed = h("span", { class: "exercise-changed" });
  const back = h("button", { type: "button", class: "button small", text: t("studio-exercise-put-back"), onclick: () => putBack() });
  const broken = h("p", { class: "exercise-broken", hidden: true }, h("span", { "aria-hidden": "true", text: "✗ " }), changed, " ", back);
  const hint = h("p", { class: "exercise-hint", hidden: true });
  const formulas = h("div", { class: "claim-formulas", hidden: true });
  const result = h("div", { class: "exercise-result", role: "status" });
  const check = h("button", { type: "button", class: "button primary", text: t("studio-exercise-check"), onclick: () => actions.exercise.check() });
  const more = h("button", { type: "button", class: "button", text: t("studio-exercise-hint"), "aria-expanded": "false", onclick: () => toggleHint() });
  const again = h("button", { type: "button", class: "button", text: t("studio-exercise-start-over"), onclick: () => actions.exercise.startOver() });
  const close = h("button", { type: "button", class: "button icon-button quiet", "aria-label": t("studio-exercise-close"), title: t("studio-exercise-close"), onclick: () => actions.exercise.close() });
  const before = stepButton("up", t("studio-course-previous"), -1);
  const after = stepButton("down", t("studio-course-next"), 1);
  root.classList.add("lesson-banner", "exercise-banner");
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", t("studio-exercise"));
  root.append(
    h("div", { class: "exercise-text" },
      h("p", { class: "question exercise-task", tabIndex: -1 }, title, " ", task),
      h("p", { class: "answer exercise-terms" },
        h("span", {}, h("b", { text: t("studio-exercise-goal") }), " ", goals), " ",
        h("span", {}, h("b", { text: t("studio-exercise-keep") }), " ", kept)),
      broken, hint, formulas, result),
    h("div", { class: "exercise-buttons" }, check, more, again, h("div", { class: "exercise-steps" }, before, after, close)),
  );

  close.append(icon("close"));

  /** The step of the course before or after this one. @param {number} by */
  function neighbor(by) {
    const state = store.get();
    const steps = path(state);
    const at = steps.findIndex(({ id }) => id === state.exercise?.name);
    return at < 0 ? undefined : steps[at + by];
  }

  /** @param {"up" | "down"} name @param {string} label @param {number} by */
  function stepButton(name, label, by) {
    const onclick = () => {
      const step = neighbor(by);
      if (step) actions.course.openStep(step);
    };
    return h("button", { type: "button", class: `button icon-button quiet step-${name}`, "aria-label": label, title: label, onclick }, icon(name));
  }

  function toggleHint() {
    const { exercise } = store.get();
    if (exercise) actions.exercise.change({ hint: !exercise.hint });
  }

  function putBack() {
    actions.exercise.putBack();
    check.focus(); // the button goes with what it puts back
  }

  /** @param {import('../types.js').OpenExercise} open @param {string} lang */
  function writeResult({ checking, outcome, data }, lang) {
    result.replaceChildren();
    root.classList.toggle("answered", Boolean(outcome?.passed));
    if (checking) {
      result.append(h("p", { class: "answer" }, h("progress", { "aria-label": t("studio-exercise-checking") }), ` ${t("studio-exercise-checking")}`));
    } else if (outcome) {
      const said = outcome.said[lang];
      const sign = h("span", { "aria-hidden": "true", text: outcome.passed ? "✓ " : "✗ " });
      const parts = [...said.reasons, ...(said.lesson ? [said.lesson] : [])].map((text) => h("span", { text: ` ${text}` }));
      result.append(h("p", { class: outcome.passed ? "exercise-passed" : "exercise-failed" }, sign, h("b", { text: said.verdict }), ...parts));
    }
    setText(hint, data.hint);
    formulas.replaceChildren(...data.formulas.map(({ tree, says }) => h("figure", {}, formula(tree), h("figcaption", { text: says }))));
  }

  /** @type {{exercise: import('../types.js').OpenExercise, told: boolean} | null} */
  let shown = null;
  store.subscribe(["exercise", "draft", "lang", "course", "chosen"], ({ exercise, draft, lang }) => {
    root.hidden = exercise === null;
    if (exercise === null) {
      shown = null;
      return;
    }
    before.disabled = neighbor(-1) === undefined;
    after.disabled = neighbor(1) === undefined;
    const missing = changedKept(exercise, draft.experiment);
    broken.hidden = missing.length === 0;
    setText(changed, missing.length === 0 ? "" : t("studio-exercise-changed", { keys: [...new Set(missing.map((key) => exercise.data.names[key]))].join(", ") }));
    // What was checked is what the page shows, or it is said of another network.
    const told = exercise.outcome !== null && differences(exercise.checked ?? exercise.data.experiment, draft.experiment).length === 0;
    if (shown?.exercise === exercise && shown.told === told) return;
    shown = { exercise, told };
    const { data, checking } = exercise;
    setText(title, data.title || t("studio-exercise-handed"));
    setText(task, data.task || t("studio-exercise-handed-task"));
    setText(goals, `${data.goals.map((goal) => goal.text).join("; ")}.`);
    goals.title = data.needed_text;
    setText(kept, `${data.kept_text.join(", ")}.`);
    check.setAttribute("aria-disabled", String(checking)); // disabled, it would lose the focus
    more.hidden = data.hint === "";
    more.setAttribute("aria-expanded", String(exercise.hint));
    hint.hidden = !exercise.hint;
    formulas.hidden = !exercise.hint || data.formulas.length === 0;
    writeResult({ ...exercise, outcome: told ? exercise.outcome : null }, lang);
  });
}
