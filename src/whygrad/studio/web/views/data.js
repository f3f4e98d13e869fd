/** What is learned: problem, data set, how much of it and how noisy, how it is prepared; data of one's own. */

import { h, icon, setText, uniqueId } from "../dom.js";
import { bareName, dataSetOf, optionOf } from "../experiment.js";
import { button, checkControl, field, numberField, selectControl } from "../fields.js";
import { drawThumbnail } from "../thumbnail.js";

/** @typedef {import('../types.js').Context} Context */
/** @typedef {import('../types.js').DataSetInfo} DataSetInfo */
/** @typedef {import('../types.js').State} State */

const NOISES = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5];
const SAMPLES = [20, 40, 60, 100, 150, 200, 300, 400, 500, 800, 1000, 1200, 1797, 2000, 3000, 5000];
const SHARES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const THUMBNAIL = 96; // canvas pixels

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export function mount(root, context) {
  const { store, actions, t } = context;
  root.append(problem(context), dataSets(context), blobs(context));

  const noise = numberField(context, "data.noise", { label: t("studio-noise"), name: "noise", usual: NOISES });
  const samples = numberField(context, "data.samples", { label: t("studio-samples"), name: "samples", usual: SAMPLES });
  const share = numberField(context, "data.train_share", { label: t("studio-train-share"), name: "percTrainData", usual: SHARES });
  const split = h("p", { class: "hint" });
  share.root.append(split);
  const again = button({ label: t("studio-regenerate"), icon: icon("dice"), title: optionOf(store.get().options, "data.seed").help, name: "regenerate", onclick: () => actions.regenerate() });
  root.append(h("div", { class: "fields one" }, noise.root, samples.root, share.root), again.root, preprocessing(context), ownData(context));

  store.subscribe(["draft", "lowered"], ({ options, draft: { experiment, own }, lowered }) => {
    const set = own ? null : dataSetOf(options, experiment);
    noise.root.hidden = set === null;
    samples.root.hidden = set === null;
    again.root.hidden = set === null;
    if (set) noise.rename(t("studio-noise-of", { kind: t(`studio-noise-${set.noise}`) }), `${set.noise_help} (${optionOf(options, "data.noise").allowed})`);
    const { train_samples: train, test_samples: test } = lowered?.meta ?? {};
    setText(split, train === undefined ? "" : t("studio-split", { train, test }));
  });
}

/** @param {Context} context */
function problem({ store, actions, t }) {
  const name = uniqueId("problem");
  /** @param {'classes' | 'numbers'} task */
  const radio = (task) => {
    const input = h("input", { type: "radio", name, value: task, onchange: () => choose(task) });
    return { input, root: h("label", {}, input, h("span", { text: t(`studio-problem-${task}`) })) };
  };
  /** @param {'classes' | 'numbers'} task */
  const choose = (task) => {
    const first = store.get().options.data_sets.find((set) => set.task === task);
    if (first) actions.setDataSet(first.name);
  };
  const both = { classes: radio("classes"), numbers: radio("numbers") };
  store.subscribe(["lowered"], ({ lowered }) => {
    if (lowered) both[lowered.plan.task].input.checked = true;
  });
  return h("fieldset", { class: "segments", "data-control": "problem" },
    h("legend", { class: "field-label", text: t("studio-problem") }), h("div", {}, both.classes.root, both.numbers.root));
}

/** @param {Context} context */
function dataSets({ store, actions, t }) {
  const name = uniqueId("set");
  const grid = h("div", { class: "sets" });
  const caption = h("p", { class: "hint" });
  const back = button({ label: t("studio-own-data-back"), onclick: () => actions.setOwnData(null) });
  /** @param {DataSetInfo} set */
  const tile = (set) => {
    const input = h("input", { type: "radio", name, value: set.name, onchange: () => actions.setDataSet(set.name) });
    const canvas = h("canvas", { width: THUMBNAIL, height: THUMBNAIL, "aria-hidden": "true" });
    const root = h("label", { class: "set", title: set.about }, input, canvas, h("span", { text: t(`studio-set-${set.name}`) }));
    return { set, input, canvas, root };
  };
  const tiles = store.get().options.data_sets.map(tile);
  grid.append(...tiles.map((one) => one.root));

  const draw = () => {
    const { thumbnails } = store.get();
    for (const { set, canvas } of tiles) if (thumbnails[set.name]) drawThumbnail(canvas, thumbnails[set.name], set.task);
  };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", draw);
  store.subscribe(["theme", "thumbnails"], () => requestAnimationFrame(draw));
  store.subscribe(["draft", "lowered"], ({ draft: { experiment, own }, lowered, options }) => {
    const task = lowered?.plan.task ?? "classes";
    const current = own ? null : bareName(experiment.data.name);
    for (const { set, input, root } of tiles) {
      root.hidden = set.task !== task;
      input.checked = set.name === current;
    }
    back.root.hidden = own === null;
    const set = own ? null : dataSetOf(options, experiment);
    setText(caption, set ? set.about : t("studio-own-data-in-use", { name: experiment.data.name }));
  });
  return h("fieldset", { "data-control": "dataset" }, h("legend", { class: "field-label", text: t("studio-dataset") }), grid, caption, back.root);
}

