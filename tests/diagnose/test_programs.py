"""Rules where they judge a user's program by what its data tell."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import stats
from tests.diagnose.handmade import LN2, REACHED, STEPS, chain, codes, layers, meta, numbers, shows, stuck, trace

from whygrad.diagnose import Severity, diagnose
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.steps import distance_traveled, unrest
from whygrad.diagnose.messages import message
from whygrad.diagnose.reading import Reading
from whygrad.trace import ProgramFacts, Trace
from whygrad.trace.program import LossFacts, ModeFacts, OrderFacts, ParameterFacts, StepFacts, Stop


def test_numbers_that_look_random_need_columns_that_tell_nothing() -> None:
    data = replace(numbers().data, neighbor_agreement=0.0, neighbor_chance=0.0, neighbor_samples=400, target_told=-0.5)
    flat = {"loss_train": 1.0, "loss_test": 1.0}
    about = numbers(data=data, chance_loss=1.0)
    assert shows(trace(about, **flat), "labels-look-random").severity is Severity.ERROR
    still = diagnose(trace(about, **flat, update_ratio=1e-6))  # whose weights hardly moved
    assert "labels-look-random" in {one.code for one in still.undecided}
    wide = numbers(data=replace(data, neighbor_agreement=math.nan), chance_loss=1.0)  # a picture for each picture
    assert "labels-look-random" in codes(diagnose(trace(wide, **flat)))
    for proof in (
        replace(data, target_told=9.0),
        replace(wide.data, target_told=9.0),
        replace(data, neighbor_agreement=0.3),
    ):
        assert "labels-look-random" not in codes(diagnose(trace(numbers(data=proof, chance_loss=1.0), **flat)))
    learned = {"loss_train": 0.5, "loss_test": 0.6}
    assert "labels-look-random" not in codes(diagnose(trace(about, **learned)))


def test_a_label_that_two_columns_tell_is_not_random() -> None:
    data = replace(meta().data, neighbor_agreement=0.51, target_told=12.0)
    assert "labels-look-random" not in codes(diagnose(trace(meta(data=data), **stuck())))


@pytest.mark.parametrize(("agreement", "loss", "told"), [(0.5, LN2, True), (0.9, LN2, False), (0.5, 0.4 * LN2, False)])
def test_labels_that_nothing_tells_need_no_test_if_nothing_was_learned(
    agreement: float, loss: float, told: bool
) -> None:
    data = replace(meta().data, neighbor_agreement=agreement, neighbor_chance=0.5, neighbor_samples=600)
    about = meta(data=data, test_samples=0, program=ProgramFacts(steps=StepFacts(observed=40), stop="finished"))
    accuracy = 0.5 if loss == LN2 else 0.9
    untested = trace(about, loss_train=loss, loss_test=None, accuracy_test=None, accuracy_train=accuracy)
    assert ("labels-look-random" in codes(diagnose(untested))) is told
    if told:
        assert "its own training samples" in message(shows(untested, "labels-look-random"), about)


def test_inputs_that_drown_the_first_layer_are_costly() -> None:
    large = {"input_mean": [0.0] * 4, "input_std": [60.0] * 4, "loss_train": 0.3 * LN2, "accuracy_train": 0.85}
    drowned = trace(saturated_share=[0.95, 0.2, 0.2, 0.0], **large)
    assert shows(drowned, "inputs-not-normalized").severity is Severity.WARNING
    assert (
        shows(trace(saturated_share=[0.2, 0.2, 0.2, 0.0], **large), "inputs-not-normalized").severity is Severity.INFO
    )


def test_a_training_that_diverged_does_not_tell_whether_labels_are_random() -> None:
    data = replace(meta().data, neighbor_agreement=0.5, neighbor_chance=0.5, target_told=-0.5)
    for status, told in (("finished", True), ("diverged", False)):
        found = diagnose(trace(meta(data=data), ended={"status": status}, **stuck()))
        assert ("labels-look-random" in codes(found)) is told
        assert ("labels-look-random" in {one.code for one in found.undecided}) is not told


@pytest.mark.parametrize(("shares", "told"), [((0.5, 0.3, 0.18, 0.018, 0.002), True), ((0.98, 0.02), False)])
def test_a_rare_class_among_many_does_not_hide_that_labels_look_random(shares: tuple[float, ...], told: bool) -> None:
    """Too few samples of one class tell nothing where it is what there is to learn."""
    alike = sum(share**2 for share in shares)
    data = replace(meta().data, neighbor_agreement=alike, neighbor_chance=alike, neighbor_samples=600, target_told=-0.5)
    about = meta(data=data, classes=len(shares), chance_accuracy=max(shares), chance_loss=stats.entropy(shares))
    found = diagnose(trace(about, **stuck(about, accuracy_test=max(shares), class_share=list(shares))))
    assert ("labels-look-random" in codes(found)) is told
    assert ("labels-look-random" in {one.code for one in found.undecided}) is not told


@pytest.mark.parametrize(("accuracy", "loss"), [(0.6, LN2), (0.5, 0.9 * LN2)])
def test_what_a_constant_knows_of_new_samples_was_not_learned(accuracy: float, loss: float) -> None:
    """Where the largest class of the training samples is larger among the new ones, naming it is worth more there."""
    data = replace(meta().data, neighbor_agreement=0.5, neighbor_chance=0.5, target_told=-0.5)
    there = replace(data, test_chance_loss=loss, test_chance_accuracy=accuracy)
    for facts, told in ((data, False), (there, True)):
        about = meta(data=facts, test_samples=400)
        ended = trace(about, **stuck(about, accuracy_test=accuracy, loss_test=loss))
        assert ("labels-look-random" in codes(diagnose(ended))) is told


def test_a_loss_that_surely_falls_may_go_up_and_down() -> None:
    """The losses of single batches do."""
    noise = 0.04 * (-1) ** np.arange(len(STEPS)) * (STEPS < 500)
    loss = LN2 * (1 - 0.3 * STEPS / STEPS[-1] + noise)
    assert unrest(loss[None]) > limit("still-falling")
    unknown = replace(meta().data, neighbor_agreement=math.nan)
    shown = {"loss_train": loss, "loss_test": None, "update_ratio": 4e-4, "step_quality": 0.98}
    for program, told in ((ProgramFacts(), True), (None, False)):
        about = meta(program=program, data=unknown)
        slow = trace(about, **stuck(about, **shown, gradient_coherence=1 / 40.0))
        assert ("learning-rate-too-low" in codes(diagnose(slow))) is told


@pytest.mark.parametrize(
    ("lost", "moved", "agreement", "told"),
    [
        (0.75, 1e-3, math.nan, False),
        (0.75, 3e-4, math.nan, True),
        (0.95, 1e-3, math.nan, True),
        (0.85, 1e-3, 0.98, True),
    ],
)
def test_what_learns_without_a_known_end_is_slow_only_if_it_moved_little(
    lost: float, moved: float, agreement: float, told: bool
) -> None:
    """With a part of the loss explained, or next to nothing; neighbors know nothing, or nearly everything."""
    data = replace(meta().data, neighbor_agreement=agreement)
    loss = LN2 * np.linspace(1, lost, len(STEPS))
    shown = {"loss_train": loss, "loss_test": None, "accuracy_train": 0.6, "accuracy_test": None}
    slow = trace(meta(program=ProgramFacts(stop="finished"), data=data), **shown, update_ratio=moved, step_quality=0.98)
    assert ("learning-rate-too-low" in codes(diagnose(slow))) is told


@pytest.mark.parametrize(
    ("coherence", "found"), [(0.9, True), (0.1, False), (np.where(np.arange(len(STEPS)) < 12, 0.9, 0.1), False)]
)
def test_steps_along_which_all_batches_agree_reduce_the_loss(coherence: Any, found: bool) -> None:
    """… however much the losses of single batches go up and down: of 10 batches, independent gradients give 0.1. Those
    of the first half say nothing of how the training ended.
    """
    loss = 3.0 + 0.9 * (-1) ** np.arange(len(STEPS))
    shown = {"loss_train": loss, "loss_test": None, "update_ratio": 3e-4, "step_quality": 1.0}
    ended = trace(
        numbers(program=ProgramFacts(), chance_loss=1.0), **shown, gradient_coherence=coherence, coherence_batches=10.0
    )
    assert ("learning-rate-too-low" in codes(diagnose(ended))) is found


@pytest.mark.parametrize(("moved", "quality", "told"), [(1e-8, 0.3, True), (1e-8, -0.3, False), (5e-4, 0.3, False)])
def test_of_weights_that_hardly_moved_the_next_batch_tells_little(moved: float, quality: float, told: bool) -> None:
    about = meta(program=ProgramFacts())
    slow = trace(about, **stuck(about, loss_test=None, update_ratio=moved, step_quality=quality))
    assert ("learning-rate-too-low" in codes(diagnose(slow))) is told


def test_what_inputs_did_before_the_first_update_is_not_too_early_to_tell() -> None:
    """The loss began far above chance, as large inputs make large outputs, and was cut off on its way down."""
    program = ProgramFacts(stop="stopped", epochs=8.0)
    about = numbers(program=program, chance_loss=1.0)
    large = {"input_mean": [200.0] * 4, "input_std": [60.0] * 4, "loss_test": None}
    for start, severity in ((1.0, Severity.INFO), (1e6, Severity.WARNING)):
        ended = trace(about, **large, loss_train=start * (1 - 0.3 * STEPS / STEPS[-1]))
        assert shows(ended, "inputs-not-normalized").severity is severity


def test_what_a_program_may_still_gain() -> None:
    steps = np.arange(0, 401, 10)
    noise = 0.05 * np.random.default_rng(0).standard_normal(len(steps))
    about = numbers(program=ProgramFacts(), chance_loss=1.0)
    late = steps >= 200
    for gain in (-0.1, 0.0, 0.3):
        loss = 0.7 - gain * steps / 400 + noise
        program = Trace(about, steps, [0], {"loss_train": loss[None]})
        line = stats.linregress(steps[late], 1 - loss[late])
        assert Reading.of(program).prospect.expected_gain == pytest.approx((max(line.slope, 0.0) + line.stderr) * 400)
    assert Reading.of(trace(numbers(chance_loss=1.0))).prospect.expected_gain == 0  # in the lab


@pytest.mark.parametrize(("between", "told"), [(0.9, False), (0.06, True)])
def test_batches_unlike_each_other_that_come_again_tell_nothing_of_noise(between: float, told: bool) -> None:
    """Each record's loss is then that of the batch that it fell on."""
    order = OrderFacts(batches=200, pairs=3800, alike=0.0, alike_chance=0.0, repeats=160, between=between)
    loss = LossFacts("mse_loss", "squared", "train", "train.py:5", before="identity", target_shape=(20, 1), calls=40)
    program = ProgramFacts(losses=(loss,), order=order, steps=StepFacts(observed=40))
    found = diagnose(trace(numbers(program=program, chance_loss=1.0), loss_train=0.7, loss_test=None))
    assert ("noisy-updates" not in [one.code for one in found.undecided]) == told


