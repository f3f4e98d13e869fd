/** All about the open claim, in a dialog: how it is tested; once it was asked for, what came out, why, and where it ends. */

import { EXPECTED } from "../course.js";
import { h, icon, setText, uniqueId } from "../dom.js";
import { formula } from "../mathml.js";
import { progress } from "../progress.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").OpenClaim} OpenClaim */
/** @typedef {import("../types.js").ClaimSection} ClaimSection */
/** @typedef {import("../types.js").ClaimResult} ClaimResult */

/**
 * @param {Context} context
 * @param {() => HTMLElement[]} answers makes the buttons for what the learner expects
 */
export function details({ store, actions, t }, answers) {
  const { course } = actions;
  const title = h("h2", { id: uniqueId("claim-details") });
  const close = h("button", { type: "button", class: "button icon-button quiet", "aria-label": t("studio-claim-details-close"), onclick: () => root.close() }, icon("close"));
  const body = h("div", { class: "claim-body" });
  const root = h("dialog", { class: "claim-details", "aria-labelledby": title.id }, h("header", { class: "claim-details-head" }, title, close), body);
  root.addEventListener("click", (event) => {
    if (event.target === root) root.close(); // beside its content
  });
  /** @type {OpenClaim | null} */
  let shown = null;
  let state = "";
  let picture = "";

  function forgetPicture() {
    if (picture !== "") URL.revokeObjectURL(picture);
    picture = "";
  }

  /** @param {OpenClaim} claim */
  function draw(claim) {
    if (!root.open) return;
    const now = progress.state(claim.id);
    if (shown?.data === claim.data && shown.result === claim.result && shown.figure === claim.figure && state === now) return;
    [shown, state] = [claim, now];
    setText(title, `${claim.id}: ${claim.data.statement}`);
    const { result, data } = claim;
    const revealed = now === "revealed" && result !== null;
    const asked = [...data.sections.map(section), h("p", { text: data.rule }), h("p", {}, `${t("studio-claim-command")} `, h("code", { text: data.command }))];
    if (revealed) {
      const [cameOut, ...reasons] = result.sections.map(section);
      body.replaceChildren(verdict(claim, result), formulas(result), cameOut ?? "", figure(claim), ...reasons, table(result), made(result), ...asked, literature(result));
      course.illustrate();
    } else body.replaceChildren(question(claim), ...asked);
  }

  /** @param {OpenClaim} claim */
  function question({ id }) {
    const buttons = answers();
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.answer === progress.answer(id)));
    const show = h("button", { type: "button", class: "button small strong", text: t("studio-claim-reveal"), onclick: () => course.reveal()?.then(() => close.focus()) });
    return h("div", { class: "claim-ask", role: "group", "aria-label": t("studio-claim-expect") }, h("span", { class: "claim-expect", text: t("studio-claim-expect") }), ...buttons, show);
  }

  /** @param {OpenClaim} claim @param {ClaimResult} result */
  function verdict({ id }, result) {
    const answer = progress.answer(id);
    const right = result.verdict === EXPECTED[/** @type {keyof typeof EXPECTED} */ (answer)];
    const words = result.depends_on === null ? result.verdict_text : t("studio-claim-depends-on", { verdict: result.verdict_text, what: result.depends_on });
    const judged = answer === "" || result.verdict === "undecided" ? null : t(right ? "studio-claim-right" : "studio-claim-wrong", { answer: t(`studio-claim-${answer}`) });
    return h("p", { class: "claim-outcome" }, h("strong", { text: t("studio-claim-verdict", { verdict: words }) }), judged === null ? null : ` ${judged}`);
  }

  /** Formulas with what they say. @param {ClaimResult} result */
  function formulas({ formulas: all }) {
    return h("div", { class: "claim-formulas" }, ...all.map(({ tree, says }) => h("figure", {}, formula(tree), h("figcaption", { text: says }))));
  }

  /** @param {ClaimSection} text */
  function section({ title: heading, blocks }) {
    const parts = blocks.map(({ item, text }) => (item ? h("ul", {}, h("li", { text })) : h("p", { text })));
    return h("section", {}, h("h3", { text: heading }), ...parts);
  }

  /** @param {OpenClaim} claim */
  function figure({ figure: drawn }) {
    forgetPicture();
    if (drawn === null) return h("p", { class: "hint", text: t("studio-claim-figure-waits") });
    if (drawn.svg === "") return h("p", {});
    picture = URL.createObjectURL(new Blob([drawn.svg], { type: "image/svg+xml" }));
    return h("img", { class: "claim-figure", src: picture, alt: drawn.alt });
  }

  /** @param {ClaimResult} result */
  function table({ rows }) {
    const heads = ["condition", "effect", "interval", "decision"].map((name) => h("th", { scope: "col", text: t(`studio-claim-column-${name}`) }));
    const lines = rows.map((row) =>
      h("tr", { "data-decision": row.decision }, h("th", { scope: "row", text: row.name }), h("td", { text: row.effect }), h("td", { text: row.interval }), h("td", { text: row.decision_text })),
    );
    return h("div", { class: "chart-scroll", tabIndex: 0, role: "region", "aria-label": t("studio-claim-table") },
      h("table", { class: "claim-table" }, h("caption", { class: "visually-hidden", text: t("studio-claim-table") }), h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...lines)));
  }

  /** @param {ClaimResult} result */
  function made(result) {
    return h("p", { class: "hint", text: result.stale ? `${result.made} ${t("studio-claim-outdated")}` : result.made });
  }

  /** @param {ClaimResult} result */
  function literature({ literature: sources }) {
    const items = sources.map(({ stance, cite, id, address }) =>
      h("li", {}, `${t(`studio-claim-${stance}`)}: ${cite}. `, h("a", { href: address, target: "_blank", rel: "noopener noreferrer", text: id })));
    return h("section", {}, h("h3", { text: t("studio-claim-literature") }), h("ul", {}, ...items));
  }

  root.addEventListener("close", () => {
    forgetPicture();
    shown = null;
  });
  return {
    root,
    open() {
      root.showModal();
      const { claim } = store.get();
      if (claim) draw(claim);
    },
    close() {
      if (root.open) root.close();
    },
    draw,
  };
}
