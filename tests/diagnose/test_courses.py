"""How a training went, on arrays made by hand: what its first updates, its end and its course give away."""

from __future__ import annotations

import numpy as np
import pytest
from tests.diagnose.handmade import STEPS, meta, shows, stuck, trace
from tests.diagnose.test_rules import LN2, chain, codes

from whygrad.diagnose import Severity, diagnose
from whygrad.diagnose.reading import Reading
from whygrad.trace import ProgramFacts


def test_first_updates_that_throw_the_weights() -> None:
    first = np.asarray(trace()["weight_rms"][0, 0])
    thrown = first * np.where(STEPS >= 4, 3.0, 1.0)[:, None]
    finding = shows(trace(**stuck(weight_rms=thrown)), "learning-rate-too-high")
    assert [evidence.quantity for evidence in finding.evidence][-1] == "weights_thrown"
    assert finding.evidence[-1].value == pytest.approx(3.0)
    assert finding.where.step == 4
    assert codes(diagnose(trace(weight_rms=thrown))) == []  # no harm
    later = first * np.where(STEPS >= 100, 3.0, 1.0)[:, None]
    assert "learning-rate-too-high" not in codes(diagnose(trace(**stuck(weight_rms=later))))
    one = first * np.where((STEPS >= 4)[:, None] & (np.arange(4) == 1), 3.0, 1.0)  # not the typical layer
    assert "learning-rate-too-high" not in codes(diagnose(trace(**stuck(weight_rms=one))))


def test_weights_that_begin_near_nothing_are_to_grow() -> None:
    grown = np.where(STEPS[:, None] >= 4, 0.5, 0.05) / np.sqrt(np.array([4, 16, 16, 16]))
    assert "learning-rate-too-high" not in codes(diagnose(trace(**stuck(weight_rms=grown))))


def test_what_was_known_and_lost_for_good() -> None:
    known = (STEPS >= 100) & (STEPS <= 500)
    loss = LN2 * np.where(known, 0.3, 1.0)
    finding = shows(trace(loss_train=loss, loss_test=loss, accuracy_train=0.5, accuracy_test=0.5),
                    "learning-rate-too-high")  # fmt: skip
    assert finding.evidence[-1].quantity == "best_progress"
    once = LN2 * np.where(STEPS == 100, 0.3, 1.0)  # a batch's luck
    assert "learning-rate-too-high" not in codes(diagnose(trace(**stuck(loss_train=once))))


def test_a_programs_end_is_its_last_quarter() -> None:
    """The losses of single batches, two of which fell into the last tenth."""
    loss = LN2 * np.where(STEPS > 800, 0.8, 1.0)
    for program, expected in ((None, 0.2), (ProgramFacts(), 0.2), (ProgramFacts(), 0.0)):
        last = np.where(STEPS == 1000, 1.0, loss / LN2) * LN2 if expected == 0 else loss
        about = meta(program=program, kind="experiment" if program is None else "script")
        assert Reading.of(trace(about, loss_train=last)).final_progress == pytest.approx(expected, abs=1e-6)


def test_symmetry_that_only_rounding_breaks() -> None:
    """Late, when the training has waited for it."""
    spread = np.clip(1e-7 * np.exp((STEPS - 500) / 30.0), 1e-7, 0.3)[:, None]
    loss = LN2 * np.where(STEPS > 800, 0.6, 1.0)
    finding = shows(trace(unit_std=spread, loss_train=loss, accuracy_train=0.6, accuracy_test=0.6), "symmetric-init")
    assert finding.severity is Severity.ERROR
    assert finding.cause


def test_a_loss_that_never_comes_down_to_chance_is_an_explosion_whatever_the_steps() -> None:
    loss = 5 * LN2 + 1000 * LN2 * np.exp(-STEPS / 100.0)
    assert shows(trace(loss_train=loss, loss_test=loss, backprop_rms=chain(10.0), accuracy_train=0.5,
                       accuracy_test=0.5, step_quality=0.9), "exploding-gradient").cause  # fmt: skip
    loss = loss - 4.5 * LN2  # it comes down
    assert "exploding-gradient" not in codes(diagnose(trace(loss_train=loss, backprop_rms=chain(10.0))))