@pytest.mark.parametrize(
    ("agreement", "gradients", "found"), [(0.98, 1, True), (0.98, 0.5, False), (0.6, 1, False), (math.nan, 1, False)]
)
def test_a_loss_too_noisy_to_show_a_fall(agreement: float, gradients: float, found: bool) -> None:
    """Short steps that lead nowhere are too slow if neighbors know the labels, unless the gradients of different
    batches oppose each other; otherwise nobody knows.
    """
    loss = LN2 * (1 + 0.05 * (-1) ** np.arange(len(STEPS)))
    about = meta(data=replace(meta().data, neighbor_agreement=agreement), program=ProgramFacts(), train_samples=250)
    shown = {"loss_train": loss, "loss_test": None, "update_ratio": 1e-3, "step_quality": 0.9}
    noisy = trace(about, **stuck(**shown, gradient_coherence=gradients / 40.0))
    assert ("learning-rate-too-low" in codes(diagnose(noisy))) == found


def test_records_of_evaluations_have_no_update() -> None:
    """Where most of the last ones are such, steps have not died away, nor did the weights move less."""
    evaluated = np.isin(STEPS, (800, 900))  # of the last three records
    moved = np.where(evaluated, np.nan, 1e-4)[:, None]
    about = meta(program=ProgramFacts())
    slow = trace(about, **stuck(about, loss_train=0.95 * LN2, loss_test=None, update_ratio=moved, step_quality=0.98))
    assert codes(diagnose(slow))[0] == "learning-rate-too-low"
    reading = Reading.of(slow)
    traveled = distance_traveled(reading["update_ratio"], reading.steps)
    assert traveled.max() == pytest.approx(1e-4 * (STEPS[-1] - STEPS[0]))


