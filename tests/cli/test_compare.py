"""`whygrad compare`: sampling, order, the figure of the Pareto front, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def test_the_command_sorts_draws_and_writes(wg: Callable[..., Any], tmp_path: Path) -> None:
    words = ["compare", "healthy-moons", "--vary", "learning_rate=0.01:1:log", "--vary", "hidden=[2],[4],[8]"]
    words += ["--samples", "4", "--seeds", "2", "--set", "epochs=2"]
    figure = tmp_path / "front.png"
    run = wg(*words, "--sort", "accuracy_test", "--front", str(figure), "--json", "-")
    assert run.status == 0
    document = json.loads(run.out)
    assert figure.read_bytes().startswith(b"\x89PNG")
    accuracy = [one["outcomes"]["accuracy_test"]["mean"] for one in document["variants"]]
    assert accuracy == sorted(accuracy, reverse=True)
    assert document["sample_seed"] == 0
    assert any(one["front"] for one in document["variants"])
    again = wg(*words, "--json", "-")
    assert sorted(map(str, json.loads(again.out)["variants"])) == sorted(map(str, document["variants"]))
    other = wg(*words, "--sample-seed", "1", "--json", "-")
    assert json.loads(other.out)["variants"] != json.loads(again.out)["variants"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--vary", "l2=0:1"], "--samples"),
        (["--vary", "l2=0:1", "--samples", "2", "--sort", "speed"], "accuracy_test"),
        (["--vary", "loss=squared,hinge", "--sort", "loss_test"], "different losses"),
        (["--vary", "l2=0:1", "--samples", "0"], "--samples"),
        (["--vary", "l2=0:1", "--samples", "2", "--sample-seed", "-1"], "--sample-seed"),
        (["--vary", "l2=0,1", "--front", "front.gif"], ".png"),
    ],
)
def test_what_is_refused(wg: Callable[..., Any], words: list[str], said: str) -> None:
    run = wg("compare", "healthy-moons", *words)
    assert run.status == 2
    assert said in run.err
    assert run.err.count("\n") == 1


def test_a_number_is_refused_as_an_order_of_regression_by_accuracy(wg: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "plane.toml"
    file.write_text('name = "plane"\nepochs = 2\n', encoding="utf-8")
    run = wg("compare", str(file), "--vary", "l2=0,1", "--seeds", "1", "--sort", "accuracy_test")
    assert run.status == 2
    assert "loss_test" in run.err
