// The pure parts of the pictures: colors, heatmaps, the network's geometry, names, how an output is read.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { answerOf, classOf, paintedOf, sharesOf } from "../../src/whygrad/studio/web/picture/answer.js";
import {
  SMALLEST, chooseLinks, crowding, layout, linkPath, linkWidth, nearestLink, rise,
} from "../../src/whygrad/studio/web/picture/geometry.js";
import { createRaster, paintClasses, paintSigned, rangeOf, roundScale } from "../../src/whygrad/studio/web/picture/heatmap.js";
import { spans } from "../../src/whygrad/studio/web/picture/marks.js";
import { columnOf, exact, formula, placeOf } from "../../src/whygrad/studio/web/picture/names.js";
import { CLASSES, HATCHES, PALETTES, SHADES, contrast, ground, hatch, mix, rgb, tablesOf } from "../../src/whygrad/studio/web/picture/palette.js";
import { ticksOf } from "../../src/whygrad/studio/web/picture/plane.js";

const style = readFileSync(new URL("../../src/whygrad/studio/web/style.css", import.meta.url), "utf8");

/** The first (light) and the last (dark) value of a token. */
function token(name, shade) {
  const found = [...style.matchAll(new RegExp(`--${name}: (#[0-9a-f]{6});`, "g"))].map((match) => match[1]);
  return shade === "light" ? found[0] : found.at(-1);
}

/** What somebody without one kind of cones sees (Viénot, Brettel & Mollon 1999, in linear light). */
function seen(color, kind) {
  const linear = rgb(color).map((part) => ((part / 255 + 0.055) / 1.055) ** 2.4);
  const rows = kind === "protan" ? [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]
    : [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]];
  return rows.map((row) => row.reduce((sum, part, i) => sum + part * linear[i], 0));
}

for (const shade of ["light", "dark"]) {
  const palette = PALETTES[shade];
  test(`${shade}: the palette is the page's`, () => {
    const names = ["panel", "ink", "ink-2", "positive", "negative", "error"];
    const ours = [palette.paper, palette.ink, palette.soft, palette.positive, palette.negative, palette.broken];
    assert.deepEqual(ours, names.map((name) => token(name, shade)));
    assert.deepEqual(palette.classes, palette.classes.map((_, k) => token(`class-${k}`, shade)));
  });

  test(`${shade}: marks, links and text stand out from the paper`, () => {
    for (const color of [palette.positive, palette.negative, palette.broken, ...palette.classes]) {
      assert.ok(contrast(rgb(color), rgb(palette.paper)) >= 3, color);
    }
    for (const color of [palette.ink, palette.soft]) assert.ok(contrast(rgb(color), rgb(palette.paper)) >= 4.5, color);
  });

  test(`${shade}: a mark's halo parts it from every ground`, () => {
    for (const color of palette.classes) assert.ok(contrast(rgb(color), rgb(palette.halo)) >= 3, color);
  });

  test(`${shade}: negative and positive differ also without red or green cones`, () => {
    for (const kind of ["protan", "deutan"]) {
      const [a, b] = [seen(palette.ground[0], kind), seen(palette.ground.at(-1), kind)];
      assert.ok(Math.hypot(...a.map((part, i) => part - b[i])) > 0.25, kind);
    }
  });

  test(`${shade}: the scale is even, and darker or paler towards both ends`, () => {
    const middle = contrast(ground(palette, 0), rgb(palette.paper));
    for (const end of [-1, 1]) assert.ok(contrast(ground(palette, end), rgb(palette.paper)) > middle);
    const { plain, hatched } = tablesOf(palette);
    assert.equal(plain.length, SHADES);
    for (let i = 0; i < SHADES; i++) assert.equal(plain[i] === hatched[i], i >= SHADES / 2, `shade ${i}`);
  });
}

test("mixing ends at both colors", () => {
  const [a, b] = [rgb("#ea9558"), rgb("#68aedd")];
  assert.deepEqual(mix(a, b, 0).map(Math.round), a);
  assert.deepEqual(mix(a, b, 1).map(Math.round), b);
});

test("every class has a hatching of its own", () => {
  const tiles = HATCHES.map((name) => hatch(name, 6, 1).join(""));
  assert.equal(new Set(tiles).size, CLASSES);
  assert.ok(!hatch("none", 6, 1).includes(1));
});

