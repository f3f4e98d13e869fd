"""An exercise: a task, the experiment to begin with, and what its answer must keep and reach."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from whygrad.claims.definition import Formula, Words
from whygrad.course.assignment import Assignment
from whygrad.course.checking import Outcome, check
from whygrad.experiment import Experiment, presets


class Definition(BaseModel):
    """What the file of an exercise says.

    - `claims`: the claims that it belongs to; it comes after the last of them in the course
    - `task`, `hint`, `lesson`: what to do, what may help, and what the solution shows
    - `formulas`: what it rests on, as claims have them
    - `preset` or `start`: the experiment to begin with
    - `keep`, `goals`, `runs`, `needed`: as in `Assignment`
    - `solution`: settings that solve it, as changes of the start
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    claims: tuple[str, ...] = Field(min_length=1)
    title: Words
    task: Words
    hint: Words
    lesson: Words
    formulas: tuple[Formula, ...] = ()
    preset: str | None = None
    start: dict[str, Any] = {}
    keep: tuple[str, ...] = ()
    goals: tuple[str, ...] = Field(min_length=1)
    runs: int = Field(16, ge=8, le=32)
    needed: int = Field(12, ge=4)
    solution: dict[str, Any] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.needed > self.runs:
            msg = "needed must not exceed runs"
            raise ValueError(msg)
        return self


class Exercise:
    """An exercise of the course, read when it is asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        """The name, which is the file's."""
        return self.path.stem

    @cached_property
    def definition(self) -> Definition:
        """The content of the file."""
        return Definition.model_validate(tomllib.loads(self.path.read_text(encoding="utf-8")))

    @property
    def title(self) -> str:
        """The title, in the current language."""
        return str(self.definition.title)

    @property
    def task(self) -> str:
        """What is to be done, in the current language."""
        return str(self.definition.task)

    @property
    def hint(self) -> str:
        """What may help, in the current language."""
        return str(self.definition.hint)

    @property
    def lesson(self) -> str:
        """What the solution shows, in the current language."""
        return str(self.definition.lesson)

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims that it belongs to."""
        return self.definition.claims

    @cached_property
    def start(self) -> Experiment:
        """The experiment to begin with."""
        preset = self.definition.preset
        base = presets[preset] if preset is not None else Experiment()
        return base.replace(**self.definition.start)

    @cached_property
    def assignment(self) -> Assignment:
        """What an answer must keep and reach."""
        own = self.definition
        return Assignment.of(self.start, own.keep, own.goals, runs=own.runs, needed=own.needed)

    @cached_property
    def solution(self) -> Experiment:
        """One experiment that solves it."""
        return self.start.replace(**self.definition.solution)

    def check(self, experiment: Experiment, *, progress: Callable[[float], None] | None = None) -> Outcome | None:
        """Check an answer by training it: see `whygrad.course.check`."""
        return check(self.assignment, experiment, progress=progress)

    def __repr__(self) -> str:
        return f"<exercise {self.name}: {self.title}>"
