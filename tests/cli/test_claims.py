"""`whygrad claims`: the list, a stored result with its text, a run, its files, and every mistake in one line."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from tests.cli.conftest import Command

CHEAP = "C11"


def test_all_claims_are_listed_with_their_verdicts(wg: Command) -> None:
    run = wg("claims", "--json", "-")
    assert run.status == 0
    rows = json.loads(run.out)["claims"]
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert {"id", "topic", "statement", "verdict", "depends_on", "effect", "unit", "date", "stale"} == set(rows[0])
    table = wg("claims")
    assert all(row["id"] in table.out for row in rows)


def test_a_stored_result_is_shown_with_its_text(wg: Command) -> None:
    run = wg("claims", "c11")
    assert run.status == 0
    for part in ("tanh trains faster than sigmoid.", "Verdict: depends", "4 hidden layers", "\nWhy\n"):
        assert part in run.out
    assert "판정: 조건에 따라 다름" in wg("--lang", "ko", "claims", "C11").out


def test_a_run_judges_and_saves_what_it_found(wg: Command, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    run = wg("claims", CHEAP, "--run", "--seeds", "3", "--report", str(folder), "--json", "-")
    assert run.status == 0
    found = json.loads(run.out)
    assert found["seeds"] == [0, 1, 2]
    assert found == json.loads((folder / f"{CHEAP}.json").read_text(encoding="utf-8"))
    assert ET.parse(folder / f"{CHEAP}.svg").getroot().tag.endswith("svg")
    assert found["statement"] in (folder / f"{CHEAP}.md").read_text(encoding="utf-8")


def test_changed_settings_are_said(wg: Command) -> None:
    run = wg("claims", CHEAP, "--seeds", "2", "--set", "epochs=2")
    assert run.status == 0
    assert "epochs=2" in run.out


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["C99"], "C99"),
        (["--run"], "--all"),
        (["C11", "--all"], "--all"),
        (["C11", "--seeds", "1"], "--seeds 2"),
        (["C11", "--seeds", "0"], "1000000"),
        (["C11", "--set", "learnin_rate=1"], "learning_rate"),
        (["C08", "--run", "--set", "optimizer=adam"], "--set"),
        (["--stale"], "outdated"),
        (["C11", "--report", "/proc/nowhere"], "/proc/nowhere"),
    ],
)
def test_mistakes_are_one_line(wg: Command, words: list[str], part: str) -> None:
    run = wg("claims", *words)
    assert run.status == 2
    assert run.out == ""
    assert part in run.err
    assert run.err.count("\n") == 1