const tables = tablesOf(PALETTES.light);
const colors = (raster) => new Set(raster.pixels);

test("positive is plain, negative hatched, what is no number crossed", () => {
  const raster = createRaster([2, 2], 12, 12);
  paintSigned(raster, Float32Array.of(1, 1, 1, 1), 0, 1, tables);
  assert.deepEqual([...colors(raster)], [tables.plain[SHADES - 1]]);
  paintSigned(raster, Float32Array.of(9, 9, -2, -2, -2, -2), 2, 1, tables);
  assert.deepEqual(colors(raster), new Set([tables.plain[0], tables.hatched[0]]));
  paintSigned(raster, Float32Array.of(NaN, NaN, NaN, NaN), 0, 1, tables);
  assert.deepEqual(colors(raster), new Set([tables.broken, tables.brokenHatched]));
  paintSigned(raster, Float32Array.of(Infinity, Infinity, Infinity, Infinity), 0, 1, tables);
  assert.ok([...colors(raster)].every((color) => [tables.broken, tables.brokenHatched, tables.plain[SHADES - 1]].includes(color)));
});

test("between cells the values are interpolated, row 0 is the upper one", () => {
  const raster = createRaster([3, 3], 90, 90);
  paintSigned(raster, Float32Array.of(0, 0.5, 1, 0, 0.5, 1, 0, 0.5, 1), 0, 1, tables);
  const line = [...raster.pixels.subarray(45 * 90, 46 * 90)].map((color) => tables.plain.indexOf(color));
  for (let x = 1; x < 90; x++) assert.ok(line[x] >= line[x - 1], `pixel ${x}`);
  assert.ok(new Set(line).size > 40);
  paintSigned(raster, Float32Array.of(1, 1, 1, 0, 0, 0, 0, 0, 0), 0, 1, tables);
  assert.equal(raster.pixels[0], tables.plain[SHADES - 1]);
  assert.equal(raster.pixels[89 * 90], tables.plain[SHADES >> 1]);
});

test("discretized there are two sides, with a line between them", () => {
  const raster = createRaster([4, 4], 60, 60);
  const values = Float32Array.from({ length: 16 }, (_, i) => (i % 4) - 1.4);
  paintSigned(raster, values, 0, 10, tables, { discretize: true, border: false });
  assert.deepEqual(colors(raster), new Set([tables.plain[0], tables.hatched[0], tables.plain[SHADES - 1]]));
  paintSigned(raster, values, 0, 10, tables, { discretize: true, border: true });
  assert.ok(colors(raster).size > 3);
});

test("the class with the largest output is shown", () => {
  const raster = createRaster([2, 1], 40, 20);
  paintClasses(raster, Float32Array.of(5, 0, 0, 5, 1, 1), 3, tables, true);
  const certain = (k) => [tables.classes[k].at(-1), tables.classHatched[k].at(-1)];
  assert.ok(certain(0).includes(raster.pixels[0]));
  assert.ok(certain(1).includes(raster.pixels[39]));
  paintClasses(raster, Float32Array.of(NaN, 0, 0, 5, 1, 1), 3, tables, true);
  assert.ok([tables.broken, tables.brokenHatched].includes(raster.pixels[0]));
});

test("painting a frame makes nothing new", () => {
  const raster = createRaster([50, 50], 200, 200);
  const before = Object.values(raster);
  paintSigned(raster, new Float32Array(2500), 0, 1, tables, { discretize: false, border: true });
  paintClasses(raster, new Float32Array(2500 * 6), 6, tables, false);
  assert.deepEqual(Object.values(raster).map((part, i) => part === before[i]), before.map(() => true));
});

test("ranges and scales", () => {
  const range = { low: 0, high: 0, finite: true };
  rangeOf(Float32Array.of(7, -3, 2, NaN, 9), 1, 3, range);
  assert.deepEqual(range, { low: -3, high: 2, finite: false });
  assert.deepEqual([0, 0.3, 1, 1.2, 4.5, 50, 73, NaN].map(roundScale), [1, 1, 1, 1.5, 5, 50, 100, 1]);
  for (let value = 1; value < 1e9; value *= 1.37) assert.ok(roundScale(value) >= value && roundScale(value) <= 1.51 * value, `${value}`);
});