@pytest.mark.parametrize(("made", "told"), [(50, True), (48, False)])
def test_the_last_updates_may_have_no_record(made: int, told: bool) -> None:
    steps = np.linspace(0, 48, len(STEPS)).astype(int)
    about = meta(program=ProgramFacts(), total_steps=made)
    still = trace(about, **stuck(loss_test=None, update_ratio=1e-3, step_quality=0.98))
    assert bool(Reading.of(Trace(about, steps, still.seeds, still.channels)).judged.all()) == told


@pytest.mark.parametrize(("kept", "step", "told"), [
    ("bfloat16", 2e-4, True), ("bfloat16", 2.1e-3, False), ("float16", 1e-4, True), ("float32", 2e-4, False),
])  # fmt: skip
def test_updates_that_16_bits_cannot_store_are_lost_to_rounding(kept: str, step: float, told: bool) -> None:
    weight = ParameterFacts("weight", 100, optimized=True, requires_grad=True, used=True, reached=True,
                            had_gradient=True, changed=True, graphed=True, type=kept)  # fmt: skip
    about = meta(program=ProgramFacts(stop="finished", parameters=(weight,)))
    slow = LN2 * (1 - 0.01 * STEPS / STEPS[-1])
    channels = {"loss_train": slow, "accuracy_train": 0.5, "accuracy_test": None}
    ran = trace(about, **channels, update_ratio=np.where(STEPS > 0, step, 0.0)[None, :, None])
    finding = next((one for one in diagnose(ran).findings if one.code == "learning-rate-too-low"), None)
    if told:
        assert finding is not None
        half = float(torch_epsilon(kept)) / 4  # of the last digit of a number just below a power of 2
        assert finding.evidence[0].value == pytest.approx(step / half)
        assert finding.remedies[0] == "use-float32"
    else:
        assert finding is None or "use-float32" not in finding.remedies


