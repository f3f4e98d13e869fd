"""The index of the public programs, without any clone: its fields, its halves, its edits, and how answers count."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from benchmarks.clinic.mutations import MUTATIONS
from benchmarks.public import copies, data
from benchmarks.public.index import HALVES, Edit, Program, measured, programs
from benchmarks.public.mutants import Mutant, drawn
from benchmarks.public.report import accused, first, found, report
from benchmarks.public.runs import Told
from tests.all_faults import all_at_once

from whygrad.diagnose import RULES

ALL = programs()
ANSWER = Told((), 3, 10.0, 0, (), "")


@all_at_once("program", ALL, ids=lambda program: program.name)
def test_entry(program: Program) -> None:
    assert re.fullmatch(r"[a-z0-9-]+", program.name)
    assert re.fullmatch(r"[\w.-]+/[\w.-]+", program.repository)
    assert re.fullmatch(r"[0-9a-f]{40}", program.commit)
    assert program.path.endswith(".py")
    assert program.about
    assert program.framework in ("torch", "keras", "lightning", "transformers")
    assert re.compile(program.shows).groups == 1
    assert re.fullmatch(r"[<>] -?[\d.]+", program.reaches)
    for edit in (*program.edits, *program.fix):
        re.compile(edit.pattern)
    assert set(program.files.values()) <= set(data.MAKERS)
    assert set(program.explained) <= set(RULES)
    if program.kind == "failing":
        assert program.collection
        assert program.source
        assert program.causes
        assert set(program.causes) <= set(RULES)


def test_every_healthy_program_was_seen_to_train() -> None:
    assert {program.name for program in ALL if program.kind == "healthy"} <= set(measured())


def test_there_are_many_of_many_kinds() -> None:
    healthy = [program for program in ALL if program.kind == "healthy"]
    assert len(healthy) >= 60
    assert len({program.repository for program in healthy}) >= 15


def test_names_differ() -> None:
    assert len({program.name for program in ALL}) == len(ALL)


def _program(**more: object) -> Program:
    base = {
        "name": "one", "kind": "healthy", "repository": "owner/name", "commit": "HEAD", "path": "code/train.py",
        "about": "", "framework": "torch", "shows": r"loss ([\d.]+)", "reaches": "< 0.5",
    }  # fmt: skip
    return Program(**{**base, **more})  # type: ignore[arg-type]


def test_halves_follow_from_the_name() -> None:
    assert {program.half for program in ALL} == set(HALVES)
    assert [_program(name=name).half for name in ("pytorch-mnist", "aladdin-cnn")] == ["look", "frozen"]  # by sha256


def test_the_end_of_its_numbers_shows_that_it_trains() -> None:
    falling = "\n".join(f"loss {1 / n:.3f}" for n in range(1, 40))
    assert _program().trained(falling)
    assert not _program(reaches="> 0.5").trained(falling)
    assert not _program().trained("no number")


def test_a_copy_is_changed_as_the_index_says(tmp_path: Path) -> None:
    clone = tmp_path / "clones" / "owner" / "name"
    (clone / "code").mkdir(parents=True)
    (clone / "code" / "train.py").write_text("epochs = 90\n", encoding="utf-8")
    (clone / "other.txt").write_text("", encoding="utf-8")
    git = ["git", "-C", str(clone), "-c", "user.name=a", "-c", "user.email=a@b"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "all"]):
        subprocess.run([*git, *arguments], check=True, capture_output=True)
    program = _program(
        edits=(Edit("code/train.py", r"epochs = \d+", "epochs = 2"),),
        fix=(Edit("code/train.py", r"\Z", "fixed = True\n"),),
        files={"data/text.txt": "short-text"},
    )
    path = copies.copy(program, tmp_path / "clones", tmp_path / "as-it-is")
    assert path.read_text(encoding="utf-8") == "epochs = 2\n"
    assert (tmp_path / "as-it-is" / "data" / "text.txt").stat().st_size > 50_000
    assert not (tmp_path / "as-it-is" / "other.txt").exists()
    path = copies.copy(program, tmp_path / "clones", tmp_path / "fixed", fixed=True)
    assert path.read_text(encoding="utf-8").endswith("fixed = True\n")
    with pytest.raises(ValueError, match="nothing matches"):
        Edit("code/train.py", "steps", "").apply("epochs = 90")
    with pytest.raises(copies.NoCloneError):
        copies.copy(_program(commit="0" * 40), tmp_path / "clones", tmp_path / "none")


def test_what_counts() -> None:
    program = _program(explained={"overfitting": "the validation loss rises"})
    told = Told(("overfitting",), 0, 1.0, 1, (), "")
    assert not accused(program, told)
    assert accused(program, Told(("overfitting", "no-progress"), 0, 1.0, 1, (), ""))
    failing = _program(kind="failing", causes=("softmax-before-cross-entropy",))
    told = Told(("no-progress", "softmax-before-cross-entropy"), 0, 1.0, 1, (), "")
    assert found(failing, told)
    assert not first(failing, told)
    text = report([(program, ANSWER), (failing, told)])
    assert "0/1 (0.0%" in text
    assert "1/1 (100.0%" in text


def test_a_draw_of_programs_takes_one_of_a_repository_whatever_else_there_is() -> None:
    healthy = programs(("healthy",))
    chosen = drawn(healthy, 40, seed=1)
    assert len({one.repository for one in chosen}) == len(chosen) == 40
    assert chosen == drawn(healthy[::-1], 40, seed=1)[::-1]
    assert chosen != drawn(healthy, 40, seed=2)


def test_what_is_true_of_the_program_itself_is_not_held_against_a_mutant() -> None:
    program = _program(explained={"overfitting": "the validation loss rises"})
    step = next(one for one in MUTATIONS if one.name == "step taken out")
    told = Told(("overfitting", "no-progress"), 0, 1.0, 1, (), "")
    assert Mutant(step, program, "harmed", told).first
    assert not Mutant(step, _program(), "harmed", told).first
    assert not Mutant(step, program, "harmed", Told(None, 0, 1.0, 2, (), "no answer")).found
