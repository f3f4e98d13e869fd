/** Says, to those who do not see it, what came of the latest change: seldom, and never the same twice. */

import { setText } from "../dom.js";
import { grouped } from "../charts/numbers.js";
import { size } from "./words.js";

const EVERY = 2000; // milliseconds

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, t }) {
  let timer = 0;
  let first = true;
  let said = "";
  store.subscribe(["zoo"], ({ zoo }) => {
    const shown = zoo?.shown;
    if (!zoo || !shown) return;
    const output = shown.lines.filter(({ depth }) => depth === 0).at(-1)?.output ?? shown.input;
    const name = shown.name === "" ? "" : `${shown.name}: `;
    const good = name + t("zoo-page-good", { parameters: grouped(shown.parameters), output: size(output) });
    const text = zoo.problem?.text ?? good;
    if (text === said) return;
    said = text;
    if (first) {
      first = false; // who has just opened the page reads it
      return;
    }
    window.clearTimeout(timer);
    timer = window.setTimeout(() => setText(root, said), EVERY);
  });
  return () => window.clearTimeout(timer);
}
