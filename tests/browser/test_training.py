"""Running, stepping, going back, starting anew."""

from __future__ import annotations

import numpy as np
import pytest
from tests.browser.studio import Studio

import whygrad as wg


def test_the_page_loads_without_trouble(studio: Studio) -> None:
    """The fixture asserts that nothing was reported to the console or refused."""
    assert studio.page.title() == "whygrad"
    assert "token" not in studio.page.url
    assert studio.reading("Epoch") == "0"
    assert studio.page.locator(".net-unit").count() == 2 + 4 + 2 + 1


def test_run_trains_and_pause_pauses(studio: Studio) -> None:
    start = np.median(studio.losses())
    studio.button("Run").click()
    studio.until("state.epoch > 40")
    studio.button("Pause").click()
    parameters = studio.at_rest()
    assert float(studio.reading("Epoch").replace(",", "")) > 40
    assert np.median(studio.losses()) < 0.6 * start
    assert studio.now() == parameters


def test_the_page_trains_what_python_trains(studio: Studio) -> None:
    for _ in range(3):
        before = studio.state("state.step")
        studio.button("Step: one epoch").click()
        studio.until(f"state.step === {before} + 25")
    trace = wg.train(wg.Experiment().replace(**{"recording.every": 25, "training.epochs": 200}), seeds=8)
    at = trace.steps.tolist().index(75)
    np.testing.assert_allclose(studio.losses(), trace["loss_train"][:, at], rtol=1e-4)


def test_steps_of_a_batch_and_of_an_epoch(studio: Studio) -> None:
    studio.button("Step: one batch").click()
    studio.until("state.step === 1")
    studio.button("Step: one batch").click()
    studio.until("state.step === 2")
    studio.button("Step: one epoch").click()
    studio.until("state.step === 25")  # 250 samples in batches of 10
    assert studio.reading("Epoch") == "1"


def _after_three_epochs(studio: Studio) -> tuple[list[float], list[float]]:
    for epoch in (1, 2, 3):
        studio.button("Step: one epoch").click()
        studio.until(f"state.step === {25 * epoch}")
    return studio.losses(), studio.parameters()


def test_reset_repeats_the_very_numbers_and_a_new_start_differs(studio: Studio) -> None:
    start, first = studio.parameters(), _after_three_epochs(studio)
    studio.button("Reset").click()
    studio.until("state.step === 0")
    assert studio.parameters() == start
    assert _after_three_epochs(studio) == first
    studio.button("New seed").click()
    studio.until("state.step === 0 && state.lowered.seeds.data[0] === 8")
    assert studio.parameters() != start
    assert set(_after_three_epochs(studio)[0]).isdisjoint(first[0])


def test_the_learning_rate_changes_while_it_trains(studio: Studio) -> None:
    studio.button("Run").click()
    studio.until("state.epoch > 5")
    session = studio.state("state.session")
    studio.field("Learning rate").fill("0.000001")
    studio.until("state.experiment.training.learning_rate === 0.000001")
    before, step = studio.now(), studio.state("state.step")
    studio.until(f"state.step > {step} + 400")
    assert studio.state("state.worker") == "running"
    assert studio.state("state.session") == session
    moved = np.abs(np.subtract(studio.now(), before)).max()
    assert 0 < moved < 0.01  # it goes on from where it was, in steps 30 000 times as small


@pytest.mark.parametrize("speed", ["1 epoch/s", "maximum"])
def test_speed(studio: Studio, speed: str) -> None:
    studio.page.get_by_role("combobox", name="Speed", exact=True).select_option(label=speed)
    studio.button("Run").click()
    studio.until("state.step > 2" if speed == "1 epoch/s" else "state.epoch > 2000")
    rate = studio.state("state.frame.rate")
    assert rate < 3 if speed == "1 epoch/s" else rate > 200