def torch_epsilon(kept: str) -> float:
    """The distance from 1 to the next number of a type of PyTorch's."""
    torch = pytest.importorskip("torch")
    return torch.finfo(getattr(torch, kept)).eps


@pytest.mark.parametrize(("growth", "last", "frozen", "found"), [
    (60.0, 50.0, False, ["learning-rate-too-high"]),
    (60.0, 50.0, True, ["learning-rate-too-high", "frozen-parameters"]),  # what stayed as it was did not throw the rest
    (1.2, 50.0, False, []),  # a term of the loss that grows with time, as a penalty that is warmed up
    (60.0, 0.8, False, []),
])  # fmt: skip
def test_a_loss_of_unknown_level_that_ends_far_above_its_start(
    growth: float, last: float, frozen: bool, found: list[str]
) -> None:
    first = ParameterFacts("first", 20, optimized=True, requires_grad=True, used=True, reached=True, had_gradient=True,
                           changed=True, graphed=True, order=0, read=0, fresh=True)  # fmt: skip
    between = replace(first, name="between", size=60, requires_grad=not frozen, order=1, read=1)
    head = replace(first, name="head", order=2, read=2)
    facts = ProgramFacts(stop="finished", parameters=(first, between, head))
    begun, wide = np.minimum(STEPS / 16, 1.0), np.where(STEPS > 0, 1.0, 0.0)
    loss = 8.0 * (1 + (last - 1) * begun)
    weights = (0.4 * (1 + (growth - 1) * begun))[None, :, None]
    about, steps = meta(program=facts, chance_loss=math.nan), 0.01 * wide[None, :, None]
    ran = trace(about, loss_train=loss, weight_rms=weights, update_ratio=steps)
    said = [one.code for one in diagnose(ran).findings if one.severity is not Severity.INFO]
    assert said == found


