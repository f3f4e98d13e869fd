"""The return of each episode that an agent plays, the sum of its rewards (Sutton & Barto 2018, section 3.3). A policy's
loss does not show how much was learned. Returns do.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from whygrad.trace.program import ReturnsFacts

MOST_EPISODES = 100_000
BEGINNING, END = 0.1, 0.75  # of the training's updates: episodes up to the one, and from the other one on, are compared
UNREADABLE = (TypeError, ValueError, IndexError, RuntimeError)  # what is no single number


class Episodes:
    """The returns of all episodes in environments that `gymnasium.make` gives, in the order in which they end.

    The classes of these environments get the `step` and `reset` that listen, not the environments themselves: what a
    program copies stays whole, and episodes that it plays out in copies, as a search does, are none of the agent's.
    """

    def __init__(self) -> None:
        self.returns: list[float] = []
        self.trainings: list[TrainingReturns] = []
        self._so_far: WeakKeyDictionary[Any, float | None] = WeakKeyDictionary()  # None: the episode has not begun
        self._classes: set[type] = set()

    def begin(self, module: Any) -> None:
        """The module was imported: listen to what its `make` gives from now on."""
        original = getattr(module, "make", None)  # a program may have a module of its own with this name
        if original is None or getattr(original, "whygrad", False):  # what `gym` has may be that of `gymnasium`
            return
        listening = self._listening(original)
        for place in (module, getattr(getattr(module, "envs", None), "registration", None)):
            if place is not None and getattr(place, "make", None) is original:
                place.make = listening

    def of_training(self) -> TrainingReturns:
        """The returns of a training that begins."""
        self.trainings.append(TrainingReturns(self))
        return self.trainings[-1]

    def _listening(self, make: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(make)
        def made(*args: Any, **options: Any) -> Any:
            environment = make(*args, **options)
            with suppress(TypeError, AttributeError):  # what cannot be remembered, or is no environment
                self._listen_to(type(environment))
                self._so_far[environment] = None
            return environment

        made.whygrad = True  # type: ignore[attr-defined]
        return made

    def _listen_to(self, kind: Any) -> None:
        if kind in self._classes:
            return
        step, reset = kind.step, kind.reset

        @wraps(step)
        def stepped(environment: Any, *args: Any, **options: Any) -> Any:
            result = step(environment, *args, **options)
            if environment in self._so_far:
                self._take(environment, result)
            return result

        @wraps(reset)
        def begun(environment: Any, *args: Any, **options: Any) -> Any:
            self._end(environment)  # if the program did not play it to its end
            return reset(environment, *args, **options)

        kind.step, kind.reset = stepped, begun
        self._classes.add(kind)

    def _take(self, environment: Any, result: Any) -> None:
        """One step's (observation, reward, terminated, truncated, info); before Gymnasium (…, reward, done, info)."""
        try:
            reward, over = float(np.asarray(result[1]).item()), any(bool(flag) for flag in result[2:-1])
        except UNREADABLE:
            del self._so_far[environment]  # several environments at once
            return
        self._so_far[environment] = (self._so_far[environment] or 0.0) + reward
        if over:
            self._end(environment)

    def _end(self, environment: Any) -> None:
        earned = self._so_far.get(environment)
        if earned is not None:
            self._so_far[environment] = None
            if len(self.returns) < MOST_EPISODES:
                self.returns.append(earned)


class TrainingReturns:
    """Which of the episodes belong to one training: those from its beginning, and what came before it, to its end."""

    def __init__(self, episodes: Episodes) -> None:
        self._episodes = episodes
        self._marks: list[tuple[int, int]] = []  # (episodes, updates) at each record

    def mark(self, done: int) -> None:
        """A record was made after so many updates."""
        self._marks.append((len(self._episodes.returns), done))

    @property
    def first(self) -> int:
        """Episodes before the first record."""
        return self._marks[0][0] if self._marks else 0

    @property
    def last(self) -> int:
        """Episodes before the last record."""
        return self._marks[-1][0] if self._marks else 0

    def facts(self, done: int) -> ReturnsFacts:
        """The returns at the beginning and at the end of so many updates. What came before the first update is part of
        the beginning, but for the episodes of trainings that were over by then.
        """
        others = [one for one in self._episodes.trainings if one is not self and one._marks]
        start = max((one.last for one in others if one.last <= self.first < self.last), default=0)
        end = self.last if any(one.first >= self.last > self.first for one in others) else None
        returns = np.array(self._episodes.returns[start:end])
        if not len(returns) or not self._marks or not done:
            return ReturnsFacts()
        counts, updates = np.array(self._marks, float).T
        when = np.interp(start + 1 + np.arange(len(returns)), counts, updates) / done
        early, late = returns[when <= BEGINNING], returns[when >= END]
        fewest = min(len(early), len(late))
        if fewest < 2:
            return ReturnsFacts(fewest=fewest)
        error = math.sqrt(early.var(ddof=1) / len(early) + late.var(ddof=1) / len(late))
        return ReturnsFacts(float(early.mean()), float(late.mean()), error, fewest)
