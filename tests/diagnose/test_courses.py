"""How a training went, on arrays made by hand: what its first updates, its end and its course give away."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from tests.diagnose.handmade import (
    LN2,
    STEPS,
    S,
    chain,
    codes,
    convolutions,
    layers,
    meta,
    numbers,
    shows,
    stuck,
    trace,
)

from whygrad.diagnose import Severity, diagnose
from whygrad.diagnose.messages import message
from whygrad.diagnose.reading import Reading
from whygrad.trace import ProgramFacts, Trace
from whygrad.trace.program import ParameterFacts, StepFacts


def test_first_updates_that_throw_the_weights() -> None:
    first = np.asarray(trace()["weight_rms"][0, 0])
    thrown = first * np.where(STEPS >= 4, 3.0, 1.0)[:, None]
    finding = shows(trace(**stuck(weight_rms=thrown)), "learning-rate-too-high")
    assert finding.evidence[0].quantity == "early_weight_growth"
    assert finding.evidence[0].value == pytest.approx(3.0)
    assert finding.where.step == 4
    assert codes(diagnose(trace(weight_rms=thrown))) == []  # no harm
    erased = first * np.where(STEPS >= 4, 9.0, 1.0)[:, None]
    level = {"loss_train": 0.3, "loss_test": 0.3, "accuracy_train": 0.88, "accuracy_test": 0.88}
    for quality, found in ((0.3, True), (0.8, False)):  # a typical step overshoots, or helps
        told = diagnose(trace(weight_rms=erased, step_quality=quality, **level))
        assert ("learning-rate-too-high" in codes(told)) is found
    later = first * np.where(STEPS >= 100, 3.0, 1.0)[:, None]
    assert "learning-rate-too-high" not in codes(diagnose(trace(**stuck(weight_rms=later))))
    one = first * np.where((STEPS >= 4)[:, None] & (np.arange(4) == 1), 3.0, 1.0)  # not the typical layer
    assert "learning-rate-too-high" not in codes(diagnose(trace(**stuck(weight_rms=one))))


def test_a_layer_that_the_first_updates_silence() -> None:
    """A policy beside a critic, whose loss is the one that is read: it falls."""
    thrown = np.asarray(trace()["weight_rms"][0, 0]) * np.where(STEPS >= 1, 9.0, 1.0)[:, None]
    gradient = np.where((STEPS >= 1)[:, None] & (np.arange(4) == 1), 0.0, 0.1)
    loss = LN2 * np.where(STEPS > 100, 0.25, 1.0)
    ill = {"loss_train": loss, "loss_test": loss, "gradient_rms": gradient}
    assert shows(trace(**ill, weight_rms=thrown), "learning-rate-too-high").cause
    assert "learning-rate-too-high" not in codes(diagnose(trace(**ill)))


def test_weights_that_begin_near_nothing_are_to_grow() -> None:
    grown = np.where(STEPS[:, None] >= 4, 0.5, 0.05) / np.sqrt(np.array([4, 16, 16, 16]))
    assert "learning-rate-too-high" not in codes(diagnose(trace(**stuck(weight_rms=grown))))


def test_what_was_known_and_lost_for_good() -> None:
    known = (STEPS >= 100) & (STEPS <= 500)
    loss = LN2 * np.where(known, 0.3, 1.0)
    finding = shows(trace(loss_train=loss, loss_test=loss, accuracy_train=0.5, accuracy_test=0.5),
                    "learning-rate-too-high")  # fmt: skip
    assert finding.evidence[0].quantity == "best_progress"
    once = LN2 * np.where(STEPS == 100, 0.3, 1.0)  # a batch's luck
    assert "learning-rate-too-high" not in codes(diagnose(trace(**stuck(loss_train=once))))


def test_what_new_samples_show_was_learned_whatever_the_last_batches_say() -> None:
    """Batches of a program, the last of which happen to hold the rare class: its loss seems to be that of chance."""
    loss = LN2 * np.where(STEPS >= 700, 1.0, 0.4)
    program = meta(program=ProgramFacts(stop="finished"))
    shown = Reading.of(trace(program, loss_train=loss, loss_test=0.6 * LN2))
    assert shown.final_progress == pytest.approx(0.4 - 2 * math.sqrt(0.6 / 250))
    assert not shown.stuck.any()
    few = replace(program, test_samples=10)  # so few that it may be luck
    assert Reading.of(trace(few, loss_train=loss, loss_test=0.6 * LN2)).stuck.all()
    easy = replace(program, data=replace(program.data, test_chance_loss=0.6 * LN2))  # less to be known of them
    assert Reading.of(trace(easy, loss_train=loss, loss_test=0.6 * LN2)).stuck.all()
    early = np.where(STEPS == 100, 0.6 * LN2, np.nan)
    assert Reading.of(trace(program, loss_train=loss, loss_test=early)).stuck.all()


def test_steps_that_go_to_and_fro() -> None:
    loss = LN2 * np.linspace(1.0, 0.7, S)
    ill = {"loss_train": loss, "loss_test": loss, "accuracy_train": 0.6, "step_quality": 0.4, "update_ratio": 0.05,
           "gradient_coherence": 0.05, "coherence_batches": 10.0}  # fmt: skip
    finding = shows(trace(**ill), "learning-rate-too-high")
    assert finding.evidence[0].quantity == "step_length"
    assert finding.evidence[0].value == pytest.approx(0.05)
    assert "oppose each other" in message(finding, meta())
    spared = [{"step_quality": 0.6}, {"update_ratio": 0.01}, {"gradient_coherence": 0.1}, {"gradient_coherence": None}]
    fine = trace()
    spared += [{name: fine[name][0] for name in ("loss_train", "loss_test")}]
    for one in spared:
        assert "learning-rate-too-high" not in codes(diagnose(trace(**{**ill, **one}))), one
    noisy = meta(data=replace(meta().data, neighbor_agreement=0.6))  # labels of which no more can be known
    assert "learning-rate-too-high" not in codes(diagnose(trace(noisy, **ill)))


def test_units_that_saturated_before_a_step_was_too_long_explain_it() -> None:
    surge = np.where(STEPS >= 32, 5.0, 1.0) * LN2
    ill = {"loss_train": surge, "loss_test": surge, "accuracy_train": 0.5, "step_quality": np.where(STEPS > 8, -1, 0.9)}
    by_init = diagnose(trace(**ill, saturated_share=0.9))
    assert by_init.findings[0].code == "saturated-units"
    late = diagnose(trace(**ill, saturated_share=np.where(STEPS >= 63, 0.9, 0.1)[:, None]))
    assert late.findings[0].code == "learning-rate-too-high"


@pytest.mark.parametrize(("late", "in_the_lab", "of_a_program"), [
    ((0.0, 0.4, 0.0, 0.0, 0.4, 0.2), 0.3, 0.2),  # batches that jump about: the last three tell more than the last two
    ((0.0, 0.02, 0.05, 0.1, 0.2, 0.8), 0.5, 0.5),  # on its way up
])  # fmt: skip
def test_a_programs_end_is_its_last_quarter(late: tuple[float, ...], in_the_lab: float, of_a_program: float) -> None:
    loss = LN2 * (1 - np.concatenate([np.zeros(S - 6), late]))
    for program, expected in ((None, in_the_lab), (ProgramFacts(), of_a_program)):
        about = meta(program=program, kind="experiment" if program is None else "script")
        assert Reading.of(trace(about, loss_train=loss)).final_progress == pytest.approx(expected, abs=1e-6)


def test_symmetry_that_only_rounding_breaks() -> None:
    """Late, when the training has waited for it."""
    spread = np.clip(1e-7 * np.exp((STEPS - 500) / 30.0), 1e-7, 0.3)[:, None]
    loss = LN2 * np.where(STEPS > 800, 0.6, 1.0)
    finding = shows(trace(unit_std=spread, loss_train=loss, accuracy_train=0.6, accuracy_test=0.6), "symmetric-init")
    assert finding.severity is Severity.ERROR
    assert finding.cause


def test_a_loss_that_never_comes_down_to_chance_is_an_explosion_whatever_the_steps() -> None:
    loss = 5 * LN2 + 1000 * LN2 * np.exp(-STEPS / 100.0)
    about, steep = meta(layers=convolutions()), chain(10.0)
    assert shows(trace(about, loss_train=loss, loss_test=loss, backprop_rms=steep, accuracy_train=0.5,
                       accuracy_test=0.5, step_quality=0.9), "exploding-gradient").cause  # fmt: skip
    loss = loss - 4.5 * LN2  # it comes down
    assert "exploding-gradient" not in codes(diagnose(trace(about, loss_train=loss, backprop_rms=steep)))


def ended_in_nan(weights: float, third: float = 0.9, others: float = 0.9) -> list[str]:
    """The codes of a training whose loss is NaN from update 100 on, with weights so many times their size by then. The
    quality of every third step before it, and that of the others.
    """
    loss = np.where(STEPS < 100, LN2, np.nan)
    size = np.asarray(trace()["weight_rms"][0, 0]) * np.where(STEPS == 100, weights, 1.0)[:, None]
    quality = np.where(np.arange(len(STEPS)) % 3, others, third)
    broken = trace(
        loss_train=loss, loss_test=loss, weight_rms=size, step_quality=quality,
        ended={"status": ["non-finite"], "non_finite_step": [100], "non_finite_what": ["loss"]},
    )  # fmt: skip
    return codes(diagnose(broken))


def test_nan_out_of_the_blue_is_no_steps_fault() -> None:
    assert ended_in_nan(1.1)[0] == "non-finite"
    assert ended_in_nan(50.0)[:2] == ["learning-rate-too-high", "non-finite"]
    # Weights that are NaN, too, say nothing: what is known of the steps before decides.
    assert ended_in_nan(float("nan"))[0] == "non-finite"
    assert ended_in_nan(float("nan"), third=-0.5)[:2] == ["learning-rate-too-high", "non-finite"]
    assert ended_in_nan(float("nan"), third=float("nan"))[0] == "non-finite"
    unknown = ended_in_nan(float("nan"), third=float("nan"), others=float("nan"))
    assert unknown[:2] == ["learning-rate-too-high", "non-finite"]


def test_units_of_layers_without_a_signal_are_not_dead() -> None:
    """Nothing comes through twenty layers: whether a unit is on is its bias' doing."""
    about, dead = meta(layers=layers("relu")), np.array([0.0, 0.6, 0.7, 0.0])
    spread = np.broadcast_to([0.5, 0.01, 0.001, 0.4], (1, S, 4))
    ill = trace(about, **stuck(dead_share=dead, unit_std=0.3))
    assert shows(ill, "dead-units").where.layers == ("hidden2", "hidden3")
    faint = {name: np.asarray(ill[name]) for name in ill.channels} | {"sample_std": spread}
    assert "dead-units" not in codes(diagnose(Trace(about, STEPS, [0], faint)))
    silent = faint | {"activation_rms": np.broadcast_to([0.6, 0.0, 0.0, 0.6], (1, S, 4)), "sample_std": spread * 0.0}
    assert "dead-units" in codes(diagnose(Trace(about, STEPS, [0], silent)))


