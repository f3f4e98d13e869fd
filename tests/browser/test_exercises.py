"""An exercise on the page: opened by a link, failed, fixed, passed, kept; and one that a teacher hands out."""

from __future__ import annotations

from typing import Any

import pytest
from tests.browser.axe import load_axe, needs_axe, violations
from tests.browser.studio import Studio
from tests.browser.test_first_screen import SEEN

from whygrad.course import course
from whygrad.experiment import Experiment

NAME = "bend-a-linear-network"
LINK = f"view.exercise={NAME}"


def _opened(studio: Studio, link: str = LINK) -> Studio:
    studio.open(link)
    return _there(studio)


def _there(studio: Studio) -> Studio:
    studio.until("state.exercise !== null && state.course !== null || state.exercise?.own")
    studio.settled()
    return studio


def _checked(studio: Studio) -> str:
    """What the banner says of the answer."""
    studio.button("Check my answer").click()
    studio.until("state.exercise.outcome !== null && !state.exercise.checking")
    return studio.page.locator(".exercise-result").inner_text()


def test_an_exercise_is_failed_fixed_passed_and_kept(fresh: Any) -> None:
    exercise = course.exercises[NAME]
    studio = _opened(fresh())
    assert exercise.task in studio.page.locator(".exercise-banner").inner_text()
    assert studio.state("state.experiment.network.activation") == "linear"
    said = _checked(studio)
    assert "Not passed: every goal holds in 0 of 16 runs; 12 are needed." in said
    assert "test accuracy at least 95 %" in said
    assert exercise.lesson not in said
    studio.choose("Activation function", "ReLU")
    assert studio.page.locator(".exercise-result").inner_text() == ""  # said of another network
    said = _checked(studio)
    assert "Passed: every goal holds in 16 of 16 runs" in said
    assert exercise.lesson in said
    studio.until("location.hash.includes('relu')", 5)
    studio.page.reload()
    studio.ready()
    studio.until("state.exercise !== null")
    assert studio.option("network.activation") == "relu"
    assert studio.page.evaluate("localStorage.getItem('whygrad-progress-1')") == f'{{"{NAME}":{{"state":"solved"}}}}'
    assert studio.troubles == []


def test_what_must_stay_is_marked_and_put_back(kept: Any) -> None:
    studio = _there(kept(LINK))
    studio.button("Remove the last hidden layer").click()
    studio.settled()
    mark = studio.page.locator(".exercise-broken")
    assert "Changed, but must stay: hidden layers." in mark.inner_text()
    assert "network.hidden must stay [8, 8]; it is [8] now." in _checked(studio)
    studio.button("Put back").click()
    studio.settled()
    assert mark.is_hidden()
    assert studio.option("network.hidden") == [8, 8]


def test_a_hint_on_demand_and_a_new_start(kept: Any) -> None:
    studio = _there(kept(LINK))
    hint = studio.page.get_by_text(course.exercises[NAME].hint)
    assert hint.is_hidden()
    studio.button("Hint").click()
    assert hint.is_visible()
    studio.choose("Activation function", "ReLU")
    studio.button("Start over").click()
    studio.settled()
    assert studio.option("network.activation") == "linear"
    studio.button("Close the exercise").click()
    assert studio.page.locator(".exercise-banner").is_hidden()
    studio.until("!location.hash.includes('exercise')", 5)


def test_a_teacher_hands_out_an_exercise_and_a_learner_solves_it(kept: Any, fresh: Any) -> None:
    start = Experiment().replace(hidden=[6], activation="linear", epochs=60)
    studio = kept(start.to_link())
    studio.page.locator(".share-view summary.button").first.click()
    studio.page.locator(".hand-out > summary").click()
    form = studio.page.locator(".hand-out")
    form.get_by_label("Goals").fill("accuracy_test >= many")
    form.get_by_role("button").click()
    form.get_by_text("is not a valid goal").wait_for()
    assert form.locator("input[readonly]").input_value() == ""
    form.get_by_label("Goals").fill("accuracy_test >= 0.9, units <= 8")
    form.get_by_label("Activation function").uncheck()
    form.get_by_label("Features").check()
    form.get_by_role("button").click()
    studio.until("document.querySelector('.hand-out input[readonly]').value !== ''")
    link = form.locator("input[readonly]").input_value().partition("#")[2]
    studio.forgive("422")
    learner = _opened(fresh(), link)
    assert (
        "test accuracy at least 90 %; number of hidden units at most 8."
        in learner.page.locator(".exercise-banner").inner_text()
    )
    assert learner.state("state.experiment.network.activation") == "linear"
    assert "Not passed" in _checked(learner)
    learner.choose("Activation function", "ReLU")
    assert "Passed" in _checked(learner)
    learner.until("location.hash.includes('view.start=')", 5)
    learner.page.reload()
    learner.ready()
    learner.until("state.exercise !== null")
    assert learner.state("state.exercise.data.experiment.network.activation") == "linear"
    learner.check("x₁²").check()
    learner.settled()
    assert "input features" in learner.page.locator(".exercise-broken").inner_text()


@pytest.mark.parametrize(
    "link", ["view.exercise=no-such-one", "whygrad=1&view.goal=%3Cscript%3E", "whygrad=1&view.goal=%E0%A4%A"]
)
def test_an_address_that_is_no_exercise_says_so_and_opens_the_page(fresh: Any, link: str) -> None:
    studio = fresh().open(link)
    studio.settled()
    assert studio.state("state.exercise") is None
    studio.forgive("422")
    assert studio.troubles == []


def test_the_next_step_of_the_course(kept: Any) -> None:
    studio = _there(kept(LINK))
    studio.button("Next step").click()
    studio.until("state.claim?.id === 'C11' && state.exercise === null")
    studio.page.locator(".claim-banner").get_by_role("button", name="Previous step").click()
    studio.until("state.exercise?.name === 'bend-a-linear-network' && state.claim === null")


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720)], ids=lambda size: "x".join(map(str, size)))
def test_an_open_exercise_leaves_all_on_the_first_screen(kept: Any, size: tuple[int, int]) -> None:
    width, height = size
    studio = _there(kept(LINK, viewport={"width": width, "height": height}))
    studio.run_to(20)
    studio.until("state.diagnosis && !state.diagnosing && !whygrad.actions.judge.due()")
    studio.page.evaluate("() => scrollTo(0, 0)")
    for what, selector in SEEN.items():
        box = studio.page.locator(selector).bounding_box()
        assert box is not None, what
        assert box["y"] + box["height"] <= height, what


@needs_axe
@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_an_exercise_is_accessible(kept: Any, locale: str) -> None:
    studio = _there(kept(LINK, locale=locale))
    studio.page.locator(".exercise-buttons .primary").click()
    studio.until("state.exercise.outcome !== null")
    load_axe(studio.page)
    assert violations(studio.page, ".exercise-banner") == []
