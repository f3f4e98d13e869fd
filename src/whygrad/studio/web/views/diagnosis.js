/** Why the network learns or does not: the verdict, root causes with their consequences, the numbers behind them. */

import { nonFinite, trees, verdict, waiting } from "../charts/diagnosis.js";
import { number } from "../charts/numbers.js";
import { paint } from "../charts/painter.js";
import { h, setText } from "../dom.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").Finding} Finding */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Translate} Translate */
/** @typedef {import("../charts/diagnosis.js").Tree} Tree */

const MARKS = { error: "✗", warning: "!", info: "i", ok: "✓", wait: "…" };

const MOST_OPEN = 5; // questions left open that are named; more mean that training has hardly begun

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, { store, actions, t }) {
  root.classList.add("charts");
  const mark = h("span", { class: "why-mark", "aria-hidden": "true" });
  const sentence = h("span");
  const head = h("p", { class: "why-verdict" }, mark, sentence);
  const alarm = h("p", { class: "why-alarm", hidden: true });
  const list = h("ul", { class: "why-findings" });
  const undecided = h("p", { class: "chart-note", hidden: true });
  const made = h("p", { class: "chart-note", hidden: true });
  root.append(alarm, head, list, undecided, made);
  let shown = "[]";
  /** @type {State["diagnosis"]} */
  let known = null;

  /** @param {Readonly<State>} state */
  function draw(state) {
    const { diagnosis } = state;
    const broken = nonFinite(state, t);
    alarm.hidden = broken === null;
    setText(alarm, broken === null ? "" : `✗ ${broken}`);

    const found = verdict(diagnosis);
    const serious = diagnosis?.findings.find((finding) => finding.severity !== "info");
    const kind = found === "ill" ? (serious?.severity ?? "error") : found === "healthy" ? "ok" : "wait";
    head.dataset["kind"] = kind;
    setText(mark, MARKS[kind]);
    setText(sentence, verdictText(state, found, t));
    // NaN before the server has said anything: neither "press Run" nor "healthy" would be true.
    head.hidden = broken !== null && found !== "ill";
    if (state.where === "file") {
      head.hidden ||= diagnosis === null;
      made.hidden = false;
      const epochs = number(/** @type {any} */ (diagnosis)?.subject.epochs ?? 0);
      setText(made, diagnosis === null ? t("studio-file-no-diagnosis") : t("studio-file-diagnosis", { epochs }));
    }

    if (diagnosis === known) return;
    known = diagnosis;
    const key = JSON.stringify(diagnosis?.findings ?? []);
    if (key !== shown) {
      shown = key;
      redraw(list, trees(diagnosis?.findings ?? []), t);
      press(store.get());
    }
    const lacking = diagnosis === null ? [] : waiting(diagnosis);
    undecided.hidden = lacking.length === 0 || lacking.length > MOST_OPEN;
    setText(undecided, t("view-undecided", { codes: lacking.map((code) => t(`title-${code}`)).join(", ") }));
  }

  list.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button[data-light]");
    const code = /** @type {HTMLElement | null} */ (button)?.dataset["light"];
    const finding = store.get().diagnosis?.findings.find((one) => one.code === code);
    if (finding) actions.light(finding.where.layers);
  });

  /** Which finding's layers stand out. @param {Readonly<State>} state */
  function press({ diagnosis, lit }) {
    for (const one of list.querySelectorAll("button[data-light]")) {
      const code = /** @type {HTMLElement} */ (one).dataset["light"];
      const layers = diagnosis?.findings.find((finding) => finding.code === code)?.where.layers ?? [];
      one.setAttribute("aria-pressed", String(lit.length > 0 && layers.join("\n") === lit.join("\n")));
    }
  }

  const job = paint(root, store, ["diagnosis", "frame", "history"], draw, 150, true);
  store.subscribe(["lit"], press);
  return () => job.stop();
}

/**
 * @param {Readonly<State>} state
 * @param {import("../charts/diagnosis.js").Verdict} found
 * @param {Translate} t
 */
