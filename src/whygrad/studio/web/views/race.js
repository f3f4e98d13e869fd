/** All optimizers from one start: the controls of their race, its legend and what came of it. Part of the surface's view. */

import { button, chooser, toggle } from "../charts/controls.js";
import { fillTable } from "../charts/figure.js";
import { number } from "../charts/numbers.js";
import { DASHES, palette } from "../charts/palette.js";
import { race } from "../charts/race.js";
import { h, setText, svg, uniqueId } from "../dom.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../charts/race.js").Way} Way */

const EPOCHS = 20;
const MOST_UPDATES = 20_000;
const MOST_PARAMETERS = 20_000;

/**
 * @param {Context} context
 * @param {(finished: boolean) => void} changed
 */
export function raceControls({ store, actions, t }, changed) {
  /** @type {Way[]} */
  let ways = [];
  /** @type {Set<string>} */
  const hidden = new Set();
  /** @type {import("../trainer.js").Trainer | null} */
  let trainer = null;
  let session = -1; // whose race it is

  const id = uniqueId("race");
  const epochs = h("input", { id, type: "number", class: "number", min: "1", max: "1000", step: "1", value: String(EPOCHS) });
  const rates = chooser(t("studio-race-rates"), [
    ["same", t("studio-race-same")],
    ["usual", t("studio-race-usual")],
  ], () => say());
  const start = button(t("studio-race-start"), () => run());
  const stop = button(t("studio-race-stop"), () => end());
  const progress = h("progress", { max: 1, value: 0, "aria-label": t("studio-race-racing") });
  const says = h("p", { class: "chart-note", role: "status" });
  const legend = h("div", { class: "race-legend", role: "group", "aria-label": t("studio-race-legend") });
  const table = h("table", { class: "chart-table" });
  const scroll = h("div", { class: "chart-scroll", tabIndex: 0, role: "region", "aria-label": t("studio-race-results") }, table);
  const root = h("div", { class: "race" },
    h("h3", { text: t("studio-race") }),
    h("p", { class: "chart-note", text: t("studio-race-about") }),
    h("div", { class: "chart-controls" }, h("span", { class: "chart-control" }, h("label", { for: id, text: t("studio-race-epochs") }), epochs),
      rates.root, start, stop, progress),
    says, legend, scroll);

  const say = () => {
    const { learning_rate: rate, l2 } = store.get().experiment.training;
    const note = rates.select.value === "usual" ? t("studio-race-note-usual") : t("studio-race-note-same", { rate: number(rate) });
    setText(says, l2 === 0 ? `${note} ${t("studio-race-note-l2")}` : note);
  };

  const show = () => {
    const running = trainer !== null;
    stop.hidden = !running;
    progress.hidden = !running;
    start.disabled = running;
    legend.hidden = scroll.hidden = ways.length === 0;
    const colors = palette(store.get());
    if (legend.childElementCount !== ways.length) {
      legend.replaceChildren(...ways.map(({ name }) => toggle(name, !hidden.has(name), (checked) => {
        if (checked) hidden.delete(name);
        else hidden.add(name);
        changed(false);
      }).root));
    }
    [...legend.children].forEach((label, index) => {
      label.querySelector("svg")?.remove();
      label.querySelector("input")?.after(sample(colors.cycle[index % colors.cycle.length], DASHES[index % DASHES.length], String(index + 1)));
    });
    const best = Math.min(...ways.map(({ losses }) => losses[0]).filter(Number.isFinite));
    fillTable(table, {
      head: [t("studio-race-optimizer"), t("studio-race-rate"), t("studio-race-train"), t("studio-race-test")],
      rows: ways.map(({ name, rate, losses, broken }, index) => [
        `${index + 1} ${name}`, number(rate),
        broken ? t("studio-race-broken") : `${number(losses[0])}${losses[0] === best ? " ✓" : ""}`, number(losses[1]),
      ]),
    }, t("studio-race-results"));
  };

  const run = async () => {
    const state = store.get();
    const { lowered } = state;
    if (!lowered) return;
    end();
    if (lowered.parameters.shape[1] > MOST_PARAMETERS) {
      setText(says, t("studio-surface-too-large"));
      return;
    }
    const asked = Math.min(Math.max(Math.round(epochs.valueAsNumber) || EPOCHS, 1), 1000);
    epochs.value = String(asked);
    const updates = Math.min(asked * lowered.meta.steps_per_epoch, MOST_UPDATES);
    const mine = (trainer = actions.aside());
    session = state.session;
    progress.value = 0;
    say();
    show();
    try {
      await race(mine, lowered, state.seed, state.options.optimizers, { updates, usual: rates.select.value === "usual" }, (told, share) => {
        if (trainer !== mine) return;
        ways = told;
        progress.value = share;
        show();
      });
      if (trainer === mine) {
        end();
        changed(true);
      }
    } catch {
      // It was stopped; what it found so far stays.
    }
  };

  const end = () => {
    trainer?.end();
    trainer = null;
    show();
  };

  const details = () => /** @type {HTMLDetailsElement | null} */ (root.closest("details"));
  const closed = () => { if (details()?.open === false) end(); };
  queueMicrotask(() => details()?.addEventListener("toggle", closed));
  const unsubscribe = store.subscribe(["session", "lowered", "theme"], (state) => {
    if (state.session !== session && ways.length + (trainer ? 1 : 0) > 0) {
      ways = []; // another network, another landscape
      end();
      changed(false);
    }
    if (trainer === null) say();
    show();
  });

  return {
    root,
    ways: () => ways.filter(({ name }) => !hidden.has(name)),
    /** @returns {import("../charts/landscape.js").Line[]} */
    lines: () => ways.flatMap(({ name, places }, index) => (hidden.has(name) ? [] : [{ places, mark: String(index + 1), index }])),
    end() {
      details()?.removeEventListener("toggle", closed);
      unsubscribe();
      trainer?.end();
      trainer = null;
    },
  };
}

/** A line as it is drawn, with its number. @param {string} color @param {number[]} dash @param {string} mark */
function sample(color, dash, mark) {
  const line = svg("line", { x1: 1, x2: 25, y1: 8, y2: 8, stroke: color, "stroke-width": 2.5, "stroke-dasharray": dash.join(" ") || "none" });
  const ring = svg("circle", { cx: 33, cy: 8, r: 7, fill: "none", stroke: color, "stroke-width": 2 });
  const text = svg("text", { x: 33, y: 12, "text-anchor": "middle", "font-size": 11, "font-weight": "bold", fill: "currentColor" });
  text.textContent = mark;
  return svg("svg", { width: 42, height: 16, viewBox: "0 0 42 16", "aria-hidden": "true" }, line, ring, text);
}