/** A plan of dense layers, as far as pictures need it. */
function planOf(...units) {
  let offset = 0;
  const parameters = units.slice(1).flatMap((outputs, layer) => {
    const weight = { name: "", kind: "weight", layer, offset, shape: [outputs, units[layer]] };
    const bias = { name: "", kind: "bias", layer, offset: offset + outputs * units[layer], shape: [outputs] };
    offset = bias.offset + outputs;
    return [weight, bias];
  });
  return { widths: units, after: units.slice(1).map((_, l) => l + 1), ops: [], parameters, count: offset, layers: units.slice(1).map(() => ({})) };
}

for (const [name, units, room] of [["small", [2, 4, 2, 1], 320], ["deep", [2, 8, 8, 8, 8, 8, 8, 1], 560], ["widest", [7, ...Array(8).fill(32), 6], 560]]) {
  test(`${name}: units are large enough for a finger and do not overlap`, () => {
    const place = layout(planOf(...units), room, 46, 430);
    assert.ok(place.tile >= SMALLEST);
    place.columns.forEach((column, c) => {
      assert.equal(column.ys.length, units[c]);
      for (let i = 1; i < column.ys.length; i++) assert.ok(column.ys[i] - column.ys[i - 1] >= place.tile + 3);
      if (c > 0) assert.ok(column.x - place.columns[c - 1].x >= place.tile + 20);
      assert.ok(column.ys[0] >= 30 && column.ys.at(-1) + place.tile <= place.height);
      assert.ok(column.x >= 40 && column.x + place.tile <= place.width);
    });
  });
}

test("2-4-2-1 fits a phone, 2-8×6-1 its column", () => {
  assert.equal(layout(planOf(2, 4, 2, 1), 270, 46, 430).width, 270);
  assert.equal(layout(planOf(2, 8, 8, 8, 8, 8, 8, 1), 555, 46, 430).width, 555);
  assert.ok(layout(planOf(2, 8, 8, 8, 8, 8, 8, 1), 555, 46, 430).height <= 432);
});

test("a picture's inputs are one bundle", () => {
  const place = layout(planOf(64, 16, 10), 560, 46, 430);
  assert.equal(place.columns[0].bundle, true);
  assert.equal(place.columns[0].ys.length, 1);
  const { links } = chooseLinks(planOf(64, 16, 10), place, new Float32Array(2000), 420);
  assert.equal(links.filter((link) => link.column === 1 && link.index === -1).length, 16);
});

test("links are found where they are drawn", () => {
  assert.ok(Math.abs(rise(0)) < 1e-6 && Math.abs(rise(1) - 1) < 1e-6 && Math.abs(rise(0.5) - 0.5) < 1e-6);
  const place = layout(planOf(2, 4, 2, 1), 560, 46, 430);
  const { links } = chooseLinks(planOf(2, 4, 2, 1), place, new Float32Array(50), 420);
  assert.equal(links.length, 2 * 4 + 4 * 2 + 2);
  for (const [i, link] of links.entries()) {
    const numbers = linkPath(place, link.column, link.from, link.to).match(/[-\d.]+/g).map(Number);
    const [x0, y0, cx, cy0, , cy1, x1, y1] = numbers;
    const t = 0.93; // close to the target, where its links still lie apart by their sources
    const x = (1 - t) ** 3 * x0 + 3 * (1 - t) ** 2 * t * cx + 3 * (1 - t) * t * t * cx + t ** 3 * x1;
    const y = (1 - t) ** 3 * y0 + 3 * (1 - t) ** 2 * t * cy0 + 3 * (1 - t) * t * t * cy1 + t ** 3 * y1;
    const found = links[nearestLink(place, links, x, y)];
    assert.equal(found.column, link.column, `link ${i}`);
    assert.equal(found.to, link.to, `link ${i}`);
    assert.equal(nearestLink(place, [link], x, y + 5), 0);
    assert.equal(nearestLink(place, [link], x, y + 40), -1);
  }
});

test("of too many links the strongest are drawn, in every gap some", () => {
  const plan = planOf(2, 32, 32, 1);
  const place = layout(plan, 560, 46, 430);
  const parameters = Float32Array.from({ length: plan.count }, (_, i) => Math.sin(i * 12.9898) * 2);
  const { links, all } = chooseLinks(plan, place, parameters, 420);
  assert.equal(all, 64 + 1024 + 32);
  assert.ok(links.length <= 420);
  assert.deepEqual([1, 3].map((column) => links.filter((link) => link.column === column).length), [64, 32]);
  const middle = links.filter((link) => link.column === 2).map((link) => Math.abs(parameters[link.index]));
  const weight = plan.parameters[2];
  const every = [...parameters.subarray(weight.offset, weight.offset + 1024)].map(Math.abs).sort((a, b) => b - a);
  assert.ok(Math.min(...middle) >= every[middle.length - 1]);
});