@pytest.mark.parametrize(("repeats", "between", "found"), [(9, 0.3, True), (0, 0.3, False), (9, 0.1, False)])
def test_the_same_unlike_batches_again_are_in_an_order(repeats: int, between: float, found: bool) -> None:
    order = OrderFacts(batches=40, repeats=repeats, between=between)  # by chance 1/20 lies between batches
    loss = LossFacts("mse_loss", "squared", "train", "train.py:1", 40, "identity", target_shape=(20, 2))
    program = ProgramFacts(order=order, losses=(loss,), steps=StepFacts(observed=40))
    about, bad = numbers(program=program, chance_loss=1.0), {"loss_train": 0.9, "loss_test": 0.9}
    assert ("not-shuffled" in codes(diagnose(trace(about, **bad)))) == found
    assert "not-shuffled" not in codes(diagnose(trace(about)))  # it does no harm
    still = trace(about, **bad, update_ratio=1e-6)  # the weights stay where they are
    assert "not-shuffled" not in codes(diagnose(still))
    pairs = replace(program, losses=(replace(loss, calls=80),))  # a critic's, of what is real and what is made
    assert "not-shuffled" not in codes(diagnose(trace(replace(about, program=pairs), **bad)))
    own = replace(program, losses=(replace(loss, moving=True),))  # what targets differ by is how the network changes
    assert "not-shuffled" not in codes(diagnose(trace(replace(about, program=own), **bad)))


@pytest.mark.parametrize(
    ("repeats", "batches", "test", "found"),
    [(39, 41, 0.3, True), (39, 41, 0.03, False), (39, 41, None, False), (39, 1, 0.3, False), (38, 41, 0.3, False)],
)
def test_one_batch_of_several_tells_nothing_of_new_samples(
    repeats: int, batches: int, test: float | None, found: bool
) -> None:
    """Where it does, or nobody has asked, a batch may be learned by heart on purpose."""
    order = OrderFacts(batches=40, repeats=repeats, epoch_batches=batches)
    about = numbers(program=ProgramFacts(order=order, steps=StepFacts(observed=40)), chance_loss=1.0)
    told = codes(diagnose(trace(about, loss_train=0.01, loss_test=test)))
    assert ("not-shuffled" in told) is found


@pytest.mark.parametrize(("floor", "known"), [(0.125 - 2e-9, False), (0.1, True)])
def test_samples_with_the_same_targets_leave_nothing_to_learn(floor: float, known: bool) -> None:
    about = numbers(program=ProgramFacts(stop="finished"), loss_floor=floor)
    level = {"loss_train": 0.1251, "loss_test": 0.1251}
    assert ("no-progress" in codes(diagnose(trace(about, **level)))) is known


