"""What every exercise must have: both languages, a start that fails, a solution that passes, what must stay."""

from __future__ import annotations

import re

import pytest

import whygrad as wg
from whygrad.course import Exercise, Outcome, course
from whygrad.course.checking import changes
from whygrad.engine import trains_as_layers
from whygrad.experiment.options import BY_KEY

EXERCISES = list(course.exercises.values())
HANGUL = re.compile(r"[가-힣]")
_OTHER = {
    "data.samples": 77, "data.noise": 0.011, "data.train_share": 0.31, "data.name": "gauss", "training.epochs": 7,
    "network.hidden": (3, 3, 3), "network.activation": "softplus", "training.learning_rate": 0.0123,
}  # fmt: skip


@pytest.fixture(params=EXERCISES, ids=lambda exercise: exercise.name)
def exercise(request: pytest.FixtureRequest) -> Exercise:
    return request.param


def _checked(exercise: Exercise, experiment: wg.Experiment) -> Outcome:
    outcome = exercise.check(experiment)
    assert outcome is not None
    return outcome


def test_its_texts_are_in_both_languages(exercise: Exercise) -> None:
    own = exercise.definition
    for words in (own.title, own.task, own.hint, own.lesson):
        assert not HANGUL.search(words.en)
        assert HANGUL.search(words.ko)
        longest = max(len(sentence.split()) for sentence in re.split(r"(?<=[.?!:;])\s", words.en))
        assert longest <= 28, words.en


def test_its_claims_exist_and_the_kernel_trains_it(exercise: Exercise) -> None:
    assert set(exercise.claims) <= set(wg.claims)
    assert not trains_as_layers(exercise.start, "auto", ())
    assert exercise.assignment.needed > exercise.assignment.runs / 2


def test_its_solution_passes(exercise: Exercise) -> None:
    outcome = _checked(exercise, exercise.solution)
    assert outcome.passed, outcome.reasons


def test_its_start_fails_clearly(exercise: Exercise) -> None:
    """In so few of the runs that chance does not decide."""
    outcome = _checked(exercise, exercise.start)
    assert not outcome.passed
    assert outcome.reached <= outcome.needed * 0.6


def test_a_change_of_what_must_stay_is_refused(exercise: Exercise) -> None:
    for key, value in _OTHER.items():
        if key not in exercise.assignment.kept:
            continue
        answer = exercise.solution.replace(**{key: value})
        outcome = _checked(exercise, answer)
        assert not outcome.passed
        assert not outcome.runs
        assert key in [one.key for one in outcome.changed]
        assert key in outcome.reasons[0]


def test_its_solution_changes_nothing_that_must_stay(exercise: Exercise) -> None:
    assert not changes(exercise.assignment, exercise.solution)
    assert set(exercise.assignment.kept) <= set(BY_KEY)


def test_every_topic_has_an_exercise() -> None:
    for topic in course.topics:
        assert any(step.kind == "exercise" for step in topic.steps), topic.id


def test_the_course_has_every_claim_and_every_exercise_once() -> None:
    ids = [step.id for step in course.steps]
    assert sorted(ids) == sorted([*wg.claims, *course.exercises])
    assert all(step.title for step in course.steps)
    assert all(topic.title and topic.about for topic in course.topics)


def test_an_exercise_comes_after_its_claims() -> None:
    place = {step.id: position for position, step in enumerate(course.steps)}
    for exercise in EXERCISES:
        assert all(place[claim] < place[exercise.name] for claim in exercise.claims)
