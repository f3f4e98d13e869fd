"""The course on a terminal: the topics with their steps, an exercise, and the check of an answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.text import Text

from whygrad.course import words
from whygrad.i18n import text
from whygrad.i18n.numbers import setting_value
from whygrad.views import terminal

if TYPE_CHECKING:
    from rich.console import RenderableType

    from whygrad.course import Exercise, Outcome, Topic


def topics_json(topics: Iterable[Topic]) -> list[dict[str, Any]]:
    """The topics as plain values."""
    return [
        {
            "id": one.id,
            "title": one.title,
            "about": one.about,
            "steps": [{"kind": step.kind, "id": step.id, "title": step.title} for step in one.steps],
        }
        for one in topics
    ]


def exercise_json(one: Exercise) -> dict[str, Any]:
    """An exercise as plain values, without its solution."""
    return {
        "name": one.name,
        "title": one.title,
        "task": one.task,
        "hint": one.hint,
        "claims": list(one.claims),
        "experiment": one.start.model_dump(),
        "keep": list(one.assignment.kept),
        "goals": [{"goal": str(goal), "text": words.goal(goal)} for goal in one.assignment.goals],
        "runs": one.assignment.runs,
        "needed": one.assignment.needed,
    }


def listed(topics: Iterable[Topic]) -> list[RenderableType]:
    """Every topic with its steps."""
    shown: list[RenderableType] = []
    for number, topic in enumerate(topics, 1):
        shown += [Text(f"{number}. {topic.title}", style="bold"), Padding(Text(topic.about), (0, 0, 0, 3))]
        lines = [[text(f"course-kind-{step.kind}"), step.id, step.title] for step in topic.steps]
        headings = [(text("course-kind"), "left"), (text("course-step"), "left"), (text("course-title"), "left")]
        shown += [terminal.rows(headings, lines, whole={1}), Text("")]
    return [*shown, Text(text("course-how"))]


def shown(one: Exercise, *, hint: bool = False, solution: bool = False) -> list[RenderableType]:
    """The task, the experiment to begin with, what must stay, the goals; the hint and a solution if asked."""
    lines: list[RenderableType] = [Text(one.title, style="bold"), Text(one.task), Text("")]
    lines += [Text(text("course-start"), style="bold"), Text(one.start.to_toml().strip()), Text("")]
    lines += [Text(text("course-keep"), style="bold"), Text(", ".join(words.kept(one.assignment, keys=True))), Text("")]
    lines += [
        Text(text("course-goals"), style="bold"),
        *(Text(f"- {words.goal(goal)}") for goal in one.assignment.goals),
    ]
    lines += [Text(words.needed(one.assignment)), Text("")]
    if hint:
        lines += [Text(text("course-hint"), style="bold"), Text(one.hint), Text("")]
    if solution:
        changes = [f"{key} = {setting_value(value)}" for key, value in one.definition.solution.items()]
        lines += [Text(text("course-solution"), style="bold"), *map(Text, changes), Text(one.lesson), Text("")]
    return [*lines, Text(text("course-how-to-check", name=one.name))]


def checked(one: Exercise, outcome: Outcome) -> list[RenderableType]:
    """The result of a check in words; after the right answer what it shows."""
    *before, verdict = outcome.reasons
    style = "bold green" if outcome.passed else "bold red"
    lines: list[RenderableType] = [*map(Text, before), Text(verdict, style=style)]
    return [*lines, Text(one.lesson)] if outcome.passed else lines