def test_what_an_evaluation_lacks_comes_after_what_keeps_the_training_from_learning() -> None:
    modes = ModeFacts(eval_passes=10, eval_in_train=1.0, sensitive=1)
    told = trace(meta(program=ProgramFacts(modes=modes)), **stuck(backprop_rms=chain(0.01)))
    found = codes(diagnose(told))
    assert found.index("vanishing-gradient") < found.index("eval-in-train-mode")


@pytest.mark.parametrize(("mutual", "severity"), [(False, Severity.WARNING), (True, Severity.INFO)])
def test_an_evaluation_between_two_networks_measures_nothing(mutual: bool, severity: Severity) -> None:
    modes = ModeFacts(eval_passes=10, eval_in_train=1.0, sensitive=1)
    about = meta(program=ProgramFacts(modes=modes, mutual=mutual))
    without = {"accuracy_train": None, "accuracy_test": None}
    assert shows(trace(about, **without), "eval-in-train-mode").severity is severity


def test_what_contexts_know_is_held_against_a_network_of_sequences() -> None:
    level = {"loss_train": 0.7 * LN2, "loss_test": 0.72 * LN2, "accuracy_train": 0.7, "accuracy_test": 0.69}
    nothing = replace(meta().data, neighbor_agreement=float("nan"), neighbor_chance=float("nan"))
    known = replace(nothing, context_agreement=0.9, context_chance=0.5)
    unknown = meta(data=nothing, program=ProgramFacts())
    assert "underfitting" not in codes(diagnose(trace(unknown, **level)))
    assert "underfitting" in codes(diagnose(trace(meta(data=known, program=ProgramFacts()), **level)))


@pytest.mark.parametrize(("kept", "progress", "found"), [(0.6, 0.3, True), (0.4, 0.3, False), (0.9, 0.55, False)])
def test_what_components_keep_is_held_against_an_autoencoder(kept: float, progress: float, found: bool) -> None:
    data = replace(meta().data, neighbor_agreement=float("nan"), neighbor_chance=float("nan"), projected_share=kept)
    about = meta(task="numbers", classes=0, chance_loss=1.0, data=data, program=ProgramFacts())
    level = {"loss_train": 1 - progress, "loss_test": 1 - progress, "accuracy_train": None, "accuracy_test": None}
    assert ("underfitting" in codes(diagnose(trace(about, **level)))) is found


@pytest.mark.parametrize(
    ("ratio", "agreement", "found"),
    [(7, 0.98, True), (7, float("nan"), False), (7, 0.52, False), (12, float("nan"), True), (12, 0.52, True)],
)
def test_a_small_class_that_perhaps_nobody_can_tell(ratio: int, agreement: float, found: bool) -> None:
    data = replace(meta().data, neighbor_agreement=agreement, neighbor_chance=0.5)
    largest = ratio / (ratio + 1)
    about = meta(chance_accuracy=largest, data=data, program=ProgramFacts())
    level = {"accuracy_train": largest, "loss_train": 0.9 * LN2, "class_share": [largest, 1 - largest]}
    assert ("class-imbalance" in codes(diagnose(trace(about, **level)))) is found


@pytest.mark.parametrize(("largest", "found"), [(0.3, False), (0.8, True)])
def test_rare_symbols_are_no_imbalance(largest: float, found: bool) -> None:
    data = replace(meta().data, context_agreement=0.9, context_chance=0.3)
    rest = (1 - largest) / 4.1
    shares = [largest, rest, rest, 2 * rest, 0.1 * rest]
    about = meta(classes=5, chance_accuracy=largest, data=data, program=ProgramFacts())
    learned = {"accuracy_train": largest + 0.1 * (1 - largest), "loss_train": 0.6 * LN2, "class_share": shares}
    assert ("class-imbalance" in codes(diagnose(trace(about, **learned)))) == found