/** How many blobs, for the data sets whose name may say it. @param {Context} context */
function blobs({ store, actions, t }) {
  const made = selectControl({
    label: t("studio-classes"),
    name: "dataset",
    onchange: (count) => actions.setDataSet(`${bareName(store.get().draft.experiment.data.name)}:${count}`),
  });
  store.subscribe(["draft"], ({ options, draft: { experiment, own } }) => {
    const set = own ? null : dataSetOf(options, experiment);
    made.root.hidden = !set || set.most_classes === 0;
    if (!set || set.most_classes === 0) return;
    const counts = Array.from({ length: set.most_classes - 1 }, (_, index) => String(index + 2));
    made.show(counts.map((count) => ({ value: count, text: count })), experiment.data.name.split(":")[1] ?? String(set.classes));
  });
  return made.root;
}

/** What is done to the inputs, in the order in which the boxes are checked. @param {Context} context */
function preprocessing({ store, actions, t }) {
  const option = optionOf(store.get().options, "data.preprocessing");
  const components = h("input", { type: "number", class: "number", min: "1", step: "1", value: "2", "aria-label": t("studio-pca-components") });
  /** @param {string} word */
  const said = (word) => (word in option.parameters ? `${word}:${components.value}` : word);
  /** @param {string} step */
  const bare = (step) => step.split(":")[0];
  const words = option.choices.filter((word) => !word.endsWith("-channel")); // which pictures of several channels are for
  const boxes = words.map((word) => ({
    word,
    ...checkControl({
      label: t(`studio-word-${word}`),
      onchange: (checked) => {
        const rest = store.get().draft.experiment.data.preprocessing.filter((step) => bare(step) !== word);
        actions.setOption("data.preprocessing", checked ? [...rest, said(word)] : rest);
      },
    }),
  }));
  components.addEventListener("change", () => {
    const steps = store.get().draft.experiment.data.preprocessing;
    actions.setOption("data.preprocessing", steps.map((step) => (bare(step) in option.parameters ? said(bare(step)) : step)));
  });
  const order = h("p", { class: "hint" });
  store.subscribe(["draft"], ({ draft: { experiment } }) => {
    const steps = experiment.data.preprocessing;
    for (const { word, input, root } of boxes) {
      input.checked = steps.some((step) => bare(step) === word);
      if (word in option.parameters) {
        root.after(components);
        components.hidden = !input.checked;
        const number = steps.find((step) => bare(step) === word)?.split(":")[1];
        if (number && document.activeElement !== components) components.value = number;
      }
    }
    setText(order, steps.length > 1 ? steps.map((step) => t(`studio-word-${bare(step)}`)).join(" → ") : "");
  });
  return h("details", { class: "more", "data-control": "preprocessing" }, h("summary", { text: t("studio-preprocessing") }),
    h("fieldset", { class: "checks", title: option.help }, h("legend", { class: "visually-hidden", text: t("studio-preprocessing") }), ...boxes.map((box) => box.root)), order);
}

/** Pasting or opening a CSV file. @param {Context} context */
function ownData({ store, actions, t }) {
  const most = store.get().options.limits.csv;
  const text = h("textarea", { rows: 5, spellcheck: false, class: "text", placeholder: "x1,x2,class\n0.1,0.9,a\n0.8,0.2,b" });
  const file = h("input", { type: "file", accept: ".csv,text/csv" });
  const use = h("button", { type: "submit", class: "button", text: t("studio-csv-use") });
  const target = selectControl({ label: t("studio-csv-target"), help: optionOf(store.get().options, "data.target").help, onchange: (column) => actions.setOption("data.target", column) });
  let name = "";

  /** @param {string} csv @param {string} csvName */
  const take = (csv, csvName) => {
    if (csv.trim() === "") return;
    if (csv.length > most) actions.notify(t("studio-csv-too-long", { most }), "data.name");
    else actions.setOwnData({ csv, csv_name: csvName });
  };
  file.addEventListener("change", async () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    name = chosen.name;
    if (chosen.size > 4 * most) {
      actions.notify(t("studio-csv-too-long", { most }), "data.name");
      return;
    }
    text.value = await chosen.text();
    take(text.value, name);
  });
  const form = h("form", { class: "stack", onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    take(text.value, name);
  } }, field({ label: t("studio-csv-open"), wide: true }, file), field({ label: t("studio-csv-paste"), wide: true }, text), use);

  store.subscribe(["draft"], ({ draft: { own, experiment } }) => {
    target.root.hidden = own === null || !("csv" in own);
    if (own === null || !("csv" in own)) return;
    const columns = (own.csv.split(/\r?\n/, 1)[0] ?? "").split(",").map((column) => column.trim().replace(/^"|"$/g, ""));
    target.show([{ value: "", text: t("studio-csv-last") }, ...columns.map((column) => ({ value: column, text: column }))], experiment.data.target);
  });
  return h("details", { class: "more", "data-control": "ownData" }, h("summary", { text: t("studio-own-data") }), form, target.root);
}
