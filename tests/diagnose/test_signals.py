"""Rules about signals that grow and rates that never come, on arrays made by hand."""

from __future__ import annotations

import numpy as np
import pytest
from tests.diagnose.handmade import STEPS, S, found, shows, stuck, trace

from whygrad.diagnose import Severity, diagnose
from whygrad.trace import Status, Trace

LN2 = float(np.log(2))


def chain(factor: float) -> np.ndarray:
    """The signal of four layers, of which each has `factor` times that of the one above."""
    return factor ** np.arange(3, -1, -1.0) / np.sqrt([16, 16, 16, 1])


def test_a_signal_that_grows_on_its_way_up_explodes_before_the_first_step() -> None:
    size = np.array([0.5, 3.0, 18.0, 60.0])
    high = np.where(STEPS == 0, 1000 * LN2, np.nan)
    ended = {"status": [Status.NON_FINITE], "non_finite_step": [1], "non_finite_what": ["loss"]}
    finding = shows(trace(ended=ended, loss_train=high, loss_test=high, activation_rms=size), "exploding-gradient")
    assert (finding.cause, finding.where.step, finding.where.layers) == (True, 0, ("hidden3", "output"))
    assert finding.evidence[0].value == pytest.approx(120)
    assert found(diagnose(trace(ended=ended, loss_train=high, loss_test=high)), "exploding-gradient") is None
    off = {"activation_rms": size, "dead_share": [1.0, 0.0, 0.0, 0.0]}  # what is beside a dead layer's, is no growth
    assert found(diagnose(trace(ended=ended, loss_train=high, loss_test=high, **off)), "exploding-gradient") is None


def test_a_gradient_that_is_large_at_a_single_record_does_not_explode() -> None:
    once = np.where((STEPS == 0)[:, None], chain(10.0), chain(1.0))
    assert found(diagnose(trace(**stuck(backprop_rms=once, step_quality=0.1))), "exploding-gradient") is None


@pytest.mark.parametrize(
    ("planned", "step", "told"),
    [(3.0, 5e-3, True), (0.03, 5e-3, False), (0.1, 5e-3, False), (3.0, 0.02, False)],
)
def test_a_rate_that_stays_far_below_what_its_schedule_is_made_for(planned: float, step: float, told: bool) -> None:
    """Unless its steps are long: the schedule may multiply a factor that is no rate."""
    healthy = trace(update_ratio=step)
    held = {**healthy.channels, "planned_learning_rate": np.full((1, S), planned)}
    held["loss_train"] = held["loss_test"] = np.full((1, S), LN2)
    diagnosis = diagnose(Trace(healthy.meta, STEPS, [0], held))
    assert (found(diagnosis, "learning-rate-too-low") is not None) is told
    if told:
        assert diagnosis.findings[0].evidence[0].value == pytest.approx(0.01)
        # That the loss would come down in as many updates again is no excuse for the schedule.
        held["loss_train"] = held["loss_test"] = (LN2 * (1 - 0.45 * STEPS / STEPS[-1]))[None]
        falling = diagnose(Trace(healthy.meta, STEPS, [0], held))
        assert found(falling, "learning-rate-too-low").severity is Severity.WARNING
