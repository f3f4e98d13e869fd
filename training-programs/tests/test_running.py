"""Programs are asked about several at a time, and an interrupted run goes on."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from training_programs import PARTS, Answer, Finding, program, programs, run
from training_programs.__main__ import main
from training_programs.composition import counts
from training_programs.running import Kept

SOME = programs()[:3]


class Tool:
    """Names the cause of nothing but counts how often it is asked; fails on one program."""

    ordered = True

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._lock = threading.Lock()

    def diagnose(self, program: Path, seconds: float) -> Answer:
        with self._lock:
            self.asked.append(f"{program.parent.name}/{program.stem}")
        if program.stem == SOME[1].name:
            raise RuntimeError("broken")
        return Answer((Finding("x", frozenset({"dead-units"})),), seconds=seconds)


def test_results_come_in_order_and_an_exception_is_no_answer() -> None:
    tool = Tool()
    results = run(tool, SOME, jobs=3, seconds=5.0)
    assert [(one.program.name, one.variant) for one in results] == [
        (one.name, variant) for one in SOME for variant in ("failing", "fixed")
    ]
    assert results[2].answer.line == "RuntimeError: broken"
    assert results[0].answer.seconds == 5.0
    assert len(tool.asked) == 6


def test_an_interrupted_run_goes_on(tmp_path: Path) -> None:
    file, first = tmp_path / "answers", Tool()
    run(first, SOME[:1], kept=Kept(file, "tool", 5.0), seconds=5.0)
    with file.open("a", encoding="utf-8") as handle:
        handle.write('{"key": {"script": "x"}, "ans')
    again = Tool()
    results = run(again, SOME, kept=Kept(file, "tool", 5.0), seconds=5.0)
    assert again.asked == [f"{path.parent.name}/{path.stem}" for one in SOME[1:] for path in one.paths]
    assert results[0].answer.findings[0].code == "x"
    for other in (Kept(file, "another tool", 5.0), Kept(file, "tool", 6.0)):
        assert other.get(SOME[0].paths[0]) is None
    assert Kept(file, "tool", 5.0).get(SOME[2].paths[0]) is not None


def test_run_prints_a_table_and_writes_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "scores.json"
    assert main(["run", "always-healthy", "--quiet", "--by-cause", "--json", str(file)]) == 0
    printed = capsys.readouterr().out
    pairs, healthy = sum(bool(one.cause) for one in programs()), sum(not one.cause for one in programs())
    assert f"| 0/{pairs} (" in printed
    assert f"| 0/{pairs + healthy} (" in printed
    written = json.loads(file.read_text(encoding="utf-8"))
    assert list(written["scores"]) == [*PARTS, "all"]
    assert len(written["answers"]) == 2 * pairs + healthy
    assert written["scores"]["all"]["first"] == 0


def test_a_larger_sample_holds_a_smaller_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawn: list[set[str]] = []
    for size in ("5", "9"):
        main(["run", "always-healthy", "--sample", size, "--json", str(tmp_path / "scores")])
        answers = json.loads((tmp_path / "scores").read_text(encoding="utf-8"))["answers"]
        drawn.append({one["program"] for one in answers})
    assert (len(drawn[0]), len(drawn[1])) == (5, 9)
    assert drawn[0] < drawn[1]
    capsys.readouterr()


def test_listing_and_showing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--part", "test", "--cause", "dead-units", "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["part"], one["cause"]) == ("test", "dead-units")
    assert Path(one["paths"]["failing"]).exists()
    assert main(["show", "moons_16"]) == 0
    shown = capsys.readouterr().out
    assert "+        opt.step()" in shown
    assert program("moons_16").note in shown
    assert main(["verify"]) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "nothing"], "no program named 'nothing'"),
        (["run", "always-healthy", "nothing"], "no program named 'nothing'"),
        (["run", "command"], "needs a command"),
        (["run", "command", "moons_16", "--command", "no-such-tool-here"], ""),
    ],
)
def test_wrong_use_is_one_line(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(words)
    error = capsys.readouterr().err
    assert said in error
    if said:
        assert status == 2
        assert error.count("\n") == 1
    else:  # a tool that is not there answers nothing
        assert error.count("(no answer)") == 2


def test_the_data_sheet_states_what_is_counted() -> None:
    """Every table of `training-programs counts` stands in DATASHEET.md as it is."""
    sheet = Path(__file__).parents[1].joinpath("DATASHEET.md").read_text(encoding="utf-8")
    assert counts() in sheet
