"""Rules of the first weights on arrays made by hand: what they are for, and what only looks like it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.all_faults import all_at_once
from tests.diagnose.handmade import STEPS, codes, layers, meta, shows, stuck, trace

from whygrad.diagnose import LIMITS, RULES, Finding, Severity, Undecided, ask, diagnose
from whygrad.diagnose.measurements.first_weights import weight_scales
from whygrad.diagnose.messages import message
from whygrad.diagnose.reading import Reading
from whygrad.nets.initializers import INITIALIZERS, Shape
from whygrad.trace import ProgramFacts


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


@pytest.mark.parametrize(("layer", "found"), [(0, True), (-1, False)])
def test_a_last_layer_that_begins_small_is_a_usual_start(layer: int, found: bool) -> None:
    weights = np.array(trace()["weight_rms"][0])
    weights[..., layer] *= 0.001
    assert ("init-too-small" in codes(diagnose(trace(**stuck(weight_rms=weights))))) is found


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


def test_units_that_change_together_do_no_harm_that_a_loss_without_a_level_shows() -> None:
    about = meta(program=ProgramFacts(mutual=True))
    assert "symmetric-init" not in codes(diagnose(trace(about, **stuck(about, unit_std=0.002, sample_std=0.5))))


@pytest.mark.parametrize(("among", "over", "learns", "found"), [
    (0.002, 0.5, False, True),
    (0.002, 0.5, True, False),  # it does no harm
    (0.02, 0.5, False, False),  # they differ enough
    (0.002, 0.01, False, False),  # nothing varies, as in a layer of small weights under a sigmoid
])  # fmt: skip
def test_units_that_change_together_are_nearly_symmetric(among: float, over: float, learns: bool, found: bool) -> None:
    """As those of layers whose random weights are all positive."""
    same = {"unit_std": among, "sample_std": over, "activation_rms": 0.7}
    diagnosis = diagnose(trace(**same) if learns else trace(**stuck(**same)))
    assert ("symmetric-init" in codes(diagnosis)) is found
    if found:
        [told] = [one for one in diagnosis.findings if one.code == "symmetric-init"]
        assert "compute nearly the same" in message(told, diagnosis.meta)


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


@pytest.mark.parametrize(
    ("constant", "first"),
    [((0, 1, 2, 3), "symmetric-init"), ((0, 2), "init-too-small"), ((3,), "init-too-small"), ((), "init-too-small")],
)
def test_weights_of_one_number_are_symmetric_whatever_their_size(constant: tuple[int, ...], first: str) -> None:
    """Units of two layers one after the other; a single one below random weights gets other gradients."""
    weights = np.asarray(trace()["weight_rms"][0]) * 0.01
    marked = tuple(replace(layer, constant=place in constant) for place, layer in enumerate(meta().layers))
    assert codes(diagnose(trace(meta(layers=marked), **stuck(weight_rms=weights))))[0] == first
    assert "symmetric-init" not in codes(diagnose(trace(meta(layers=marked))))  # it trains all the same
