// The picture to take along: PNG bytes against zlib, names that cannot become markup, skip connections, what is in it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateSync } from "node:zlib";

import { escaped, fitted, lines, tag, widthOf } from "../../src/whygrad/studio/web/along/markup.js";
import { pathOf } from "../../src/whygrad/studio/web/along/output.js";
import { pictureOf } from "../../src/whygrad/studio/web/along/picture.js";
import { png } from "../../src/whygrad/studio/web/along/png.js";
import { layout, skipPath, skipsOf } from "../../src/whygrad/studio/web/picture/geometry.js";

/** The pixels of a PNG that uses no filter or the one of rows above, by Node's zlib. */
function decoded(bytes) {
  const buffer = Buffer.from(bytes);
  assert.equal(buffer.subarray(0, 8).toString("latin1"), "\x89PNG\r\n\x1a\n");
  const [width, height] = [buffer.readUInt32BE(16), buffer.readUInt32BE(20)];
  const length = buffer.readUInt32BE(33);
  assert.equal(buffer.subarray(37, 41).toString(), "IDAT");
  const data = inflateSync(buffer.subarray(41, 41 + length));
  const pixels = Buffer.alloc(4 * width * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (4 * width + 1)];
    for (let i = 0; i < 4 * width; i++) {
      const above = filter === 2 ? pixels[(y - 1) * 4 * width + i] : 0;
      pixels[y * 4 * width + i] = data[y * (4 * width + 1) + 1 + i] + above;
    }
  }
  return { width, height, pixels };
}

test("pixels come back from a PNG", async () => {
  const pixels = Uint32Array.from({ length: 5 * 7 }, (_, i) => (i * 2654435761) >>> 0);
  const found = decoded(await png(pixels, 5, 7));
  assert.deepEqual([found.width, found.height], [5, 7]);
  assert.deepEqual([...found.pixels], [...Buffer.from(pixels.buffer)]);
});

test("the check sums of a PNG are those of zlib", async () => {
  const { crc32 } = await import("node:zlib");
  const buffer = Buffer.from(await png(new Uint32Array(4), 2, 2));
  for (let at = 8; at < buffer.length; ) {
    const length = buffer.readUInt32BE(at);
    if (crc32) assert.equal(buffer.readUInt32BE(at + 8 + length), crc32(buffer.subarray(at + 4, at + 8 + length)));
    at += 12 + length;
  }
});

test("no text becomes markup, none breaks it", () => {
  assert.equal(escaped(`<script>alert("&")</script>`), "&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;");
  assert.equal(escaped("a\u0000b\u001bc\ud800d\uffff"), "a\ufffdb\ufffdc\ufffdd\ufffd");
  assert.equal(escaped("가\u{1F600}\t"), "가\u{1F600}\t");
  assert.equal(tag("a", { b: `"><i>`, c: 1.23456 }), `<a b="&quot;&gt;&lt;i&gt;" c="1.23"/>`);
});

test("long texts are cut, captions broken between their parts", () => {
  assert.equal(fitted("short", 12, 200), "short");
  const cut = fitted("a very long name of a column", 12, 80);
  assert.ok(cut.endsWith("…") && widthOf(cut, 12) <= 80, cut);
  assert.ok(widthOf("가나다", 12) > widthOf("abc", 12));
  assert.deepEqual(lines(["one", "two", "three"], " · ", 10, 70), ["one · two", "three"]);
});

test("a curve is broken where it is no number", () => {
  assert.equal(pathOf([[0, 1], [1, NaN], [2, 3], [4, 5]]), "M0 1M2 3L4 5");
});

/** A residual network of three hidden layers of two units, as the server lowers it: additions write values of their own. */
const RESIDUAL = {
  widths: [2, 2, 2, 2, 2, 2, 2, 2, 2, 1],
  after: [2, 4, 7, 9],
  before: [1, 3, 6, 9],
  layers: ["tanh", "tanh", "tanh", "identity"].map((activation, l) =>
    ({ name: `l${l}`, kind: "dense", activation, inputs: 2, outputs: l === 3 ? 1 : 2, normalization: "none", dropout: 0, residual: l === 1 || l === 2 })),
  ops: [
    { kind: "dense", source: 0, target: 1, layer: 0 }, { kind: "activation", source: 1, target: 2, layer: 0 },
    { kind: "dense", source: 2, target: 3, layer: 1 }, { kind: "activation", source: 3, target: 4, layer: 1 },
    { kind: "add", source: 4, shortcut: 2, target: 5, layer: 1 },
    { kind: "dense", source: 5, target: 6, layer: 2 }, { kind: "activation", source: 6, target: 7, layer: 2 },
    { kind: "add", source: 7, shortcut: 5, target: 8, layer: 2 }, { kind: "dense", source: 8, target: 9, layer: 3 },
  ],
  parameters: [0, 1, 2, 3].flatMap((l) => [
    { name: "", kind: "weight", layer: l, offset: 6 * l, shape: [l === 3 ? 1 : 2, 2] },
    { name: "", kind: "bias", layer: l, offset: 6 * l + (l === 3 ? 2 : 4), shape: [l === 3 ? 1 : 2] },
  ]),
  loss: "binary-cross-entropy", output: "identity", targets: [0, 1], middle: 0, task: "classes", classes: 2, running: 0,
};

