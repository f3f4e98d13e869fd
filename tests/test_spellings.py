"""Scripts that a benchmark makes of templates: they are Python, and what is said of some of them is right."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

pytest.importorskip("torch")

from benchmarks.spellings.__main__ import FAMILIES, Answer, report
from benchmarks.spellings.family import HEALTHY, USUAL, Family, Mistake
from benchmarks.spellings.plain import PLAIN
from tests.watch.forked import watched

from whygrad.diagnose import Severity, diagnose
from whygrad.diagnose.codes import RULES

pytestmark = pytest.mark.torch


def test_every_script_is_python_and_every_cause_a_code() -> None:
    for family in FAMILIES.values():
        for mistake, way in family.pairs():
            ast.parse(family.script(mistake, way))
        assert {code for mistake in family.mistakes.values() for code in mistake.codes} <= RULES.keys()
        assert set(family.without) <= set(family.ways)


def test_what_fills_a_slot_is_indented_as_it_is() -> None:
    family = Family("one", "for i in x:\n    {{body}}\n", {"body": "{{a}}\nb"}, {HEALTHY: Mistake({"a": "a = 1"})})
    assert family.script(HEALTHY, USUAL) == "for i in x:\n    a = 1\n    b\n"


@pytest.mark.parametrize(
    ("mistake", "way"),
    [
        (HEALTHY, "a class"),
        ("all but the last layer frozen", "moved to a device"),
        ("detached", "bare parameters"),
        ("rate ÷ 30,000", "autocast"),
        ("loss of the wrong sign", "log-softmax and NLL"),
        ("sigmoids and a small rate", "slices of a tensor"),
        ("targets mixed up", "a closure"),
        ("softmax before cross-entropy", "torch.compile"),
    ],
)
def test_the_mistake_is_found_however_the_script_is_written(mistake: str, way: str, tmp_path: Path) -> None:
    script = tmp_path / "train.py"
    script.write_text(PLAIN.script(mistake, way), encoding="utf-8")
    findings = diagnose(watched(script).traces[0]).findings
    told = tuple(one.code for one in findings if one.severity is not Severity.INFO)
    assert Answer(PLAIN.name, mistake, way, told).is_right, told


def test_the_report_counts_what_came_first() -> None:
    answers = [
        Answer(PLAIN.name, "no step", USUAL, ("no-progress",)),
        Answer(PLAIN.name, "detached", USUAL, ("no-progress", "no-gradient")),
        Answer(PLAIN.name, HEALTHY, USUAL, ()),
        Answer(PLAIN.name, HEALTHY, "a class", None),
    ]
    lines = [" ".join(line.split()) for line in report(answers, 10).splitlines()]
    assert "4 of 10 scripts." in lines
    assert any("| 1/2 (50.0%" in line for line in lines)
    assert "| loops | detached | as usual | no-progress, no-gradient |" in lines
    assert "| loops | no mistake | a class | no answer |" in lines
