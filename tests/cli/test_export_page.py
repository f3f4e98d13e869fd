"""`whygrad export --to html`: the page that trains by itself, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tests.studio.asking import numbers
from tests.studio.test_alone import held

import whygrad as wg
from whygrad.cli import main
from whygrad.engine.program import lower


def test_a_preset(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "moons.html"
    assert main(["export", "healthy-moons", "--to", "html", "--seed", "5", "--out", str(out), "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "html"
    found = held(out.read_text(encoding="utf-8"))
    assert (found["name"], found["seeds"], found["first_seed"]) == ("healthy-moons", 8, 5)
    start = lower(wg.presets["healthy-moons"], [5, 6], name="", kind="experiment").initial
    np.testing.assert_array_equal(numbers(found["lowered"]["parameters"])[:2], start)


def test_an_experiment_with_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("a,b,y\n" + "".join(f"{i},{-i},{i % 2}\n" for i in range(30)), encoding="utf-8")
    (tmp_path / "own.toml").write_text('[data]\nname = "own.csv"\n', encoding="utf-8")
    out = tmp_path / "own.html"
    assert main(["export", str(tmp_path / "own.toml"), "--to", "html", "--out", str(out)]) == 0
    points = held(out.read_text(encoding="utf-8"))["lowered"]["points"]
    assert len(numbers(points["y_train"])) + len(numbers(points["y_test"])) == 30


def test_what_no_page_can_train(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "x.html"
    words = ["export", "healthy-moons", "--set", "network.hidden=300", "--to", "html", "--out", str(out)]
    assert main(words) == 2
    assert "at most" in capsys.readouterr().err
    assert not out.exists()
