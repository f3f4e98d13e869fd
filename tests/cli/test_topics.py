"""`whygrad explain` gates, linear, family and regions: tables, numbers and pictures, in both languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from whygrad.cli import main

TOPICS = ("gates", "linear", "family", "regions", "neuron")


def read(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["explain", *arguments, "--json", "-"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_topics_print_and_draw(
    topic: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    picture = tmp_path / f"{topic}.png"
    assert main(["explain", topic, "--lang", language, "--out", str(picture)]) == 0
    printed = capsys.readouterr()
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert not printed.err
    assert any("가" <= letter <= "힣" for letter in printed.out) is (language == "ko")


def test_gates_print_truth_tables_lines_and_the_proof(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    assert main(["explain", "gates"]) == 0
    out = capsys.readouterr().out
    for words in ("x₁ + x₂ ≥ 1.5", "-x₁ - x₂ ≥ -1.5", "nand + or ≥ 1.5", "x₁ + x₂ - 0.5 = 0", "0 of 8"):
        assert words in out
    assert "0.5·(0, 1) + 0.5·(1, 0) = 0.5·(0, 0) + 0.5·(1, 1) = (0.5, 0.5)" in out


def test_gates_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    value = read(capsys, "gates")
    assert value["schema"] == "whygrad.gates/1"
    gates = {one["name"]: one for one in value["gates"]}
    assert [gates[name]["separable"] for name in ("and", "or", "nand", "xor")] == [True, True, True, False]
    assert gates["xor"]["answers"] == [0, 1, 1, 0]
    assert gates["xor"]["proof"]["common"] == pytest.approx([0.5, 0.5])
    assert [sum(one["learned"]) for one in value["lessons"]] == [8, 8, 8, 0, 8]
    assert value["lessons"][3]["epoch"] == [None] * 8


def test_linear_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    value = read(capsys, "linear")
    single, stack, tanh = value["networks"]
    assert max(stack["additivity"] + stack["homogeneity"] + stack["difference"]) < 1e-10
    assert np.shape(stack["matrix"]) == (8, 1, 2)
    assert (stack["layers"], single["layers"]) == (3, 1)
    assert min(tanh["additivity"]) > 0.5
    assert tanh["matrix"] is None


def test_family_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    value = read(capsys, "family")
    assert [one["name"] for one in value["members"]] == ["perceptron", "adaline", "logistic", "svm"]
    assert all(np.shape(one["weights"]) == (8, 2) for one in value["members"])


def test_neuron_prints_parts_and_sums(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    assert main(["explain", "neuron"]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    pairs = {"Dendrite": "Input", "Synapse": "Weight", "Cell body": "Sum and threshold", "Axon": "Output"}
    assert all(any(line.startswith(cell) and unit in line for line in lines) for cell, unit in pairs.items())
    assert any("1 × 1 + 1 × 0 + (-1.5) = -0.5 < 0" in line for line in lines)


def test_neuron_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    value = read(capsys, "neuron")
    assert value["schema"] == "whygrad.neuron/1"
    assert [one["output"] for one in value["firings"]] == [0, 0, 0, 1]
    assert len(value["parts"]) == 4


def test_topics_are_known_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "gatez"]) == 2
    assert "gates" in capsys.readouterr().err


def test_regions_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    value = read(capsys, "regions")
    assert value["schema"] == "whygrad.regions/1"
    for one in value["networks"]:
        assert len(one["start"]) == len(one["end"]) == len(one["pieces"]) == len(one["seeds"])
        assert max(one["end"]) <= one["most"]
    single = {one["hidden"][0]: one for one in value["networks"] if len(one["hidden"]) == 1}
    for units, one in single.items():
        assert one["start"] == [2 * units] * 4  # lines through the origin
