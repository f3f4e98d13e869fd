"""Rules of gradients and units on arrays made by hand: what they are for, and what only looks like it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.diagnose.handmade import LN2, STEPS, S, chain, codes, convolutions, found, layers, meta, shows, stuck, trace

import whygrad as wg
from whygrad.diagnose import Severity, diagnose
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.backward import backward_ratios, layer_ratios, ratios_below_entries
from whygrad.diagnose.reading import Reading
from whygrad.trace import Status
from whygrad.trace.program import LossFacts, ProgramFacts, StepFacts


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


@pytest.mark.parametrize(
    ("hidden", "output", "agreement", "found"),
    [(1e-4, 5e-3, 0.98, True), (1e-3, 5e-3, 0.98, False), (1e-4, 5e-4, 0.98, False), (1e-4, 5e-3, 0.5, False)],
)
def test_a_signal_is_too_faint_where_only_the_output_layer_has_moved(
    hidden: float, output: float, agreement: float, found: bool
) -> None:
    """A twentieth of the output's signal reaches the first layer, and what neighbors know was not learned."""
    about = meta(kind="script", program=ProgramFacts(stop="finished"))
    about = replace(about, data=replace(about.data, neighbor_agreement=agreement))
    steps = np.array([hidden, hidden, hidden, output])
    told = codes(diagnose(trace(about, **stuck(backprop_rms=chain(0.35), update_ratio=steps))))
    assert ("vanishing-gradient" in told) is found


def test_vanishing_gradient_without_harm_is_silent() -> None:
    assert codes(diagnose(trace(backprop_rms=chain(0.01)))) == []


def test_weights_that_shrink_to_nothing_are_no_vanishing_gradient() -> None:
    """A strong penalty makes all weights, and with them all gradients, go to 0."""
    shrinking = np.where(STEPS[:, None] > 0, 1e-4, 0.3) * np.ones(4)
    ill = trace(**stuck(backprop_rms=np.where(STEPS[:, None] > 0, chain(0.01), chain(1.0)), weight_rms=shrinking))
    assert codes(diagnose(ill)) == ["no-progress"]


def test_exploding_gradient_through_the_layers() -> None:
    finding = shows(
        trace(meta(layers=convolutions()), **stuck(backprop_rms=chain(10.0), step_quality=0.1)), "exploding-gradient"
    )
    assert finding.where.layers == ("hidden1",)
    assert finding.evidence[0].value == pytest.approx(1000)


@pytest.mark.parametrize(("weights", "explodes"), [(1.0, False), (20.0, True)])
def test_the_gradient_of_another_term_of_the_loss_did_not_grow_on_its_way(weights: float, explodes: bool) -> None:
    """It enters at the second layer. Only weights whose norm is above 250 can hand down 250 times what they get."""
    signal = np.array([300.0, 250.0, 1.0, 1.0]) / np.sqrt([16.0, 16.0, 16.0, 1.0])
    found = codes(diagnose(trace(**stuck(backprop_rms=signal, weight_rms=weights, step_quality=0.1))))
    assert ("exploding-gradient" in found) is explodes


@pytest.mark.parametrize(("heads", "vanishes"), [((3,), True), ((1, 3), False)])
def test_a_weaker_gradient_at_another_head_is_no_vanishing_gradient(heads: tuple[int, ...], vanishes: bool) -> None:
    """The second layer's loss is 100,000 times smaller than the last one's; the first layer feeds both."""
    about = meta(layers=tuple(replace(layer, head=at in heads) for at, layer in enumerate(layers())))
    signal = np.array([1.0, 1e-5, 1.0, 1.0]) / np.sqrt([16.0, 16.0, 16.0, 1.0])
    told = codes(diagnose(trace(about, **stuck(backprop_rms=signal, weight_rms=0.5))))
    assert ("vanishing-gradient" in told) is vanishes
    assert "exploding-gradient" not in told


@pytest.mark.parametrize(
    ("signal", "head", "loss", "times"),
    [
        ((1.0, 1e-3, 1.0, 1.0), 1, 1, 1000.0),  # the last layer's loss beside that of the second one
        ((1.0, 1e-3, 1.0, 1.0), 1, 3, None),  # the weak one is not the one that tells
        ((1.0, 1e-1, 1.0, 1.0), 1, 1, None),
        ((1.0, 500.0, 1.0, 1.0), None, -1, 500.0),  # more than weights of a norm of 8 can hand down
        ((1.0, 5.0, 1.0, 1.0), None, -1, None),
    ],
)
def test_a_part_of_the_loss_that_outweighs_the_other(
    signal: tuple[float, ...], head: int | None, loss: int, times: float | None
) -> None:
    facts = LossFacts("cross_entropy", "cross-entropy", "train", "train.py:1", 40, "identity", layer=loss)
    about = meta(
        layers=tuple(replace(layer, head=at == head) for at, layer in enumerate(layers())),
        program=ProgramFacts(losses=(facts,), stop="finished"),
    )
    units = np.sqrt([16.0, 16.0, 16.0, 1.0])
    bad = found(diagnose(trace(about, **stuck(backprop_rms=np.array(signal) / units, weight_rms=0.5))), "no-progress")
    assert bad is not None
    shown = [one.value for one in bad.evidence if one.quantity == "outweighed"]
    assert shown == ([] if times is None else [pytest.approx(times)])


