/** What a screen reader hears: how the trace is, how far it is and what is wrong; seldom, and at once what matters. */

import { setText } from "../dom.js";
import { stateText } from "./words.js";

const SELDOM = 15_000;

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, t }) {
  let last = -Infinity;
  let urgent = "";
  store.subscribe(["following", "diagnosis", "history"], ({ following, diagnosis, step }) => {
    if (!following?.head) return;
    const finding = diagnosis?.findings.find((one) => one.cause && one.severity !== "info");
    const now = `${following.head.begun} ${following.state} ${finding?.code}`;
    if (now === urgent && performance.now() - last < SELDOM) return;
    urgent = now;
    last = performance.now();
    const parts = [following.head.file, t("studio-trace-step", { step: String(step) }), stateText(following, t)];
    if (finding) parts.push(finding.title);
    setText(root, `${parts.join(", ")}.`);
  });
}
