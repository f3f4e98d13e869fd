"""`whygrad zoo` and `whygrad size`: what they print and write, and what they say about wrong use."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from whygrad import i18n
from whygrad.experiment import Experiment, recipes
from whygrad.zoo import networks

OWN = """
import torch
from torch import nn
from parts import WIDTH
print("a file may talk")
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, WIDTH, 3)
        self.out = nn.Linear(WIDTH, 4)
        self.spare = nn.Linear(2, 2)
    def forward(self, x):
        return self.out(self.conv(x).mean((2, 3)))
def net():
    return Net()
ready = Net()
def broken():
    raise RuntimeError("first line\\nsecond line")
def leaves():
    raise SystemExit(3)
def number():
    return 3
if __name__ == "__main__":
    raise AssertionError("the file was run, not imported")
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "parts.py").write_text("WIDTH = 8\n")
    (tmp_path / "mine.py").write_text(OWN)
    return tmp_path / "mine.py"


def test_the_list(wg: Callable[..., Any]) -> None:
    run = wg("zoo")
    assert run.status == 0
    for name in networks():
        assert f" {name} " in run.out
    listed = json.loads(wg("zoo", "--json", "-").out)["networks"]
    assert [one["name"] for one in listed] == list(networks())
    assert {one["name"]: one["parameters"] for one in listed}["resnet-50"] == 25_557_032


def test_a_network_layer_by_layer(wg: Callable[..., Any]) -> None:
    run = wg("zoo", "lenet-5", "--formulas")
    assert run.status == 0
    assert "61,706" in run.out
    assert "5·5·6·16 + 16 = 2416" in run.out
    assert "16×10×10" in run.out
    found = json.loads(wg("zoo", "resnet-50", "--json", "-").out)
    assert found["parameters"] == 25_557_032
    assert found["multiply_adds"] == sum(layer["multiply_adds"] for layer in found["layers"]) == 4_089_184_256
    assert found["input"] == [3, 224, 224]
    assert found["output"] == [1000]
    by_name = {layer["name"]: layer for layer in found["layers"]}
    assert by_name["layer2.0.downsample.0"]["output"] == [512, 28, 28]
    assert by_name["fc"]["parameters"] == 2048 * 1000 + 1000
    assert by_name["conv1"]["receptive_field"] == [7, 7]


def test_another_input_and_number_of_classes(wg: Callable[..., Any]) -> None:
    found = json.loads(wg("zoo", "resnet-18", "--input", "1x64x64", "--classes", "7", "--json", "-").out)
    assert found["layers"][0]["output"] == [64, 32, 32]
    assert found["output"] == [7]


def test_korean(wg: Callable[..., Any]) -> None:
    assert "매개변수" in wg("zoo", "lenet-5", "--lang", "ko", "--formulas").out
    assert "수용 영역" in wg("size", "conv=8", "--lang", "ko").out


@pytest.mark.parametrize("name", ["Net", "net", "ready"])
def test_a_module_of_ones_own(wg: Callable[..., Any], own: Path, name: str) -> None:
    pytest.importorskip("torch")
    run = wg("zoo", f"{own}:{name}", "--input", "3x32x20", "--json", "-")
    assert run.status == 0
    found = json.loads(run.out)
    assert found["parameters"] == 3 * 9 * 8 + 8 + 8 * 4 + 4 + 6
    assert found["multiply_adds"] == 3 * 9 * 8 * 30 * 18 + 32
    assert [layer["output"] for layer in found["layers"]] == [[8, 30, 18], [4]]
    assert "spare" in found["notes"][0]
    assert sorted(path.name for path in own.parent.iterdir()) == ["mine.py", "parts.py"]  # nothing was left behind
    assert "spare" in wg("zoo", f"{own}:{name}", "--input", "3x32x20").out


