"""Rules where they judge the outputs and losses of a user's program."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.diagnose.handmade import LN2, STEPS, codes, convolutions, layers, meta, numbers, shows, stuck, trace

from whygrad.diagnose import Severity, diagnose
from whygrad.diagnose.messages import message
from whygrad.trace import Meta, ProgramFacts
from whygrad.trace.program import LossFacts, MixingFacts, ParameterFacts, StepFacts, Stop


@pytest.mark.parametrize(
    ("before", "axis", "found"), [("relu", 1, True), ("log-softmax", 1, True), ("sigmoid", 1, False), ("", -1, False)]
)
def test_a_binary_cross_entropy_wants_probabilities(before: str, axis: int, found: bool) -> None:
    loss = LossFacts("binary_cross_entropy", "binary", "train", "train.py:1", 40, before, before_axis=axis)
    about = meta(program=ProgramFacts(losses=(loss,)), takes_logits=False, output=before or "identity")
    assert ("output-loss-mismatch" in codes(diagnose(trace(about, **stuck(about))))) is found


@pytest.mark.parametrize(
    ("low", "high", "mean", "found"),
    [(0.5, 0.73, 0.4, True), (0.3, 0.5, 0.6, True), (0.5, 0.73, 0.6, False), (0.49, 0.73, 0.4, False)],
)
def test_a_probability_that_never_comes_to_the_side_of_its_targets_mean(
    low: float, high: float, mean: float, found: bool
) -> None:
    """As that of a sigmoid whose logit is never negative."""
    loss = LossFacts("binary_cross_entropy", "binary", "train", "train.py:1", 40, "sigmoid", input_min=low,
                     input_max=high, target_min=0.0, target_max=1.0, target_mean=mean, whole_targets=True)  # fmt: skip
    about = meta(program=ProgramFacts(losses=(loss,)), takes_logits=False, output="sigmoid")
    assert _mismatch(about, **stuck(about)) is (Severity.WARNING if found else None)
    shares = replace(about, program=ProgramFacts(losses=(replace(loss, whole_targets=False),)))
    assert _mismatch(shares, **stuck(shares)) is None
    assert _mismatch(about) is (Severity.INFO if found else None)  # it learns all the same
    short = stuck(about, update_ratio=1e-4, step_quality=0.98, gradient_coherence=0.9)
    assert _mismatch(about, **short) is None  # it has hardly moved


@pytest.mark.parametrize(("function", "before", "code"), [
    ("cross_entropy", "softmax", "softmax-before-cross-entropy"),
    ("binary_cross_entropy_with_logits", "sigmoid", "sigmoid-before-logit-loss"),
    ("cross_entropy", "identity", ""), ("nll_loss", "softmax", ""),
])  # fmt: skip
def test_a_policy_may_have_its_softmax_twice(function: str, before: str, code: str) -> None:
    """What the losses of actions are weighed by makes no level of them, but the same function all the same."""
    loss = LossFacts(function, "policy", "train", "train.py:1", 40, before)
    about = meta(program=ProgramFacts(losses=(loss,), pulled=True), loss="policy", takes_logits=False, output=before,
                 chance_loss=math.nan)  # fmt: skip
    found = codes(diagnose(trace(about, loss_train=np.ones(len(STEPS)), loss_test=None)))
    twice = {"softmax-before-cross-entropy", "sigmoid-before-logit-loss"}
    assert twice & set(found) == ({code} if code else set())


@pytest.mark.parametrize(("width", "progress", "moved", "severity"), [
    (16, 0.58, 1e-2, Severity.WARNING),
    (16, 0.95, 1e-2, Severity.INFO),  # nothing is left to learn
    (2, 0.58, 1e-2, Severity.INFO),  # a narrow layer lets less through, as it may be meant to
    (16, 0.58, 1e-5, Severity.INFO),  # steps that are far too short come first
])  # fmt: skip
def test_layers_without_an_activation_between_them_are_of_no_use(
    width: int, progress: float, moved: float, severity: Severity
) -> None:
    """Although nobody knows how much more could be learned."""
    asked = MixingFacts(samples=4, rows=10, change=0.0, own=1.0, bent=1e-7, uneven=1e-7)
    data = replace(meta().data, neighbor_agreement=math.nan)
    about = meta(
        program=ProgramFacts(mixing=asked, stop="finished"), layers=layers("identity", (8, width, 3)), data=data
    )
    ended = trace(about, loss_train=(1 - progress) * LN2, loss_test=None, accuracy_train=0.9, update_ratio=moved)
    finding = shows(ended, "linear-network")
    assert finding.severity is severity
    alone = "There is no activation function between the layers" in message(finding, about)
    assert alone is (severity is Severity.WARNING)


@pytest.mark.parametrize(("moved", "found"), [(1e-2, True), (0.0, False)])
def test_weights_that_never_moved_do_not_show_what_a_linear_map_can_do(moved: float, found: bool) -> None:
    asked = MixingFacts(samples=4, rows=10, change=0.0, own=1.0, bent=1e-7, uneven=1e-7)
    about = meta(program=ProgramFacts(mixing=asked, stop="finished"), layers=layers("identity", (4, 16, 1)))
    told = diagnose(trace(about, **HALF, update_ratio=moved))
    bad = [one.code for one in told.findings if one.severity is not Severity.INFO]
    assert ("linear-network" in bad) is found


@pytest.mark.parametrize("before", ["softmax", "identity", "unknown"])
def test_dropout_of_the_outputs_counts_where_the_loss_gets_them(before: str) -> None:
    """A network on a graph drops what it then mixes with its neighbors'."""
    rows = tuple(replace(one, dropout=0.5 if one.name == "output" else 0.0) for one in layers())
    loss = LossFacts("cross_entropy", "cross-entropy", "train", "train.py:1", 40, before)
    about = meta(layers=rows, program=ProgramFacts(stop="finished", losses=(loss,)))
    told = [one.quantity for one in shows(trace(about, **HALF), "underfitting").evidence]
    assert ("output_dropout" in told) is (before != "unknown")


