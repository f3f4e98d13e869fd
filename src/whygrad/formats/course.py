"""The JSON of the course: its topics, an exercise, and the check of an answer."""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict


class CourseStep(TypedDict):
    """One step of a topic."""

    kind: Literal["claim", "exercise"]
    """A claim to read and run, or an exercise to solve."""
    id: str
    """The id of the claim, such as "C09", or the name of the exercise."""
    title: str
    """The claim or the title of the exercise, in the language in use."""


class CourseTopic(TypedDict):
    """A part of the course."""

    id: str
    """Its name, such as "chain-rule"."""
    title: str
    """Its title, in the language in use."""
    about: str
    """What it is about, in the language in use."""
    steps: list[CourseStep]
    """Its steps, in order."""


class Course(TypedDict):
    """The claims and exercises in the order in which a beginner reads them."""

    schema: Literal["whygrad.course/1"]
    """Name and version of this format."""
    topics: list[CourseTopic]
    """The topics, in order."""


class ExerciseGoal(TypedDict):
    """A condition that an answer must reach."""

    goal: str
    """Such as "accuracy_test >= 0.95"."""
    text: str
    """The same in words, in the language in use."""


class Exercise(TypedDict):
    """An exercise: its task, the experiment to begin with, and what an answer must keep and reach."""

    schema: Literal["whygrad.exercise/1"]
    """Name and version of this format."""
    name: str
    """Its name."""
    title: str
    """Its title, in the language in use."""
    task: str
    """What is to be done, in the language in use."""
    hint: str
    """What may help, in the language in use."""
    claims: list[str]
    """Ids of the claims that it belongs to."""
    experiment: dict[str, Any]
    """All keys of the experiment to begin with, section by section."""
    keep: list[str]
    """Dotted keys of the settings that must stay."""
    goals: list[ExerciseGoal]
    """What must be reached."""
    runs: int
    """Number of runs of a check."""
    needed: int
    """In how many of them every goal must hold."""


class ChangedSetting(TypedDict):
    """A setting that had to stay and did not."""

    key: str
    """Its dotted key."""
    kept: Any
    """The value that it had to keep."""
    given: Any
    """The value that the answer has."""


class ReachedGoal(TypedDict):
    """How far an answer reaches a goal."""

    goal: str
    """Such as "accuracy_test >= 0.95"."""
    values: list[float | None]
    """The value of each run, or one value where the settings decide it; null for a run that diverged."""
    reached: int
    """Number of these values that reach the goal."""
    median: float | None
    """Their median; null if there is none."""


class Answer(TypedDict):
    """The check of an answer."""

    schema: Literal["whygrad.answer/1"]
    """Name and version of this format."""
    exercise: str
    """Name of the exercise."""
    passed: bool
    """Whether the answer is right."""
    reached: int
    """In how many runs every goal holds."""
    runs: int
    """Number of runs; 0 if nothing was trained."""
    needed: int
    """In how many runs every goal must hold."""
    failed: int
    """Number of runs that diverged."""
    changed: list[ChangedSetting]
    """Settings that had to stay and did not."""
    goals: list[ReachedGoal]
    """The goals that were decided."""
    reasons: list[str]
    """The result in words, in the language in use."""
