/** The page of networks without a page: amounts, lists of layers as TOML, addresses. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { readZoo, writeZoo } from "../../src/whygrad/studio/web/zoo/address.js";
import { amount, fieldText, kindOf, Raw, size, textOf, toml } from "../../src/whygrad/studio/web/zoo/words.js";

test("amounts have three digits and a power of a thousand", () => {
  const said = [0, 850, 999.4, 999.6, 1234, 61706, 417_000, 4.09e9, 25_557_032, 999_600, 1e12].map((value) => amount(value));
  assert.deepEqual(said, ["0", "850", "999", "1.00 k", "1.23 k", "61.7 k", "417 k", "4.09 G", "25.6 M", "1.00 M", "1.00 T"]);
  assert.equal(amount(3_210_000, "B"), "3.21 MB");
  assert.equal(amount(480, "B"), "480 B");
});

test("shapes and fields", () => {
  assert.equal(size([3, 224, 224]), "3×224×224");
  assert.deepEqual([fieldText(null), fieldText([7, 7]), fieldText([3, 5])], ["", "7", "3×5"]);
});

test("a list of layers as TOML, what was typed as it stands", () => {
  const draft = { input: [1, 8, 8], layers: ["relu", { conv: 3, kernel: [3, 5], bias: false }, { residual: new Raw("[ {x") }] };
  assert.equal(textOf(draft), 'input = [1, 8, 8]\nlayers = [\n    "relu",\n    { conv = 3, kernel = [3, 5], bias = false },\n    { residual = [ {x },\n]\n');
  assert.equal(toml({ rnn: 3, output: 'a"b' }), '{ rnn = 3, output = "a\\"b" }');
});

test("the kind of a layer", () => {
  const kinds = [{ kind: "conv" }, { kind: "relu" }].map((one) => ({ ...one, group: "convolution", begin: "", settings: [] }));
  assert.equal(kindOf("relu", kinds), "relu");
  assert.equal(kindOf({ kernel: 3, conv: 8 }, kinds), "conv");
  assert.equal(kindOf({ cnv: 8 }, kinds), "cnv");
});

test("an address comes back as it was written", () => {
  const own = { part: "inside", network: "vgg-16", editing: true, text: 'layers = ["relu", { conv = 3 }]\n# 100 % & more', model: "ab12" };
  assert.deepEqual(readZoo(`http://x/zoo.html#${writeZoo(own)}`), { part: "inside", network: null, text: own.text, model: "ab12" });
  const named = { ...own, editing: false, part: "networks", model: "" };
  assert.deepEqual(readZoo(`#${writeZoo(named)}`), { part: null, network: "vgg-16", text: null, model: null });
  assert.deepEqual(readZoo("#part=elsewhere&model=../../x"), { part: null, network: null, text: null, model: null });
});
