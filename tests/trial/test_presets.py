"""Real trials: every ill preset whose cause has a remedy is helped, and random remedies stand beside it."""

import json

import numpy as np
import pytest

import whygrad as wg
from whygrad.experiment import preset_codes
from whygrad.trial import Outcome, remedies_for

# Why nothing that an experiment can change helps there.
BEYOND = {
    "class-imbalance-csv": "what helps, weights or other sampling, is advice: an experiment has no key for it",
    "labels-look-random-csv": "labels that have nothing to do with the inputs cannot be learned",
    "non-finite-csv": "its targets would have to be scaled, which is advice: an experiment has no key for it",
}


def can_be_tried(name):
    return any(not remedy.advice_only for remedy in remedies_for(preset_codes(name)[0]))


CURABLE = [name for name in wg.presets if preset_codes(name) and can_be_tried(name) and name not in BEYOND]


@pytest.mark.parametrize("name", CURABLE)
def test_the_best_remedy_beats_the_baseline(name):
    trial = wg.trial(wg.presets[name], seeds=8)
    assert trial.root == preset_codes(name)[0]
    assert trial.best is not None
    assert trial.best.interval[0] > 0
    assert trial.best.repaired > trial.baseline.repaired
    assert len(trial.controls) >= max(4, len(trial.results))
    assert trial.best.repaired >= trial.control_repaired
    json.dumps(trial.to_json(), allow_nan=False)


@pytest.mark.parametrize("name", BEYOND)
def test_nothing_helps_where_nothing_can(name):
    assert name in wg.presets
    trial = wg.trial(wg.presets[name], seeds=8)
    assert trial.verdict in (Outcome.NOTHING_HELPS, Outcome.NO_REMEDY)
    assert trial.advice


def test_a_healthy_network_needs_no_trial():
    trial = wg.trial(wg.presets["healthy-moons"], seeds=8)
    assert trial.verdict == Outcome.NO_REMEDY
    assert trial.baseline.mean > 0.9


def test_the_order_of_the_work_does_not_matter():
    """Diagnosed before or inside, alone or among others: the same numbers."""
    experiment = wg.presets["symmetric-init-circle"]
    inside = wg.trial(experiment, seeds=6)
    before = wg.trial(experiment, wg.diagnose(wg.train(experiment, seeds=6)), seeds=6)
    assert inside.to_json() == before.to_json()
    alone = wg.train(inside.best.experiment, seeds=6)
    np.testing.assert_array_equal(alone["accuracy_test"], inside.best.trace["accuracy_test"])