HALF = {"loss_train": 0.6 * LN2, "loss_test": None, "accuracy_train": 0.75, "accuracy_test": None}


def _mismatch(about: Meta, **more: Any) -> Severity | None:
    found = [one.severity for one in diagnose(trace(about, **more)).findings if one.code == "output-loss-mismatch"]
    return found[0] if found else None


@pytest.mark.parametrize(
    ("before", "shape", "one_hot", "high", "found"),
    [
        ("sigmoid", (20, 3), True, 1.0, True),
        ("sigmoid", (20, 1), False, 1.0, True),
        ("sigmoid", (20,), False, 1.0, True),
        ("sigmoid", (20, 3), False, 1.0, False),  # black and white pixels
        ("sigmoid", (20, 1), False, 2.0, False),
        ("identity", (20, 3), True, 1.0, False),
    ],
)
def test_sigmoids_have_no_slope_where_they_are_sure_and_a_squared_loss_says_that_they_are_wrong(
    before: str, shape: tuple[int, ...], one_hot: bool, high: float, found: bool
) -> None:
    loss = LossFacts("mse_loss", "squared", "train", "train.py:1", 40, before, target_shape=shape, one_hot=one_hot,
                     target_min=0.0, target_max=high, whole_targets=True)  # fmt: skip
    about = numbers(program=ProgramFacts(losses=(loss,)), output=before, chance_loss=1.0)
    about = replace(about, data=replace(about.data, target_min=0.0, target_max=1.0, target_std=0.5))
    assert _mismatch(about, **stuck(about)) is (Severity.WARNING if found else None)
    assert _mismatch(about) is (Severity.INFO if found else None)
    assert _mismatch(about, **stuck(about, gradient_rms=0.0)) is None  # nothing comes through, whatever the loss


@pytest.mark.parametrize(("stop", "kind", "plateau"), [
    ("stopped", "squared", True), ("finished", "squared", False), ("stopped", "binary", False),
])  # fmt: skip
def test_what_a_flat_slope_keeps_waiting_may_learn_later(stop: Stop, kind: str, plateau: bool) -> None:
    """Sigmoids under a squared loss; not at a program's own end, nor where no update would mend it."""
    loss = LossFacts("loss", kind, "train", "train.py:1", 40, "sigmoid" if kind == "squared" else "log-softmax",
                     target_shape=(20, 1), target_min=0.0, target_max=1.0, whole_targets=True)  # fmt: skip
    about = numbers(program=ProgramFacts(losses=(loss,), stop=stop, epochs=8.0), output="sigmoid", chance_loss=1.0)
    finding = shows(trace(about, **stuck(about)), "output-loss-mismatch")
    assert finding.is_root_cause
    assert finding.plateau is plateau