@pytest.mark.parametrize("weights", [0.05, 0.5, 5.0])
def test_a_dense_network_hands_down_no_more_than_the_norm_of_its_weights(weights: float) -> None:
    experiment = wg.Experiment().replace(hidden=(8, 8, 8), activation="tanh", init=f"normal:{weights}", epochs=3)
    reading = Reading.of(wg.train(experiment, seeds=4))
    np.testing.assert_array_equal(ratios_below_entries(reading), layer_ratios(reading))


def test_large_gradients_that_do_not_overshoot_are_no_explosion() -> None:
    harmless = stuck(backprop_rms=chain(10.0), step_quality=0.9)
    assert "exploding-gradient" not in codes(diagnose(trace(meta(layers=convolutions()), **harmless)))


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


@pytest.mark.parametrize(
    ("begun", "ended", "moving", "found"),
    [(0.2, 0.95, True, True), (0.2, 0.7, True, False), (0.6, 0.95, True, False), (0.2, 0.95, False, False)],
)
def test_nearly_all_units_died_where_the_loss_tells_nothing(
    begun: float, ended: float, moving: bool, found: bool
) -> None:
    """As a Q network's whose learning rate is far too high; where the loss tells, it has learned in spite of it."""
    dying = np.zeros((1, S, 4))
    dying[..., 1] = np.where(STEPS < 63, begun, ended)
    loss = LossFacts("mse_loss", "squared", "train", "train.py:1", 40, "identity", moving=moving)
    about = meta(layers=layers("relu"), program=ProgramFacts(losses=(loss,), steps=StepFacts(observed=1000)))
    told = trace(about, dead_share=dying)
    assert ("dead-units" in codes(diagnose(told))) is found
    if found:
        finding = shows(told, "dead-units")
        assert (finding.where.layers, finding.where.step) == (("hidden2",), 63)
        assert finding.remedies[0] == "lower-learning-rate"


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


@pytest.mark.parametrize(("above", "root"), [(1e-14, "vanishing-gradient"), (1e-10, "no-gradient")])
def test_a_gradient_that_fades_below_the_smallest_number_vanishes(above: float, root: str) -> None:
    """… layer by layer; a layer that gets none below one that gets some is cut off."""
    gradient, signal = np.array([0.0, above, 1e-5, 1.0]), np.array([0.0, above, 1e-5, 1.0])
    found = diagnose(trace(meta(layers=layers("sigmoid")), **stuck(gradient_rms=gradient, backprop_rms=signal)))
    assert found.root is not None
    assert found.root.code == root
    assert ("no-gradient" in codes(found)) == (root == "no-gradient")


def test_units_that_are_dead_without_harm_are_silent() -> None:
    assert codes(diagnose(trace(meta(layers=layers("relu")), dead_share=0.6))) == []


@pytest.mark.parametrize(("dead", "progress", "found"), [(0.6, 0.0, True), (0.6, 0.4, False), (0.95, 0.4, True)])
def test_half_of_a_layer_is_enough_to_learn_more(dead: float, progress: float, found: bool) -> None:
    """What has learned something is not held back by units that died, unless they are nearly all of a layer."""
    loss = (1.0 - progress) * LN2
    told = diagnose(trace(meta(layers=layers("relu")), dead_share=dead, loss_train=loss, loss_test=loss))
    assert ("dead-units" in codes(told)) is found


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


@pytest.mark.parametrize(
    ("start", "later", "found"), [(0.85, 0.85, True), (0.0, 0.85, False), (0.0, 0.97, True), (0.85, 0.6, False)]
)
def test_units_that_are_nearly_all_saturated_matter_to_what_learns(start: float, later: float, found: bool) -> None:
    """… from the start, or nearly without exception."""
    share = np.where(STEPS > 2, later, start)[:, None]
    told = diagnose(trace(saturated_share=share, loss_train=0.3 * LN2, loss_test=0.3 * LN2))
    assert ("saturated-units" in codes(told)) is found


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
