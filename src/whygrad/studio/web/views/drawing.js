/**
 * The network as a picture: inputs, layers and output as columns of small heatmaps, the weights as links between them.
 * Point at a unit to see it large, choose it to edit its weights; the layers that the diagnosis names are lit up.
 */

import { fillTable } from "../charts/figure.js";
import { number } from "../charts/numbers.js";
import { paint } from "../charts/painter.js";
import { h, setText } from "../dom.js";
import { Card, chosenUnit } from "../picture/card.js";
import { forwardOf } from "../picture/forward.js";
import { layout } from "../picture/geometry.js";
import { LayerHeads } from "../picture/layer-heads.js";
import { Links } from "../picture/links.js";
import { Marks, layersOf, marksOf } from "../picture/marks.js";
import { columnOf, namesOf, placeOf } from "../picture/names.js";
import { Tiles } from "../picture/tiles.js";

/** @typedef {import("../types.js").Context} Context */
/** @typedef {import("../types.js").State} State */

const TALLEST = 430; // pixels that many units in a layer try to stay within
const BESIDE = 470; // pixels of a desk's window that other parts of the first screen take
const LOWEST = 200;
const DESK = "(min-width: 76rem)"; // where drawing, output, curves and diagnosis are seen together: style/page.css
const LABEL = 54; // for the names of the inputs
const PAPER = 440; // width of the drawing beside the output, on A4 or letter
const TABLE_PACE = 1000; // milliseconds between two versions of the table

/**
 * @param {HTMLElement} root
 * @param {Context} context
 * @returns {() => void} ends the view
 */
