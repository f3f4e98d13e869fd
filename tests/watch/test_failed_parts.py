"""A part of the watch that fails: the training goes on as it is, and what needs the part cannot be told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import whygrad as wg
from whygrad.trace.parts import BASIC, PARTS, lost

torch = pytest.importorskip("torch")
from benchmarks import injected  # noqa: E402

from whygrad import i18n  # noqa: E402
from whygrad.diagnose.codes import RULES  # noqa: E402

pytestmark = pytest.mark.torch

# For each part one function of its work, of those that these trainings call.
WORK = {
    "modules": "_recorder.TrainingRecorder.on_forward_begin",
    "functions": "_layer_handlers.LayerHandlers.dense",
    "parameters": "_copies.copies_among",
    "steps": "_recorder.TrainingRecorder.after_step",
    "record": "_seen.ProgramFactsCollector.step",
    "losses": "losses.describe",
    "levels": "_step_recorder.StepRecorder._levels",
    "evaluations": "_beside.FrameTargetFinder.trains",
    "samples": "_data.fingerprint",
    "inputs": "batches.Columns.see",
    "targets": "_neighbors.Neighbors.see",
    "mixing": "_mixing.mixing",
    "layers": "layer_statistics.describe_output",
    "backpropagation": "layer_statistics._ones",
    "gradients": "_layer_numbers.LayerNumbers.gradients",
    "updates": "_updates.Update.stepped",
    "coherence": "_agreement.GradientCoherence.see",
    "rates": "_step_recorder._rates",
    "details": "_layer_numbers.LayerNumbers._add_details",
}
# The work of these is not a part of every training.
ELSEWHERE = {"recurrence", "weights", "report", "backpropagation"}


@pytest.fixture(autouse=True)
def failures_are_allowed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.undo()
    yield
    from whygrad.instrument import hub as _hub

    _hub.hub.cache_clear()


@pytest.fixture(scope="module")
def functions() -> dict[str, Any]:
    return injected.functions()


@pytest.fixture(scope="module")
def bare() -> dict[str, injected.Ended]:
    return {name: injected.train(make, watched=False) for name, make in injected.TRAININGS.items()}


def test_every_part_has_a_failure_here() -> None:
    assert WORK.keys() | ELSEWHERE == PARTS.keys()


@pytest.mark.parametrize("part", [part for part in WORK if part not in ELSEWHERE])
@pytest.mark.parametrize("training", injected.TRAININGS)
def test_a_failed_part_is_not_known_and_nothing_else_changes(
    training: str, part: str, functions: dict[str, Any], bare: dict[str, injected.Ended],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    places, function = functions[WORK[part]]
    instead, calls = injected.raising(function, 1)
    with injected.replaced(places, instead):
        ended = injected.train(injected.TRAININGS[training], watched=True)
    assert calls["all"]
    assert not ended.raised
    assert all(map(torch.equal, bare[training].weights, ended.weights))
    assert part in ended.broken
    assert ended.codes is not None
    assert ended.codes <= (set() if training == "healthy" else {"vanishing-gradient", "no-progress"})
    said = capsys.readouterr().err
    assert said.count(i18n.text(f"part-{part}")) == 1
    assert "Injected" in said


def test_what_failed_is_kept_with_the_trace(functions: dict[str, Any], tmp_path: Path) -> None:
    places, function = functions[WORK["inputs"]]
    model = injected.healthy()
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    with injected.replaced(places, injected.raising(function, 1)[0]):
        with wg.watch(model, optimizer, every=1) as watch:
            for _ in range(4):
                model(torch.randn(8, 6)).square().mean().backward()
                optimizer.step()
        watch.trace.save(tmp_path / "run")
    trace = wg.Trace.open(tmp_path / "run")
    assert trace.meta.program is not None
    assert trace.meta.program.broken == ("inputs",)
    assert not lost(["inputs"]) & trace.channels.keys()
    undecided = {one.code: one.missing for one in wg.diagnose(trace).undecided}
    assert undecided["inputs-not-normalized"] == undecided["non-finite-data"] == ("inputs",)


def test_no_rule_can_tell_without_the_parts_that_all_others_rest_on(
    functions: dict[str, Any],
) -> None:
    places, function = functions[WORK["functions"]]
    model = injected.failing()
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    with injected.replaced(places, injected.raising(function, 1)[0]):
        with wg.watch(model, optimizer, every=1) as watch:
            for _ in range(60):
                model(torch.randn(8, 6)).square().mean().backward()
                optimizer.step()
        diagnosis = watch.diagnosis()
    assert "functions" in BASIC
    assert not diagnosis.findings
    assert all(one.missing == ("functions",) for one in diagnosis.undecided)


def test_rules_name_parts_that_there_are() -> None:
    assert all(set(rule.parts) <= PARTS.keys() for rule in RULES.values())


@pytest.mark.parametrize(
    ("work", "part"), [("_step_losses.StepLosses.gather", "losses"),
                       ("_step_recorder.StepRecorder.after_backward", "gradients")],
)  # fmt: skip
def test_no_other_part_of_the_record_goes_with_one_that_failed(work: str, part: str, functions: dict[str, Any]) -> None:
    places, function = functions[work]
    with injected.replaced(places, injected.raising(function, 1)[0]):
        ended = injected.train(injected.healthy, watched=True)
    assert ended.broken == {part}
