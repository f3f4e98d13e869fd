/** On a first visit: one button that fixes the network on the page, and how much better it is then. */

import { button } from "../charts/controls.js";
import { verdict } from "../charts/diagnosis.js";
import { h, setText } from "../dom.js";
import { accuracyText } from "../readings.js";
import { accuracyOf } from "../visit.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").State} State */

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, actions, t }) {
  root.classList.add("first-visit");
  const bar = h("progress", { "aria-hidden": "true" });
  const said = h("span", { role: "status", tabIndex: -1 });
  const fix = button("", use, "button primary");
  root.append(bar, said, fix);
  let told = -1; // the session whose result is said: once, or a screen reader would hear it with every record

  function use() {
    const { visit } = actions;
    if (visit.best(store.get()) === null) visit.testFixes();
    else visit.fix();
    said.focus({ preventScroll: true }); // the button goes
  }

  /** @param {Readonly<State>} state */
  function draw(state) {
    root.hidden = !state.visit;
    if (!state.visit) return;
    const best = actions.visit.best(state);
    const found = verdict(state.diagnosis);
    const fixed = state.visit.fixed !== null;
    const again = !fixed && found === "ill" && !state.trying && state.trial === null && actions.visit.tested === state.session;
    fix.hidden = best === null && !again;
    setText(fix, best === null ? t("studio-visit-again") : t("studio-visit-fix", { remedy: best.title }));
    const done = fixed && found === "healthy";
    if (!done || told !== state.session) setText(said, sentence(state, found));
    told = done ? state.session : -1;
    bar.hidden = !(state.trying || (fixed && !done && !ended(state, found)));
    root.dataset["kind"] = done ? "ok" : "wait";
  }

  /**
   * @param {Readonly<State>} state
   * @param {import("../charts/diagnosis.js").Verdict} found
   */
  function sentence(state, found) {
    const { visit, lang, lowered } = state;
    if (!visit) return "";
    if (visit.fixed === null) return state.trying ? t("studio-visit-testing") : "";
    const remedy = visit.titles[lang] ?? "";
    if (found !== "healthy") return ended(state, found) ? "" : t("studio-visit-training", { remedy });
    const count = lowered?.seeds.data.length ?? 1;
    const [before, after] = [visit.before, accuracyOf(state)].map(accuracyText);
    return t("studio-visit-fixed", { before, after, remedy, count });
  }

  store.subscribe(["visit", "trial", "trying", "diagnosis", "session"], draw);
}

/**
 * Whether the fixed network has trained long enough and still has problems, which the diagnosis then tells.
 *
 * @param {Readonly<State>} state
 * @param {import("../charts/diagnosis.js").Verdict} found
 */
function ended({ epoch, experiment }, found) {
  return found === "ill" && epoch >= experiment.training.epochs;
}