export function mount(root, context) {
  const { store, actions, t } = context;
  /** @type {import("../picture/geometry.js").Layout | null} */
  let place = null;
  /** @type {import("../picture/names.js").Names | null} */
  let names = null;
  /** @type {import("../types.js").Lowered | null} */
  let lowered = null;
  let built = "";
  let room = 0; // width of the drawing; read once a change, as reading it lays the page out
  let again = 0;
  let focus = "";
  let tabledAt = 0;
  /** @type {import("../picture/links.js").Link | null} */
  let pointed = null;

  const valueOf = (/** @type {number} */ column) => place?.columns[column].value ?? 0;
  const tiles = new Tiles(t, {
    enter: (column, index) => !place?.columns[column].bundle && actions.hoverUnit({ value: valueOf(column), unit: index }),
    leave: () => actions.hoverUnit(null),
    choose: (column, index) => {
      const { unit } = store.get();
      const again = unit && unit.value === valueOf(column) && unit.unit === index;
      actions.selectWeight(null);
      actions.selectUnit(again ? null : { value: valueOf(column), unit: index });
    },
  });
  const links = new Links();
  const marks = new Marks();
  const card = new Card(t, actions);

  const heads = new LayerHeads(context);
  const labels = h("div", { class: "net-labels", "aria-hidden": "true" });
  const tip = h("div", { class: "net-tip", role: "tooltip", hidden: true });
  const stage = h("div", { class: "net-stage" }, marks.bands, links.root, tiles.canvas, heads.root, labels, tiles.group, tip);
  const frame = h("div", { class: "net-scroll", role: "group", "aria-label": t("studio-drawing-frame") }, stage);
  const note = h("p", { class: "net-note" });
  const table = h("table", { class: "chart-table" });
  const scroll = h("div", { class: "chart-scroll", tabIndex: 0, role: "region", "aria-label": t("studio-drawing-table") }, table);
  const details = h("details", { class: "chart-details" }, h("summary", { text: t("studio-drawing-table") }), scroll);
  tiles.group.setAttribute("aria-label", t("studio-drawing-units"));
  root.append(h("figure", { class: "net" }, frame, note), marks.lines, card.root, details);

  // -- pointing at links -------------------------------------------------------------------------------------------

  /** @param {PointerEvent | MouseEvent} event */
  const linkAt = (event) => {
    if (event.target instanceof Element && event.target.closest(".net-unit")) return null;
    const box = stage.getBoundingClientRect();
    const link = links.at(event.clientX - box.left, event.clientY - box.top);
    return link && link.index >= 0 ? link : null;
  };
  const point = (/** @type {PointerEvent} */ event) => {
    pointed = linkAt(event);
    stage.classList.toggle("pointing", pointed !== null);
    tip.hidden = pointed === null;
    if (pointed) {
      const box = stage.getBoundingClientRect();
      const x = event.clientX - box.left;
      tip.style.left = `${Math.min(Math.max(x, 70), box.width - 70)}px`;
      tip.style.top = `${event.clientY - box.top}px`;
    }
    picture.touch();
  };
  const unpoint = () => {
    pointed = null;
    tip.hidden = true;
    stage.classList.remove("pointing");
    picture.touch();
  };
  stage.addEventListener("pointermove", point);
  stage.addEventListener("pointerleave", unpoint);
  stage.addEventListener("click", (event) => {
    const link = linkAt(event);
    if (!link || !names) return;
    actions.selectUnit({ value: valueOf(link.column), unit: link.to });
    card.show(store.get(), names, { column: link.column, index: link.to });
    const state = store.get();
    if (state.frame) card.read(state.frame.parameters);
    card.focus(link.index);
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") unpoint();
  });

  // -- a new network -----------------------------------------------------------------------------------------------

  /** @param {Readonly<State>} state */
  const rebuild = (state) => {
    if (!state.lowered || !state.frame) return false;
    if (room === 0) room = Math.floor(frame.clientWidth) || 600;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const tall = tallest();
    const key = `${room} ${tall} ${ratio} ${state.lowered.plan.widths.join()} ${state.lowered.points.feature_names.join()}`;
    if (key === built && lowered === state.lowered) return true;
    const same = key === built && lowered !== null && sameNetwork(lowered, state.lowered);
    lowered = state.lowered;
    names = namesOf(lowered, t);
    if (same && place) {
      tiles.plan = lowered.plan;
      links.plan = lowered.plan;
      return true;
    }
    built = key;
    focus = "";
    const { plan } = lowered;
    place = layout(plan, room, LABEL, tall);
    stage.style.width = `${place.width}px`;
    stage.style.height = `${place.height}px`;
    tiles.build(lowered, place, names, ratio);
    links.build(plan, place, state.frame.parameters);
    tiles.canvas.setAttribute("aria-label", t("studio-drawing-name", { layers: plan.layers.length }));
    label(state);
    const wider = place.width > room + 1;
    frame.classList.toggle("wider", wider);
    frame.tabIndex = wider ? 0 : -1;
    const { skips } = place;
    setText(note, [
      links.shown < links.all && t("studio-drawing-strongest", { shown: links.shown, all: links.all }),
      skips.length > 0 && t("studio-drawing-skips", { layers: layersOf(skips.map(({ to }) => to), names) }),
      wider && t("studio-drawing-wider"),
    ].filter(Boolean).join(" "));
    return true;
  };

  /** Names above the columns and before the inputs. @param {Readonly<State>} state */
  const label = (state) => {
    if (!place || !names || !state.lowered) return;
    heads.show(state, place, names);
    const input = place.columns[0];
    labels.replaceChildren(...(input.bundle ? [] : Array.from(input.ys, (y, i) => {
      const text = h("span", { class: "net-label", text: names?.input(i) ?? "" });
      text.style.left = `${input.x - LABEL}px`;
      text.style.width = `${LABEL - 6}px`;
      text.style.top = `${y + input.width / 2}px`;
      return text;
    })));
  };

  // -- every frame -------------------------------------------------------------------------------------------------

  /** @param {Readonly<State>} state */
  const draw = (state) => {
    if (!rebuild(state) || !place || !names || !state.lowered || !state.frame) return;
    const { plan } = state.lowered;
    const { parameters } = state.frame;
    const chosen = chosenUnit(state);
    const near = state.hover ?? state.unit;
    const nearColumn = near ? columnOf(plan, near.value) : -1;
    const key = near ? `${nearColumn} ${near.unit}` : "";
    if (key !== focus) {
      focus = key;
      links.focus(near && nearColumn >= 0 && near.unit < place.columns[nearColumn].ys.length ? { column: nearColumn, index: near.unit } : null);
    }
    tiles.choose(chosen?.column ?? -1, chosen?.index ?? -1);
    tiles.paint(state);
    if (!links.paint(parameters, performance.now())) later();
    const open = state.weight === null ? null : placeOf(plan, state.weight);
    if (pointed) links.highlight(pointed, pointed.index);
    else if (open && open.from >= 0 && !place.columns[open.column - 1].bundle) links.highlight(open, /** @type {number} */ (state.weight));
    else links.highlight(null, -1);
    if (pointed) {
      const from = names.unit(pointed.column - 1, pointed.from);
      const to = names.unit(pointed.column, pointed.to);
      setText(tip, t("studio-drawing-link", { from, to, weight: number(parameters[pointed.index]) }));
    }
    card.show(state, names, chosen);
    card.read(parameters);
    card.mark(state.weight);
    for (let c = 1; c < place.columns.length; c++) {
      const scale = tiles.scales[c];
      heads.scale(c, scale === 1 ? "" : `±${number(scale < 1e4 ? scale : 10 ** Math.ceil(Math.log10(scale))).replace("1×", "")}`);
    }
    if (details.open && performance.now() - tabledAt > TABLE_PACE) {
      tabledAt = performance.now();
      fillTable(table, weightsTable(state, names, t), t("studio-drawing-table"));
    }
  };

  const picture = paint(frame, store, ["frame", "lowered", "unit", "hover", "weight", "theme"], draw, 0);
  // The units must be there for the keyboard also while they are scrolled out of sight, where the painter does not paint.
  const unsubscribe = store.subscribe(["lowered", "unit"], draw);
  const unfollow = store.subscribe(["draft"], (state) => heads.update(state));
  let paper = false;
  const refit = () => {
    room = paper ? PAPER : 0;
    draw(store.get());
  };
  const print = () => {
    paper = true;
    refit();
  };
  const printed = () => {
    paper = false;
    refit();
  };
  window.addEventListener("beforeprint", print);
  window.addEventListener("afterprint", printed);
  const bands = paint(stage, store, ["diagnosis", "frame", "lowered"], (state) => {
    if (place && names && state.lowered === lowered) marks.show(marksOf(state, names, t), place);
  }, 200);
  const later = () => {
    // When the training pauses, the last numbers still come.
    again ||= window.setTimeout(() => {
      again = 0;
      picture.touch();
    }, 80);
  };
  const forward = forwardOf(store, actions);
  const unlisten = forward.listen(() => {
    tiles.tell(forward.get()?.values ?? null);
    picture.touch();
  });
  const sized = new ResizeObserver(refit);
  sized.observe(frame);
  details.addEventListener("toggle", () => picture.touch());

  return () => {
    window.clearTimeout(again);
    window.removeEventListener("beforeprint", print);
    window.removeEventListener("afterprint", printed);
    unlisten();
    unsubscribe();
    unfollow();
    picture.stop();
    bands.stop();
    sized.disconnect();
  };
}

