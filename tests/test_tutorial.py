"""The tutorial's session is what its commands print now, but for numbers: another processor may round otherwise."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "tutorial"


@pytest.fixture(scope="module")
def session() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tutorial_session", FOLDER / "session.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    really, printed = module.run, dict[tuple[str, str], str]()

    def run(command: str, folder: Path, language: str) -> str:
        """The script itself prints the same in both sessions, so it runs once."""
        if not command.startswith("python "):
            return really(command, folder, language)
        key = (command, (folder / "train.py").read_text(encoding="utf-8"))
        if key not in printed:
            printed[key] = really(command, folder, language)
        return printed[key]

    module.run = run
    return module


def telling(block: str) -> list[str]:
    """The words of a session: no numbers or lines, nothing of the script's own (it is stopped when enough is seen)."""
    lines = [line for line in block.splitlines() if not line.startswith("epoch ")]
    return re.sub(r"\d[\d.,]*", "#", " ".join(lines)).replace("─", "").split()


@pytest.mark.slow
@pytest.mark.torch
@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_session_is_real(language: str, session: ModuleType) -> None:
    page = session.PAGES[language].read_text(encoding="utf-8")
    accuracy: list[float] = []
    for before, now, script in session.play(page, language):
        assert telling(now) == telling(before)
        assert "train.py" in before
        if before.startswith("$ python"):
            accuracy.append(float(re.findall(r"accuracy ([\d.]+)", now)[-1]))
            assert ("Softmax" in script) == (len(accuracy) == 1)
    assert len(accuracy) == 2
    assert accuracy[0] < 0.9 < accuracy[1]


def test_both_languages_play_the_same(session: ModuleType) -> None:
    blocks = [re.findall(r"```(python|diff)\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
              for path in session.PAGES.values()]  # fmt: skip
    assert blocks[0] == blocks[1]


def test_a_diff_that_does_not_fit_is_refused(session: ModuleType) -> None:
    assert session.changed("a\nb\nc\n", " a\n-b\n+B\n@@\n-c\n") == "a\nB\n"
    with pytest.raises(ValueError, match="0 times"):
        session.changed("a\n", "-b\n")
