"""The gallery has every row of the mission, made by its command, in both languages."""

from __future__ import annotations

import io
import re
import shlex
from pathlib import Path

import pytest
from PIL import Image

import whygrad as wg
from documentation import gallery
from whygrad.cli import main

ROOT = Path(__file__).resolve().parents[2]
MOST_PICTURES = 25
ROWS = {row.id: row for row in gallery.rows()}


def _mission() -> dict[str, str]:
    """Row -> its status."""
    mission = (ROOT / "docs" / "mission.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| ([SC]\d\d) \| [^|]+ \| ([^|]+?) \|", mission, re.MULTILINE))


def test_every_row_of_the_mission_is_there() -> None:
    statuses = _mission()
    assert list(ROWS) == [name for name in statuses if name.startswith("S")]
    shown = {name for name, row in ROWS.items() if row.image or row.lines}
    assert set(ROWS) - shown == {"S23"}  # it needs a download, as its text says
    assert not [name for name in shown if statuses[name] == "not yet"]
    # The last section of the page leads to the claims.
    assert {name for name, status in statuses.items() if name.startswith("C") and status == "works"} == set(wg.claims)
    assert sum(name.startswith("C") for name in statuses) == 55


def test_commands_are_those_of_the_rows() -> None:
    """A row's command stands among those that are run for it in the tests of the guides."""
    known = (ROOT / "docs" / "internals" / "reproduce-the-mission-rows.md").read_text(encoding="utf-8")
    others = {"whygrad play", ""}
    assert [name for name, row in ROWS.items() if row.command not in others and row.command not in known] == []


@pytest.mark.parametrize("language", gallery.LANGUAGES)
def test_pages_are_what_the_table_says(language: str) -> None:
    ending = "" if language == "en" else f".{language}"
    written = (ROOT / "docs" / f"gallery{ending}.md").read_text(encoding="utf-8")
    assert written == gallery.page(language), "run: python -m documentation.gallery --pages"


def test_pictures_are_there_and_small() -> None:
    new = {row.image for row in ROWS.values() if row.picture}
    assert new == {path.name for path in gallery.PICTURES.glob("gallery-*")}
    assert len(new) <= MOST_PICTURES
    for row in ROWS.values():
        if row.image:
            with Image.open(gallery.PICTURES / row.image) as picture:
                assert picture.width >= 300
                picture.verify()
    assert [name for name in new if (gallery.PICTURES / name).stat().st_size > gallery.LARGEST] == []


@pytest.mark.parametrize("language", gallery.LANGUAGES)
def test_output_has_the_numbers_that_the_command_prints(
    language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Numbers, because words may change before the gallery is made again."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    for name in ("S21", "S22"):
        row = ROWS[name]
        assert main([*shlex.split(row.command)[1:], "--lang", language]) == 0
        printed = gallery.kept(capsys.readouterr().out, row)
        numbers = re.findall(r"\d[\d,.]*", row.output(language).read_text(encoding="utf-8"))
        assert re.findall(r"\d[\d,.]*", printed) == numbers
        assert len(numbers) > 10


def test_a_large_picture_becomes_small() -> None:
    out = io.BytesIO()
    Image.effect_noise((80, 60), 80).resize((1600, 1200)).save(out, "PNG")
    assert len(gallery.small(out.getvalue())) <= gallery.LARGEST < len(out.getvalue())


def test_output_is_cut_at_its_lines() -> None:
    row = gallery.Row("S99", {}, {}, lines=2)
    assert gallery.kept("a\nb\nc\n", row) == "a\nb\n…\n"
    assert gallery.kept("a\nb\n", row) == "a\nb\n"
    assert gallery.kept("a\nb\nc\n", gallery.Row("S99", {}, {}, lines=3, end="b")) == "a\nb\n…\n"
