"""Rules of new samples on arrays made by hand: what they are for, and what only looks like it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog
from tests.diagnose.handmade import LN2, STEPS, codes, meta, numbers, shows, stuck, trace

from whygrad.diagnose import Severity, diagnose
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.reach import least_new_accuracy
from whygrad.diagnose.messages import message
from whygrad.trace import Trace
from whygrad.trace.program import MixingFacts, ProgramFacts, StepFacts, Stop


def test_overfitting_names_the_turn() -> None:
    train = LN2 * np.exp(-STEPS / 100.0)
    test = LN2 * (0.3 + 0.7 * np.exp(-STEPS / 50.0) + 0.6 * STEPS / 1000)
    finding = shows(trace(loss_train=train, loss_test=test, accuracy_train=1.0, accuracy_test=0.8), "overfitting")
    best = int(STEPS[test.argmin()])
    assert finding.where.step == best
    assert 0 < best < 1000


@pytest.mark.parametrize(("lowest", "rise", "found"), [
    (0.3, 0.4, False),  # that the network is surer of its few mistakes is no harm
    (0.3, 0.7, True),  # but for a loss that is more than twice what it was
    (0.6, 0.5, True),  # or one above that of somebody who knows nothing
    (0.01, 0.1, False),  # many times nearly nothing is still little
])  # fmt: skip
def test_a_loss_may_rise_although_the_answers_hold(lowest: float, rise: float, found: bool) -> None:
    train = LN2 * np.exp(-STEPS / 100.0)
    test = LN2 * (lowest + (1 - lowest) * np.exp(-STEPS / 50.0) + rise * STEPS / 1000)
    ran = trace(loss_train=train, loss_test=test, accuracy_train=1.0, accuracy_test=0.96)
    assert ("overfitting" in codes(diagnose(ran))) == found


def test_a_loss_that_rises_ever_faster_is_not_told_by_a_line() -> None:
    """Nearly all of the rise comes in the last evaluations."""
    steps = np.arange(0, 1001, 20)
    train = LN2 * np.exp(-steps / 100.0)
    test = LN2 * (0.02 + np.exp(-steps / 50.0) + 1.4 * np.exp((steps - 1000) / 60.0))
    about = meta()
    ran = {name: np.interp(steps, STEPS, values[0])[None] for name, values in trace(about).channels.items()
           if values.shape == (1, len(STEPS))}  # fmt: skip
    ran |= {"loss_train": train[None], "loss_test": test[None], "accuracy_test": np.full((1, len(steps)), 0.98)}
    ran["accuracy_train"] = np.ones((1, len(steps)))
    finding = shows(Trace(about, steps, [0], ran), "overfitting")
    gap = next(one.value for one in finding.evidence if one.quantity == "test_gap")
    assert test[-5] < gap * LN2 < test[-2]  # the line ends far below


def test_answers_alone_tell_overfitting() -> None:
    train = LN2 * np.exp(-STEPS / 100.0)
    finding = shows(trace(loss_train=train, loss_test=None, accuracy_train=1.0, accuracy_test=0.75), "overfitting")
    assert finding.evidence[0].quantity == "answers_lost"
    held = trace(loss_train=train, loss_test=None, accuracy_train=1.0, accuracy_test=0.93)
    assert "overfitting" not in codes(diagnose(held))


@pytest.mark.parametrize(("shares", "right", "code"), [
    ([0.5, 0.44, 0.06], 0.6, "overfitting"),  # the same classes as in training
    ([0.1, 0.1, 0.8], 0.35, "class-imbalance"),  # the errors may all be of the class that has become frequent
    ([0.0, 0.0, 1.0], 0.2, "class-imbalance"),
])  # fmt: skip
@pytest.mark.parametrize("test_loss", [None, 1.0])
def test_answers_are_lost_to_overfitting_or_to_other_classes(
    shares: list[float], right: float, code: str, test_loss: float | None
) -> None:
    trained = [0.5, 0.44, 0.06]
    chance = -float(np.dot(trained, np.log(trained)))
    data = replace(meta().data, test_chance_accuracy=shares[0])
    about = meta(classes=3, chance_accuracy=0.5, chance_loss=chance, data=data)
    ran = trace(
        about, loss_train=chance * np.exp(-STEPS / 100.0), loss_test=test_loss, accuracy_train=0.95,
        accuracy_test=right, class_share=trained, test_class_share=shares,
    )  # fmt: skip
    said = [one.code for one in diagnose(ran).findings if one.severity is not Severity.INFO]
    assert said == [code]


@pytest.mark.parametrize(("right", "agreement", "reason"), [
    (0.51, 0.95, "belong together"),
    (0.51, 0.6, "overfits"),  # nobody knows the classes from similar samples
    (0.65, 0.95, "overfits"),
])  # fmt: skip
@pytest.mark.parametrize("test_loss", [None, 2.0])
def test_who_guesses_what_similar_samples_tell_was_asked_something_else(
    right: float, agreement: float, reason: str, test_loss: float | None
) -> None:
    data = replace(meta().data, neighbor_agreement=agreement, neighbor_chance=0.5, neighbor_samples=600)
    about = meta(data=data, program=ProgramFacts(stop="finished"))
    ran = trace(
        about, loss_train=LN2 * np.exp(-STEPS / 100.0), loss_test=test_loss, accuracy_train=1.0, accuracy_test=right
    )
    finding = shows(ran, "overfitting")
    assert reason in message(finding, about)
    assert (finding.remedies == ("check-labels",)) is (reason == "belong together")


def lowest_accuracy(accuracy: float, trained: list[float], new: list[float]) -> float:
    """The same as a linear program: the errors of the classes that cost the most on new samples."""
    times = [one / share if share else 0.0 for one, share in zip(new, trained, strict=True)]
    worst = linprog(
        [-one for one in times], A_eq=[[1.0] * len(new)], b_eq=[1 - accuracy], bounds=[(0, s) for s in trained]
    )
    never = sum(one for one, share in zip(new, trained, strict=True) if not share)
    return max(1 - never + worst.fun, 0.0)


@pytest.mark.parametrize(("trained", "new"), [
    ([0.5, 0.5], [0.5, 0.5]), ([0.9, 0.1], [0.1, 0.9]), ([0.7, 0.2, 0.1], [0.1, 0.3, 0.6]),
    ([0.6, 0.4, 0.0], [0.3, 0.3, 0.4]),
])  # fmt: skip
def test_the_lowest_accuracy_on_other_classes(trained: list[float], new: list[float]) -> None:
    levels = np.array([1.0, 0.95, 0.6, 0.0])
    least = least_new_accuracy(levels, np.array(trained), np.array(new))
    np.testing.assert_allclose(least, [lowest_accuracy(one, trained, new) for one in levels], atol=1e-12)
    if trained == new:
        np.testing.assert_allclose(least, levels)


@pytest.mark.parametrize(("samples", "found"), [(250, True), (8, False)])
def test_few_new_samples_do_not_tell_overfitting(samples: int, found: bool) -> None:
    train = np.exp(-STEPS / 100.0)
    test = np.where(STEPS < 100, 0.9, 0.4)  # by luck a loss of 0.4 is √(0.4 / 8) = 0.22 off
    about = numbers(test_samples=samples, chance_loss=1.0)
    assert ("overfitting" in codes(diagnose(trace(about, loss_train=train, loss_test=test)))) == found


@pytest.mark.parametrize(("jump", "found"), [(0.0, True), (0.25, False)])
def test_a_test_loss_that_jumps_has_not_risen(jump: float, found: bool) -> None:
    """The same rise of a test loss that jumps up and down at every evaluation may be one of its jumps."""
    train = LN2 * np.exp(-STEPS / 100.0)
    test = LN2 * (0.25 + 0.75 * np.exp(-STEPS / 50.0) + 0.15 * STEPS / 1000)
    test = test + LN2 * jump * (np.arange(len(STEPS)) % 2)
    ran = trace(loss_train=train, loss_test=test, accuracy_train=1.0, accuracy_test=0.8)
    assert ("overfitting" in codes(diagnose(ran))) == found


def test_a_rise_shows_among_jumps() -> None:
    """One evaluation is nearly as uncertain as the test loss rises; fifty of them tell that it does, as a rule."""
    steps = np.linspace(0, 1000, 50).round().astype(int)
    train = LN2 * np.exp(-steps / 100.0)
    found = {0.0: 0, 0.15: 0}
    for rise in found:
        for seed in range(60):
            luck = 0.04 * np.random.default_rng(seed).standard_normal(len(steps))
            test = LN2 * (0.35 + 0.65 * np.exp(-steps / 50.0) + rise * steps / 1000 + luck)
            values = {"loss_train": train, "loss_test": test, "accuracy_train": 1.0, "accuracy_test": 0.8}
            channels = {name: np.broadcast_to(value, steps.shape)[None] for name, value in values.items()}
            found[rise] += "overfitting" in codes(diagnose(Trace(meta(), steps, [0], channels)))
    assert found[0.0] <= 6
    assert found[0.15] >= 54


def test_a_test_loss_that_still_rises_is_told_by_where_it_ends() -> None:
    """Twelve evaluations: the median of the last ones lags behind, and stays below what is a gap or a rise."""
    steps = np.linspace(0, 1000, 12).round().astype(int)
    test = np.array([2.15, 1.96, 1.74, 1.64, 1.78, 1.70, 1.62, 1.65, 1.63, 1.81, 1.84, 1.93]) / 2.303 * LN2
    train = LN2 * np.linspace(1.0, 0.3, 12)
    values = {"loss_train": train, "loss_test": test, "accuracy_train": 0.9, "accuracy_test": 0.6}
    channels = {name: np.broadcast_to(value, steps.shape)[None] for name, value in values.items()}
    assert "overfitting" in codes(diagnose(Trace(meta(), steps, [0], channels)))
    level = channels | {"loss_test": np.minimum(test, test[8])[None]}
    assert "overfitting" not in codes(diagnose(Trace(meta(), steps, [0], level)))


@pytest.mark.parametrize(("fallen", "found"), [(1.2, False), (0.2, True)])
def test_a_gap_that_is_closing_is_not_decided(fallen: float, found: bool) -> None:
    """The test loss follows the training loss late, and falls to its end."""
    steps = np.linspace(0, 1000, 12).round().astype(int)
    train = np.linspace(1.0, 0.05, 12) ** 2
    test = 1.2 + fallen * np.linspace(1.0, 0.0, 12)
    channels = {name: np.broadcast_to(value, steps.shape)[None] for name, value in
                (("loss_train", train), ("loss_test", test))}  # fmt: skip
    told = diagnose(Trace(numbers(chance_loss=1.0), steps, [0], channels))
    assert ("overfitting" in codes(told)) == found
    assert ("overfitting" in [one.code for one in told.undecided]) == (not found)


def test_what_is_known_by_heart_in_few_updates() -> None:
    about = numbers(chance_loss=1.0, total_steps=20)
    steps = np.arange(len(STEPS))
    few = Trace(about, steps, [0], trace(about, loss_train=np.exp(-steps / 2.0), loss_test=0.7).channels)
    found = diagnose(few).findings[0]
    assert (found.code, found.evidence[0].threshold) == ("overfitting", limit("test-gap-by-heart"))


def test_overfitting_shows_the_threshold_that_decided() -> None:
    """A gap alone has to be larger than one beside a test loss that rises again."""
    train = LN2 * np.exp(-STEPS / 100.0)
    still = shows(trace(loss_train=train, loss_test=0.8 * LN2, accuracy_train=1.0, accuracy_test=0.8), "overfitting")
    assert still.evidence[0].quantity == "test_gap"
    assert still.evidence[0].threshold == limit("test-gap-most")
    test = LN2 * (0.3 + 0.7 * np.exp(-STEPS / 50.0) + 0.6 * STEPS / 1000)
    risen = shows(trace(loss_train=train, loss_test=test, accuracy_train=1.0, accuracy_test=0.8), "overfitting")
    assert risen.evidence[0].threshold == limit("test-gap")


@pytest.mark.parametrize(
    ("shift", "spread", "differ"), [(0.1, 1.1, False), (5.4, 4.0, True), (0.1, 0.3, True), (0.7, float("nan"), True)]
)
def test_inputs_of_new_samples_that_differ_from_those_of_the_training(
    shift: float, spread: float, differ: bool
) -> None:
    about = meta(data=replace(meta().data, test_shift=shift, test_spread=spread))
    assert "overfitting" not in codes(diagnose(trace(about)))  # what holds for new samples is no fault
    for given in ({"loss_test": 1.2}, {"loss_test": None}):
        told = trace(about, loss_train=0.02, accuracy_train=1.0, accuracy_test=0.6, **given)
        finding = shows(told, "overfitting")
        assert (finding.remedies[0] == "scale-inputs") is differ
        assert ("differ from those of the training" in message(finding, about)) is differ


def _held_by_decay(decay: float, agreed: float) -> Trace:
    """Half of what can be learned is; λ ‖w‖ / ‖∇L‖ is 1 for λ = 0.1. Batches agree on a share of their gradients."""
    level = {"loss_train": 0.5, "loss_test": 0.5, "gradient_rms": 0.05, "weight_rms": 0.5}
    coherence = (1 + agreed * 9) / 10  # of ten batches
    program = ProgramFacts(weight_decay=decay, steps=StepFacts(observed=1000))
    return trace(
        numbers(program=program, chance_loss=1.0), **level, gradient_coherence=coherence, coherence_batches=10.0
    )


@pytest.mark.parametrize(
    ("decay", "agreed", "found"),
    [(0.1, 0.9, True), (0.02, 0.9, False), (0.1, 0.1, False), (float("nan"), 0.9, False)],
)
def test_weight_decay_that_undoes_what_all_batches_ask_for(decay: float, agreed: float, found: bool) -> None:
    told = _held_by_decay(decay, agreed)
    assert ("underfitting" in codes(diagnose(told))) is found
    if found:
        finding = shows(told, "underfitting")
        assert {one.quantity: one.value for one in finding.evidence}["decay_pull"] == pytest.approx(1.0)
        assert finding.remedies == ("remove-regularization",)
        assert "Weight decay is too strong" in message(finding, told.meta)


@pytest.mark.parametrize(("decay", "shrunk"), [(0.3, True), (0.0, False)])
def test_weights_that_decay_has_shrunk_to_nothing(decay: float, shrunk: bool) -> None:
    left = np.where(STEPS < 100, 0.5, 1e-3)[:, None].repeat(4, 1)
    mixing = MixingFacts(samples=16, rows=16, own=0.0)
    about = meta(program=ProgramFacts(weight_decay=decay, mixing=mixing, steps=StepFacts(observed=1000)))
    finding = shows(trace(about, **stuck(weight_rms=left)), "no-progress")
    assert finding.remedies[0] == ("remove-regularization" if shrunk else "use-inputs")
    assert ("shrunk the weights" in message(finding, about)) is shrunk


def test_underfitting() -> None:
    level = {"loss_train": 0.7 * LN2, "loss_test": 0.72 * LN2, "accuracy_train": 0.7, "accuracy_test": 0.69}
    assert shows(trace(**level), "underfitting").severity is Severity.WARNING
    noisy = meta(
        data=replace(meta().data, neighbor_agreement=0.72)
    )  # labels with that much noise cannot be known better
    assert "underfitting" not in codes(diagnose(trace(noisy, **level)))


def _short(stop: Stop, explained: float, records: int = 5, kind: Any = "script", **more: Any) -> Trace:
    """The first records of a training that ended so, at eight updates and so much of the loss explained."""
    about = meta(kind=kind, total_steps=int(STEPS[records - 1]), program=ProgramFacts(stop=stop, **more))
    loss = LN2 * (1 - explained * STEPS / STEPS[records - 1])
    whole = trace(about, loss_train=loss)
    values = {name: one[:, :records] if one.ndim > 1 else one for name, one in whole.channels.items()}
    return Trace(about, STEPS[:records], np.arange(1), values)


@pytest.mark.parametrize(("stop", "explained", "found"), [
    ("finished", 0.1, True), ("exited", 0.1, True),
    ("finished", 0.8, False),  # it has learned enough
    ("stopped", 0.1, False), ("crashed", 0.1, False), ("interrupted", 0.1, False),  # others ended it
])  # fmt: skip
def test_a_program_that_ended_after_few_updates(stop: Stop, explained: float, found: bool) -> None:
    ran = _short(stop, explained)
    assert ("underfitting" in codes(diagnose(ran))) is found
    if found:
        finding = shows(ran, "underfitting")
        assert (finding.severity, finding.remedies) == (Severity.WARNING, ("longer-training",))
        assert "It ended after 8 updates" in message(finding, ran.meta)


def test_few_updates_of_what_has_no_level_tell_nothing() -> None:
    """The loss of two networks that are trained on each other's outputs, a model that is watched for a while, and a
    training of enough updates.
    """
    assert "underfitting" not in codes(diagnose(_short("finished", 0.1, mutual=True)))
    assert "underfitting" not in codes(diagnose(_short("finished", 0.1, kind="model")))
    assert "It ended after" not in " ".join(
        message(one, ran.meta) for ran in [_short("finished", 0.1, records=9)] for one in diagnose(ran).findings
    )