test("a link's width grows with its weight and stays drawable", () => {
  const widths = [0, 0.01, 0.1, 0.5, 1, 5, 1e9].map((weight) => linkWidth(-weight));
  for (let i = 1; i < widths.length; i++) assert.ok(widths[i] >= widths[i - 1]);
  assert.deepEqual([widths[0], widths.at(-1)], [0.5, 7]);
  assert.ok(linkWidth(NaN) > 0);
  assert.equal(crowding(8), 1);
  assert.ok(crowding(1024) >= 0.4);
});

test("names and places", () => {
  assert.deepEqual(["x1", "x1^2", "x1*x2", "sin(x2)", "sepal length", "x10"].map(formula), ["x₁", "x₁²", "x₁x₂", "sin(x₂)", "sepal length", "x₁₀"]);
  assert.deepEqual([0.1 + 0.2, Math.fround(0.1), -1e-9, NaN].map(exact), ["0.3", "0.1", "-1e-9", ""]);
  const plan = planOf(2, 3, 1);
  assert.deepEqual(placeOf(plan, 5), { parameter: plan.parameters[0], column: 1, to: 2, from: 1 });
  assert.deepEqual(placeOf(plan, 7), { parameter: plan.parameters[1], column: 1, to: 1, from: -1 });
  assert.equal(placeOf(plan, 99), null);
  assert.deepEqual([0, 1, 2, 5].map((value) => columnOf(plan, value)), [0, 1, 2, -1]);
  assert.deepEqual(spans([5, 2, 1, 3, 3]), [[1, 3], [5, 5]]);
});

test("ticks are round, few and inside", () => {
  assert.deepEqual(ticksOf(-6, 6), [-6, -4, -2, 0, 2, 4, 6]);
  for (const [low, high] of [[-6.6, 6.6], [0, 1], [-0.013, 0.4], [1e5, 3e5], [-1.5, 2.5]]) {
    const ticks = ticksOf(low, high);
    assert.ok(ticks.length >= 3 && ticks.length <= 7, `${ticks}`);
    assert.ok(ticks.every((tick) => tick >= low && tick <= high));
  }
  assert.deepEqual(ticksOf(1, 1), []);
});

test("outputs are read as their loss reads them", () => {
  const points = { y_train: { data: Float32Array.of(0, 1, -3) } };
  const lowered = (plan) => ({ plan: { widths: [2, 1], middle: 0, ...plan }, points });
  const logit = lowered({ task: "classes", loss: "binary-cross-entropy", output: "identity" });
  assert.equal(answerOf(logit).shown, "logit");
  assert.ok(Math.abs(paintedOf(answerOf(logit), 1.3) - (2 / (1 + Math.exp(-1.3)) - 1)) < 1e-12);
  assert.deepEqual([classOf(logit, [0.1]), classOf(logit, [-0.1]), classOf(logit, [NaN])], [1, 0, -1]);
  assert.ok(Math.abs(sharesOf(logit, [0])[1] - 0.5) < 1e-12);
  const share = lowered({ task: "classes", loss: "squared", output: "sigmoid", middle: 0.5 });
  assert.deepEqual([paintedOf(answerOf(share), 0.5), classOf(share, [0.4])], [0, 0]);
  const tanh = lowered({ task: "classes", loss: "squared", output: "tanh" });
  assert.deepEqual([answerOf(tanh).shown, sharesOf(tanh, [0.3])], ["none", null]);
  const numbers = lowered({ task: "numbers", loss: "squared", output: "identity" });
  assert.deepEqual([answerOf(numbers).scale, classOf(numbers, [1])], [3, -1]);
  const many = lowered({ task: "classes", loss: "softmax-cross-entropy", output: "identity", widths: [2, 3] });
  assert.equal(answerOf(many).kind, "classes");
  assert.equal(classOf(many, [1, 5, 2]), 1);
  assert.ok(Math.abs(sharesOf(many, [1000, 1000, 1000])[2] - 1 / 3) < 1e-12);
});
