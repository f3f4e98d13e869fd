"""The course: the claims in the order in which a beginner reads them, with exercises whose answers are checked.

`path.py` orders the claims; an exercise is a file `exercises/NAME.toml`, which says after which claims it comes. A new
claim or exercise appears in the course without a change here.

    import whygrad as wg

    wg.course.topics                                             # each with its steps: claims and exercises
    exercise = wg.course.exercises["ten-layers-of-sigmoid"]
    exercise.check(exercise.start.replace(optimizer="adam")).passed
"""

from whygrad.course import words
from whygrad.course.assignment import Assignment
from whygrad.course.checking import Change, GoalResult, Outcome, check
from whygrad.course.exercise import Exercise
from whygrad.course.goal import Goal
from whygrad.course.path import Course, Exercises, Step, Topic, course

__all__ = [
    "Assignment", "Change", "Course", "Exercise", "Exercises", "Goal", "GoalResult", "Outcome", "Step", "Topic",
    "check", "course", "words",
]  # fmt: skip
