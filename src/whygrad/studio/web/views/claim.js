/**
 * The claim that is open, above the network: the statement and what the learner expects of it, the two networks that are
 * compared, a run of both with new seeds. What came out comes last, and only where it was asked for.
 */

import { differencesPicture } from "../charts/differences.js";
import { EXPECTED, changedKeys, experimentOf, isDone, path, unknownSteps } from "../course.js";
import { h, icon, setText } from "../dom.js";
import { progress } from "../progress.js";
import { details } from "./claim-details.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").Arm} Arm */
/** @typedef {import("../types.js").OpenClaim} OpenClaim */
/** @typedef {import("../types.js").State} State */

const GAP = 8; // pixels below what stands there
const ANSWERS = /** @type {(keyof typeof EXPECTED)[]} */ (Object.keys(EXPECTED));

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, context) {
  const { store, actions, t } = context;
  const { course } = actions;
  root.classList.add("lesson-banner", "claim-banner");
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", t("studio-course-name"));
  const heading = h("p", { class: "question", tabIndex: -1 });

  const where = h("span", { class: "claim-place" });
  const before = stepButton("up", t("studio-course-previous"), () => go(-1));
  const after = stepButton("down", t("studio-course-next"), () => go(1));
  const close = h("button", { type: "button", class: "button icon-button quiet", "aria-label": t("studio-claim-close"), onclick: shut }, icon("close"));
  const head = h("div", { class: "claim-head" }, heading, h("div", { class: "claim-steps" }, where, before, after, close));

  const ask = h("div", { class: "claim-ask", role: "group", "aria-label": t("studio-claim-expect") });
  const result = h("button", { type: "button", class: "button small", text: t("studio-claim-reveal"), onclick: () => course.reveal()?.then(() => more.focus()) });
  const more = h("button", { type: "button", class: "button small", onclick: () => sheet.open() });

  const arm = h("select", { "aria-label": t("studio-claim-arm"), onchange: () => course.selectArm(/** @type {Arm} */ (arm.value)) });
  const condition = h("select", { "aria-label": t("studio-claim-condition"), onchange: () => course.selectCondition(Number(condition.value)) });
  const again = h("button", { type: "button", class: "button small", text: t("studio-claim-again"), onclick: () => course.load() });
  const run = h("button", { type: "button", class: "button small strong", onclick: () => course.run() });
  const stored = h("span", { class: "claim-stored" });
  const live = h("div", { class: "claim-live", role: "group", "aria-label": t("studio-claim-live") }, arm, condition, again, run);
  const row = h("div", { class: "claim-row" }, ask, result, more, stored, live);
  const told = h("p", { role: "status" });
  const picture = h("span", { class: "claim-picture", title: t("studio-claim-picture") });
  const ran = h("div", { class: "claim-run" }, picture, told);
  const chosen = h("div", { class: "claim-path" });
  root.append(head, row, ran, chosen);
  const sheet = details(context, answers);
  root.append(sheet.root);

  /** Buttons for what the learner may expect. @returns {HTMLElement[]} */
  function answers() {
    return ANSWERS.map((answer) =>
      h("button", { type: "button", class: "button small", "data-answer": answer, text: t(`studio-claim-${answer}`), onclick: () => expect(answer) }),
    );
  }

  /** @param {keyof typeof EXPECTED} answer */
  function expect(answer) {
    course.expect(answer);
    (sheet.root.open ? sheet.root : root).querySelector(/** @type {any} */ (`[data-answer=${answer}]`))?.focus();
  }

  /** @param {"up" | "down"} name @param {string} label @param {() => void} onclick */
  function stepButton(name, label, onclick) {
    return h("button", { type: "button", class: `button icon-button quiet step-${name}`, "aria-label": label, title: label, onclick }, icon(name));
  }

  function shut() {
    course.close();
    document.getElementById("bench")?.focus({ preventScroll: true });
  }

  /** @param {number} by */
  function go(by) {
    const state = store.get();
    const steps = path(state);
    const step = steps[steps.findIndex(({ id }) => id === state.claim?.id) + by];
    if (step) course.openStep(step);
  }

  /** @param {Readonly<State>} state */
  function draw(state) {
    const { claim } = state;
    root.hidden = claim === null && (state.chosen === null || state.exercise !== null);
    head.hidden = row.hidden = claim === null;
    chosen.hidden = claim !== null || state.chosen === null;
    if (claim === null) {
      sheet.close();
      tell("", null);
      if (state.chosen !== null) drawPath(state);
      return;
    }
    drawHead(claim, state);
    drawAnswer(claim);
    drawLive(claim, state);
    tell(sentence(claim), claim.running ? null : claim.run);
    ran.classList.toggle("problem", claim.problem !== "");
    sheet.draw(claim);
  }

  /** @type {import("../types.js").ClaimRun | null} */
  let drawn = null;

  /** @param {string} words @param {import("../types.js").ClaimRun | null} run */
  function tell(words, run) {
    setText(told, words);
    ran.hidden = words === "";
    if (run === drawn) return;
    drawn = run;
    picture.replaceChildren(...(run === null ? [] : [differencesPicture(run.picture)]));
  }

  /** @param {OpenClaim} claim @param {Readonly<State>} state */
  function drawHead({ id, data }, state) {
    setText(heading, `${id}: ${data.statement}`);
    const steps = path(state);
    const at = steps.findIndex((step) => step.id === id);
    setText(where, at < 0 ? "" : t("studio-course-place", { number: at + 1, count: steps.length }));
    before.disabled = at <= 0;
    after.disabled = at < 0 || at === steps.length - 1;
  }

  /** @param {OpenClaim} claim */
  function drawAnswer(claim) {
    const state = progress.state(claim.id);
    const answer = progress.answer(claim.id);
    const revealed = state === "revealed";
    const key = `${claim.id} ${revealed} ${claim.result?.verdict} ${t("studio-claim-expect")}`;
    if (ask.dataset.shows !== key) {
      ask.dataset.shows = key;
      if (revealed) ask.replaceChildren(verdict(claim, answer));
      else ask.replaceChildren(h("span", { class: "claim-expect", text: t("studio-claim-expect") }), ...answers());
    }
    for (const one of root.querySelectorAll("[data-answer]")) {
      one.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (one).dataset.answer === answer));
    }
    result.hidden = revealed;
    setText(more, t(revealed ? "studio-claim-why" : "studio-claim-how"));
    root.classList.toggle("answered", revealed);
  }

  /** The verdict, and whether it was expected. @param {OpenClaim} claim @param {string} answer */
  function verdict({ result: found }, answer) {
    if (found === null) return h("span", {});
    const words = found.depends_on === null ? found.verdict_text : t("studio-claim-depends-on", { verdict: found.verdict_text, what: found.depends_on });
    const right = found.verdict === EXPECTED[/** @type {keyof typeof EXPECTED} */ (answer)];
    const judged = answer === "" || found.verdict === "undecided" ? "" : t(right ? "studio-claim-right" : "studio-claim-wrong", { answer: t(`studio-claim-${answer}`) });
    return h("span", { class: "claim-verdict" }, h("strong", { text: t("studio-claim-verdict", { verdict: words }) }), judged === "" ? null : ` ${judged}`);
  }

  /** @param {OpenClaim} claim @param {Readonly<State>} state */
  function drawLive(claim, state) {
    const { data } = claim;
    live.hidden = !data.live;
    stored.hidden = data.live;
    setText(stored, data.live ? "" : [t("studio-claim-stored"), data.related?.says ?? ""].join(" "));
    if (!data.live) return;
    const arms = Object.entries(data.arms);
    options(arm, arms.map(([value, text]) => [value, text]), claim.arm);
    arm.hidden = arms.length < 2;
    options(condition, data.conditions.map(({ name }, index) => [String(index), name]), String(claim.condition));
    const trained = experimentOf(claim) !== null;
    for (const one of condition.options) one.disabled = Object.keys(data.conditions[Number(one.value)].arms).length === 0;
    again.hidden = !trained || changedKeys(claim, state.draft.experiment).length === 0;
    setText(run, t(claim.running ? "studio-claim-running" : "studio-claim-run", { seeds: data.run.seeds }));
    run.setAttribute("aria-disabled", String(claim.running || !trained)); // disabled, it would lose the focus
    root.classList.toggle("running", claim.running);
  }

  /** What the latest run gave, in words. @param {OpenClaim} claim */
  function sentence({ run: found, running, problem, about, data }) {
    if (problem !== "") return about === null || problem.startsWith(about) ? problem : t("studio-notice", { key: about, text: problem });
    if (running) return t("studio-claim-running-both", { seeds: data.run.seeds });
    if (found === null) return "";
    const means = found.arms.map(({ name, mean }) => `${name}: ${mean}`).join(", ");
    const values = { measure: found.measure, first: found.first_seed, last: found.first_seed + found.seeds - 1, means, effect: found.effect, interval: found.interval, decision: found.decision_text };
    return [t(found.arms.length < 2 ? "studio-claim-ran-one" : "studio-claim-ran", values), ...found.notes].join(" ");
  }

  /** Before a step of a chosen path is open: which steps there are. @param {Readonly<State>} state */
  function drawPath(state) {
    const steps = path(state);
    const done = steps.filter(({ id }) => isDone(state.progress, id)).length;
    const unknown = unknownSteps(state);
    const key = [t("studio-course-all"), done, ...steps.map(({ id }) => id), unknown.length].join();
    if (chosen.dataset["shows"] === key) return; // who is about to press a button still finds it
    chosen.dataset["shows"] = key;
    const next = steps.find(({ id }) => !isDone(state.progress, id)) ?? steps[0];
    chosen.replaceChildren(
      h("p", { class: "question", text: t("studio-course-chosen-steps", { count: steps.length, done }) }),
      next ? h("button", { type: "button", class: "button small strong", text: t(done > 0 && done < steps.length ? "studio-course-continue" : "studio-course-begin"), onclick: () => course.openStep(next) }) : "",
      h("button", { type: "button", class: "button small", text: t("studio-course-all"), onclick: () => course.showAll() }),
      unknown.length > 0 ? h("span", { class: "course-missing", text: t("studio-course-unknown", { ids: unknown.join(", ") }) }) : "",
    );
  }

  // The drawing, the output and the curves leave room for as much as stands above them.
  const slot = /** @type {HTMLElement} */ (root.parentElement);
  const room = new ResizeObserver(() => {
    const gap = slot.offsetHeight > 0 ? slot.offsetHeight + GAP : 0;
    document.documentElement.style.setProperty("--lesson-room", `${gap}px`);
  });
  room.observe(slot);
  store.subscribe(["claim", "course", "chosen", "progress", "draft"], draw);
  return () => {
    room.disconnect();
    document.documentElement.style.removeProperty("--lesson-room");
  };
}

/** @param {HTMLSelectElement} select @param {[string, string][]} choices @param {string} value */
function options(select, choices, value) {
  const shown = [...select.options].map((option) => option.text).join("\n");
  if (shown !== choices.map(([, text]) => text).join("\n")) {
    select.replaceChildren(...choices.map(([word, text]) => h("option", { value: word, text })));
  }
  select.value = value;
  select.title = choices.find(([word]) => word === value)?.[1] ?? "";
}