def test_who_goes_uphill_gets_what_large_weights_bring() -> None:
    dead = np.where((STEPS > 16)[:, None], [0.0, 1.0, 1.0, 0.0], 0.0)
    blown = {"loss_train": 9.0, "loss_test": 9.0, "dead_share": dead, "step_quality": -1.0}
    for uphill in (0, 40):
        program = ProgramFacts(steps=StepFacts(observed=40, uphill=uphill, backward_place="train.py:9"))
        findings = diagnose(trace(meta(program=program), **blown)).findings
        first = findings[0]
        assert first.code == ("no-progress" if uphill else "learning-rate-too-high")
        assert ("learning-rate-too-high" in [one.code for one in findings]) == (not uphill)
        if uphill:
            assert first.where.source == "train.py:9"
            assert "100 %" in message(first, meta(program=program))
    learns = ProgramFacts(steps=StepFacts(observed=40, uphill=40))  # as an adversary's, which is meant to
    assert codes(diagnose(trace(meta(program=learns)))) == []


@pytest.mark.parametrize(
    ("loss", "policy", "found"),
    [
        (1.0 - np.exp(STEPS / 100), False, True),
        (1.0 - np.exp(STEPS / 100), True, False),  # of a policy no level means anything
        (2.0 - 2.0 * np.log1p(STEPS), False, False),  # a density around samples that are found ever more exactly
        (-1000.0 - STEPS, False, False),
        (2.0 - 9.0 * (STEPS > 500), False, False),  # passes 0 late
    ],
)
def test_a_loss_that_nothing_keeps_from_falling(loss: np.ndarray, policy: bool, found: bool) -> None:
    about = replace(numbers(program=ProgramFacts(pulled=policy)), loss="unknown", chance_loss=math.nan)
    findings = diagnose(trace(about, loss_train=loss)).findings
    assert [one.code for one in findings] == (["no-progress"] if found else [])
    if found:
        assert "below 0" in message(findings[0], about)
        assert findings[0].remedies[0] == "minimize-loss"


@pytest.mark.parametrize("known", [True, False])
def test_a_part_of_the_loss_that_nothing_keeps_from_falling(known: bool) -> None:
    """As a divergence with the wrong sign, until the gradients overflow; what comes after it is no training."""
    stands = np.where(STEPS > 300, -np.exp(12.0), 1.0 - np.exp(np.minimum(STEPS, 300) / 25))
    parts = {"loss_whole": stands} if known else {}
    rises = LN2 * np.where(STEPS > 50, 30.0, 1.0)
    ended = {"status": ["non-finite"], "non_finite_step": [300], "non_finite_what": ["gradient"]}
    ran = trace(meta(program=ProgramFacts()), ended=ended, loss_train=rises, **parts)
    findings = diagnose(ran).findings
    assert (findings[0].code == "no-progress") is known
    if known:
        assert "below 0" in message(findings[0], ran.meta)
        assert all(one.because_of is not None for one in findings[1:] if one.severity is not Severity.INFO)


@pytest.mark.parametrize(
    ("std", "samples", "epochs", "told"),
    [
        ([0.0, 0.0, 0.0, 1.0, 1.0], 400, math.nan, True),
        ([0.0, 0.0, 0.0, 1.0, 1.0], 400, 4, True),
        ([0.0, 0.0, 1.0, 1.0, 1.0], 400, math.nan, False),  # a border
        ([0.0, 0.0, 0.0, 1.0, 1.0], 40, math.nan, False),  # rare ones
        ([0.0, 0.0, 0.0, 1.0, 1.0], 400, 20, False),  # rare ones among few samples that come again and again
    ],
)
def test_columns_of_a_program_that_hold_nothing_any_more(
    std: list[float], samples: int, epochs: float, told: bool
) -> None:
    about = numbers(train_samples=samples)
    steps = StepFacts(observed=about.total_steps)
    about = replace(about, program=ProgramFacts(epochs=epochs, steps=steps))
    inputs = {"input_mean": [0.0] * 5, "input_std": std}
    stays = diagnose(trace(about, **inputs, loss_train=about.chance_loss, loss_test=about.chance_loss))
    assert ("constant-feature" in codes(stays)) is told
    if told:
        found = shows(trace(about, **inputs, loss_train=about.chance_loss), "constant-feature")
        assert (found.severity, found.evidence[0].value) == (Severity.WARNING, 3)