@pytest.mark.parametrize(("given", "told"), [((0.0, 0.99), True), ((-0.2, 11.0), False), ((0.0, 11.0), False)])
def test_an_output_that_was_scaled_after_its_activation_reaches_further(given: tuple[float, float], told: bool) -> None:
    data = replace(numbers().data, target_min=0.0, target_max=12.0, target_std=1.0)
    loss = LossFacts("mse_loss", "squared", "train", "train.py:1", 9, "sigmoid", input_min=given[0], input_max=given[1])
    about = numbers(program=ProgramFacts(losses=(loss,)), data=data, loss="squared", output="sigmoid")
    assert ("output-range-mismatch" in codes(diagnose(trace(about, loss_train=about.chance_loss)))) is told


@pytest.mark.parametrize(
    ("floor", "left", "harmed"), [(0.5, 0.5, True), (0.5, 0.05, False), (0.0, 0.05, False), (0.0, 0.5, True)]
)
def test_what_a_loss_cannot_fall_below_may_be_what_the_outputs_range_leaves_open(
    floor: float, left: float, harmed: bool
) -> None:
    """Half of the loss at chance is left, and nothing more could be reached by outputs from 0 on."""
    data = replace(numbers().data, target_min=-2.0, target_max=2.0, target_std=1.0)
    about = numbers(program=ProgramFacts(), data=data, loss="squared", output="relu", chance_loss=1.0, loss_floor=floor)
    finding = shows(trace(about, loss_train=left), "output-range-mismatch")
    assert finding.severity is (Severity.ERROR if harmed else Severity.INFO)


@pytest.mark.parametrize(
    ("loss", "output", "told"), [("difference", "log-sigmoid", False), ("squared", "sigmoid", True)]
)
def test_a_likelihood_by_hand_is_no_guess_at_its_targets(loss: str, output: str, told: bool) -> None:
    data = replace(numbers().data, target_min=0.0, target_max=12.0, target_std=1.0)
    about = numbers(program=ProgramFacts(), data=data, loss=loss, output=output)
    assert ("output-range-mismatch" in codes(diagnose(trace(about, loss_train=about.chance_loss)))) is told


@pytest.mark.parametrize(
    ("fresh", "late", "loss", "found"),
    [(True, False, 0.0, True), (False, False, 0.0, False), (True, True, 0.0, False), (True, False, None, False)],
)
def test_a_loss_that_is_nothing_from_the_start(fresh: bool, late: bool, loss: float | None, found: bool) -> None:
    """Not of weights that were loaded, nor after a gradient came once, nor where a loss is learned to be 0."""
    layers = tuple(
        ParameterFacts(f"{order}.weight", 9, True, True, True, reached=True, order=order, fresh=fresh)
        for order in range(4)
    )
    program = ProgramFacts(parameters=layers, steps=StepFacts(observed=40))
    about = numbers(program=program, chance_loss=math.nan, kind="script")
    fell = np.where(STEPS < 60, 0.5, 0.0)
    gradient = np.where(STEPS < 60, 0.1, 0.0) if late or loss is None else np.zeros(len(STEPS))
    level = fell if loss is None else loss
    signal = np.repeat(gradient[:, None], 4, 1)
    seen = trace(about, loss_train=level, gradient_rms=signal, backprop_rms=signal)
    assert ("no-gradient" in codes(diagnose(seen))) is found


@pytest.mark.parametrize(
    ("fresh", "graphed", "found"), [(True, False, True), (False, False, False), (True, True, False)]
)
def test_a_network_beside_a_loss_that_tells_nothing(fresh: bool, graphed: bool, found: bool) -> None:
    """An actor's weights as they were drawn, of which nothing with a graph is ever computed, while its critic learns
    from targets that move.
    """
    critic = LossFacts("written out", "squared", "train", "train.py:1", 40, "identity", moving=True)
    actor = ParameterFacts("actor.weight", 60, True, True, True, graphed=graphed, fresh=fresh, place="train.py:7")
    learned = ParameterFacts("critic.weight", 40, True, True, True, True, True, True, True, order=0)
    steps = StepFacts(observed=40)
    program = ProgramFacts(losses=(critic,), parameters=(actor, learned), steps=steps)
    about = numbers(program=program, kind="script")
    findings = {one.code: one for one in diagnose(trace(about)).findings}
    assert ("no-gradient" in findings) is found
    if found:
        (share,) = findings["no-gradient"].evidence
        assert (share.quantity, share.value) == ("missed_parameters", pytest.approx(0.6))
        assert message(findings["no-gradient"], about).count("actor") == 1


