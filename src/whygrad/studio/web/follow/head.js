/** Which trace this is and how it is: what was trained, by what, how far, whether more comes; run and following. */

import { toggle } from "../charts/controls.js";
import { grouped } from "../charts/numbers.js";
import { h, setText } from "../dom.js";
import { selectControl } from "../fields.js";
import { agoText, stateText } from "./words.js";

/** @typedef {import("../types.js").Following} Following */

const MOST_RUNS = 256; // that can be chosen one by one

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, context) {
  const { store, t } = context;
  const actions = /** @type {import("./actions.js").FollowActions} */ (/** @type {unknown} */ (context.actions));
  const page = root.closest("main") ?? document;
  const problem = h("p", { class: "trace-problem", role: "alert" });
  const name = h("p", { class: "trace-title" });
  const mark = h("span", { class: "trace-mark", "aria-hidden": "true" });
  const state = h("span");
  const ago = h("span", { class: "chart-note" });
  const line = h("p", { class: "trace-state" }, mark, state, ago);
  const facts = h("dl", { class: "trace-facts" });
  const live = toggle(t("studio-trace-follow"), true, (checked) => actions.setLive(checked));
  const run = selectControl({
    label: t("studio-trace-run"),
    onchange: (value) => actions.chooseRun(value === "" ? null : Number(value)),
  });
  const lab = h("a", { class: "button", text: t("studio-trace-lab"), hidden: true });
  const controls = h("div", { class: "trace-controls" }, live.root, run.root, lab);
  const empty = h("p", { class: "trace-none", hidden: true });
  root.append(problem, name, line, facts, controls, empty);
  /** @type {{[name: string]: HTMLElement}} */
  let values = {};

  /** @param {[string, string][]} rows */
  function write(rows) {
    const key = rows.map(([title]) => title).join();
    if (facts.dataset["rows"] !== key) {
      facts.dataset["rows"] = key;
      values = Object.fromEntries(rows.map(([title]) => [title, h("dd")]));
      facts.replaceChildren(...rows.map(([title]) => h("div", {}, h("dt", { text: t(`studio-trace-${title}`) }), values[title] ?? "")));
    }
    for (const [title, text] of rows) setText(/** @type {Node} */ (values[title]), text);
  }

  /** @param {Following} following */
  function rowsOf({ head, records }) {
    if (!head) return [];
    const { meta, seeds, experiment } = head;
    const { step, history } = store.get();
    const planned = meta.total_steps > 0 ? ` / ${grouped(meta.total_steps)}` : "";
    /** @type {[string, string][]} */
    const rows = [
      ["framework", meta.framework],
      ["loss", meta.loss],
      ["optimizer", meta.optimizer],
      ["layers-count", grouped(meta.layers.length)],
      ["runs", grouped(seeds.length)],
      ["steps", `${grouped(step)}${planned}`],
      ["recorded", grouped(records)],
    ];
    if (meta.steps_per_epoch > 1) rows.push(["epochs", (step / meta.steps_per_epoch).toFixed(1)]);
    if (history.time && experiment) rows.push(["clip", experiment.training.clip > 0 ? String(experiment.training.clip) : "–"]);
    return rows.filter(([, text]) => text !== "");
  }

  function age() {
    const { following } = store.get();
    if (!following?.head) return;
    const seconds = following.age + (performance.now() - following.told) / 1000;
    setText(ago, ` ${t("studio-trace-last", { ago: agoText(seconds, t) })}`);
  }

  store.subscribe(["following", "history"], ({ following, history }) => {
    if (!following) return;
    const { head, seeds = head?.seeds ?? [] } = /** @type {any} */ (following);
    const said = following.lost ? t("studio-trace-lost") : following.problem;
    setText(problem, said);
    problem.hidden = said === "";
    for (const part of [name, line, facts, controls]) part.hidden = head === null;
    const place = /** @type {HTMLElement} */ (root.parentElement);
    place.hidden = head === null && said === "";
    for (const part of page.querySelectorAll("[data-needs]")) {
      /** @type {HTMLElement} */ (part).hidden = head === null || history.steps.length === 0;
    }
    const table = page.querySelector("#table")?.closest("section");
    if (table) table.hidden = head === null;
    if (head === null) return;
    document.title = `${said === "" && following.state === "growing" ? "● " : ""}${head.file} – whygrad`;
    setText(name, head.meta.name === head.file ? head.file : `${head.meta.name} · ${head.file}`);
    line.dataset["state"] = said === "" ? following.state : "silent";
    setText(state, stateText(following, t));
    age();
    write(rowsOf(following));
    live.input.checked = following.live;
    live.root.hidden = following.state !== "growing" && following.live;
    run.root.hidden = seeds.length < 2;
    const choices = [{ value: "", text: t("studio-trace-all", { count: seeds.length }) }];
    seeds.slice(0, MOST_RUNS).forEach((/** @type {number} */ seed, /** @type {number} */ at) => {
      choices.push({ value: String(at), text: t("studio-trace-seed", { seed: String(seed) }) });
    });
    run.show(choices, following.run === null ? "" : String(following.run));
    lab.hidden = head.link === null;
    if (head.link !== null) lab.setAttribute("href", `index.html#${head.link}`);
    empty.hidden = history.steps.length > 0;
    setText(empty, t("studio-trace-empty"));
  });
  const timer = window.setInterval(age, 1000);
  return () => window.clearInterval(timer);
}
