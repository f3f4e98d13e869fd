"""The clinic's benchmark: its index fits its files, both halves cover all codes, what is counted is what is meant."""

from __future__ import annotations

import ast
import difflib
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.clinic.__main__ import diagnose as ask_about
from benchmarks.clinic.__main__ import report
from benchmarks.clinic.check import BEST, Outcome, judge
from benchmarks.clinic.index import FOLDER, Script, scripts
from benchmarks.clinic.peers import MEANS, autotrainer, sagemaker
from benchmarks.clinic.recorded import Step, Weight
from benchmarks.clinic.scoring import Answer, Score, wilson
from benchmarks.kept import Kept

from whygrad.trial import remedies_for

ALL = scripts()
FAILING = [script for script in ALL if script.cause]
CODES = {code for script in FAILING for code in (script.cause, *script.accept, *script.also)}


def test_index_and_files_agree():
    listed = {path for script in ALL for path in script.paths}
    there = {path for folder in ("failing", "fixed", "healthy") for path in (FOLDER / folder).glob("*.py")}
    assert listed == there
    assert len(FAILING) >= 64
    assert len(ALL) - len(FAILING) >= 28


def test_the_halves_hold_the_same_causes():
    halves = {half: {s.cause for s in ALL if s.half == half} for half in ("development", "test")}
    assert halves["test"] <= halves["development"]
    assert len(halves["test"]) > 20  # the newest half, which nobody had looked at, is smaller
    assert {s.half for s in ALL} == set(halves)


@pytest.mark.parametrize("script", FAILING, ids=lambda script: script.name)
def test_a_twin_differs_little_and_the_bug_stands_where_the_index_says(script: Script):
    failing, fixed = (path.read_text(encoding="utf-8").splitlines() for path in script.paths)
    codes = difflib.SequenceMatcher(None, failing, fixed, autojunk=False).get_opcodes()
    hunks = [code for code in codes if code[0] != "equal"]
    assert 1 <= len(hunks) <= 4
    changed = sum((b - a) + (d - c) for _, a, b, c, d in hunks)
    assert changed <= 30
    file, _, line = script.bug.partition(":")
    assert FOLDER / file == script.paths[0]
    assert any(a <= int(line) <= b + 1 for _, a, b, _, _ in hunks)


@pytest.mark.parametrize("script", ALL, ids=lambda script: script.name)
def test_scripts_stand_alone_and_give_nothing_away(script: Script):
    for path in script.paths:
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert "whygrad" not in text.lower()
        assert not {name.partition(".")[0] for name in imported} & {"benchmarks", "requests", "urllib"}
        assert "manual_seed" in text
        assert "final: " in text
        assert not any(code in text for code in CODES if "-" in code)


def test_remedies_are_known():
    known = {remedy.code for code in CODES for remedy in remedies_for(code)}
    for script in FAILING:
        assert script.outside == bool(script.remedies)
        assert set(script.remedies) <= known, script.name


def test_measured_values_fit_the_index():
    measured = tomllib.loads((FOLDER / "measured.toml").read_text(encoding="utf-8"))
    for script in ALL:
        outcomes: dict[str, Outcome] = {}
        for path in script.paths:
            entry = measured[f"{path.parent.name}/{path.name}"]
            assert entry["metric"] in BEST or script.crashes
            outcomes[path.parent.name] = Outcome(entry["metric"], entry["value"], entry["seconds"])
        assert judge(script, outcomes) == []


ILL = Script("a", "test", 0.5, "", cause="dead-units", accept=("no-gradient",), also=("no-progress",))


def test_judging_a_pair():
    well = Outcome("accuracy", 0.9, 1.0)
    assert judge(ILL, {"failing": Outcome("accuracy", 0.5, 1.0), "fixed": well}) == []
    assert "not harmed" in judge(ILL, {"failing": Outcome("accuracy", 0.88, 1.0), "fixed": well})[0]
    assert (
        "does not learn" in judge(ILL, {"failing": Outcome("accuracy", 0.4, 1.0), "fixed": replace(well, value=0.6)})[0]
    )
    assert judge(ILL, {"failing": Outcome("accuracy", float("nan"), 1.0), "fixed": well}) == []


