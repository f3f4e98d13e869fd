"""whygrad on training-programs: what its benchmark keeps and reports; the remedies that it lists exist."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.clinic import peers
from benchmarks.clinic.__main__ import report
from benchmarks.clinic.asking import diagnose as ask_about
from benchmarks.clinic.peers import MEANS, right
from benchmarks.clinic.repairs import remedies
from benchmarks.clinic.scoring import Answer
from benchmarks.kept import Kept

from training_programs import Program, Score, programs
from training_programs.labels import labels
from whygrad.diagnose import RULES
from whygrad.trial import remedies_for

ILL = Program("a", "test", 0.5, "", cause="dead-units", accept=("no-gradient",), also=("no-progress",))


def test_every_label_is_a_finding_of_whygrad():
    """So that whygrad's adapter may take a code for the label of that name."""
    assert set(labels()) <= set(RULES)


def test_remedies_are_known():
    failing = {program.name: program for program in programs() if program.cause}
    known = {remedy.code for label in labels() for remedy in remedies_for(label)}
    assert remedies().keys() <= failing.keys()
    for name, codes in remedies().items():
        assert codes, name
        assert set(codes) <= known, name


def test_answers_are_scored_as_the_programs_package_scores():
    answers = [
        Answer(ILL, "failing", ("no-gradient", "no-progress")),
        Answer(ILL, "failing", ("no-progress", "dead-units")),
        Answer(ILL, "failing", ("overfitting",)),
        Answer(ILL, "failing", None),
        Answer(ILL, "fixed", ()),
        Answer(ILL, "fixed", ("a code that is no label",)),
    ]
    score = Score.of([answer.result for answer in answers])
    assert score == Score(failing=4, found=2, named=2, first=1, well=2, alarms=1, unanswered=1)
    for answer in answers:
        assert Answer.of(ILL, answer.role, answer.value).result == answer.result
    assert "| test     | 2/4" in report(answers, False, Kept(None))


def test_nothing_is_said_of_single_programs_of_a_sealed_part():
    sealed = replace(ILL, name="hidden", part="test-2")
    answers = [Answer(sealed, "failing", ("overfitting",), line="broken"), Answer(ILL, "failing", ("overfitting",))]
    assert "hidden" not in report(answers, False, Kept(None))
    text = report(answers[:1], False, Kept(None))
    assert "| test-2   | 0/1" in text
    assert "Watched only in part: 1." in text
    assert not {"overfitting", "broken", "dead-units"} & set(re.findall(r"[\w-]+", text))


def test_a_peers_finding_is_of_the_right_family():
    assert right(ILL, ["dying ReLU"])
    assert not right(ILL, ["improper loss"])
    assert all(stands_for <= set(labels()) for stands_for in MEANS.values())


BROKEN = """
import torch
from whygrad.watch import _layer_numbers
_layer_numbers.norms = None  # what one part of watching needs
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
model(torch.ones(4, 2)).sum().backward()
optimizer.step()
"""


def test_an_error_inside_whygrad_is_reported(tmp_path: Path):
    answers = [Answer(ILL, "fixed", ()), Answer(ILL, "failing", ("dead-units",), line="could not observe: KeyError")]
    assert "Watched only in part: 0." in report(answers[:1], False, Kept(None))
    assert "Watched only in part: 1." in report(answers, False, Kept(None))
    assert "| failing/a | could not observe: KeyError |" in report(answers, False, Kept(None))
    script = tmp_path / "failing" / "crash.py"
    script.parent.mkdir()
    script.write_text(BROKEN, encoding="utf-8")
    assert "could not observe" in ask_about(ILL, script, []).line


def test_a_peers_findings_in_sealed_programs_are_not_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    sealed, open_ = (next(one.name for one in programs() if one.part == part) for part in ("test-2", "development"))
    found = {name: {"failing": ["dying ReLU"], "fixed": []} for name in (sealed, open_)}
    monkeypatch.setattr(peers, "measure", lambda *_: {"AutoTrainer": found})
    monkeypatch.setattr("sys.argv", ["peers"])
    assert peers.main() == 0
    printed = capsys.readouterr().out
    assert open_ in printed
    assert sealed not in printed
    assert "anything reported 2/2" in printed
