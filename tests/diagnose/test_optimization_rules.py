"""Rules of steps and learning rates on arrays made by hand: what they are for, and what only looks like it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.diagnose.handmade import LN2, STEPS, S, chain, codes, layers, meta, numbers, shows, stuck, trace

from whygrad.diagnose import diagnose
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.steps import distance_traveled, unrest
from whygrad.diagnose.messages import message
from whygrad.trace import DataFacts, LossFacts, ProgramFacts


@pytest.mark.parametrize(("size", "alike"), [(1e-25, False), (1e-15, True)])
def test_outputs_whose_squares_are_nothing_do_not_tell_whether_units_are_alike(size: float, alike: bool) -> None:
    """Single precision ends at 1e-38, so a spread among numbers of 1e-25 is 0 whatever the weights are."""
    tiny = trace(**stuck(unit_std=0.0, activation_rms=size, weight_rms=1e-6))
    assert ("symmetric-init" in codes(diagnose(tiny))) is alike


def test_beside_a_layer_that_puts_out_nothing_no_signal_grows() -> None:
    begun = np.where(STEPS == 0, 100 * LN2, 2 * LN2)
    for first, found in ((0.01, True), (0.0, False)):
        size = np.array([first, 0.6, 0.6, 0.6])
        assert ("exploding-gradient" in codes(diagnose(trace(**stuck(loss_train=begun, activation_rms=size))))) is found


def test_distance_traveled_is_the_sum_of_all_updates() -> None:
    steps = np.array([0, 1, 5, 10])
    ratio = np.array([np.nan, 0.1, 0.2, 0.4])[None, :, None]
    assert distance_traveled(ratio, steps) == pytest.approx(0.1 + 4 * 0.2 + 5 * 0.4)


def test_unrest() -> None:
    assert unrest(np.array([[4.0, 3.0, 2.0, 1.0]])) == 0
    assert unrest(np.array([[1.0, 2.0, 1.0, 2.0, 1.0]])) == 0.5
    assert unrest(np.array([[1.0, 1.0]])) == 0


def test_learning_rate_too_high() -> None:
    loss = LN2 * (1 + 3 * (np.arange(S) % 2))
    finding = shows(trace(loss_train=loss, loss_test=loss, step_quality=-0.5), "learning-rate-too-high")
    assert finding.cause
    assert {evidence.quantity for evidence in finding.evidence} == {"harmful_steps", "loss_surge"}


def test_weights_that_first_updates_blew_up_did_not_begin_too_small() -> None:
    grown = np.full((1, S, 4), 300.0)
    grown[:, 0] = 1e-3
    found = diagnose(trace(**stuck(weight_rms=grown, loss_train=LN2, step_quality=0.5)))
    assert {"init-too-small", "learning-rate-too-high"} <= set(codes(found))
    assert found.root is not None
    assert found.root.code == "learning-rate-too-high"


def test_one_unusual_batch_is_no_surge() -> None:
    """A program's losses are those of single batches; the lab's are of all samples."""
    quality = np.where(np.arange(S) % 5 < 2, -0.5, 0.9)  # noise: four steps in ten harm their own batch
    for batches, found in ((1, False), (2, True)):
        loss = LN2 * np.where((np.arange(S) >= 5) & (np.arange(S) < 5 + batches), 6.0, 0.8)
        given = {"loss_train": loss, "loss_test": loss, "step_quality": quality}
        about = meta(program=ProgramFacts())
        assert ("learning-rate-too-high" in codes(diagnose(trace(about, **given)))) == found
        assert "learning-rate-too-high" in codes(diagnose(trace(**given)))


@pytest.mark.parametrize(("climbed", "until", "found"), [(5, 600, True), (1, 600, False), (5, 100, False)])
def test_the_way_up_tells_of_a_rate_that_is_too_high(climbed: int, until: int, found: bool) -> None:
    """One useless step tells nothing of the way up, and a rise that is made good at once did no harm: the first steps
    of RMSprop are long.
    """
    loss = LN2 * np.where(until >= STEPS, 1 + np.minimum(np.arange(S), climbed) / climbed, 0.8)
    quality = np.where((np.arange(S) > 0) & (np.arange(S) <= climbed), 0.0, 0.6)
    ran = trace(loss_train=loss, loss_test=loss, step_quality=quality)
    assert ("learning-rate-too-high" in codes(diagnose(ran))) == found


def test_a_surge_without_harmful_steps_is_noise() -> None:
    loss = LN2 * np.where(np.arange(S) % 2, 0.3, 2.5)
    noise = trace(loss_train=loss, loss_test=loss, gradient_coherence=1 / 40.0, step_quality=0.8)
    assert codes(diagnose(noise))[0] == "noisy-updates"


@pytest.mark.parametrize(("program", "neighbors", "found"), [
    (None, 0.98, True), (ProgramFacts(), 0.98, True), (ProgramFacts(), np.nan, False), (ProgramFacts(), 0.5, False),
])  # fmt: skip
def test_what_nobody_knows_to_be_learnable_is_not_lost_to_noise(
    program: ProgramFacts | None, neighbors: float, found: bool
) -> None:
    """A program at chance whose loss was lower by luck may have targets of which nothing can be known."""
    loss = LN2 * np.where(STEPS < 100, 0.3, np.where(np.arange(S) % 2, 1.0, 1.8))
    data = DataFacts(neighbor_agreement=neighbors, neighbor_chance=0.5, feature_names=("a", "b", "c", "d"))
    lost = trace(meta(program=program, data=data), loss_train=loss, loss_test=None, gradient_coherence=1 / 40.0,
                 accuracy_train=0.5, step_quality=0.8)  # fmt: skip
    assert ("noisy-updates" in codes(diagnose(lost))) is found


@pytest.mark.parametrize(("agreement", "spread", "found"), [(1.4, 0.0, True), (1.6, 0.0, False), (1.4, 1.3, False)])
def test_updates_are_noise_only_where_gradients_surely_agree_hardly_more_than_noise(
    agreement: float, spread: float, found: bool
) -> None:
    """Around a minimum they cancel; where they do not, losses of few samples differ by which samples they are of."""
    odd = np.arange(S) % 2
    loss = LN2 * np.where(odd, 0.3, 2.5)
    coherence = (agreement + spread * (2 * odd - 1)) / 40.0
    jumping = trace(loss_train=loss, loss_test=loss, gradient_coherence=coherence, step_quality=0.8)
    assert ("noisy-updates" in codes(diagnose(jumping))) == found


@pytest.mark.parametrize(
    ("longest", "since", "later", "found"),
    [
        (0.2, 2, 1.5, True),
        (0.05, 2, 1.5, False),  # no step that throws anything
        (0.2, 2, 0.5, False),  # the loss fell all the same
        (0.2, 200, 1.5, False),  # something else has worn it down
        (0.2, 0, 1.5, False),  # there never was a gradient
    ],
)
@pytest.mark.parametrize("chance", [LN2, np.nan])
def test_a_step_after_which_no_layer_gets_a_gradient_was_too_long(
    longest: float, since: int, later: float, found: bool, chance: float
) -> None:
    """… whether it is known what a loss at chance is or not."""
    silent = since <= STEPS
    ran = trace(
        meta(chance_loss=chance, data=DataFacts(feature_names=("a", "b", "c", "d"))),
        loss_train=LN2 * np.where(silent, later, 1.0),
        accuracy_train=0.5,
        gradient_rms=np.broadcast_to(np.where(silent, 0.0, 1.0)[None, :, None], (1, S, 4)).copy(),
        update_ratio=np.broadcast_to(np.where(STEPS <= 1, longest, 1e-6)[None, :, None], (1, S, 4)).copy(),
        step_quality=np.where(silent, np.nan, 0.9),
    )
    told = {one.code: one for one in diagnose(ran).findings}
    by_step = "learning-rate-too-high" in told and any(
        one.quantity == "zero_gradient_step" for one in told["learning-rate-too-high"].evidence
    )
    assert by_step == found


@pytest.mark.parametrize("channel", ["saturated_share", "dead_share"])
@pytest.mark.parametrize(
    ("longest", "since", "later", "found"),
    [(0.2, 2, 1.5, True), (0.05, 2, 1.5, False), (0.2, 2, 0.5, False), (0.2, 200, 1.5, False), (0.2, 0, 1.5, False)],
)
def test_a_step_after_which_most_units_of_a_layer_are_off_was_too_long(
    channel: str, longest: float, since: int, later: float, found: bool
) -> None:
    off = since <= STEPS
    ran = trace(
        loss_train=LN2 * np.where(off, later, 1.0),
        loss_test=LN2,
        accuracy_train=0.5,
        accuracy_test=0.5,
        update_ratio=np.broadcast_to(np.where(STEPS <= 1, longest, 1e-6)[None, :, None], (1, S, 4)).copy(),
        **{channel: np.where(off[None, :, None], [0.0, 0.9, 0.0, 0.0], 0.1)},
    )
    diagnosis = diagnose(ran)
    told = {one.code: one for one in diagnosis.findings}
    high = told.get("learning-rate-too-high")
    assert (high is not None and any(one.quantity == "units_off_step" for one in high.evidence)) == found
    if found:
        assert codes(diagnosis)[0] == "learning-rate-too-high"


def test_learning_rate_too_low() -> None:
    slow = LN2 * (1 - 1e-5 * STEPS)
    finding = shows(trace(**stuck(loss_train=slow, update_ratio=1e-5, step_quality=1.0)), "learning-rate-too-low")
    assert finding.evidence[0].value == pytest.approx(1e-2, rel=1e-3)  # 1000 updates of 1e-5


@pytest.mark.parametrize("place", ["hidden", "output"])
def test_dropout_of_the_outputs_is_too_much(place: str) -> None:
    """Half of the outputs are zero in training, whatever was learned."""
    dropped = [(one.name == "output") == (place == "output") for one in layers()]
    rows = tuple(replace(one, dropout=0.5) if drops else one for one, drops in zip(layers(), dropped, strict=True))
    half = {"loss_train": 0.6 * LN2, "loss_test": 0.3 * LN2, "accuracy_train": 0.75, "accuracy_test": 0.9}
    finding = shows(trace(meta(layers=rows), **half), "underfitting")
    told = "outputs" in message(finding, meta(layers=rows))
    assert told == ("output_dropout" in [one.quantity for one in finding.evidence]) == (place == "output")


@pytest.mark.parametrize("dropout", [0.5, 0.95])
def test_dropout_of_nearly_all_units_is_no_low_learning_rate(dropout: float) -> None:
    about = meta(layers=(*(replace(layer, dropout=dropout) for layer in layers()[:-1]), layers()[-1]))
    shown = stuck(about, loss_train=LN2 * (1 - 1e-5 * STEPS), update_ratio=1e-5, step_quality=1.0)
    first = diagnose(trace(about, **shown)).findings[0]
    assert first.code == ("underfitting" if dropout > limit("dropout-most") else "learning-rate-too-low")


def test_a_training_that_has_come_to_rest_was_not_too_slow() -> None:
    shown = stuck(loss_train=LN2 * (1 - 1e-5 * STEPS), step_quality=1.0)
    steps = np.where(STEPS < 500, 1e-3, 1e-6)
    resting = trace(**shown, update_ratio=np.broadcast_to(steps[None, :, None], (1, S, 4)).copy())
    assert "learning-rate-too-low" not in codes(diagnose(resting))
    rate = np.where(STEPS < 500, 0.1, 1e-5)[None]
    assert "learning-rate-too-low" in codes(diagnose(trace(**shown, update_ratio=1e-3, learning_rate=rate)))


@pytest.mark.parametrize(("accuracy", "later", "found"), [(0.7, 1e-5, True), (0.95, 1e-5, False), (0.7, 0.05, False)])
def test_a_rate_that_fades_away_with_much_left_to_learn_is_too_low(accuracy: float, later: float, found: bool) -> None:
    """… although more than half of the loss is explained."""
    rate = np.where(STEPS < 300, 0.1, later)[None]
    ill = trace(loss_train=0.45 * LN2, accuracy_train=accuracy, accuracy_test=accuracy, learning_rate=rate)
    assert ("learning-rate-too-low" in codes(diagnose(ill))) is found


def test_no_progress_only_where_nothing_else_explains_it() -> None:
    diagnosis = diagnose(trace(**stuck()))
    assert codes(diagnosis) == ["no-progress"]
    ill = diagnose(trace(**stuck(backprop_rms=chain(0.01))))
    assert codes(ill) == ["vanishing-gradient", "no-progress"]
    assert ill.findings[1].because_of == "vanishing-gradient"


@pytest.mark.parametrize(("targets", "found"), [(1, False), (32, True)])
def test_a_small_first_loss_of_a_single_sample_is_no_level(targets: int, found: bool) -> None:
    """The losses of single samples differ by the sample: only one of all targets tells where a training began."""
    facts = LossFacts("mse_loss", "squared", "train", "train.py:1", 40, "identity", target_shape=(targets, 1))
    about = numbers(kind="script", chance_loss=0.01, program=ProgramFacts(stop="finished", epochs=8.0, losses=(facts,)))
    loss = 0.05 + 0.04 * np.where(np.arange(S) % 3, 1.0, -1.0)
    loss[0] = 0.011
    told = trace(about, loss_train=loss, loss_test=loss, step_quality=np.where(np.arange(S) % 4, 0.8, -0.2))
    assert ("learning-rate-too-high" in codes(diagnose(told))) == found


@pytest.mark.parametrize(
    ("step", "since", "before", "later", "found"),
    [
        (0.05, 4, 0.1, 1.5, True),  # two such steps and more together
        (0.001, 4, 0.1, 1.5, False),  # the usual steps
        (0.05, 4, 0.1, 0.2, False),  # it learns
        (0.05, 4, 0.002, 1.5, False),  # there was little of a signal from the beginning
        (0.05, 200, 0.1, 1.5, False),  # something else has worn it down
    ],
)
def test_first_steps_after_which_the_signal_vanishes_were_too_long(
    step: float, since: int, before: float, later: float, found: bool
) -> None:
    gone = since <= STEPS
    signal = np.where(gone[:, None], [5e-4, 0.1, 1.0], [before, 1.0, 1.0])
    ran = trace(
        loss_train=LN2 * np.where(gone, later, 1.0),
        loss_test=LN2,
        accuracy_train=0.5,
        accuracy_test=0.5,
        update_ratio=np.broadcast_to(np.where(since >= STEPS, step, 1e-6)[None, :, None], (1, S, 4)).copy(),
        backprop_rms=np.concatenate([signal, np.full((S, 1), 4.0)], 1)[None] / 4,
        step_quality=0.9,
    )
    told = {one.code: one for one in diagnose(ran).findings}
    high = told.get("learning-rate-too-high")
    assert (high is not None and any(one.quantity == "faded_step" for one in high.evidence)) == found
    assert not found or told["vanishing-gradient"].because_of == "learning-rate-too-high"


@pytest.mark.parametrize(
    ("at", "far", "loss", "set_back", "found"),
    [
        ((63, 200, 400), 1e-4, 0.8, False, True),
        ((63, 200), 1e-4, 0.8, False, False),  # too few to be sure
        ((63, 200, 400), 1e-8, 0.8, False, False),  # sizes are rounded, and the steps are tiny
        ((63, 200, 400), 1e-4, 0.1, False, False),  # it ended well, as the last of several folds
        ((63, 200, 400), 1e-4, 0.1, True, True),  # how the loss goes tells nothing
        ((), 1e-4, 0.8, False, False),
        (tuple(STEPS), 1e-4, 0.8, False, False),  # the weights have never moved
    ],
)
def test_weights_that_are_the_initial_ones_again_have_learned_nothing(
    at: tuple[int, ...], far: float, loss: float, set_back: bool, found: bool
) -> None:
    weights = np.where(np.isin(STEPS, at) | (STEPS == 0), 0.5, 0.5 + far * STEPS)
    program = ProgramFacts(set_back=set_back, stop="finished")
    ran = trace(
        meta(program=program),
        loss_train=loss * LN2,
        accuracy_train=0.6 if loss > 0.5 else 0.97,
        accuracy_test=None,
        weight_rms=np.broadcast_to(weights[None, :, None], (1, S, 4)).copy(),
    )
    told = {one.code: one for one in diagnose(ran).findings}
    shown = told["no-progress"].evidence if "no-progress" in told else ()
    assert any(one.quantity == "restored" for one in shown) is found
