"""A finding's numbers must show what it says: some quantity is beyond its threshold, on the side the rule means.

That no other quantity shows a threshold is checked of every finding (`conftest.py`).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.diagnose.handmade import STEPS, meta, shows, stuck, trace

from whygrad import i18n
from whygrad.diagnose import diagnose, message
from whygrad.diagnose.rule import Measure
from whygrad.engine import train
from whygrad.experiment import preset_codes, presets
from whygrad.trace import ProgramFacts

CHEAP = [name for name in presets if preset_codes(name) and "digits" not in name]


@pytest.mark.parametrize("name", CHEAP)
def test_some_number_of_every_finding_crosses_its_threshold(name: str) -> None:
    for finding in diagnose(train(presets[name], 3)).findings:
        first = finding.evidence[0]
        assert first.threshold is not None or first.quantity.startswith("non_finite_"), (finding.code, finding.evidence)


@pytest.mark.parametrize(("value", "below", "crossed"), [
    (0.4, False, False), (0.6, False, True), (0.4, True, True), (0.6, True, False), (0.5, False, False),
    (0.5, True, False),
])  # fmt: skip
def test_a_value_is_beyond_its_threshold_on_one_side(value: float, below: bool, crossed: bool) -> None:
    assert Measure("skill", np.zeros(1), 0.5, below=below).is_crossed_by(value) is crossed
    assert not Measure("non_finite_loss", np.zeros(1), None).is_crossed_by(value)


def test_what_did_not_decide_shows_no_threshold() -> None:
    """A test loss far above the training loss that stays at its best: only the gap decides."""
    finding = shows(trace(loss_test=0.6, accuracy_test=0.5), "overfitting")
    (gap,) = finding.evidence
    assert (gap.quantity, gap.threshold) == ("test_gap", 0.5)
    assert "(threshold 50 %)" in message(finding, meta())
    assert "The test loss has not risen." in message(finding, meta())


def test_a_loss_that_rose_is_compared_with_its_lowest_level() -> None:
    """One lucky evaluation far below the others is not where the test loss was lowest."""
    place = np.arange(len(STEPS))
    loss = np.where(place == 2, 0.02, 0.3 + 0.05 * np.abs(place - 8))
    finding = shows(trace(loss_train=0.05 - 0.002 * place, loss_test=loss, accuracy_test=0.5), "overfitting")
    _, rise = finding.evidence
    assert rise.value == pytest.approx(0.75 / 0.35 - 1)  # the median of three, and not 0.75 / 0.02
    assert rise.step in STEPS[7:10]


@pytest.mark.parametrize(
    ("program", "quantity", "english", "korean"),
    [(None, "input_scales", "times the smallest (", "가장 작은 값의"),
     (ProgramFacts(), "input_scales_median", "the median of all columns", "전체 열의 중앙값의")],
)  # fmt: skip
def test_columns_are_compared_with_what_the_sentence_says(
    program: ProgramFacts | None, quantity: str, english: str, korean: str
) -> None:
    """One narrow column among wide ones: in an experiment it counts, among what may be pixels it does not."""
    about = replace(meta(), program=program)
    finding = shows(trace(about, **stuck(), input_std=[30.0, 20.0, 20.0, 0.1]), "inputs-not-normalized")
    scales = {one.quantity: one for one in finding.evidence}[quantity]
    assert scales.value == pytest.approx(300.0 if program is None else 1.5)
    assert scales.threshold == (20.0 if program is None else None)
    with i18n.use("en"):
        assert english in message(finding, about)
    with i18n.use("ko"):
        assert korean in message(finding, about)
