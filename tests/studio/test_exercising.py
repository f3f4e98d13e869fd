"""Exercises for the page: of the course, of a teacher's link, and answers checked within a budget."""

from __future__ import annotations

from typing import Any

import pytest
from tests.studio.asking import Page

from whygrad.course import course
from whygrad.experiment import Experiment
from whygrad.studio import exercising

NAME = "bend-a-linear-network"
START = Experiment().replace(hidden=[8], activation="linear", epochs=60)
OWN = {"link": START.to_link(), "keep": ["network.hidden"], "goals": ["accuracy_test >= 0.9"]}


def _start(name: str = NAME, **changes: Any) -> dict[str, Any]:
    return course.exercises[name].start.replace(**changes).model_dump()


def test_an_exercise_is_told_without_its_solution(page: Page) -> None:
    table = page.get("course")
    steps = [step for topic in table["topics"] for step in topic["steps"]]
    assert {step["id"] for step in steps if step["kind"] == "exercise"} == set(course.exercises)
    one = page.get(f"exercise/{NAME}?lang=en")
    assert one["experiment"] == _start()
    assert one["goals"] == [{"goal": "accuracy_test >= 0.95", "text": "test accuracy at least 95 %"}]
    assert not {"solution", "lesson"} & one.keys()


def test_a_right_answer_passes_and_says_what_it_shows_in_both_languages(page: Page) -> None:
    answer = page.ask("exercise/check", exercise=NAME, experiment=_start(activation="relu"))
    assert answer["passed"]
    assert answer["said"]["en"]["lesson"] == course.exercises[NAME].lesson
    assert answer["said"]["ko"]["verdict"].startswith("통과했습니다")


def test_a_wrong_answer_says_which_goal_was_missed_and_not_the_lesson(page: Page) -> None:
    answer = page.ask("exercise/check", exercise=NAME, experiment=_start())
    assert not answer["passed"]
    assert "test accuracy at least 95 %" in answer["said"]["en"]["reasons"][0]
    assert answer["said"]["en"]["lesson"] == ""


def test_a_changed_setting_is_refused_without_training(page: Page) -> None:
    answer = page.ask("exercise/check", exercise=NAME, experiment=_start(hidden=[8]))
    assert answer["runs"] == 0
    assert [one["key"] for one in answer["changed"]] == ["network.hidden"]


def test_a_link_is_an_exercise_of_its_own(page: Page) -> None:
    read = page.ask("exercise/read", **OWN)
    assert "network.hidden" in read["keep"]
    assert read["goals"][0]["text"] == "test accuracy at least 90 %"
    failed = page.ask("exercise/check", own=OWN, experiment=START.model_dump())
    assert not failed["passed"]
    assert page.ask("exercise/check", own=OWN, experiment=START.replace(activation="relu").model_dump())["passed"]
    refused = page.ask("exercise/check", own=OWN, experiment=START.replace(hidden=[5]).model_dump())
    assert refused["changed"][0]["key"] == "network.hidden"


def test_a_link_on_drawn_points(page: Page) -> None:
    x = [[float(one), float(other)] for one in range(-5, 5) for other in range(-5, 5)]
    points = {"x": x, "y": [int(one > 0) for one, _ in x]}
    own = {"experiment": START.model_dump(), "points": points, "keep": ["network"], "goals": ["accuracy_test >= 0.8"]}
    answer = page.ask("exercise/check", own=own, experiment=START.model_dump(), points=points)
    assert answer["changed"] == []
    assert answer["runs"] > 0


@pytest.mark.parametrize(
    "own",
    [
        {**OWN, "goals": []},
        {**OWN, "goals": ["accuracy_test >= 0.9"] * 9},
        {**OWN, "goals": ["__import__('os') >= 1"]},
        {**OWN, "goals": ["<script>alert(1)</script>"]},
        {**OWN, "keep": ["network.__class__"]},
        {**OWN, "keep": ["x" * 61]},
        {**OWN, "link": "hidden=9999"},
        {**OWN, "more": 1},
    ],
)
def test_what_is_no_exercise_is_refused_in_one_line(page: Page, own: dict[str, Any]) -> None:
    for body in (("exercise/read", own), ("exercise/check", {"own": own, "experiment": START.model_dump()})):
        assert page.refused(body[0], **body[1])["error"]


def test_neither_or_both_kinds_are_refused(page: Page) -> None:
    assert page.refused("exercise/check", experiment=_start())
    assert page.refused("exercise/check", exercise="no-such-exercise", experiment=_start())


def test_more_work_than_a_page_needs_is_refused(page: Page) -> None:
    huge = _start("learn-without-changing-the-activation", batch_size=1, hidden=[256] * 60)
    assert page.refused("exercise/check", exercise="learn-without-changing-the-activation", experiment=huge)


def test_a_check_ends_when_its_time_is_over(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exercising, "MOST_SECONDS", -1.0)
    refused = page.refused("exercise/check", exercise=NAME, experiment=_start(activation="relu"))
    assert "longer" in refused["error"]