@pytest.mark.parametrize(("last", "root"), [(0.0, "inputs-not-normalized"), (0.1, "no-gradient")])
def test_inputs_may_take_outputs_to_where_the_loss_is_flat(last: float, root: str) -> None:
    program = ProgramFacts(parameters=REACHED, steps=StepFacts(observed=40))
    about = meta(program=program, kind="script", layers=layers("relu"))
    wide = {"input_mean": [1e6] * 4, "input_std": [1e6] * 4}
    gradient = np.array([0.0, 0.0, 0.0, last])
    diagnosis = diagnose(trace(about, **stuck(about, gradient_rms=gradient, backprop_rms=gradient, **wide)))
    assert diagnosis.root is not None
    assert diagnosis.root.code == root


@pytest.mark.parametrize(("first", "root"), [(0.1, "inputs-not-normalized"), (0.0, "no-gradient")])
def test_inputs_may_drive_units_to_where_they_are_flat(first: float, root: str) -> None:
    """Only what got a gradient before the first update can have lost it to the inputs."""
    about = meta(program=ProgramFacts(parameters=REACHED), kind="script", layers=layers("relu"))
    wide = {"input_mean": [20.0] * 4, "input_std": [20.0] * 4}
    gradient = np.broadcast_to([0.0, 0.1, 0.1, 0.1], (1, len(STEPS), 4)).copy()
    gradient[:, 0, 0] = first
    diagnosis = diagnose(trace(about, **stuck(about, gradient_rms=gradient, backprop_rms=gradient, **wide)))
    assert diagnosis.root is not None
    assert diagnosis.root.code == root


@pytest.mark.parametrize(
    ("of", "stop", "activation", "grave"),
    [
        ("policy", "stopped", "tanh", False),
        ("unknown", "stopped", "tanh", False),
        ("plain", "stopped", "tanh", True),
        ("policy", "finished", "tanh", True),
        ("policy", "stopped", "relu", True),
    ],
)
def test_units_at_the_end_of_their_range_may_leave_it_with_other_samples(
    of: str, stop: Stop, activation: str, grave: bool
) -> None:
    """What a policy sees changes with it, so that a training that was cut off is not judged by it."""
    loss = LossFacts("cross_entropy", "cross-entropy", "train", "train.py:1", 40, "identity")
    losses = () if of == "unknown" else (loss,)
    program = ProgramFacts(parameters=REACHED, losses=losses, pulled=of == "policy", stop=stop, epochs=8.0)
    about = meta(program=program, kind="script", layers=layers(activation))
    gradient = np.array([0.0, 0.1, 0.1, 0.1])
    finding = shows(trace(about, **stuck(about, gradient_rms=gradient, backprop_rms=gradient)), "no-gradient")
    assert (finding.severity is not Severity.INFO) is grave


@pytest.mark.parametrize(("scale", "told"), [(1.0, "constant-feature"), (1000.0, "inputs-not-normalized")])
def test_a_huge_constant_among_columns_as_huge_is_a_matter_of_scale(scale: float, told: str) -> None:
    about = numbers(program=ProgramFacts())
    inputs = {"input_mean": [1000.0, 0.0, 0.0, 0.0], "input_std": [0.0, scale, scale, scale]}
    first = codes(diagnose(trace(about, **inputs, loss_train=about.chance_loss, loss_test=about.chance_loss)))[0]
    assert first == told
