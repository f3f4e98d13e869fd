"""An assignment and its outcome in words, in the current language."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from whygrad.course.assignment import ALWAYS_KEPT
from whygrad.course.goal import MEASURES, SIZES, Goal
from whygrad.experiment.options import SECTIONS
from whygrad.i18n import text
from whygrad.i18n.numbers import number, setting_value

if TYPE_CHECKING:
    from whygrad.course.assignment import Assignment
    from whygrad.course.checking import GoalResult, Outcome


def quantity(name: str) -> str:
    """The name of a measure, a size or a setting."""
    if name in MEASURES or name in SIZES:
        return text(f"course-quantity-{name.replace('_', '-')}")
    return name.partition(".")[2]


def amount(goal: Goal, value: float) -> str:
    """A value of a goal's quantity: accuracies in percent."""
    if goal.name == "accuracy_gap":
        return text("course-points", value=f"{100 * value:.1f}".removesuffix(".0"))
    if goal.name.startswith("accuracy"):
        return f"{f'{100 * value:.1f}'.removesuffix('.0')} %"
    return number(value)


def goal(one: Goal) -> str:
    """A goal as a phrase: "test accuracy at least 95 %"."""
    if one.kind == "absent":
        from whygrad.diagnose import title

        return text("course-goal-absent", problem=title(one.name))
    return text(f"course-goal-{one.kind}", quantity=quantity(one.name), value=amount(one, one.value))


def setting(key: str) -> str:
    """What a setting is called: "learning rate"; those that always stay share a name."""
    name = "other" if key in ALWAYS_KEPT else key.partition(".")[2].replace("_", "-")
    return text(f"course-setting-{name}")


def kept(assignment: Assignment, *, keys: bool = False) -> list[str]:
    """What must stay, in short: the data and the epochs, sections as a whole, single settings by name or by key."""
    whole = [section for section in SECTIONS if section in assignment.keep]
    found = [text("course-kept-always"), *(text(f"course-whole-{section}") for section in whole)]
    single = [key for key in assignment.kept if key not in ALWAYS_KEPT and key.partition(".")[0] not in whole]
    return found + (single if keys else [setting(key) for key in single])


def needed(assignment: Assignment) -> str:
    """In how many runs the goals must hold, and how long each is trained."""
    return text(
        "course-needed", needed=assignment.needed, runs=assignment.runs, epochs=assignment.start.training.epochs
    )


def reasons(outcome: Outcome) -> list[str]:
    """The result: what was changed, which goal was missed and by how much, in how many runs all goals hold."""
    return list(_reasons(outcome))


def _reasons(outcome: Outcome) -> Iterator[str]:
    for one in outcome.changed:
        yield text("course-changed", key=one.key, kept=setting_value(one.kept), given=setting_value(one.given))
    for result in outcome.goals:
        if not result.goal.is_measured:
            if not result.passed:
                yield text("course-setting-missed", goal=goal(result.goal), value=amount(result.goal, result.values[0]))
        elif not outcome.passed and sum(result.met) < outcome.needed:
            yield _missed(result, outcome)
    if outcome.failed:
        yield text("course-diverged", failed=outcome.failed, runs=outcome.runs)
    if not outcome.runs:
        yield text("course-not-trained")
    else:
        verdict = "course-passed" if outcome.passed else "course-failed"
        yield text(verdict, reached=outcome.reached, runs=outcome.runs, needed=outcome.needed)


def _missed(result: GoalResult, outcome: Outcome) -> str:
    values = {"goal": goal(result.goal), "reached": sum(result.met), "runs": outcome.runs}
    if result.goal.kind == "absent" or math.isnan(result.median):
        return text("course-missed-absent", **values)
    return text("course-missed", **values, median=amount(result.goal, result.median))
