"""The path of a beginner: the topics, each with its claims and exercises in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from whygrad.claims import Claim, claims
from whygrad.claims.definition import TOPICS
from whygrad.course.exercise import Exercise
from whygrad.errors import InputError, nearest
from whygrad.i18n import text

FOLDER = Path(__file__).parent / "exercises"

ORDER: Mapping[str, str] = {
    "perceptron": "C02 C05 C04",
    "nonlinearity": "C01 C11 C14 C12 C15 C16 C17 C18 C21 C20 C22",
    "chain-rule": "C54 C53 C23 C52 C03 C08",
    "vanishing-gradients": "C09 C10 C33 C13 C19 C34",
    "remedies": "C39 C40 C41 C43 C44 C29 C30 C31 C32 C35 C36 C37",
    "generalization": "C26 C25 C27 C28 C42 C45",
    "convolution": "C06 C07 C55 C46 C50 C48 C49 C47",
    "depth": "C24 C38 C51",
}
"""The order of the claims within a topic, which each claim names itself; others follow by id."""


class UnknownExerciseError(InputError, KeyError):
    """A name that no exercise has; a `KeyError` too, as of any mapping."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the course: a claim or an exercise.

    `id` is the id of the claim, such as "C09", or the name of the exercise. Both name the step in links.
    """

    kind: Literal["claim", "exercise"]
    id: str
    of: Claim | Exercise

    @property
    def title(self) -> str:
        """The statement of the claim or the title of the exercise, in the current language."""
        return self.of.statement if isinstance(self.of, Claim) else self.of.title


@dataclass(frozen=True, slots=True)
class Topic:
    """A part of the course: its id, such as "chain-rule", and its steps in order."""

    id: str
    steps: tuple[Step, ...]

    @property
    def title(self) -> str:
        """The title, in the current language."""
        return text(f"claim-topic-{self.id}")

    @property
    def about(self) -> str:
        """What it is about, in the current language."""
        return text(f"course-about-{self.id}")


class Exercises(Mapping[str, Exercise]):
    """Name -> exercise, by name; an exercise is read when it is asked for."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._exercises = {path.stem: Exercise(path) for path in sorted(folder.glob("*.toml"))}

    def __getitem__(self, name: str) -> Exercise:
        found = self._exercises.get(name)
        if found is None:
            near = nearest(name[:80], self._exercises)
            if near is None:
                raise UnknownExerciseError("course-error-unknown", name=name[:80])
            raise UnknownExerciseError("course-error-unknown-nearest", name=name[:80], nearest=near)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._exercises)

    def __len__(self) -> int:
        return len(self._exercises)


class Course:
    """The course: its topics, its steps, its exercises."""

    def __init__(self, known: Mapping[str, Claim] = claims, exercises: Exercises | None = None) -> None:
        self._claims = known
        self.exercises = exercises or Exercises()

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """The topics in the order of the path; an exercise comes after the last of its claims."""
        ordered = {topic: self._ordered(topic) for topic in TOPICS}
        place = {claim: position for position, claim in enumerate(one for ids in ordered.values() for one in ids)}
        after: dict[str, list[Exercise]] = {}
        for exercise in self.exercises.values():
            after.setdefault(max(exercise.claims, key=lambda one: place[one]), []).append(exercise)
        return tuple(
            Topic(
                topic,
                tuple(
                    step
                    for claim in ids
                    for step in (
                        Step("claim", claim, self._claims[claim]),
                        *(Step("exercise", one.name, one) for one in after.get(claim, ())),
                    )
                ),
            )
            for topic, ids in ordered.items()
        )

    def _ordered(self, topic: str) -> list[str]:
        ids = [one for one in self._claims if self._claims[one].definition.topic == topic]
        known = ORDER[topic].split()
        return sorted(ids, key=lambda one: (known.index(one) if one in known else len(known), one))

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps of all topics, in order."""
        return tuple(step for topic in self.topics for step in topic.steps)

    def __repr__(self) -> str:
        return f"<course: {len(self.topics)} topics, {len(self.steps)} steps>"


course = Course()