function verdictText(state, found, t) {
  if (found === "start") return t(state.step > 0 ? "studio-diagnosis-early" : "studio-diagnosis-start");
  if (found === "early") return t("studio-diagnosis-early");
  if (found === "healthy") return t("studio-diagnosis-healthy");
  return state.diagnosis?.verdict ?? "";
}

/**
 * Write the findings anew; what the reader had opened stays open.
 *
 * @param {HTMLElement} list
 * @param {Tree[]} found
 * @param {Translate} t
 */
function redraw(list, found, t) {
  const open = new Set(
    [...list.querySelectorAll("details[open]")].map((one) => /** @type {HTMLElement} */ (one).dataset["code"]),
  );
  const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.closest?.("details")?.dataset["code"];
  list.replaceChildren(...found.map((tree) => item(tree, t, true)));
  for (const details of list.querySelectorAll("details")) {
    if (open.has(details.dataset["code"])) details.open = true;
    if (focused !== undefined && details.dataset["code"] === focused) details.querySelector("summary")?.focus();
  }
}

/**
 * @param {Tree} tree
 * @param {Translate} t
 * @param {boolean} isRoot
 * @returns {HTMLLIElement}
 */
function item({ finding, consequences }, t, isRoot) {
  const title = h(
    "p",
    { class: "why-title" },
    h("span", { class: "why-mark", "aria-hidden": "true", text: isRoot ? MARKS[finding.severity] : "↳" }),
    h("strong", { text: finding.title }),
    h("span", { class: "why-severity", text: finding.severity_text }),
  );
  /** @type {HTMLElement[]} */
  const parts = [title, h("p", { text: finding.message })];
  if (finding.place !== "") parts.push(h("p", { class: "chart-note", text: finding.place }));
  if (finding.where.layers.length > 0) parts.push(light(finding, t));
  if (finding.evidence.length > 0) parts.push(isRoot ? evidence(finding, t) : folded(finding, t));
  if (isRoot && finding.remedies.length > 0) parts.push(remedies(finding, t));
  if (consequences.length > 0) {
    parts.push(h("ul", { class: "why-findings" }, ...consequences.map((one) => item(one, t, false))));
  }
  return h("li", { class: "why-finding", "data-severity": finding.severity, "data-code": finding.code }, ...parts);
}

/**
 * Lets the layers it names stand out wherever layers are shown.
 *
 * @param {Finding} finding
 * @param {Translate} t
 */
function light({ code, title, where }, t) {
  const text = t("studio-diagnosis-light", { count: where.layers.length });
  const name = `${text}: ${title}`;
  return h("button", { type: "button", class: "small why-light", "data-light": code, "aria-label": name, "aria-pressed": "false", text });
}

/**
 * The numbers with the limits they crossed.
 *
 * @param {Finding} finding
 * @param {Translate} t
 */
function evidence(finding, t) {
  const heads = ["view-evidence", "view-value", "view-threshold", "view-step"];
  const rows = finding.evidence_texts.map(({ name, value, threshold, step }) =>
    h(
      "tr",
      {},
      h("th", { scope: "row", text: name }),
      h("td", { class: "why-value", text: value }),
      h("td", { text: threshold }),
      h("td", { text: step }),
    ),
  );
  return h(
    "table",
    { class: "why-evidence" },
    h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col", text: t(head) })))),
    h("tbody", {}, ...rows),
  );
}

/**
 * @param {Finding} finding
 * @param {Translate} t
 */
function folded(finding, t) {
  return h(
    "details",
    { "data-code": `${finding.code} numbers` },
    h("summary", { text: t("studio-diagnosis-numbers") }),
    evidence(finding, t),
  );
}

/**
 * What helps, each with its reason.
 *
 * @param {Finding} finding
 * @param {Translate} t
 */
function remedies(finding, t) {
  const lines = finding.remedies.map(({ title, message }) => h("li", {}, h("strong", { text: title }), ` ${message}`));
  return h(
    "details",
    { "data-code": `${finding.code} remedies` },
    h("summary", { text: `${t("view-helps")} ${finding.remedies.map(({ title }) => title).join(", ")}` }),
    h("ul", {}, ...lines),
  );
}