def test_the_network_of_an_experiment(wg: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    layers = [{"conv": 4, "kernel": 3}, "relu", "flatten", {"dense": 10}]
    Experiment().replace(name="digits", layers=layers).save(file)
    found = json.loads(wg("zoo", str(file), "--json", "-").out)
    assert found["input"] == [1, 8, 8]
    assert found["parameters"] == 9 * 4 + 4 + 4 * 36 * 10 + 10
    settings = {"hidden": [8, 8, 4], "normalization": "batch", "residual": True, "dropout": 0.1, "activation": "prelu"}
    Experiment().replace(name="moons", **settings).save(file)
    found = json.loads(wg("zoo", str(file), "--json", "-").out)
    assert found["parameters"] == (2 * 8 + 8) + (8 * 8 + 8) + (8 * 4 + 4) + (4 + 1) + 2 * (8 + 8 + 4) + 3
    assert [layer["kind"] for layer in found["layers"]].count("residual") == 1


def test_the_network_of_a_preset_and_of_a_training(wg: Callable[..., Any], tmp_path: Path) -> None:
    found = json.loads(wg("zoo", "adding-rnn", "--json", "-").out)
    assert (found["input"], found["parameters"]) == ([60, 2], 32 * (2 + 32) + 2 * 32 + 32 + 1)
    assert wg("zoo", "adding-rnn").out.startswith("adding-rnn  input 60×2")
    recipes["adding-rnn"].save(tmp_path / "experiment.toml")
    again = json.loads(wg("zoo", str(tmp_path), "--json", "-").out)
    assert again["layers"] == found["layers"]


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (["export", "resnet50", "--to", "torch"], "resnet-50"),
        (["export", "adding-rn", "--to", "torch"], "adding-rnn"),
        (["zoo", "resnet50"], "resnet-50"),
        (["zoo", "fashion-mnits"], "fashion-mnist"),
        (["train", "smal-resnet"], "small-resnet"),
        (["train", "resnet-18"], None),
        (["diagnose", "vgg-16"], None),
    ],
)
def test_a_wrong_name_suggests_what_the_command_takes(
    wg: Callable[..., Any], words: list[str], near: str | None
) -> None:
    done = wg(*words)
    assert done.status == 2
    assert done.err.count("\n") == 1, done.err
    assert (f"did you mean {near}?" if near else f"show it with `whygrad zoo {words[1]}`") in done.err


def test_size_answers_with_the_formula(wg: Callable[..., Any]) -> None:
    words = ("size", "--input", "3x224x224", "conv=64,kernel=11,stride=4,padding=2")
    run = wg(*words)
    assert run.status == 0
    assert "⌊(224 + 2·2 − 1·(11 − 1) − 1)/4⌋ + 1 = 55" in run.out
    assert "11·11·3·64 + 64 = 23296" in run.out
    assert "(224 − 11)/4 + 1 = 54.25" in run.out
    assert "11·11·3 = 363" in run.out
    (layer,) = json.loads(wg(*words, "--json", "-").out)["layers"]
    assert layer["output"] == [64, 55, 55]
    assert layer["parameters"] == 23_296
    assert layer["shortened"] == {"output": [54.25, 54.25], "parameters": 363}


def test_size_of_several_layers(wg: Callable[..., Any]) -> None:
    words = ["conv=64,kernel=11,stride=4,padding=2", "max_pool=3,stride=2", "flatten", "dense=10"]
    found = json.loads(wg("size", *words, "--json", "-").out)
    assert found["output"] == [10]
    assert found["parameters"] == 23_296 + 64 * 27 * 27 * 10 + 10
    assert [layer["receptive_field"] for layer in found["layers"][:2]] == [[11, 11], [19, 19]]
    assert f"{found['parameters']:,}" in wg("size", *words).out


