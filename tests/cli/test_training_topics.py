"""`whygrad explain` of the topics that train: options, tables, numbers and pictures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from whygrad.cli import main

pytest.importorskip("torch")

QUICK = {
    "through-time": ["--set", "name=adding:8", "--set", "samples=60", "--set", "epochs=1"],
    "plain-and-residual": ["--set", "name=digits", "--set", "epochs=1", "--depths", "8", "--seeds", "1"],
}


@pytest.mark.parametrize("topic", QUICK)
def test_they_print_draw_and_write(topic: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture, numbers = tmp_path / "one.png", tmp_path / "one.json"
    assert main(["explain", topic, *QUICK[topic], "--lang", "ko", "--out", str(picture), "--json", str(numbers)]) == 0
    printed = capsys.readouterr()
    assert not printed.err
    assert any("가" <= letter <= "힣" for letter in printed.out)
    assert picture.read_bytes().startswith(b"\x89PNG")
    found = json.loads(numbers.read_text(encoding="utf-8"))
    assert found["schema"] == f"whygrad.{topic}/1"
    rows = found.get("cells") or found["networks"]
    assert len(rows) == {"through-time": 10, "plain-and-residual": 3}[topic]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["depth", "--seeds", "2"], "--seeds"),
        (["vanishing-gradient", "--set", "epochs=1"], "--set"),
        (["through-time", "--depths", "8"], "--depths"),
        (["through-time", "--set", "name=circle"], "circle"),
        (["plain-and-residual", "--depths", "10"], "10"),
        (["plain-and-residual", "--depths", "many"], "many"),
    ],
)
def test_misuse_is_one_line(words: list[str], named: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", *words]) == 2
    assert named in capsys.readouterr().err