/** Pixels that the drawing may be high: on a desk less in a low window, so that what stands below is seen, too. */
function tallest() {
  return matchMedia(DESK).matches ? Math.min(TALLEST, Math.max(LOWEST, window.innerHeight - BESIDE)) : TALLEST;
}

/**
 * Whether two programs are drawn alike, apart from their numbers.
 *
 * @param {import("../types.js").Lowered} a
 * @param {import("../types.js").Lowered} b
 */
function sameNetwork(a, b) {
  const shape = (/** @type {import("../types.js").Lowered} */ { plan, points }) =>
    JSON.stringify([plan.widths, plan.after, plan.layers, plan.parameters, points.feature_names, points.pictures]);
  return shape(a) === shape(b);
}

/**
 * Every weight as text, a unit a row.
 *
 * @param {Readonly<State>} state
 * @param {import("../picture/names.js").Names} names
 * @param {import("../types.js").Translate} t
 * @returns {import("../charts/figure.js").Table}
 */
function weightsTable(state, names, t) {
  /** @type {string[][]} */
  const rows = [];
  const { plan } = /** @type {import("../types.js").Lowered} */ (state.lowered);
  const { parameters } = /** @type {import("../types.js").Frame} */ (state.frame);
  plan.layers.forEach((layer, l) => {
    const weight = plan.parameters.find((p) => p.layer === l && p.kind === "weight");
    const bias = plan.parameters.find((p) => p.layer === l && p.kind === "bias");
    for (let to = 0; to < layer.outputs; to++) {
      const incoming = Array.from({ length: layer.inputs }, (_, from) =>
        `${names.brief(l, from)}: ${number(parameters[(weight?.offset ?? 0) + to * layer.inputs + from])}`);
      rows.push([names.unit(l + 1, to), bias ? number(parameters[bias.offset + to]) : "", incoming.join(", ")]);
    }
  });
  return { head: [t("studio-drawing-unit-head"), t("studio-card-bias"), t("studio-drawing-weights-head")], rows };
}
