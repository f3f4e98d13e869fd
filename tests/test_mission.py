"""Every row of docs/mission.md shows what it says: its command runs, its pages and tests exist.

Commands that stand in full on the page "Reproduce the mission's rows" are run by `tests/test_how_to.py`; here run those
that a row tests in a reduced form. Trainings get two seeds and two epochs, or what the row names.
"""

from __future__ import annotations

import ast
import re
import shlex
import signal
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import FrameType

import numpy as np
import pytest
from documentation.pages import Page, written
from PIL import Image
from tests.all_faults import all_at_once
from tests.browser.studio import served

from whygrad import i18n
from whygrad.cli import main
from whygrad.experiment import recipes
from whygrad.zoo import network
from whygrad.zoo.weights import expected

ROOT = Path(__file__).resolve().parent.parent
MISSION = ROOT / "docs" / "mission.md"
REPRODUCE = ROOT / "docs" / "internals" / "reproduce-the-mission-rows.md"
TRAINS = ("compare", "diagnose", "train")
SECONDS = 90.0  # of a processor for the commands of a row; the dearest takes about a third of that

_ROW = re.compile(r"^\| *([SC]\d\d) *\|(.*)\|$", re.MULTILINE)
_COMMAND = re.compile(r"`(whygrad [^`]+)`(?: \(tested (as|with) `([^`]+)`)?")
_GUARD = re.compile(r"`(tests/[^`]+)`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Command:
    """What a reader types, and the words that are run in its place."""

    typed: str
    run: list[str]
    reduced: bool  # by what the row itself says


@dataclass(frozen=True)
class Row:
    id: str
    shown: str
    guarded: str

    @property
    def commands(self) -> list[Command]:
        found: list[Command] = []
        for typed, how, form in _COMMAND.findall(self.shown):
            if how == "as":
                words = shlex.split(form)
            else:
                words = [*shlex.split(typed), *shlex.split(form)]
            words = words[1:]
            if words[0] in TRAINS:
                words += [] if "--seeds" in words or words[1] in recipes else ["--seeds", "2"]
                words += [] if "epochs" in typed + form else ["--set", "epochs=2"]
            found.append(Command(typed, words, bool(how)))
        return found


def _rows() -> list[Row]:
    cells = {name: re.split(r"(?<!\\)\|", rest) for name, rest in _ROW.findall(MISSION.read_text(encoding="utf-8"))}
    return [Row(name, shown, guarded) for name, (_, _, shown, guarded) in cells.items()]


ROWS = _rows()


@contextmanager
def _limited(row: Row) -> Iterator[None]:
    """Fails once a row has taken too many seconds of a processor: a busy machine is slow, not wrong."""

    def late(_number: int, _frame: FrameType | None) -> None:
        pytest.fail(f"{row.id} takes more than {SECONDS:.0f} s of a processor", pytrace=False)

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _wrote(words: list[str]) -> None:
    for option, name in pairwise(words):
        if option in ("--out", "--plots"):
            path = Path(name)
            assert any(path.iterdir()) if path.is_dir() else path.stat().st_size, name


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all commands run, with what the reduced forms need: random weights and four labeled images."""
    torch = pytest.importorskip("torch")
    made = tmp_path_factory.mktemp("mission")
    torch.manual_seed(0)
    torch.save({name: torch.rand(shape) for name, shape in expected(network("resnet-18")).items()}, made / "random.pth")
    for label in (0, 1):
        (made / "images" / str(label)).mkdir(parents=True)
        for number in range(2):
            pixels = np.random.default_rng(number).integers(0, 256, (40, 40, 3), np.uint8)
            Image.fromarray(pixels).save(made / "images" / str(label) / f"{number}.png")
    return made


@pytest.mark.slow
@pytest.mark.parametrize(
    "row", [row for row in ROWS if any(command.reduced for command in row.commands)], ids=lambda row: row.id
)
def test_the_reduced_commands_of_a_row_run(
    row: Row, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    with _limited(row):
        for command in (one for one in row.commands if one.reduced):
            status = main(command.run)
            printed = capsys.readouterr()
            # A diagnosis finds problems (1); after two epochs it may know too little for a verdict (3).
            assert status in ((0, 1, 3) if command.run[0] == "diagnose" else (0,)), f"{command.typed}: {printed.err}"
            assert printed.out.strip(), command.typed
            _wrote(command.run)


def test_every_row_has_a_command_or_a_part_of_the_page() -> None:
    assert len(ROWS) == 29 + 55
    pages = {row.id for row in ROWS if "page of whygrad play" in row.shown}
    assert pages == {"S06", "S09", "S28"}
    assert [row.id for row in ROWS if not row.commands and row.id not in pages] == []
    assert all(row.commands[0].typed == f"whygrad claims {row.id}" for row in ROWS if row.id.startswith("C"))


@pytest.mark.slow
def test_the_parts_of_the_page_are_on_the_page() -> None:
    with served() as address, urllib.request.urlopen(address) as answer:
        assert answer.status == 200
        page = answer.read().decode()
    with i18n.use("en"):
        titles = {i18n.text(name) for name in re.findall(r'data-t="([\w-]+)"', page)}
    named = [name for row in ROWS for name in re.findall(r'"([^"`]+)" on the page of whygrad play', row.shown)]
    assert len(named) == 2
    assert set(named) <= titles


def test_commands_in_full_stand_on_the_page_whose_commands_are_run() -> None:
    """`tests/test_how_to.py` runs that page; what a row reduces is run in the reduced form only."""
    page = REPRODUCE.read_text(encoding="utf-8").splitlines()
    commands = [command for row in ROWS for command in row.commands]
    assert [one.typed for one in commands if not one.reduced and one.typed not in page] == []


@cache
def _functions(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}


@all_at_once("row", ROWS, ids=lambda row: row.id)
def test_the_tests_of_a_row_exist(row: Row) -> None:
    guards = _GUARD.findall(row.guarded)
    assert guards
    for guard in guards:
        path, _, function = guard.partition("::")
        assert (ROOT / path).is_file(), guard
        assert not function or function in _functions(ROOT / path), guard
        if path.endswith(".py"):  # pytest finds a test in it
            assert any(name.startswith("test_") for name in _functions(ROOT / path)), guard


@cache
def _pages() -> dict[str, Page]:
    return {page.path.as_posix(): page for page in written(ROOT)}


@all_at_once("row", ROWS, ids=lambda row: row.id)
def test_the_pages_of_a_row_are_pages_of_the_site(row: Row) -> None:
    """`tests/documentation/test_site.py` looks for them in the built tree."""
    known = _pages()
    links = _LINK.findall(row.shown)
    assert links
    for link in links:
        path, _, anchor = link.partition("#")
        assert f"docs/{path}" in known, link
        assert not anchor or anchor in known[f"docs/{path}"].anchors, link
