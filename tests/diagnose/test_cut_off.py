"""A training that was cut off is no finished one: what is still falling, or has hardly begun, accuses nobody."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from tests.diagnose.handmade import STEPS, channels, codes, found, layers, meta, shows, stuck, trace

from whygrad import i18n
from whygrad.diagnose import Severity, diagnose
from whygrad.diagnose.messages import message
from whygrad.diagnose.reading import Reading
from whygrad.trace import Trace
from whygrad.trace.meta import DataFacts
from whygrad.trace.program import ProgramFacts, Stop

CHANCE = float(np.log(2))


def about(stop: Stop, epochs: float = 8.0, **changes: Any) -> Any:
    return meta(kind="script", program=ProgramFacts(stop=stop, epochs=epochs), **changes)


def slow(explained: float, noise: float = 0.004) -> np.ndarray:
    """A loss that falls at an even pace in the second half, and explains so much at the end."""
    rng = np.random.default_rng(0)
    progress = explained * np.maximum(2 * STEPS / STEPS[-1] - 1, 0)
    return CHANCE * (1 - progress + noise * rng.standard_normal(len(STEPS)))


def still(at: Any, **more: Any) -> Trace:
    return trace(at, **stuck(at), **more)


@pytest.mark.parametrize("stop", ["stopped", "running", "interrupted"])
def test_a_training_that_has_not_seen_its_data_once_accuses_nobody(stop: Stop) -> None:
    finding = shows(still(about(stop, epochs=0.4)), "no-progress")
    assert finding.severity is Severity.INFO
    assert finding.early
    assert diagnose(still(about(stop, epochs=0.4))).healthy


@pytest.mark.parametrize(("stop", "epochs"), [("finished", 0.4), ("exited", 0.4), ("stopped", 8.0)])
def test_one_that_ended_by_itself_or_knows_nothing_after_all_its_data_is_accused(stop: Stop, epochs: float) -> None:
    finding = shows(still(about(stop, epochs)), "no-progress")
    assert finding.severity is Severity.ERROR
    assert not finding.early


@pytest.mark.parametrize(
    ("stop", "step", "waits"), [("stopped", 3e-4, True), ("finished", 3e-4, False), ("stopped", 1e-6, False)]
)
def test_weights_that_will_have_moved_are_waited_for(stop: Stop, step: float, waits: bool) -> None:
    """As those of a small sigmoid network on its plateau, which a rate far too low never leaves."""
    falling = CHANCE * (1 - 1e-5 * STEPS)
    at = about(stop)
    ran = trace(at, **stuck(at, loss_train=falling, update_ratio=step, step_quality=1.0))
    assert shows(ran, "learning-rate-too-low").plateau is waits


def test_whether_there_is_anything_to_learn_has_to_be_known_of_what_was_cut_off() -> None:
    unknown = DataFacts(neighbor_agreement=float("nan"), context_agreement=float("nan"))
    at = about("stopped", data=unknown)
    assert [one.missing for one in diagnose(still(at)).undecided if one.code == "no-progress"] == [
        ("one_batch_progress",)
    ]
    assert shows(still(about("finished", data=unknown)), "no-progress").severity is Severity.ERROR
    above = trace(at, **stuck(at, loss_train=1.5 * CHANCE, loss_test=None))  # the constant itself is to be learned
    assert shows(above, "no-progress").severity is Severity.ERROR
    tried = still(at, one_batch_progress=np.array([0.9]))
    assert shows(tried, "no-progress").severity is Severity.ERROR


def test_a_training_is_not_judged_by_losses_that_were_seen_only_at_its_beginning() -> None:
    at = about("finished")
    loss = np.where(STEPS <= 300, CHANCE, np.nan)
    assert "no-progress" in {one.code for one in diagnose(trace(at, loss_train=loss)).undecided}
    assert shows(trace(at, loss_train=np.full(len(STEPS), CHANCE)), "no-progress").severity is Severity.ERROR


@pytest.mark.parametrize(("stop", "explained", "accused"), [
    ("finished", 0.3, True), ("stopped", 0.3, False), ("stopped", 0.0, True),
])  # fmt: skip
def test_long_first_steps_did_no_harm_to_a_training_that_was_on_its_way(
    stop: Stop, explained: float, accused: bool
) -> None:
    grown = np.full((1, len(STEPS), 4), 1.0)
    grown[:, 0] = 0.25
    ran = trace(about(stop), loss_train=slow(explained), loss_test=slow(explained), weight_rms=grown)
    assert (found(diagnose(ran), "learning-rate-too-high") is not None) is accused


def test_a_training_that_ended_too_soon_had_no_low_learning_rate() -> None:
    for explained, early in ((0.2, True), (0.15, False)):  # as many updates again: 60 %, 45 %
        steps = {"update_ratio": 1e-5, "step_quality": 1.0}
        finding = shows(trace(about("finished"), loss_train=slow(explained), **steps), "learning-rate-too-low")
        assert finding.early is early, explained


def test_where_epochs_are_unknown_samples_count() -> None:
    begun, long = (about("stopped", float("nan"), batch_size=size) for size in (4, 64))
    assert shows(still(begun), "no-progress").early
    assert not shows(still(long), "no-progress").early


def test_what_falls_surely_and_gets_there_in_time_accuses_nobody() -> None:
    for explained, early in ((0.09, True), (0.02, False)):  # the second one takes more than three times as long
        finding = shows(trace(about("stopped"), loss_train=slow(explained)), "no-progress")
        assert finding.early is early, explained


def test_a_training_that_still_runs_may_go_on_for_longer() -> None:
    stops: tuple[tuple[Stop, bool], ...] = (("running", True), ("stopped", False))
    for stop, early in stops:  # seven times as many updates are needed
        assert shows(trace(about(stop), loss_train=slow(0.03)), "no-progress").early is early


def test_what_falls_surely_is_slow_whoever_ended_it() -> None:
    assert shows(trace(about("finished"), loss_train=slow(0.09)), "no-progress").early


@pytest.mark.parametrize(
    ("stop", "explained", "accused"), [("stopped", 0.09, False), ("stopped", 0.02, True), ("finished", 0.09, True)]
)
def test_a_faint_gradient_is_why_a_training_ended_before_it_got_there(
    stop: Stop, explained: float, accused: bool
) -> None:
    faint = np.broadcast_to(np.array([1e-5, 1e-3, 0.1, 1.0]), (1, len(STEPS), 4)).copy()
    fading = diagnose(trace(about(stop), loss_train=slow(explained), backprop_rms=faint))
    assert (found(fading, "vanishing-gradient") is not None) is accused
    assert fading.healthy is not accused


def test_a_slope_that_noise_explains_is_none() -> None:
    loss = slow(0.07, noise=0.05)
    assert not shows(trace(about("stopped"), loss_train=loss), "no-progress").early


def test_evaluations_show_a_slope_that_single_batches_hide() -> None:
    loss = slow(0.07, noise=0.05)
    for explained, evaluated, early in ((0.09, len(STEPS), True), (-0.09, len(STEPS), False), (0.09, 3, False)):
        test = slow(explained, noise=0.001)
        test[:-evaluated] = np.nan
        finding = shows(trace(about("stopped"), loss_train=loss, loss_test=test), "no-progress")
        assert finding.early is early, (explained, evaluated)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("init-too-small", {"weight_rms": 1e-3}),
        ("learning-rate-too-low", {"update_ratio": 3e-4}),
        ("saturated-units", {"saturated_share": 0.9}),
        ("class-imbalance", {"class_share": [0.95, 0.05]}),
    ],
)
def test_no_accusation_by_what_was_not_learned_yet(code: str, changes: dict[str, Any]) -> None:
    more = {"chance_accuracy": 0.95} if code == "class-imbalance" else {}
    falling = {"loss_train": slow(0.09), "loss_test": CHANCE}
    known = {"accuracy_train": 0.5, "accuracy_test": 0.5} if not more else {"accuracy_train": 0.95}
    ended = diagnose(trace(about("finished", **more), **falling, **known, **changes))
    finding = found(ended, code)
    assert finding is not None
    assert finding.severity is not Severity.INFO
    cut = diagnose(trace(about("stopped", **more), **falling, **known, **changes))
    assert cut.healthy, cut
    assert sum(one.early for one in cut.findings) == 1  # said once, whatever the codes


def test_dead_units_are_judged_by_harm() -> None:
    dead: dict[str, Any] = {"dead_share": 0.9}
    assert shows(still(about("finished"), **dead), "dead-units").severity is Severity.ERROR
    stops: tuple[Stop, ...] = ("finished", "stopped")
    for stop in stops:  # the units that are left learn all the same
        finding = shows(trace(about(stop), loss_train=slow(0.09), **dead), "dead-units")
        assert finding.severity is Severity.INFO
        assert not finding.early
    assert diagnose(still(about("stopped", epochs=0.4), **dead)).healthy


def test_the_cause_of_what_is_sure_is_not_too_early_to_tell() -> None:
    """Inputs of mean square 900 make steps harmful; that the loss may still come down does not take that back."""
    large = {"input_mean": np.full(4, 24.0), "input_std": np.full(4, 18.0)}
    falling: dict[str, Any] = {"loss_train": slow(0.09), "loss_test": CHANCE, "accuracy_train": 0.5, **large}
    so_far = diagnose(trace(about("stopped"), **falling))
    assert [(one.code, one.early) for one in so_far.findings] == [("no-progress", True)]
    ended = diagnose(trace(about("stopped"), **falling, step_quality=-1.0))
    assert [(one.code, one.severity, one.early) for one in ended.findings[:2]] == [
        ("inputs-not-normalized", Severity.WARNING, False),
        ("learning-rate-too-high", Severity.ERROR, False),
    ]


def test_units_that_let_nothing_through_stay_dead_however_early() -> None:
    """Nothing that comes later changes a first layer without a gradient."""
    none = np.array([0.0, 0.1, 0.1, 0.1])
    finding = shows(still(about("stopped", epochs=0.4), dead_share=1.0, gradient_rms=none), "dead-units")
    assert finding.severity is Severity.ERROR
    assert not finding.early


def test_only_longer_training_decides_what_is_slow_so_far() -> None:
    assert shows(still(about("stopped", epochs=0.4)), "no-progress").remedies == ("longer-training",)


def test_what_moves_no_weight_is_too_slow_however_early() -> None:
    finding = shows(still(about("stopped", epochs=0.9), update_ratio=1e-7), "learning-rate-too-low")
    assert finding.severity is Severity.WARNING
    assert not finding.early


def test_waiting_counts_only_where_the_end_is_known() -> None:
    learned = channels(meta())["loss_train"][0].copy()
    learned[STEPS < 700] = CHANCE
    expected: tuple[tuple[Stop, set[Severity]], ...] = (("finished", {Severity.ERROR}), ("stopped", set()))
    for stop, severities in expected:
        finding = found(diagnose(trace(about(stop), loss_train=learned, weight_rms=1e-3)), "init-too-small")
        assert ({finding.severity} if finding else set()) == severities


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_it_says_how_long_it_takes_at_this_rate(language: str) -> None:
    at = about("stopped")
    loss = trace(at, loss_train=slow(0.09))
    unknown = trace(about("stopped", float("nan")), loss_train=slow(0.09))
    begun = still(about("stopped", epochs=0.4))
    with i18n.use(language):
        told = [message(shows(one, "no-progress"), one.meta) for one in (loss, unknown, begun)]
    left = shows(loss, "no-progress").evidence[1].value
    assert 1900 < left < 2700
    assert f"{8 * left / STEPS[-1]:.1f}" in told[0]
    assert f"{left:,.0f}"[:2] in told[1]
    assert "0.4" in told[2]
    assert len(set(told)) == 3


@pytest.mark.parametrize(("growth", "noise", "early"), [(8.0, 1e-4, True), (0.0, 1e-4, False), (8.0, 0.02, False)])
def test_what_leaves_a_plateau_may_get_anywhere(growth: float, noise: float, early: bool) -> None:
    """Progress that grows at an exponential rate, one that grows evenly, and one that noise hides."""
    part = STEPS / STEPS[-1]
    progress = 0.02 * (np.exp(growth * (part - 1)) if growth else part)
    rng = np.random.default_rng(0)
    loss = CHANCE * (1 - progress + noise * rng.standard_normal(len(STEPS)))
    assert shows(trace(about("stopped"), loss_train=loss), "no-progress").early is early


@pytest.mark.parametrize(("stop", "missing"), [("stopped", ["later_evaluations"]), ("finished", [])])
def test_a_test_loss_that_stands_still_may_rise_later(stop: Stop, missing: list[str]) -> None:
    """The training loss leaves it behind: it depends on the updates to come whether the network overfits."""
    train = math.log(2) * np.exp(-STEPS / 200.0)
    test = math.log(2) * (0.25 + 0.75 * np.exp(-STEPS / 100.0) + 0.06 * STEPS / 1000)
    found = diagnose(trace(about(stop), loss_train=train, loss_test=test, accuracy_train=1.0, accuracy_test=0.8))
    assert "overfitting" not in {finding.code for finding in found.findings}
    assert [name for one in found.undecided if one.code == "overfitting" for name in one.missing] == missing


def test_a_training_whose_rate_a_schedule_took_away_has_not_come_to_rest() -> None:
    """By a rate that falls to 0 the loss falls ever more slowly; the same loss at a constant rate has settled."""
    share = STEPS / STEPS[-1]
    passed = share + np.sin(np.pi * share) / np.pi  # the sum of the rates of a cosine schedule
    loss = CHANCE * (1 - 0.25 * passed)
    rates = {"cosine": 0.5 * (1 + np.cos(np.pi * share)), "constant": np.full(len(STEPS), 0.5)}
    settled = {
        name: bool(Reading.of(trace(about("finished"), loss_train=loss, learning_rate=rate)).settled[0])
        for name, rate in rates.items()
    }
    assert settled == {"cosine": False, "constant": True}


@pytest.mark.parametrize("gradient", [0.0, 0.01])
def test_inputs_that_leave_the_first_layer_without_a_gradient_will_not_do_with_more_time(gradient: float) -> None:
    rms = np.full((1, len(STEPS), 4), 0.01)
    rms[:, :, 0] = gradient
    large = {"input_mean": [100.0] * 4, "input_std": [80.0] * 4, "gradient_rms": rms}
    finding = found(diagnose(still(about("stopped", epochs=0.9), **large)), "inputs-not-normalized")
    assert (finding is not None and finding.severity is Severity.WARNING) is (gradient == 0)


@pytest.mark.parametrize(("stop", "missing"), [("stopped", ["later_updates"]), ("finished", [])])
def test_how_far_a_single_layer_comes_is_waited_for(stop: Stop, missing: list[str]) -> None:
    """Its loss jumps too much to tell whether it still falls; its neighbors say that more can be known."""
    single = layers("linear", (4, 1))
    jumping = slow(0.3, noise=0.15)
    waiting = diagnose(trace(about(stop, layers=single), loss_train=jumping, accuracy_train=0.75))
    assert "linear-network" not in codes(waiting)
    assert [name for one in waiting.undecided if one.code == "linear-network" for name in one.missing] == missing
    settled = diagnose(trace(about(stop, layers=single), loss_train=slow(0.3)[-1] + 0 * jumping, accuracy_train=0.75))
    assert "linear-network" in codes(settled)
