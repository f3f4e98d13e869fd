"""Networks that everybody knows: gates of step units, linear maps, the single-layer family.

Every one is an ordinary experiment; the zoo knows which, sets or trains it, and works out what is known about it.
"""

from whygrad.zoo.family import FAMILY, Relative, family, members, overlapping
from whygrad.zoo.gates import CORNERS, GATES, Gate, Lesson, Unit, lessons
from whygrad.zoo.linear import Linearity, Study, collapse, linearity, stacks, study
from whygrad.zoo.separation import Separation, separation
from whygrad.zoo.training import train_to_the_end

__all__ = [
    "CORNERS",
    "FAMILY",
    "GATES",
    "Gate",
    "Lesson",
    "Linearity",
    "Relative",
    "Separation",
    "Study",
    "Unit",
    "collapse",
    "family",
    "lessons",
    "linearity",
    "members",
    "overlapping",
    "separation",
    "stacks",
    "study",
    "train_to_the_end",
]
