"""Rules where they judge which parameters of a user's program are trained, and by which gradients."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.diagnose.handmade import LN2, REACHED, STEPS, codes, meta, numbers, shows, stuck, trace

from whygrad.diagnose import Severity, diagnose
from whygrad.diagnose.messages import message
from whygrad.trace import ProgramFacts, Trace
from whygrad.trace.program import LossFacts, ParameterFacts, StepFacts


def test_no_update_needs_no_loss_at_chance() -> None:
    for passes, found in ((400.0, ["no-progress"]), (3.0, [])):
        program = ProgramFacts(steps=StepFacts(observed=1, passes=passes, backward_place="train.py:9"))
        about = replace(numbers(program=program), chance_loss=math.nan, total_steps=0)
        assert codes(diagnose(trace(about))) == found


@pytest.mark.parametrize("frozen", [False, True])
def test_most_weights_as_they_were_drawn_cost_what_is_left_to_learn(frozen: bool) -> None:
    code = "frozen-parameters" if frozen else "not-optimized"
    partly = {"loss_train": 0.3 * LN2, "loss_test": 0.32 * LN2, "accuracy_train": 0.85, "accuracy_test": 0.85}

    def parameters(size: int, fresh: bool) -> tuple[ParameterFacts, ...]:
        left = ParameterFacts("a", size, optimized=False, requires_grad=not frozen, used=True, reached=not frozen,
                              had_gradient=not frozen, fresh=fresh, order=0, read=0)  # fmt: skip
        trained = ParameterFacts("b", 100, optimized=True, requires_grad=True, used=True, reached=True,
                                 had_gradient=True, changed=True, order=2, read=2)  # fmt: skip
        return left, trained

    def grave(size: int, fresh: bool, **end: object) -> bool:
        about = meta(program=ProgramFacts(parameters=parameters(size, fresh), steps=StepFacts(observed=40)))
        return any(f.code == code and f.severity is not Severity.INFO for f in diagnose(trace(about, **end)).findings)

    assert grave(300, True, **partly)
    assert not grave(300, False, **partly)  # what another training left
    assert not grave(30, True, **partly)
    assert not grave(300, True)  # it learned all the same


@pytest.mark.parametrize("changed", [False, True])
def test_frozen_layers_are_no_cause_where_those_that_may_change_stay_too(changed: bool) -> None:
    """As under adapters whose factors are all 0."""
    base = ParameterFacts("a", 300, optimized=False, requires_grad=False, used=True, fresh=True, order=0, read=0)
    own = ParameterFacts("b", 100, optimized=True, requires_grad=True, used=True, reached=True, had_gradient=True,
                         changed=changed, order=2, read=2)  # fmt: skip
    about = meta(program=ProgramFacts(parameters=(base, own), steps=StepFacts(observed=40)))
    bad = [one.code for one in diagnose(trace(about, **stuck())).findings if one.severity is not Severity.INFO]
    assert ("frozen-parameters" in bad) is changed


def test_a_frozen_number_and_a_table_of_given_values_are_constants() -> None:
    """Such as the mean of all ratings, which a recommender adds to its output, or the sines of all places. What was
    drawn at random and stays so, and what a layer multiplies with, is none.
    """
    partly = {"loss_train": 0.7 * LN2, "loss_test": 0.72 * LN2, "accuracy_train": 0.6, "accuracy_test": 0.6}
    trained = ParameterFacts("b", 100, optimized=True, requires_grad=True, used=True, reached=True,
                             had_gradient=True, changed=True, order=0, read=0)  # fmt: skip
    for size, order, fresh, found in (
        (1, -1, False, False), (1, -1, True, False), (2, -1, True, True), (2, -1, False, False), (1, 2, False, True),
        (40, -1, False, True),
    ):  # fmt: skip
        mean = ParameterFacts("mean", size, optimized=True, requires_grad=False, used=True, order=order, read=2,
                              fresh=fresh)  # fmt: skip
        program = ProgramFacts(parameters=(trained, mean), steps=StepFacts(observed=40))
        assert ("frozen-parameters" in codes(diagnose(trace(meta(program=program), **partly)))) == found


@pytest.mark.parametrize("released", [True, False])
def test_parameters_that_were_let_free_too_late_are_left_out_by_mistake(released: bool) -> None:
    left = ParameterFacts("a", 100, optimized=False, requires_grad=True, used=True, reached=True, had_gradient=True,
                          released=released, order=0, read=0)  # fmt: skip
    trained = replace(left, name="b", optimized=True, changed=True, released=False, order=2, read=2)
    about = meta(program=ProgramFacts(parameters=(left, trained), steps=StepFacts(observed=40)))
    found = {one.code for one in diagnose(trace(about)).findings if one.severity is not Severity.INFO}
    assert ("not-optimized" in found) is released


@pytest.mark.parametrize(("missed", "found"), [("2.bias", False), ("3.bias", True)])
def test_a_bias_that_the_loss_cannot_depend_on(missed: str, found: bool) -> None:
    """The last one of an energy whose derivatives are trained; not one of a layer that backward does not come by."""
    weights = tuple(
        ParameterFacts(f"{order}.weight", 60, True, True, True, True, True, True, True, order=order)
        for order in range(3)
    )
    left = ParameterFacts(
        missed, 6, optimized=True, requires_grad=True, used=True, graphed=True, order=2, place="train.py:7"
    )
    program = ProgramFacts(parameters=(*weights, left), steps=StepFacts(observed=40))
    bad = trace(numbers(program=program, chance_loss=1.0), loss_train=0.95, loss_test=0.95)
    assert ("no-gradient" in codes(diagnose(bad))) is found


CUT = LossFacts("mse_loss", "squared", "train", "train.py:1", 40, "identity", attached=False)


@pytest.mark.parametrize(
    ("program", "helps"),
    [
        (ProgramFacts(steps=StepFacts(observed=40, cleared=39)), "clear-gradients"),
        (ProgramFacts(losses=(CUT,)), "keep-graph-attached"),
        (ProgramFacts(steps=StepFacts(no_backward=40)), "call-backward"),
    ],
)
def test_no_gradient_is_helped_by_what_is_missing(program: ProgramFacts, helps: str) -> None:
    about = meta(program=program, kind="script")
    assert shows(trace(about, **stuck(about, gradient_rms=0.0)), "no-gradient").remedies == (helps,)


@pytest.mark.parametrize("steps", [StepFacts(observed=1, discarded=40), StepFacts(observed=40, discarded=200)])
def test_few_gradients_that_were_not_used_or_five_for_each_update_are_no_fault(steps: StepFacts) -> None:
    about = meta(program=ProgramFacts(steps=steps), kind="script")
    assert shows(trace(about, **stuck(about)), "no-progress").remedies != ("call-step",)


def test_what_was_learned_all_the_same_was_learned_by_some_gradient() -> None:
    steps = StepFacts(observed=20, discarded=900)
    assert diagnose(trace(meta(program=ProgramFacts(steps=steps), kind="script"))).healthy


def test_gradients_that_are_cleared_are_not_missing_because_a_part_is_frozen() -> None:
    frozen = ParameterFacts("backbone.weight", 500, False, False, True, order=0)
    about = meta(
        program=ProgramFacts(parameters=(*REACHED, frozen), steps=StepFacts(observed=40, cleared=39)), kind="script"
    )
    told = codes(diagnose(trace(about, **stuck(about, gradient_rms=0.0))))
    assert told.index("no-gradient") < told.index("frozen-parameters")


@pytest.mark.parametrize(
    ("steps", "helps"),
    [
        (StepFacts(passes=300.0), "call-step"),
        (StepFacts(observed=1, discarded=99), "call-step"),
        (StepFacts(observed=40, uphill=40), "minimize-loss"),
    ],
)
def test_no_progress_is_helped_by_what_is_missing(steps: StepFacts, helps: str) -> None:
    about = meta(program=ProgramFacts(steps=steps), kind="script", total_steps=1000 if steps.observed else 0)
    assert shows(trace(about, **stuck(about)), "no-progress").remedies == (helps,)


@pytest.mark.parametrize(("updates", "found"), [(0, False), (1000, True)])
def test_without_updates_a_copy_is_not_left_out(updates: int, found: bool) -> None:
    """A target network has nothing to follow yet."""
    used = {"requires_grad": True, "used": True, "graphed": True, "reached": True, "had_gradient": True, "order": 0}
    parameters = (
        ParameterFacts("online", 100, optimized=True, changed=updates > 0, **used),
        ParameterFacts("target", 100, optimized=False, **used),
    )
    steps = StepFacts(observed=min(updates, 40), passes=500.0)
    about = meta(total_steps=updates, program=ProgramFacts(parameters=parameters, steps=steps))
    diagnosis = diagnose(Trace(about, STEPS[:1], np.arange(1), {"loss_train": np.full((1, 1), about.chance_loss)})
                         if not updates else trace(about, **stuck(about)))  # fmt: skip
    assert ("not-optimized" in codes(diagnosis)) is found
    assert "no-progress" in codes(diagnosis)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, True),
        ({"update_ratio": 1e-2}, False),  # the weights moved
        ({"loss_train": np.geomspace(24.0, 12.0, len(STEPS))}, False),  # the loss fell
        ({"loss_train": -24.0}, False),  # of what may be minus a score nobody knows where it goes
    ],
)
def test_weights_that_did_not_move_tell_where_a_loss_has_no_level(change: dict[str, Any], found: bool) -> None:
    about = numbers(chance_loss=math.nan, loss="unknown", program=ProgramFacts(steps=StepFacts(observed=40)))
    seen = {"loss_train": 24.0, "update_ratio": 1e-6, **change}
    one = trace(about, **seen)
    assert ("learning-rate-too-low" in codes(diagnose(one))) is found
    games = replace(about, program=ProgramFacts(steps=StepFacts(observed=40), mutual=True))
    assert "learning-rate-too-low" not in codes(diagnose(trace(games, **seen)))
    if found:
        sentence = message(shows(one, "learning-rate-too-low"), about)
        assert "Nor did the loss fall" in sentence
