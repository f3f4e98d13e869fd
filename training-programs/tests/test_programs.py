"""The programs fit their indexes, differ from their twins by the repair alone, and give nothing away."""

from __future__ import annotations

import difflib
from dataclasses import replace

import pytest

from training_programs import PARTS, program, programs
from training_programs.check import BEST, Outcome, judge, known
from training_programs.composition import imported
from training_programs.index import FOLDER, VARIANTS, Program
from training_programs.labels import labels

FAILING = [one for one in programs() if one.cause]


def test_indexes_and_files_agree() -> None:
    listed = [path for one in programs() for path in one.paths]
    there = {path for part in PARTS for variant in VARIANTS for path in (FOLDER / part / variant).glob("*.py")}
    assert set(listed) == there
    assert len(listed) == len(there)
    assert len({one.name for one in programs()}) == len(programs())


def test_every_cause_is_a_label_and_every_label_a_cause() -> None:
    assert {one.cause for one in FAILING} == set(labels())
    assert all({*one.accept, *one.also} <= set(labels()) for one in FAILING)
    assert not [one.name for one in programs() if not one.cause and (one.accept or one.also or one.bug)]
    development = {one.cause for one in FAILING if one.part == "development"}
    assert {one.cause for one in FAILING if one.part != "development"} <= development
    assert all(one.source for one in FAILING if one.part not in {"development", "test"})


def test_a_twin_differs_little_and_the_bug_stands_where_the_index_says() -> None:
    for one in FAILING:
        failing, fixed = (path.read_text(encoding="utf-8").splitlines() for path in one.paths)
        codes = difflib.SequenceMatcher(None, failing, fixed, autojunk=False).get_opcodes()
        hunks = [code for code in codes if code[0] != "equal"]
        assert 1 <= len(hunks) <= 4, one.name
        assert sum((b - a) + (d - c) for _, a, b, c, d in hunks) <= 30, one.name
        file, _, line = one.bug.partition(":")
        assert FOLDER / one.part / file == one.paths[0]
        assert any(a <= int(line) <= b + 1 for _, a, b, _, _ in hunks), one.name


def test_programs_stand_alone_and_give_nothing_away() -> None:
    told = [label for label in labels() if "-" in label]
    for path in (path for one in programs() for path in one.paths):
        text = path.read_text(encoding="utf-8")
        assert "whygrad" not in text.lower(), path
        assert not imported(path) & {"benchmarks", "training_programs", "requests", "urllib"}, path
        assert "manual_seed" in text, path
        assert "final: " in text, path
        assert not [label for label in told if label in text], path


def test_measured_values_fit_the_index() -> None:
    measured = known()
    for one in programs():
        outcomes = {path.parent.name: measured[f"{path.parent.name}/{path.name}"] for path in one.paths}
        assert all(outcome.metric in BEST or one.crashes for outcome in outcomes.values())
        assert judge(one, outcomes) == [], one.name


ILL = Program("a", "test", 0.5, "", cause="dead-units", accept=("no-gradient",), also=("no-progress",))


def test_judging_a_pair() -> None:
    well = Outcome("accuracy", 0.9, 1.0)
    assert judge(ILL, {"failing": Outcome("accuracy", 0.5, 1.0), "fixed": well}) == []
    assert "not harmed" in judge(ILL, {"failing": Outcome("accuracy", 0.88, 1.0), "fixed": well})[0]
    slight = judge(ILL, {"failing": Outcome("accuracy", 0.4, 1.0), "fixed": replace(well, value=0.6)})
    assert "does not learn" in slight[0]
    assert judge(ILL, {"failing": Outcome("accuracy", float("nan"), 1.0), "fixed": well}) == []


def test_one_program_by_its_name() -> None:
    moons = program("moons_16")
    assert (moons.part, moons.cause) == ("development", "no-gradient")
    assert [path.parent.name for path in moons.paths] == ["failing", "fixed"]
    with pytest.raises(KeyError, match="no program named"):
        program("none")