def test_scores():
    answers = [
        Answer(ILL, "failing", ("no-gradient", "no-progress")),
        Answer(ILL, "failing", ("no-progress", "dead-units")),
        Answer(ILL, "failing", ("overfitting",)),
        Answer(ILL, "failing", None),
        Answer(ILL, "fixed", ()),
        Answer(ILL, "fixed", ("overfitting",)),
    ]
    assert Score.of(answers) == Score(failing=4, found=2, named=2, first=1, well=2, alarms=1, unanswered=1)


BROKEN = """
import torch
from whygrad.watch import _gather
_gather.norms = None  # what one part of watching needs
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
model(torch.ones(4, 2)).sum().backward()
optimizer.step()
"""


def test_an_error_inside_whygrad_is_reported(tmp_path: Path):
    answers = [Answer(ILL, "fixed", ()), Answer(ILL, "failing", ("dead-units",), line="could not observe: KeyError")]
    assert "Watched only in part" not in report(answers[:1], False, Kept(None))
    assert "| failing/a | could not observe: KeyError |" in report(answers, False, Kept(None))
    script = tmp_path / "failing" / "crash.py"
    script.parent.mkdir()
    script.write_text(BROKEN, encoding="utf-8")
    assert "could not observe" in ask_about(ILL, script, []).line


@pytest.mark.parametrize(("count", "of"), [(0, 61), (1, 40), (43, 47), (90, 90)])
def test_a_shares_interval_ends_where_the_share_is_1_96_standard_errors_away(count: int, of: int):
    for bound in wilson(count, of):
        error = (bound * (1 - bound) / of) ** 0.5
        assert abs(count / of - bound) == pytest.approx(1.959964 * error, abs=1e-6)


LAST = Weight(1, 0.1, 0.2, 0, 10, 0.1)


def steps(count: int, **changes: object) -> list[Step]:
    weight = Weight(gradient=1.0, mean_gradient=0.1, spread=0.2, zeros=0.0, entries=10, variance=0.1, moved=0.01)
    healthy = Step(loss=1.0, kind="categorical", accuracy=0.9, width=3, row_sum=1.0, weights=[weight, weight])
    made = [replace(healthy, loss=3 - 0.02 * i) for i in range(count)]
    return [replace(step, **changes) for step in made]  # pyright: ignore[reportArgumentType]


def test_peers_are_silent_on_a_smooth_training():
    assert autotrainer(steps(100)) == []
    assert sagemaker(steps(100)) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"accuracy": 0.3, "row_sum": 2.0}, "improper activation"),
        ({"accuracy": 0.3, "width": 1}, "improper loss"),
        ({"accuracy": 0.3, "hidden": [50.0, 1.0]}, "abnormal data"),
        ({"accuracy": 0.3}, "slow convergence"),
        ({"accuracy": 0.3, "weights": [Weight(1e-6, 1e-8, 1e-8, 0, 10, 0.1), LAST]}, "gradient vanish"),
        ({"accuracy": 0.3, "weights": [Weight(90, 9, 9, 0, 10, 0.1), LAST]}, "gradient explode"),
        ({"accuracy": 0.3, "weights": [Weight(1, 0.1, 0.2, 0.8, 10, 0.1)]}, "dying ReLU"),
    ],
)  # fmt: skip
def test_autotrainer_reports(changes: dict[str, object], problem: str):
    assert autotrainer(steps(100, **changes)) == [problem]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"dead": [0.6]}, "DeadRelu"),
        ({"saturated": [0.6]}, "SaturatedActivation"),
        ({"loss": float("nan")}, "ExplodingTensor"),
        ({"weights": [Weight(1e-6, 1e-8, 0.1, 0, 10, 0.1, moved=0.1)]}, "VanishingGradient"),
        ({"weights": [Weight(1, 0.1, 0.2, 0, 10, 0.1, moved=11)]}, "WeightUpdateRatio"),
        ({"weights": [Weight(1, 0.1, 0.2, 1, 10, 0.1, moved=0.1)]}, "AllZero"),
        ({"weights": [Weight(1, 0.1, 1e-4, 0, 10, 0.1, moved=0.1)]}, "PoorWeightInitialization"),
        ({"classes": {0: (40, 0), 1: (2, 0)}}, "ClassImbalance"),
        ({"validation": 1.5}, "Overfit"),
    ],
)
def test_sagemaker_fires(changes: dict[str, object], rule: str):
    assert rule in sagemaker(steps(100, **changes))


def test_every_finding_of_a_peer_stands_for_codes_that_exist():
    causes = Counter(script.cause for script in FAILING)
    assert all(codes <= set(causes) for codes in MEANS.values())
