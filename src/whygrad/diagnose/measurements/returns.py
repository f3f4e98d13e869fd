"""What the returns of an agent's episodes tell, where its loss does not."""

from __future__ import annotations

import math

import numpy as np

from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, Floats
from whygrad.diagnose.reading import Reading
from whygrad.trace.program import ProgramFacts


def return_gain(program: ProgramFacts | None) -> float:
    """By how many standard errors the mean return of an episode rose from a training's beginning to its end; NaN where
    there were too few episodes.
    """
    if program is None or program.returns.fewest < limit("episodes"):
        return math.nan
    returns = program.returns
    rise = returns.last - returns.first
    if returns.error > 0:
        return rise / returns.error
    return math.inf if rise > 0 else 0.0


def gain_where(reading: Reading, agent: Bools) -> Floats:
    """(P,) `return_gain` of the runs that are judged by it, NaN of the others."""
    return np.where(agent, return_gain(reading.meta.program), np.nan)


def returns_tell(reading: Reading) -> bool:
    """Whether the returns of episodes tell how much was learned, or will once there are enough, and the loss does
    not.
    """
    program = reading.meta.program
    return not reading.tells_level and program is not None and program.returns.episodes > 0


def has_learned(program: ProgramFacts | None) -> bool:
    """Whether the returns of an agent's episodes surely rose."""
    return return_gain(program) > limit("returns-risen")


def has_not_improved(program: ProgramFacts | None) -> bool:
    """Whether the returns rose by no more than chance may make them rise."""
    return return_gain(program) < limit("return-gain")


def agent_fails(reading: Reading) -> bool:
    """Whether only the returns of episodes tell how much was learned, and they have not risen."""
    return returns_tell(reading) and has_not_improved(reading.meta.program)


def is_a_fall(gain: float) -> bool:
    """Whether returns that rose by so many standard errors surely fell."""
    return gain < -limit("return-gain")