def _prices(**given: float) -> Meta:
    """A regression of targets around 300,000."""
    loss = LossFacts("mse_loss", "squared", "train", "train.py:5", before="identity", target_shape=(20, 1), calls=40)
    known = {"target_min": 5e4, "target_max": 6e5, "target_mean": 3e5, "target_std": 1e5}
    program = ProgramFacts(losses=(replace(loss, **(known | given)),), steps=StepFacts(observed=40))
    return numbers(program=program, kind="script", chance_loss=1e10)


@pytest.mark.parametrize(
    ("given", "way"),
    [
        ({"input_min": -1.0, "input_max": 5e3}, 0.1),
        ({"input_min": -1.0, "input_max": 6e4}, None),
        ({"input_min": -6e4, "input_max": -5e3, "target_min": -6e5, "target_max": -5e4, "target_mean": -3e5}, None),
        ({"input_min": -5e3, "input_max": 1.0, "target_min": -6e5, "target_max": -5e4, "target_mean": -3e5}, 0.1),
        ({"input_min": -1.0, "input_max": 1.0, "target_min": -6e5, "target_mean": 0.0}, None),
    ],
)
def test_outputs_that_never_reach_the_targets(given: dict[str, float], way: float | None) -> None:
    about = _prices(**given)
    diagnosis = diagnose(trace(about, loss_train=1e11, update_ratio=0.05, step_quality=0.99))
    found = next((one for one in diagnosis.findings if "scale-targets" in one.remedies), None)
    assert (found.code if found is not None else None) == (None if way is None else "learning-rate-too-low")
    if found is not None:
        assert found.cause
        assert next(one.value for one in found.evidence if one.quantity == "way_to_targets") == pytest.approx(way)


@pytest.mark.parametrize(("mean", "explodes"), [(3e5, False), (0.0, True)])
def test_loss_of_targets_far_from_0_begins_far_above_chance(mean: float, explodes: bool) -> None:
    """A gradient that grows towards the input explains such a loss only if the outputs of a network can be to blame."""
    about = replace(_prices(input_min=-1e5, input_max=1e5, target_mean=mean, target_min=-1e5), layers=convolutions())
    steep = np.array([500.0, 50.0, 5.0, 1.0])
    diagnosis = diagnose(trace(about, loss_train=1e11, backprop_rms=steep, step_quality=0.99))
    assert ("exploding-gradient" in codes(diagnosis)) == explodes


@pytest.mark.parametrize(("own", "known"), [(0.0, True), (0.2, False), (math.nan, False)])
def test_outputs_that_are_the_same_for_every_input(own: float, known: bool) -> None:
    mixing = MixingFacts(samples=4, rows=32, change=0.0, own=own)
    about = meta(program=ProgramFacts(steps=StepFacts(observed=40), mixing=mixing), kind="script")
    found = shows(trace(about, **stuck(about)), "no-progress")
    assert (found.remedies == ("use-inputs",)) == known
    assert any(one.quantity == "different_outputs" for one in found.evidence) == known


@pytest.mark.parametrize(("right", "severity"), [(0.6, Severity.ERROR), (0.95, Severity.INFO)])
def test_samples_that_mix_do_harm_if_new_ones_are_answered_wrongly(right: float, severity: Severity) -> None:
    """Also where nobody computed a loss of new samples."""
    mixing = MixingFacts(samples=4, rows=32, change=0.5, own=0.5)
    about = meta(program=ProgramFacts(steps=StepFacts(observed=40), mixing=mixing), kind="script")
    learned = trace(about, loss_train=0.01 * LN2, loss_test=np.nan, accuracy_train=1.0, accuracy_test=right)
    assert shows(learned, "batch-mixing").severity is severity


@pytest.mark.parametrize("of", ["policy", "moving", "plain"])
def test_a_loss_that_does_not_tell_what_was_learned(of: str) -> None:
    loss = LossFacts("mse_loss", "squared", "train", "train.py:1", 40, "identity", moving=of == "moving")
    program = ProgramFacts(losses=(loss,), pulled=of == "policy", stop="finished")
    bad = {"loss_train": 1.1, "loss_test": 1.1}
    found = diagnose(trace(numbers(program=program, chance_loss=1.0), **bad))
    assert ("no-progress" in codes(found)) == (of == "plain")
    never = replace(program, steps=StepFacts(passes=90.0, backward_place="train.py:9"))
    about = numbers(program=never, chance_loss=1.0, total_steps=0)
    assert "no-progress" in codes(diagnose(trace(about, **bad)))  # no update is none, whatever the loss
