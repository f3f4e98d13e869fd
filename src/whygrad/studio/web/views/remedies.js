/** Which remedy helps: the trial's ranking with intervals, random remedies beside them; one click applies one. */

import { button } from "../charts/controls.js";
import { forest, rowsOf, sentences } from "../charts/trial.js";
import { paint } from "../charts/painter.js";
import { h, setText, svg, uniqueId } from "../dom.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../charts/trial.js").Row} Row */
/** @typedef {import("../charts/trial.js").Bar} Bar */

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, actions, t }) {
  root.classList.add("charts");
  const hintId = uniqueId("remedies-hint");
  const attempt = button(t("studio-remedies-try"), () => actions.tryRemedies(), "primary");
  attempt.setAttribute("aria-describedby", hintId);
  const undo = button(t("studio-remedies-undo"), () => {
    applied.hidden = true;
    actions.undo();
  });
  const applied = h("p", { class: "remedy-applied", hidden: true });
  const hint = h("p", { id: hintId, class: "chart-note", text: t("studio-remedies-hint") });
  const progress = h(
    "p",
    { class: "remedy-progress", hidden: true },
    h("progress", { "aria-label": t("studio-remedies-trying") }),
    ` ${t("studio-remedies-trying")}`,
  );
  const result = h("div", { class: "remedy-result" });
  root.append(
    h("h3", { text: t("studio-remedies") }),
    h("div", { class: "chart-controls remedy-actions" }, attempt, undo),
    applied,
    hint,
    progress,
    result,
  );
  /** @type {any} */
  let shown = null;

  /** @param {Readonly<State>} state */
  function draw(state) {
    attempt.setAttribute("aria-disabled", String(state.trying)); // disabled, it would lose the focus
    undo.hidden = state.undo.length === 0;
    hint.hidden = state.trial !== null || state.trying;
    progress.hidden = !state.trying;
    if (state.trying) applied.hidden = true;
    if (state.trial === shown) return;
    shown = state.trial;
    result.replaceChildren();
    if (state.trial !== null) write(state.trial);
  }

  /** @param {any} trial */
  function write(trial) {
    const rows = rowsOf(trial, t);
    const { verdict, notes, advice } = sentences(trial, t);
    result.append(h("p", { class: "remedy-verdict", text: verdict }));
    if (rows.length > 0) result.append(table(rows), h("p", { class: "chart-note", text: notes }));
    if (advice !== "") result.append(h("p", { text: advice }));
  }

  /** @param {Row[]} rows */
  function table(rows) {
    const bars = forest(rows);
    const gain = `${t("trial-column-difference")} [${t("trial-column-interval")}]`;
    const result = `${t("trial-column-mean")}, ${gain}, ${t("trial-column-repaired")}`;
    const heads = ["#", t("trial-column-remedy"), result];
    return h(
      "div",
      { class: "chart-scroll tall", tabIndex: 0, role: "region", "aria-label": t("studio-remedies-table") },
      h(
        "table",
        { class: "remedy-table" },
        h("caption", { class: "visually-hidden", text: t("studio-remedies-table") }),
        h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col", text: head })))),
        h("tbody", {}, ...rows.map((row, i) => line(row, bars[i] ?? null))),
      ),
    );
  }

  /**
   * @param {Row} row
   * @param {Bar | null} bar
   */
  function line(row, bar) {
    const marks = [];
    if (row.helps) marks.push(t("studio-remedies-helps"));
    if (row.tied) marks.push(t("studio-remedies-tied"));
    const apply = row.index === null ? null : button(t("studio-remedies-apply"), () => use(row), "small");
    apply?.setAttribute("aria-label", t("studio-remedies-apply-named", { remedy: row.title }));
    return h(
      "tr",
      { class: row.kind, "data-helps": String(row.helps) },
      h("td", { text: row.rank }),
      h(
        "th",
        { scope: "row" },
        h("span", { class: "remedy-name", text: row.title }),
        row.changes === "" ? null : h("span", { class: "chart-note remedy-changes", text: row.changes }),
        marks.length === 0
          ? null
          : h("span", {
              class: row.helps ? "remedy-helps" : "chart-note",
              text: `${row.helps ? "✓ " : ""}${marks.join(", ")}`,
            }),
        apply,
      ),
      h(
        "td",
        { class: "remedy-difference" },
        row.mean === "" ? null : h("span", { class: "remedy-mean", text: row.mean }),
        row.difference === "" ? null : h("span", { class: "remedy-gain", text: row.difference }),
        bar === null ? null : picture(bar, row),
        h("span", { class: "chart-note remedy-repaired", text: `${t("trial-column-repaired")} ${row.repaired}` }),
      ),
    );
  }

  /**
   * Apply a remedy. Its table goes with the old network, so the focus moves to what takes the change back.
   *
   * @param {Row} row
   */
  function use(row) {
    actions.applyRemedy(row.index ?? 0);
    setText(applied, t("studio-remedies-applied", { remedy: row.title }));
    applied.hidden = false;
    undo.hidden = false;
    undo.focus();
  }

  const job = paint(root, store, ["trial", "trying", "undo", "lowered"], draw, 60, true);
  return () => job.stop();
}

const WIDTH = 110;

/**
 * A bar of the forest: the interval, the difference as a dot (filled: clearly helps), the line of no difference.
 *
 * @param {Bar} bar
 * @param {Row} row
 */
function picture(bar, row) {
  const at = (/** @type {number} */ share) => (4 + share * (WIDTH - 8)).toFixed(1);
  const shapes = [
    svg("line", { class: "forest-zero", x1: at(bar.zero), x2: at(bar.zero), y1: 0, y2: 14 }),
    svg("line", { class: "forest-interval", x1: at(bar.low), x2: at(bar.high), y1: 7, y2: 7 }),
    svg("circle", { class: "forest-dot", cx: at(bar.middle), cy: 7, r: 3.5 }),
  ];
  return svg(
    "svg",
    {
      viewBox: `0 0 ${WIDTH} 14`,
      width: WIDTH,
      height: 14,
      class: `forest ${row.kind}`,
      "aria-hidden": "true",
      focusable: "false",
    },
    ...shapes,
  );
}