test("skip connections run from column to column, above the tiles, also where one follows another", () => {
  assert.deepEqual(skipsOf(RESIDUAL), [{ from: 1, to: 2 }, { from: 2, to: 3 }]);
  const place = layout(RESIDUAL, 560, 46, 430);
  assert.deepEqual(place.skips, skipsOf(RESIDUAL));
  for (const skip of place.skips) {
    const { path, x, y } = skipPath(place, skip);
    const heights = path.match(/-?[\d.]+ -?[\d.]+/g).map((pair) => Number(pair.split(" ")[1]));
    assert.ok(Math.min(...heights) > place.head - 20 && Math.max(...heights) <= place.columns[skip.from].ys[0]);
    assert.ok(x > place.columns[skip.to].x && x < place.columns[skip.to].x + place.tile && y < place.columns[skip.to].ys[0]);
  }
});

const CELLS = 25;
const grid = (units) => Float32Array.from({ length: units * CELLS }, (_, i) => Math.sin(i));

/** A state as far as a picture needs it. */
function stateOf(changes = {}) {
  const parameters = Float32Array.from({ length: 21 }, (_, i) => (i % 2 ? -0.5 : 0.8));
  const points = {
    train: { shape: [2, 2], data: Float32Array.of(-1, 1, 2, -2) }, y_train: { data: Float32Array.of(0, 1) },
    test: { shape: [1, 2], data: Float32Array.of(0.5, 0.5) }, y_test: { data: Float32Array.of(1) }, pictures: false,
    feature_names: ["<script>alert(1)</script>", "x2"], raw_names: ["<script>alert(1)</script>", `"&]]>`], class_names: ["0", "<b>1</b>"], domain: [-6, 6, -6, 6],
  };
  return {
    experiment: { data: { name: "circle" }, network: {}, training: { optimizer: "sgd", learning_rate: 0.03, batch_size: 10 } },
    own: { csv: "", csv_name: "<svg onload=alert(1)>.csv" }, lang: "en", epoch: 12, seed: 0, seeds: 1, showTest: true, discretize: false,
    lowered: { plan: RESIDUAL, points, seeds: { data: Uint32Array.of(7) }, meta: { steps_per_epoch: 1 } },
    frame: {
      run: 0, parameters, small: [5, 5], size: [5, 5], grids: RESIDUAL.widths.map(grid), output: grid(1),
      record: { run: { loss_train: Float32Array.of(0.25), loss_test: Float32Array.of(0.5) } },
    },
    history: { steps: [0, 12], run: { loss_train: [Float32Array.of(1), Float32Array.of(0.25)], loss_test: [Float32Array.of(1), Float32Array.of(0.5)] }, layer: {}, histogram: {} },
    ...changes,
  };
}
const t = (id, values) => (values ? `${id} ${Object.values(values).join(" ")}` : id);

test("a picture says what it shows, and nothing in it is fetched or run", async () => {
  const drawn = await pictureOf(stateOf(), t);
  assert.ok(drawn.startsWith(`<?xml version="1.0" encoding="UTF-8"?>`));
  for (const words of ["&lt;svg onload=alert(1)&gt;.csv", "2–2–2–2–1", "0.2500", "0.5000", "studio-picture-seed 7", "studio-epoch 12"]) {
    assert.ok(drawn.includes(words), words);
  }
  assert.doesNotMatch(drawn, /<(script|b|foreignObject|style|a|iframe)\b|\son\w+="/);
  const addresses = [...drawn.matchAll(/(?:href|src)="([^"]*)"/g)].map((match) => match[1]);
  assert.ok(addresses.length >= 10);
  assert.ok(addresses.every((address) => address.startsWith("data:image/png;base64,")));
  assert.equal((drawn.match(/url\(|http:/g) ?? []).length, 2); // the two name spaces
  assert.equal((drawn.match(/class="(positive|negative)"/g) ?? []).length, 14);
  assert.match(drawn, /class="negative"[^>]*stroke-dasharray="5 3"/);
});

test("the same state gives the same picture, another theme or language only other words", async () => {
  assert.equal(await pictureOf(stateOf(), t), await pictureOf(stateOf({ theme: "dark" }), t));
  assert.match(await pictureOf(stateOf({ lang: "ko" }), t), /lang="ko"/);
});

test("data without a plane, weights and losses that are no numbers are drawn as far as there is something", async () => {
  const state = stateOf();
  const bare = { ...state.frame, small: [0, 0], size: [0, 0], grids: [], parameters: new Float32Array(21).fill(NaN) };
  const drawn = await pictureOf({ ...state, frame: bare, history: { steps: [], run: {}, layer: {}, histogram: {} } }, t);
  assert.equal((drawn.match(/class="broken"/g) ?? []).length, 14);
  assert.doesNotMatch(drawn, /="[^"]*NaN/);
});