@pytest.mark.parametrize(
    ("shape", "word", "output"),
    [
        ("3x20x30", "conv=8,kernel=3x5", [8, 18, 26]),
        ("3x20x30", "conv=8,kernel=[3,5],bias=false", [8, 18, 26]),
        ("3x20x30", '{ conv = 8, kernel = [3, 5], padding = [0, 2] }', [8, 18, 30]),
        ("3×20×30", "max_pool=2", [3, 10, 15]),
        ("50x2", "lstm=8,depth=2,bidirectional=true,output=all", [50, 16]),
        ("50x2", "rnn=8,activation=relu", [8]),
        ("20", "embedding=4,words=100", [20, 4]),
        ("784", "dense=10", [10]),
        ("8x6x6", "residual=[{conv=8,kernel=3,padding=1}]", [8, 6, 6]),
    ],
)  # fmt: skip
def test_size_reads_many_spellings(wg: Callable[..., Any], shape: str, word: str, output: list[int]) -> None:
    run = wg("size", "--input", shape, word, "--json", "-")
    assert run.status == 0, run.err
    assert json.loads(run.out)["output"] == output
    assert wg("size", "--input", shape, word).status == 0


_BROKEN = next(number for number, line in enumerate(OWN.splitlines(), start=1) if "RuntimeError" in line)
MISTAKES = [
    (["size"], "LAYER"),
    (["size", "cnv=3"], "conv"),
    (["size", "conv"], "conv = …"),
    (["size", "conv=3,kernl=3"], "kernel"),
    (["size", "conv=3,kernel="], "LAYER[1]"),
    (["size", "conv=3,kernel=-1"], "LAYER[1].kernel"),
    (["size", "conv=3", "dense=10"], "flatten"),
    (["size", "--input", "1x4x4", "relu", "conv=3,kernel=9"], "LAYER[2]"),
    (["size", "--input", "4x4x4", "conv=3,groups=2"], "groups"),
    (["size", "--input", "4x4x", "relu"], "3x224x224"),
    (["size", "--input", "0", "relu"], "3x224x224"),
    (["size", "--input", "1x2x3x4", "relu"], "3x224x224"),
    (["size", "conv=3,conv=4"], "conv=3,conv=4"),
    (["zoo", "resnet"], "resnet-"),
    (["zoo", "resnet-50", "--classes", "0"], "--classes"),
    (["zoo", "resnet-50", "--input", "3"], "resnet-50"),
    (["zoo", "missing.toml"], "missing.toml"),
    (["zoo", "missing.py:Net", "--input", "3"], "missing.py"),
    (["zoo", "mine.py"], "mine.py:NAME"),
    (["zoo", "mine.py:Net"], "--input"),
    (["zoo", "mine.py:Net", "--input", "3x8x8", "--classes", "3"], "--classes"),
    (["zoo", "mine.py:Net", "--input", "1x8x8"], "1×8×8"),
    (["zoo", "mine.py:Ned", "--input", "3x8x8"], "Net"),
    (["zoo", "mine.py:broken", "--input", "3x8x8"], f"first line (mine.py:{_BROKEN})"),
    (["zoo", "mine.py:leaves", "--input", "3x8x8"], "SystemExit"),
    (["zoo", "mine.py:number", "--input", "3x8x8"], "nn.Module"),
    (["zoo", "mine.py:torch", "--input", "3x8x8"], "nn.Module"),
    (["zoo", "wrong.py:Net", "--input", "3x8x8"], "wrong.py:2"),
]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(
    ("words", "hint"), MISTAKES, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_mistakes_are_one_line(
    wg: Callable[..., Any], own: Path, words: list[str], hint: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own.parent)
    (own.parent / "wrong.py").write_text("import torch\nclass Net(\n")
    if any(".py:" in word for word in words):
        pytest.importorskip("torch")
    run = wg(*words, "--lang", language)
    assert run.status == 2
    assert run.out == ""
    line = run.err.removeprefix("a file may talk\n").removeprefix("a file may talk\n")
    assert line.startswith("whygrad: ")
    assert line.count("\n") == 1
    assert hint in line
    assert len(line) < 400