def parameters(**changes: bool) -> tuple[ParameterFacts, ...]:
    facts = {"optimized": True, "requires_grad": True, "used": True, "graphed": True, "reached": True}
    return tuple(ParameterFacts(f"hidden{order + 1}.weight", 9, order=order, **(facts | changes)) for order in range(4))


@pytest.mark.parametrize(("zero", "found"), [(0, True), (2, False)])
def test_a_lowest_layer_without_gradient_is_found_although_much_is_learned(zero: int, found: bool) -> None:
    """Above it may be a branch that the loss leaves out."""
    about = meta(program=ProgramFacts(parameters=parameters()), kind="script")
    loss = LN2 * np.where(STEPS > 100, 0.25, 1.0)
    gradient = 0.1 * (np.arange(4) != zero)
    shown = codes(diagnose(trace(about, loss_train=loss, loss_test=loss, gradient_rms=gradient, backprop_rms=gradient)))
    assert ("no-gradient" in shown) == found


@pytest.mark.parametrize(("reached", "observed"), [(False, 20), (True, 20), (False, 0)])
def test_a_backward_that_arrives_nowhere(reached: bool, observed: int) -> None:
    steps = StepFacts(observed=observed, backward_place="train.py:9")
    about = meta(program=ProgramFacts(parameters=parameters(reached=reached), steps=steps), kind="script")
    finding = [one for one in diagnose(trace(about)).findings if one.code == "no-gradient"]
    assert [one.where.source for one in finding] == (["train.py:9"] if observed and not reached else [])


