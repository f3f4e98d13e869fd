"""Rules of data, outputs and losses on arrays made by hand: what they are for, and what only looks like it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.diagnose.handmade import LN2, STEPS, codes, layers, meta, numbers, shows, stuck, trace, with_output

from whygrad.diagnose import Severity, diagnose
from whygrad.diagnose.codes.inputs_not_normalized.rule import input_scale
from whygrad.diagnose.messages import message
from whygrad.trace import LayerInfo, ProgramFacts
from whygrad.trace.program import MixingFacts, ParameterFacts, StepFacts


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
        ("sgd", -np.inf, "inputs-not-normalized"),  # how much too long the step was is not known
        ("adam", -28.0, "inputs-not-normalized"),
        ("adam", -30.0, "learning-rate-too-high"),
    ],
)
def test_a_rate_too_high_for_unit_inputs_is_not_the_inputs_fault(optimizer: str, quality: float, root: str) -> None:
    course = np.where(STEPS > 1, max(quality, -898.0), quality)
    changes = stuck(input_mean=np.full(4, 30.0), input_std=np.full(4, 0.0), step_quality=course)
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
    assert finding.remedies == ("scale-inputs", "add-batch-normalization")
    assert finding.evidence[0].value == pytest.approx(2e-3)  # √4 times as large
    assert diagnose(trace(**tiny)).healthy
    level = {"loss_test": 0.3, "accuracy_train": 0.9, "accuracy_test": 0.9}
    late = level | {"loss_train": np.where(STEPS < 350, LN2, 0.3)}
    assert shows(trace(**late, **tiny), "inputs-not-normalized").severity is Severity.WARNING
    soon = level | {"loss_train": np.where(STEPS < 50, LN2, 0.3)}
    assert diagnose(trace(**soon, **tiny)).healthy
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


@pytest.mark.parametrize(("parallel", "told"), [(False, Severity.WARNING), (True, Severity.INFO)])
def test_linear_layers_side_by_side_are_not_unneeded(parallel: bool, told: Severity) -> None:
    """As a trend and what repeats are each carried on by a layer of its own, and added up."""
    side = LayerInfo("trend", "dense", "identity", 16, 8)
    above = replace(side, inputs=8) if not parallel else side
    program = ProgramFacts(steps=StepFacts(observed=40), mixing=MixingFacts(bent=0.0), stop="finished")
    about = numbers(layers=(side, above), program=program)
    loss = about.chance_loss * np.where(STEPS < 10, 1.0, 0.15)
    finding = shows(trace(about, loss_train=loss, loss_test=loss), "linear-network")
    assert finding.severity is told
