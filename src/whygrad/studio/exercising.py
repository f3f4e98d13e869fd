"""Exercises for the page: those of the course and those of a teacher's link, and answers checked within a budget."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from whygrad import i18n
from whygrad.course import Assignment, Exercise, Outcome, check, course, words
from whygrad.errors import InputError
from whygrad.studio.asking import asked, loaded
from whygrad.studio.lowering import link
from whygrad.studio.security import Refusal
from whygrad.studio.trying import work
from whygrad.studio.wire import AnswerRequest, ExerciseRequest, Question, plain
from whygrad.views import mathml

MOST_WORK = 4e9  # multiply-adds, forward, over all runs
MOST_SECONDS = 30.0


def of_course(one: Exercise) -> dict[str, Any]:
    """An exercise of the course with its texts, in the language in use; its solution is not among them."""
    return {
        "name": one.name,
        "title": one.title,
        "task": one.task,
        "hint": one.hint,
        "claims": one.claims,
        "formulas": [{"tree": mathml.tree(said.tex), "says": str(said.says)} for said in one.definition.formulas],
        **_described(one.assignment),
    }


def of_link(question: ExerciseRequest, files: Mapping[str, Any]) -> dict[str, Any]:
    """The exercise that an address makes of its experiment, in words; raises `InputError` for what is none."""
    texts = {"name": "", "title": "", "task": "", "hint": "", "claims": (), "formulas": ()}
    return plain({**texts, **_described(_own(question, files))})


def _described(one: Assignment) -> dict[str, Any]:
    return {
        "experiment": one.start.model_dump(),
        "link": link(one.start),
        "keep": one.kept,
        "names": {key: words.setting(key) for key in one.kept},
        "kept_text": words.kept(one),
        "goals": [{"goal": str(goal), "text": words.goal(goal)} for goal in one.goals],
        "needed_text": words.needed(one),
    }


def _own(question: ExerciseRequest, files: Mapping[str, Any]) -> Assignment:
    """The assignment of an address: its experiment is the start, on the data that the question brings."""
    start = asked(question, files)
    return Assignment.of(start, question.keep, question.goals)


def checked(question: AnswerRequest, files: Mapping[str, Any]) -> dict[str, Any]:
    """The check of an answer as JSON, its words in every language.

    Raises `InputError` and its like for what cannot be checked, `Refusal` for what takes too long.
    """
    own = None if question.exercise else question.own
    if (question.exercise == "") == (own is None):
        raise InputError("studio-error-request", where="exercise")
    exercise = course.exercises[question.exercise] if question.exercise else None
    assignment = exercise.assignment if exercise is not None else _own(_with_data(question), files)
    experiment = asked(question, files, seeds=assignment.runs)
    if work(experiment, loaded(experiment)) * assignment.runs > MOST_WORK:
        raise InputError("studio-error-trial-size")
    end = time.monotonic() + MOST_SECONDS

    def progress(_done: float) -> None:
        if time.monotonic() > end:
            raise Refusal(422, "studio-error-check-time", seconds=f"{MOST_SECONDS:.0f}")

    progress(0.0)
    outcome = check(assignment, experiment, progress=progress)
    assert outcome is not None  # nobody presses Ctrl-C
    return plain(
        {**outcome.to_json(), "said": {language: _said(outcome, exercise, language) for language in i18n.LANGUAGES}}
    )


def _with_data(question: AnswerRequest) -> ExerciseRequest:
    """What the teacher's link says, on the data that the answer brings: an address may hold points that were drawn."""
    assert question.own is not None
    own = question.own
    data = Question.model_fields.keys() & {"points", "csv", "csv_name"}
    return own.model_copy(update={name: getattr(question, name) for name in data if own.link is None})


def _said(outcome: Outcome, exercise: Exercise | None, language: str) -> dict[str, Any]:
    with i18n.use(language):
        *before, verdict = outcome.reasons
        lesson = exercise.lesson if exercise is not None and outcome.passed else ""
        return {"verdict": verdict, "reasons": before, "lesson": lesson}