def test_batches_that_a_shrunken_network_cannot_learn_are_no_noise() -> None:
    loss = LN2 * np.where(np.arange(S) % 2, 0.3, 2.5)
    noise = {"loss_train": loss, "loss_test": loss, "gradient_coherence": 1 / 40.0, "step_quality": 0.8}
    assert "noisy-updates" in codes(diagnose(trace(**noise)))
    shrunken = np.where(STEPS[:, None] > 50, 1e-4, 0.3) * np.ones(4)
    assert "noisy-updates" not in codes(diagnose(trace(**noise, weight_rms=shrunken)))


@pytest.mark.parametrize(("ends", "found"), [(True, True), (False, False)])
def test_a_gradient_that_ran_away_into_nan_needs_no_loss_at_chance(ends: bool, found: bool) -> None:
    loss = np.where(STEPS < 100, np.exp(STEPS / 4.0), np.nan if ends else 1e9)
    broken = {"status": ["non-finite"], "non_finite_step": [100], "non_finite_what": ["gradient"]} if ends else None
    unknown = replace(numbers(), chance_loss=math.nan)
    diagnosis = diagnose(trace(unknown, ended=broken, loss_train=loss, gradient_norm=np.exp(STEPS / 4.0)))
    assert ("exploding-gradient" in codes(diagnosis)) == found
    assert ("exploding-gradient" in [one.code for one in diagnosis.undecided]) != found
