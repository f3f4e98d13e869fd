/** What helps: a trial of the experiment inside the trace, if there is one; else the remedies stay advice. */

import { h } from "../dom.js";
import { mount as remedies } from "../views/remedies.js";

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, context) {
  const note = h("p", { class: "chart-note", text: context.t("studio-trace-advice") });
  const trial = h("div");
  root.append(note, trial);
  const end = remedies(trial, context);
  context.store.subscribe(["following", "diagnosis"], ({ following, diagnosis }) => {
    const experiment = following?.head?.experiment ?? null;
    trial.hidden = experiment === null;
    note.hidden = experiment !== null || diagnosis === null || diagnosis.healthy;
  });
  return end;
}
