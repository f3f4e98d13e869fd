"""The README's Python runs as it stands, and its numbers are those of the index."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from training_programs import programs
from training_programs.labels import labels

FOLDER = Path(__file__).parents[1]


@pytest.mark.parametrize("name", ["README.md", "README.ko.md"])
def test_examples_run(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (FOLDER / name).read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        exec(compile(block, name, "exec"), {})
    printed = capsys.readouterr().out
    assert printed.startswith("no-gradient ")
    assert "'failing': 338" in printed


@pytest.mark.parametrize("name", ["README.md", "README.ko.md"])
def test_numbers(name: str) -> None:
    stated = {int(one) for one in re.findall(r"\d+", (FOLDER / name).read_text(encoding="utf-8").split("\n## ")[0])}
    failing = sum(bool(one.cause) for one in programs())
    assert {failing, len(programs()) - failing, len(programs()) + failing, len(labels())} <= stated
