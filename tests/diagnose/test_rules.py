"""Each rule on arrays made by hand: it sees what it is for, and nothing in a healthy training."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.all_faults import all_at_once
from tests.diagnose.handmade import STEPS, S, layers, meta, shows, stuck, trace

from whygrad.diagnose import LIMITS, RULES, Diagnosis, Finding, Severity, Undecided, ask, diagnose
from whygrad.diagnose.codes.inputs_not_normalized.rule import input_scale
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.backward import backward_ratios
from whygrad.diagnose.measurements.first_weights import weight_scales
from whygrad.diagnose.measurements.steps import distance_traveled, unrest
from whygrad.diagnose.messages import message
from whygrad.diagnose.reading import Reading
from whygrad.nets.initializers import INITIALIZERS, Shape
from whygrad.trace import DataFacts, LayerInfo, Meta, ProgramFacts, Status, Trace
from whygrad.trace.program import ParameterFacts

LN2 = float(np.log(2))


def codes(diagnosis: Diagnosis) -> list[str]:
    return [finding.code for finding in diagnosis.findings]


def numbers(**changes: Any) -> Meta:
    facts = DataFacts(target_min=-1.0, target_max=1.0, target_std=0.5)
    base = {
        "task": "numbers", "classes": 0, "loss": "squared", "takes_logits": False, "chance_loss": 0.125,
        "chance_accuracy": float("nan"), "data": facts,
    }  # fmt: skip
    return meta(**{**base, **changes})


def with_output(output: str, **changes: Any) -> Meta:
    about = meta(output=output, **changes)
    return replace(about, layers=(*about.layers[:-1], replace(about.layers[-1], activation=output)))


# healthy: nothing


@pytest.mark.parametrize("about", [meta(), numbers(), meta(layers=layers("relu")), meta(layers=layers("relu", (4, 1)))])
@pytest.mark.parametrize("runs", [1, 8])
def test_a_healthy_training_has_no_findings(about: Meta, runs: int) -> None:
    diagnosis = diagnose(trace(about, runs))
    assert codes(diagnosis) == []
    assert diagnosis.undecided == ()
    assert diagnosis.healthy
    assert diagnosis.root is None


def test_small_gradients_of_a_finished_training_do_not_vanish() -> None:
    """At the end the loss is near 0, and so is every gradient: that is success."""
    healthy = trace()
    scale = np.logspace(-12, 0, 4) * np.where(STEPS > 300, 1.0, np.nan)[:, None]
    fading = np.where(np.isfinite(scale), scale, np.asarray(healthy["backprop_rms"][0]))
    assert codes(diagnose(trace(backprop_rms=fading, saturated_share=0.9, gradient_rms=fading))) == []


# gradient flow


def chain(factor: float, units: tuple[int, ...] = (16, 16, 16, 1)) -> np.ndarray:
    """backprop_rms (L,) of a signal that every layer multiplies by `factor` on its way back from the output."""
    depth = len(units)
    norms = factor ** np.arange(depth - 1, -1, -1.0)
    return norms / np.sqrt(units)


def test_backward_ratios_are_the_product_of_the_factors() -> None:
    ratios = backward_ratios(np.broadcast_to(chain(0.25), (2, S, 4)), np.array([16.0, 16.0, 16.0, 1.0]))
    np.testing.assert_allclose(ratios, np.broadcast_to([0.25**3, 0.25**2, 0.25, 1.0], (2, S, 4)))


def test_vanishing_gradient_names_layers_and_size() -> None:
    finding = shows(trace(**stuck(backprop_rms=chain(0.01))), "vanishing-gradient")
    assert finding.where.layers == ("hidden1", "hidden2")  # 1e-6 and 1e-4, not hidden3's 1e-2
    assert finding.evidence[0].quantity == "gradient_ratio"
    assert finding.evidence[0].value == pytest.approx(1e-6)
    assert finding.evidence[0].threshold == 1e-3
    assert finding.severity is Severity.ERROR
    assert finding.cause


def test_vanishing_gradient_without_harm_is_silent() -> None:
    assert codes(diagnose(trace(backprop_rms=chain(0.01)))) == []


def test_weights_that_shrink_to_nothing_are_no_vanishing_gradient() -> None:
    """A strong penalty makes all weights, and with them all gradients, go to 0."""
    shrinking = np.where(STEPS[:, None] > 0, 1e-4, 0.3) * np.ones(4)
    ill = trace(**stuck(backprop_rms=np.where(STEPS[:, None] > 0, chain(0.01), chain(1.0)), weight_rms=shrinking))
    assert codes(diagnose(ill)) == ["no-progress"]


def test_exploding_gradient_through_the_layers() -> None:
    finding = shows(trace(**stuck(backprop_rms=chain(10.0), step_quality=0.1)), "exploding-gradient")
    assert finding.where.layers == ("hidden1",)
    assert finding.evidence[0].value == pytest.approx(1000)


def test_large_gradients_that_do_not_overshoot_are_no_explosion() -> None:
    assert "exploding-gradient" not in codes(diagnose(trace(**stuck(backprop_rms=chain(10.0), step_quality=0.9))))


def test_exploding_gradient_over_time() -> None:
    rising = LN2 * np.exp(STEPS / 100.0)
    finding = shows(
        trace(loss_train=rising, loss_test=rising, gradient_norm=np.exp(STEPS / 80.0), step_quality=-1.0),
        "exploding-gradient",
    )
    assert finding.where.layers == ()
    assert finding.because_of == "learning-rate-too-high"


def test_dead_units_name_the_layer_and_the_update() -> None:
    dying = np.zeros((S, 4))
    dying[5:, 1] = 1.0
    finding = shows(trace(meta(layers=layers("relu")), **stuck(dead_share=dying)), "dead-units")
    assert finding.where.layers == ("hidden2",)
    assert finding.where.step == 16
    assert finding.evidence[0].value == 1.0


def test_units_to_which_no_signal_came_are_not_dead() -> None:
    """Layers whose values depended next to nothing on the sample before the first update: what the signal lacks, no
    other activation function gives back.
    """
    dying = np.zeros((S, 4))
    dying[5:, 1:3] = 1.0
    carried = np.full((1, S, 4), 0.6)
    carried[:, 0, 1:3] = 6e-4
    told = stuck(dead_share=dying, sample_std=carried)
    assert "dead-units" not in codes(diagnose(trace(meta(layers=layers("relu")), **told)))


@pytest.mark.parametrize(("died", "root"), [(1, "dead-units"), (8, "vanishing-gradient")])
def test_what_began_with_next_to_no_gradient_did_not_lose_it_to_dead_units(died: int, root: str) -> None:
    """… that died later; those that die first let nothing through."""
    dead, signal = np.zeros((1, S, 4)), np.broadcast_to(chain(0.01), (1, S, 4)).copy()
    dead[:, died:, 1] = 1.0
    signal[:, died:, :2] = 0.0
    if died == 1:
        signal[:, 0] = chain(0.5)
    found = diagnose(trace(meta(layers=layers("relu")), **stuck(dead_share=dead, backprop_rms=signal)))
    assert found.root is not None
    assert found.root.code == root


@pytest.mark.parametrize(("last", "root"), [(0.6, "no-gradient"), (1.0, "dead-units")])
def test_units_do_not_keep_a_gradient_from_the_layer_above_them(last: float, root: str) -> None:
    """Nothing comes back to the output layer: from a flat loss, unless all units below it are off."""
    dead = np.zeros((1, S, 4))
    dead[..., 2] = last
    found = diagnose(trace(meta(layers=layers("relu")), **stuck(dead_share=dead, gradient_rms=0.0)))
    assert found.findings[0].code == root


def test_units_that_are_dead_without_harm_are_silent() -> None:
    assert codes(diagnose(trace(meta(layers=layers("relu")), dead_share=0.6))) == []


@pytest.mark.parametrize("activation", ["step", "sign"])
def test_step_units_cannot_die(activation: str) -> None:
    gradient = np.array([0.0, 0.0, 0.0, 0.1])
    diagnosis = diagnose(trace(meta(layers=layers(activation)), **stuck(dead_share=1.0, gradient_rms=gradient)))
    assert diagnosis.root is not None
    assert diagnosis.root.code == "no-gradient"
    assert diagnosis.root.where.layers == ("hidden1", "hidden2", "hidden3")
    assert "dead-units" not in codes(diagnosis)


def test_saturated_units() -> None:
    share = np.array([0.9, 0.8, 0.1, 0.0])
    finding = shows(trace(**stuck(saturated_share=share)), "saturated-units")
    assert finding.where.layers == ("hidden1", "hidden2")
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("activation", "share", "found"), [("gelu", 0.7, False), ("gelu", 0.9, True), ("tanh", 0.7, True)]
)
def test_units_that_are_flat_at_one_end_may_be_off(activation: str, share: float, found: bool) -> None:
    """As those of ReLU are for half of the samples: the others pass the gradient on."""
    about = meta(layers=layers(activation))
    told = diagnose(trace(about, **stuck(about, saturated_share=[share, share, share, 0.0])))
    assert ("saturated-units" in codes(told)) == found
    if found:
        shown = next(one for one in told.findings if one.code == "saturated-units").evidence[0]
        assert shown.threshold == limit("saturated-most" if activation == "gelu" else "saturated-share")


def test_units_that_come_to_rest_in_saturation_are_an_answer() -> None:
    """A narrow network may need steep units; they saturate late, not from the start."""
    late = np.where(STEPS > 500, 0.9, 0.1)[:, None]
    poor = {"loss_train": 0.7 * LN2, "loss_test": 0.7 * LN2}
    assert "saturated-units" not in codes(diagnose(trace(saturated_share=late, **poor)))


def test_non_finite_names_layer_and_place() -> None:
    loss = np.where(STEPS < 63, LN2 * (1 + STEPS), np.nan)
    ended = {
        "status": [Status.NON_FINITE], "non_finite_step": [40], "non_finite_layer": [1],
        "non_finite_what": ["activation"],
    }  # fmt: skip
    finding = shows(trace(ended=ended, loss_train=loss, loss_test=loss, step_quality=-1.0), "non-finite")
    assert finding.where.layers == ("hidden2",)
    assert finding.where.step == 40
    assert finding.evidence[0].quantity == "non_finite_activation"
    assert finding.because_of is not None


def test_what_is_not_finite_before_the_first_update_is_no_steps_fault() -> None:
    nothing = np.full(S, np.nan)
    ended = {
        "status": [Status.NON_FINITE],
        "non_finite_step": [0],
        "non_finite_layer": [-1],
        "non_finite_what": ["loss"],
    }
    diagnosis = diagnose(trace(ended=ended, loss_train=nothing, loss_test=nothing, step_quality=np.nan))
    assert diagnosis.root is not None
    assert diagnosis.root.code == "non-finite"


# initialization


@all_at_once("name", [name for name in INITIALIZERS if name not in ("normal", "zeros")])
@all_at_once(("inputs", "outputs"), [(2, 8), (8, 1), (64, 32), (32, 10), (8, 8), (2, 32)])
def test_the_usual_initializers_are_neither_small_nor_large(name: str, inputs: int, outputs: int) -> None:
    weights = INITIALIZERS[name].draw(np.arange(4, dtype=np.uint32), Shape(0, outputs, inputs, 1.0))
    rms = np.sqrt((weights**2).mean())
    small, large = weight_scales(np.array([rms]), np.array([float(inputs)]), np.array([float(outputs)]))
    assert LIMITS["init-small"].value < small[0]
    assert large[0] < LIMITS["init-large"].value


@pytest.mark.parametrize(("scale", "code"), [(0.01, "init-too-small"), (10.0, "init-too-large")])
def test_weights_of_a_wrong_size(scale: float, code: str) -> None:
    weights = np.asarray(trace()["weight_rms"][0]) * scale
    finding = shows(trace(**stuck(weight_rms=weights)), code)
    assert finding.where.step == 0
    assert finding.cause
    assert codes(diagnose(trace(weight_rms=weights))) == []  # it learned all the same


def test_large_inputs_make_up_for_small_weights() -> None:
    weights = np.asarray(trace()["weight_rms"][0]) * 0.01
    large = {"input_mean": [0.0] * 4, "input_std": [1e7] * 4}
    found = codes(diagnose(trace(**stuck(weight_rms=weights, **large))))
    assert "init-too-small" not in found
    assert "inputs-not-normalized" in found


def test_the_way_to_a_constant_prediction_is_no_wait_for_small_weights() -> None:
    """A mean of the targets that is far from 0 is learned first, whatever passes through the layers."""
    weights = np.asarray(trace()["weight_rms"][0]) * 0.05
    falling = np.log(2) * np.maximum(12 - 11.5 * STEPS / STEPS[-1] * 1.05, 0.45)
    assert "init-too-small" not in codes(diagnose(trace(loss_train=falling, weight_rms=weights)))


@pytest.mark.parametrize(
    ("scale", "found"), [(0.005, ["init-too-small"]), (0.2, []), (3.0, []), (20.0, ["init-too-large"])]
)
def test_weights_far_from_every_recipe_may_cost_a_part(scale: float, found: list[str]) -> None:
    partly = np.log(2) * (0.3 + 0.7 * np.exp(-3.0 * STEPS / 200))
    weights = np.asarray(trace()["weight_rms"][0]) * scale
    assert codes(diagnose(trace(loss_train=partly, weight_rms=weights))) == found


@pytest.mark.parametrize(
    ("begins", "ends", "scale", "found"),
    [(20.0, 0.3, 20.0, True), (20.0, 0.0, 20.0, False), (3.0, 0.3, 20.0, False), (20.0, 0.3, 3.0, False)],
)
def test_a_single_layer_whose_first_answers_are_too_sure(begins: float, ends: float, scale: float, found: bool) -> None:
    """… costs a part of the training, if the loss begins far above chance and does not come to its end."""
    loss = np.log(2) * (ends + 0.04 + (begins - ends) * np.exp(-3.0 * STEPS / 200))
    weights = np.asarray(trace()["weight_rms"][0]) * [1.0, 1.0, 1.0, scale]
    assert ("init-too-large" in codes(diagnose(trace(loss_train=loss, weight_rms=weights)))) is found


@pytest.mark.parametrize(("scale", "share", "found"), [(10.0, 0.8, True), (1.0, 0.8, False), (10.0, 0.2, False)])
def test_a_single_layer_with_large_first_weights_and_units_that_are_flat_at_first(
    scale: float, share: float, found: bool
) -> None:
    weights = np.asarray(trace()["weight_rms"][0]) * [1.0, scale, 1.0, 1.0]
    ill = trace(**stuck(weight_rms=weights, saturated_share=[0.1, share, 0.1, 0.0]))
    assert ("init-too-large" in codes(diagnose(ill))) is found


@pytest.mark.parametrize(("share", "severity"), [(0.8, Severity.ERROR), (0.1, Severity.INFO)])
def test_units_that_are_flat_at_first_are_judged_early(share: float, severity: Severity) -> None:
    """A script that was ended after few samples: what lies in its first weights no more updates disprove."""
    about = meta(kind="script", batch_size=5, program=ProgramFacts(stop="stopped"))
    weights = np.asarray(trace()["weight_rms"][0]) * 10.0
    flat = [0.1, share, 0.1, 0.0]
    ill = trace(about, **stuck(weight_rms=weights, saturated_share=flat, update_ratio=1e-4, gradient_coherence=0.5))
    answer = ask(RULES["init-too-large"], Reading.of(ill))
    assert isinstance(answer, Finding)
    assert answer.severity is severity


def test_first_weights_of_an_unknown_size_leave_it_undecided() -> None:
    answer = ask(RULES["init-too-large"], Reading.of(trace(**stuck(weight_rms=None))))
    assert answer == Undecided("init-too-large", ("weight_rms",))


def test_symmetric_units() -> None:
    finding = shows(trace(**stuck(unit_std=0.0, weight_rms=0.0, activation_rms=0.5)), "symmetric-init")
    assert finding.where.layers == ("hidden1", "hidden2", "hidden3")


def test_a_dead_layer_is_not_symmetric() -> None:
    ill = trace(meta(layers=layers("relu")), **stuck(unit_std=0.0, activation_rms=0.0, dead_share=1.0))
    assert "symmetric-init" not in codes(diagnose(ill))


def test_symmetry_that_breaks_is_no_finding() -> None:
    spread = np.where(STEPS > 16, 0.3, 0.0)[:, None]
    assert "symmetric-init" not in codes(diagnose(trace(**stuck(unit_std=spread, weight_rms=0.0))))


def test_saturated_units_are_symmetric_if_they_are_alike_where_they_are_not_saturated() -> None:
    """Units at the same end look alike for a time, whatever their weights."""
    sigmoid = meta(layers=layers("sigmoid"))
    at_the_end = np.where(STEPS < 2, 1.0, 0.0)[:, None]
    alike = stuck(unit_std=0.0, activation_rms=0.5, weight_rms=0.5)
    assert "symmetric-init" in codes(diagnose(trace(sigmoid, **alike, saturated_share=at_the_end)))
    assert "symmetric-init" not in codes(diagnose(trace(sigmoid, **alike, saturated_share=1.0)))


# optimization


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


# data


def test_input_scale() -> None:
    assert input_scale(np.array([3.0, 0.0]), np.array([4.0, 0.5]), pictures=False) == (5.0, 8.0)
    assert input_scale(np.array([3.0, 0.0]), np.array([4.0, 0.0]), pictures=True) == (np.sqrt(12.5), 1.0)


def test_inputs_not_normalized_cost_decides() -> None:
    wide = {"input_mean": [40000.0, 0, 0, 0], "input_std": [8000.0, 1, 1, 0.01]}
    assert shows(trace(**stuck(**wide)), "inputs-not-normalized").severity is Severity.WARNING
    harmless = diagnose(trace(**wide))
    assert [f.severity for f in harmless.findings] == [Severity.INFO]
    assert harmless.healthy


@pytest.mark.parametrize(
    ("optimizer", "quality", "root"),
    [  # inputs of mean square 900: 1/900 of the length remains, of steps that do not grow with them 1/30
        ("sgd", -898.0, "inputs-not-normalized"),
        ("sgd", -900.0, "learning-rate-too-high"),
        ("adam", -28.0, "inputs-not-normalized"),
        ("adam", -30.0, "learning-rate-too-high"),
    ],
)
def test_a_rate_too_high_for_unit_inputs_is_not_the_inputs_fault(optimizer: str, quality: float, root: str) -> None:
    changes = stuck(input_mean=np.full(4, 30.0), input_std=np.full(4, 0.0), step_quality=quality)
    found = diagnose(trace(meta(optimizer=optimizer), **changes))
    assert {"inputs-not-normalized", "learning-rate-too-high"} <= set(codes(found))
    assert found.root is not None
    assert found.root.code == root


@pytest.mark.parametrize(
    ("quality", "size", "root"),
    [  # steps of quality 0.95 could be twenty times as long before they do harm, of 0.8 five times
        (0.95, 100.0, "learning-rate-too-low"),
        (0.8, 100.0, "inputs-not-normalized"),
        (0.95, 1e-3, "inputs-not-normalized"),  # tiny inputs make for tiny gradients
    ],
)
def test_a_rate_too_low_for_the_inputs_as_they_are_is_not_their_fault(quality: float, size: float, root: str) -> None:
    slow = stuck(loss_train=LN2 * (1 - 1e-5 * STEPS), update_ratio=1e-5, step_quality=quality)
    found = diagnose(trace(**slow, input_mean=np.zeros(4), input_std=np.full(4, size)))
    assert {"inputs-not-normalized", "learning-rate-too-low"} <= set(codes(found))
    assert found.root is not None
    assert found.root.code == root


@pytest.mark.parametrize(("widths", "found"), [((4, 1), False), ((4, 16, 1), True)])
def test_one_layer_whose_steps_could_be_far_longer_has_not_arrived(widths: tuple[int, ...], found: bool) -> None:
    """Several layers without an activation are a mistake, however slow they are."""
    about = meta(layers=layers("identity", widths))
    slow = {"loss_train": LN2 * (1 - 1e-5 * STEPS), "update_ratio": 1e-5, "step_quality": 0.97}
    for quality in (0.97, 0.7):
        shown = codes(diagnose(trace(about, **stuck(about, **{**slow, "step_quality": quality}))))
        assert ("linear-network" in shown) == (found or quality < 0.9)


def test_tiny_inputs_leave_the_first_layer_to_its_biases() -> None:
    tiny = {"input_mean": [0.0] * 4, "input_std": [1e-3] * 4}
    finding = shows(trace(**stuck(**tiny)), "inputs-not-normalized")
    assert (finding.severity, finding.evidence[0].quantity) == (Severity.WARNING, "input_norm")
    assert finding.evidence[0].value == pytest.approx(2e-3)  # √4 times as large
    assert diagnose(trace(**tiny)).healthy
    normalized = (replace(layers()[0], normalization="batch"), *layers()[1:])
    assert codes(diagnose(trace(meta(layers=normalized), **stuck(**tiny)))) == ["no-progress"]
    nothing = {"input_mean": [0.0] * 4, "input_std": [0.0] * 4}
    assert "inputs-not-normalized" not in codes(diagnose(trace(**stuck(**nothing))))


def test_a_gradient_that_inputs_of_zero_take_away_is_not_missing() -> None:
    first = np.array([0.0, 1.0, 1.0, 1.0])  # the first layer's weights get none
    assert "no-gradient" in codes(diagnose(trace(**stuck(gradient_rms=first, backprop_rms=first))))
    weight = ParameterFacts("hidden1.weight", 64, optimized=True, requires_grad=True, used=True, graphed=True, order=0)
    for reached in (True, False):  # weights that are detached get none, whatever their layer's output gets
        about = meta(program=ProgramFacts(parameters=(replace(weight, reached=reached),)))
        shown = codes(diagnose(trace(about, **stuck(gradient_rms=first, backprop_rms=1.0))))
        assert ("no-gradient" not in shown) == reached


@pytest.mark.parametrize(("outputs", "found"), [(1, False), (200, True)])
def test_a_layer_without_a_gradient_matters_if_it_holds_many_weights(outputs: int, found: bool) -> None:
    """It is not the lowest one, so that all others learn beside it."""
    first, second, *rest = layers()
    about = meta(layers=(first, replace(second, inputs=1, outputs=outputs), *rest))
    second_none = np.array([1.0, 0.0, 1.0, 1.0])
    shown = codes(diagnose(trace(about, **stuck(gradient_rms=second_none, backprop_rms=1.0))))
    assert ("no-gradient" in shown) == found


def test_non_finite_data_names_the_columns() -> None:
    about = meta(data=replace(meta().data, non_finite=3, non_finite_columns=("b",)))
    finding = shows(trace(about), "non-finite-data")
    assert finding.evidence[0].value == 3
    assert finding.severity is Severity.ERROR


def test_constant_feature() -> None:
    about = meta(data=replace(meta().data, constant_columns=("year",)))
    assert shows(trace(about, **stuck()), "constant-feature").severity is Severity.WARNING
    assert shows(trace(about), "constant-feature").severity is Severity.INFO


def test_class_imbalance_that_is_learned_is_worth_a_word_only() -> None:
    about = meta(chance_accuracy=0.9, chance_loss=0.325)
    share = {"class_share": [0.9, 0.1]}
    assert shows(trace(about, accuracy_train=0.99, **share), "class-imbalance").severity is Severity.INFO
    ill = trace(about, accuracy_train=0.91, loss_train=0.3, loss_test=0.3, **share)
    assert shows(ill, "class-imbalance").severity is Severity.WARNING
    knows = trace(about, accuracy_train=0.91, loss_train=0.1, loss_test=0.1, **share)
    assert shows(knows, "class-imbalance").severity is Severity.INFO


def test_labels_that_look_random() -> None:
    about = meta(data=replace(meta().data, neighbor_agreement=0.51))
    finding = shows(trace(about, **stuck()), "labels-look-random")
    error = np.sqrt(0.25 / 250)
    assert finding.evidence[0].value == pytest.approx(0.01 / error)
    assert "labels-look-random" not in codes(diagnose(trace(about)))  # a network that generalizes proves the contrary


# output and loss


@pytest.mark.parametrize(
    ("output", "code"), [("softmax", "softmax-before-cross-entropy"), ("sigmoid", "sigmoid-before-logit-loss")]
)
def test_applied_twice(output: str, code: str) -> None:
    finding = shows(trace(with_output(output)), code)
    assert finding.severity is Severity.ERROR
    assert finding.remedies == ("output-auto",)


@pytest.mark.parametrize(
    ("loss", "output", "wrong"),
    [
        ("cross-entropy", "tanh", True), ("cross-entropy", "identity", False), ("hinge", "sigmoid", True),
        ("hinge", "tanh", False), ("squared", "tanh", False), ("squared", "identity", False),
        ("squared", "sigmoid", False),
    ],
)  # fmt: skip
def test_output_loss_mismatch(loss: str, output: str, wrong: bool) -> None:
    about = with_output(output, loss=loss, takes_logits=loss == "cross-entropy")
    assert ("output-loss-mismatch" in codes(diagnose(trace(about)))) is wrong


@pytest.mark.parametrize(("output", "wrong"), [("sigmoid", True), ("tanh", False), ("identity", False)])
def test_output_range_mismatch(output: str, wrong: bool) -> None:
    about = numbers(output=output)
    poor = {"loss_train": 0.1, "loss_test": 0.1}
    assert ("output-range-mismatch" in codes(diagnose(trace(about, **poor)))) is wrong


def test_linear_network() -> None:
    about = meta(layers=layers("linear"))
    ill = diagnose(trace(about, **stuck()))
    assert codes(ill)[0] == "linear-network"
    fitting = diagnose(trace(about))
    assert codes(fitting) == ["linear-network"]
    assert fitting.healthy  # linearly separable data: worth knowing, no fault
    assert "enough" in message(fitting.findings[0], about)
    assert "only" in message(ill.findings[0], about)


@pytest.mark.parametrize(
    ("widths", "right", "samples", "found"),
    [  # neighbors are right in 98 %: skill 0.96. A tenth below that is too little for several layers, 0.7 of it for one
        ((4, 16, 16, 16, 1), 0.90, 250, Severity.WARNING),
        ((4, 16, 16, 16, 1), 0.95, 250, Severity.INFO),
        ((4, 16, 16, 16, 1), 0.90, 20, Severity.INFO),  # three standard errors are more than a tenth
        ((4, 1), 0.90, 250, None),
        ((4, 1), 0.80, 250, Severity.WARNING),
    ],
)
def test_several_linear_layers_have_to_come_near_neighbors(
    widths: tuple[int, ...], right: float, samples: int, found: Severity | None
) -> None:
    about = meta(layers=layers("linear", widths), train_samples=samples)
    loss = float(np.log(2)) * np.where(STEPS < 10, 1.0, 0.4)
    accuracy = np.where(STEPS < 10, 0.5, right)
    diagnosis = diagnose(trace(about, loss_train=loss, loss_test=loss, accuracy_train=accuracy))
    finding = next((one for one in diagnosis.findings if one.code == "linear-network"), None)
    assert (finding.severity if finding is not None else None) == found


# generalization


def test_overfitting_names_the_turn() -> None:
    train = LN2 * np.exp(-STEPS / 100.0)
    test = LN2 * (0.3 + 0.7 * np.exp(-STEPS / 50.0) + 0.6 * STEPS / 1000)
    finding = shows(trace(loss_train=train, loss_test=test, accuracy_train=1.0, accuracy_test=0.8), "overfitting")
    best = int(STEPS[test.argmin()])
    assert finding.where.step == best
    assert 0 < best < 1000
    # Where the answers hold, that the network is surer of its few mistakes is no harm.
    surer = trace(loss_train=train, loss_test=test, accuracy_train=1.0, accuracy_test=0.96)
    assert "overfitting" not in codes(diagnose(surer))


def test_answers_alone_tell_overfitting() -> None:
    train = LN2 * np.exp(-STEPS / 100.0)
    finding = shows(trace(loss_train=train, loss_test=None, accuracy_train=1.0, accuracy_test=0.75), "overfitting")
    assert finding.evidence[0].quantity == "answers_lost"
    held = trace(loss_train=train, loss_test=None, accuracy_train=1.0, accuracy_test=0.93)
    assert "overfitting" not in codes(diagnose(held))


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


def test_underfitting() -> None:
    level = {"loss_train": 0.7 * LN2, "loss_test": 0.72 * LN2, "accuracy_train": 0.7, "accuracy_test": 0.69}
    assert shows(trace(**level), "underfitting").severity is Severity.WARNING
    noisy = meta(
        data=replace(meta().data, neighbor_agreement=0.72)
    )  # labels with that much noise cannot be known better
    assert "underfitting" not in codes(diagnose(trace(noisy, **level)))


# the battery: every rule


@pytest.mark.parametrize("code", RULES)
def test_a_rule_without_its_channels_cannot_tell(code: str) -> None:
    rule = RULES[code]
    about = next(one for one in (meta(), numbers(), meta(program=ProgramFacts())) if rule.applies(one))
    for name in rule.needs:
        answer = ask(rule, Reading.of(trace(about, **{name: None})))
        assert answer == Undecided(code, (name,)), name


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if "chance_loss" in rule.facts])
def test_a_rule_without_the_loss_at_chance_cannot_tell(code: str) -> None:
    about = meta(chance_loss=float("nan"), chance_accuracy=float("nan"))
    if RULES[code].applies(about):
        healthy = trace()
        values = {name: healthy[name] for name in healthy.channels}
        answer = ask(RULES[code], Reading.of(Trace(about, STEPS, [0], values)))
        assert isinstance(answer, Undecided)
        assert "chance_loss" in answer.missing


@pytest.mark.parametrize("value", [0.0, np.nan, np.inf, -np.inf, 1e38])
@pytest.mark.parametrize("status", ["finished", "non-finite", "diverged", "interrupted"])
def test_no_rule_stumbles_over_strange_numbers(value: float, status: str) -> None:
    """Any array gives an answer, never an exception or a warning."""
    for about in (meta(), numbers(), meta(program=ProgramFacts())):
        healthy = trace(about)
        values = {name: np.full_like(array, value) for name, array in healthy.channels.items()}
        ended = (
            {"non_finite_step": [3], "non_finite_layer": [0], "non_finite_what": ["loss"]} if "non" in status else {}
        )
        diagnosis = diagnose(Trace(about, STEPS, [0], values, status=status, **ended))
        assert all(isinstance(finding, Finding) for finding in diagnosis.findings)


@pytest.mark.parametrize("records", [0, 1, 2, 3])
def test_a_few_records_cannot_tell(records: int) -> None:
    whole = trace(**stuck())
    short = {name: array[:, :records] if array.ndim > 1 else array for name, array in whole.channels.items()}
    diagnosis = diagnose(Trace(meta(), STEPS[:records], [0], short))
    assert diagnosis.healthy
    assert "no-progress" in {undecided.code for undecided in diagnosis.undecided}


def test_single_layer_networks_are_read() -> None:
    single = (LayerInfo("output", "dense", "identity", 4, 1),)
    assert codes(diagnose(trace(meta(layers=single), **stuck()))) == ["linear-network", "no-progress"]
