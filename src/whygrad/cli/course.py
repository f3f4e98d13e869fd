"""`whygrad course`: the claims and exercises in a beginner's order; answers to exercises are checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from whygrad.cli import _options as options
from whygrad.cli import _places as places
from whygrad.cli._status import INTERRUPTED, OK, PROBLEMS
from whygrad.errors import InputError, nearest
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.course import Exercise
    from whygrad.experiment import Experiment


def course(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="cli-course-name")] = None,
    answer: Annotated[str | None, typer.Argument(metavar="EXPERIMENT", help="cli-course-answer")] = None,
    changes: options.Set = None,
    hint: Annotated[bool, typer.Option("--hint", help="cli-course-hint")] = False,
    solution: Annotated[bool, typer.Option("--solution", help="cli-course-solution")] = False,
    out: Annotated[str | None, typer.Option("--out", metavar="F", help="cli-course-out", callback=places.file)] = None,
    json: options.Json = None,
) -> int:
    """List the course, show an exercise, or check an answer to one."""
    from whygrad import course as whole

    if name is None or any(topic.id == name for topic in whole.topics):
        if answer is not None or changes or hint or solution or out is not None:
            raise InputError("cli-course-which")
        return _list(name, json)
    if name not in whole.exercises:
        _unknown(name)
    exercise = whole.exercises[name]
    if answer is None and not changes:
        return _show(exercise, json, out, hint=hint, solution=solution)
    return _check(exercise, _answer(exercise, answer, changes or ()), json)


def _unknown(name: str) -> None:
    """Raise the error for a name that neither a topic nor an exercise has."""
    from whygrad import claims
    from whygrad import course as whole

    if name.upper() in claims:
        raise InputError("cli-course-claim", id=name.upper())
    near = nearest(name[:80], [*(topic.id for topic in whole.topics), *whole.exercises])
    if near is None:
        raise InputError("course-error-unknown", name=name[:80])
    raise InputError("course-error-unknown-nearest", name=name[:80], nearest=near)


def _list(name: str | None, json: str | None) -> int:
    from whygrad import course as whole
    from whygrad.cli import _output
    from whygrad.views import course as view

    topics = [topic for topic in whole.topics if name in (None, topic.id)]
    value = {"schema": "whygrad.course/1", "topics": view.topics_json(topics)}
    _output.write_result(json, lambda: value, lambda: view.listed(topics))
    return OK


def _show(exercise: Exercise, json: str | None, out: str | None, *, hint: bool, solution: bool) -> int:
    from whygrad.cli import _output
    from whygrad.views import course as view

    value = {"schema": "whygrad.exercise/1", **view.exercise_json(exercise)}
    _output.write_result(json, lambda: value, lambda: view.shown(exercise, hint=hint, solution=solution))
    if out is not None:
        exercise.start.save(out)
        _output.note(text("cli-course-written", path=out))
    return OK


def _answer(exercise: Exercise, word: str | None, changes: list[str] | tuple[()]) -> Experiment:
    from whygrad.cli._target import find_experiment

    if word is None:
        return exercise.start.override(changes)
    return find_experiment(word, changes)


def _check(exercise: Exercise, answer: Experiment, json: str | None) -> int:
    from whygrad.cli import _output
    from whygrad.cli._progress import progress
    from whygrad.views import course as view

    with progress(text("cli-progress-course", name=exercise.name)) as advance:
        outcome = exercise.check(answer, progress=advance)
    if outcome is None:
        _output.interrupted(kept=False)
        return INTERRUPTED
    value = {"schema": "whygrad.answer/1", "exercise": exercise.name, **outcome.to_json()}
    _output.write_result(json, lambda: value, lambda: view.checked(exercise, outcome))
    return OK if outcome.passed else PROBLEMS
