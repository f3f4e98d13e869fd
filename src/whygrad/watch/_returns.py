"""The return of each episode that an agent plays, the sum of its rewards (Sutton & Barto 2018, section 3.3). A policy's
loss does not show how much was learned. Returns do.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from inspect import getattr_static, isfunction
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from torch.nn import Module

from whygrad.instrument.places import users_file
from whygrad.trace.program import ReturnsFacts

MOST_EPISODES = 100_000
BEGINNING, END = 0.1, 0.75  # of the training's updates: episodes up to the one, and from the other one on, are compared
UNREADABLE = (TypeError, ValueError, IndexError, RuntimeError)  # what is no single number


class Episodes:
    """The returns of all episodes, in the order in which they end: in environments that `gymnasium.make` gives, or else
    in those of the program's own classes.

    The classes of these environments get the `step` and `reset` that listen, not the environments themselves: what a
    program copies stays whole, and episodes that it plays out in copies, as a search does, are none of the agent's.
    """

    def __init__(self) -> None:
        self.returns: list[float] = []
        self.trainings: list[TrainingReturns] = []
        self._so_far: WeakKeyDictionary[Any, float | None] = WeakKeyDictionary()  # None: the episode has not begun
        self._cut_off: WeakKeyDictionary[Any, int] = WeakKeyDictionary()  # by a limit of time: the place of its return
        self._classes: set[type] = set()
        self._made = False  # by `gymnasium.make`: what the program wraps around that is no environment of its own
        self._own: set[type] = set()
        self._counting = False  # a step or reset that counts, which may call those of what the environment wraps

    def begin(self, module: Any) -> None:
        """The module was imported: listen to what its `make` gives from now on."""
        original = getattr(module, "make", None)  # a program may have a module of its own with this name
        if original is None or getattr(original, "whygrad", False):  # what `gym` has may be that of `gymnasium`
            return
        listening = self._listening(original)
        for place in (module, getattr(getattr(module, "envs", None), "registration", None)):
            if place is not None and getattr(place, "make", None) is original:
                place.make = listening

    def look_for_own(self) -> None:
        """Listen to the program's own classes that have `reset` and `step`, from each environment's next episode on."""
        if self._made:
            return
        for kind in _own_classes():
            with suppress(TypeError, AttributeError):
                self._own.add(kind)
                self._listen_to(kind)

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
                if not self._made:
                    self._made = True
                    self._so_far.clear()
                self._so_far[environment] = None
                # Of an environment within wrappers a program may take what is wrapped (`environment.unwrapped`).
                for inner in _wrapped_by(environment):
                    self._listen_to(type(inner))
                    self._so_far[inner] = None
            return environment

        made.whygrad = True  # type: ignore[attr-defined]
        return made

    def _listen_to(self, kind: Any) -> None:
        if kind in self._classes:
            return
        step, reset = kind.step, kind.reset

        @wraps(step)
        def stepped(environment: Any, *args: Any, **options: Any) -> Any:
            with self._outermost(environment) as counts:
                result = step(environment, *args, **options)
            if counts:
                self._take(environment, result)
            return result

        @wraps(reset)
        def begun(environment: Any, *args: Any, **options: Any) -> Any:
            with self._outermost(environment, begins=True) as counts:
                if counts:
                    self._end(environment)  # if the program did not play it to its end
                return reset(environment, *args, **options)

        kind.step, kind.reset = stepped, begun
        self._classes.add(kind)

    @contextmanager
    def _outermost(self, environment: Any, *, begins: bool = False) -> Generator[bool]:
        """A step or reset, and whether it counts: the outermost of the environments that are listened to. One of the
        program's own classes is listened to from its first reset on.
        """
        counting = self._counting
        if begins and not counting and not self._made and type(environment) in self._own:
            with suppress(TypeError):  # what cannot be remembered
                self._so_far.setdefault(environment, None)
        counts = not counting and self._knows(environment)
        self._counting = counting or counts
        try:
            yield counts
        finally:
            self._counting = counting

    def _knows(self, environment: Any) -> bool:
        try:
            return environment in self._so_far
        except TypeError:  # the program's classes need not have a hash
            return False

    def _take(self, environment: Any, result: Any) -> None:
        """One step's (observation, reward, terminated, truncated, info); before Gymnasium (…, reward, done, info), or
        without the last.
        """
        try:
            reward, over, cut = _read(result)
        except UNREADABLE:
            self._so_far.pop(environment, None)  # several environments at once, or no environment
            return
        if environment not in self._so_far:  # its step was the first to call `gymnasium.make`
            return
        last = self._cut_off.pop(environment, None)
        if over and last is not None:  # a program that leaves out `truncated` plays on
            self.returns[last] += reward
        else:
            self._so_far[environment] = (self._so_far[environment] or 0.0) + reward
            last = self._end(environment) if over else None
        if cut and last is not None:
            self._cut_off[environment] = last

    def _end(self, environment: Any) -> int | None:
        """Keep the return of an episode that has begun; its place among all of them."""
        self._cut_off.pop(environment, None)
        earned, place = self._so_far.get(environment), len(self.returns)
        if earned is None:
            return None
        self._so_far[environment] = None
        if place >= MOST_EPISODES:
            return None
        self.returns.append(earned)
        return place


def _own_classes() -> Iterator[type]:
    """Classes of the program's own files that have the methods `reset` and `step`, but for networks."""
    for name, module in list(sys.modules.items()):
        had = getattr(module, "__dict__", {})  # a module that imports itself late answers to any other name
        file = had.get("__file__")
        if name == "__main__" or (isinstance(file, str) and users_file(file) is not None):
            # Asked by their type: an object that is asked itself may do anything.
            kinds = [
                value for value in list(had.values()) if issubclass(type(value), type) and value.__module__ == name
            ]
            yield from (kind for kind in kinds if not issubclass(kind, Module) and _has_the_methods(kind))


def _has_the_methods(kind: type) -> bool:
    return all(isfunction(getattr_static(kind, method, None)) for method in ("reset", "step"))


def _read(result: Any) -> tuple[float, bool, bool]:
    """What a step gives: its reward, whether the episode is over, and whether only a limit of time cut it off, which
    (…, terminated, truncated, info) tells. Raises one of `UNREADABLE` for anything else.
    """
    if not isinstance(result, (tuple, list)) or len(result) < 3 or isinstance(result[1], (bool, np.bool_)):
        raise TypeError
    flags = [np.asarray(flag).item() for flag in result[2:-1] or result[2:]]
    if not all(flag in (0, 1) for flag in flags):
        raise ValueError
    return float(np.asarray(result[1]).item()), any(flags), len(flags) > 1 and any(flags) and not flags[0]


def _wrapped_by(environment: Any) -> Iterator[Any]:
    """What an environment of `gymnasium.make` wraps, from its outermost wrapper inwards."""
    while (environment := getattr(environment, "__dict__", {}).get("env")) is not None:
        yield environment


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
        played = len(returns)
        if not played or not self._marks or not done:
            return ReturnsFacts(episodes=played)
        counts, updates = np.array(self._marks, float).T
        when = np.interp(start + 1 + np.arange(played), counts, updates) / done
        early, late = returns[when <= BEGINNING], returns[when >= END]
        fewest = min(len(early), len(late))
        if fewest < 2:
            return ReturnsFacts(fewest=fewest, episodes=played)
        error = math.sqrt(early.var(ddof=1) / len(early) + late.var(ddof=1) / len(late))
        return ReturnsFacts(float(early.mean()), float(late.mean()), error, fewest, played)
