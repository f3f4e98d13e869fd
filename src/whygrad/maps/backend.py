"""What trains the networks of a map side by side: the kernel on this machine's cores, or a GPU (`whygrad.gpu`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from whygrad.engine.program import Job

Progress = Callable[[float], None]


class Population(Protocol):
    """Jobs that share a program, and what their runs record."""

    def places(self) -> Iterator[tuple[Job, slice]]:
        """Each job with the place of its runs."""
        ...

    def channels(self, runs: slice) -> Mapping[str, NDArray[np.float32]]:
        """Losses and accuracies (P, S) of some of the runs."""
        ...

    def non_finite_step(self, runs: slice) -> NDArray[np.int64]:
        """The step at which each run turned non-finite, -1 for those that did not: (P,)."""
        ...


class Backend(Protocol):
    """Trains populations. `runs_at_once`: as many runs take about as long as one."""

    runs_at_once: int

    @property
    def identity(self) -> list[str]:
        """What the bits of results depend on, beside whygrad's Python code."""
        ...

    def population(self, jobs: Sequence[Job]) -> Any:
        """A `Population` of jobs that share a program."""
        ...

    def run(self, populations: Sequence[Any], progress: Progress) -> bool:
        """Train populations to the end; `progress` hears the fraction that is done. False if Ctrl-C ended it."""
        ...


class Cpu:
    """The kernel on this machine's cores."""

    runs_at_once = 1

    def __init__(self, threads: int | None) -> None:
        self._threads = threads

    @property
    def identity(self) -> list[str]:
        """The instruction set."""
        from whygrad.engine import native

        return [native.instruction_sets()[0]]

    def population(self, jobs: Sequence[Job]) -> _OnCpu:
        """Jobs that share a program."""
        return _OnCpu(jobs)

    def run(self, populations: Sequence[_OnCpu], progress: Progress) -> bool:
        """Train populations to the end; False if Ctrl-C ended it."""
        from whygrad.engine import native

        trained = [one.native for one in populations]
        most = max(len(one.jobs[0].program.record_steps) for one in trained)
        return native.run(trained, self._threads, lambda count: progress(count / most))


class _OnCpu:
    """A population of the kernel."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        from whygrad.engine import native

        self.native = native.Population(list(jobs))

    def places(self) -> Iterator[tuple[Job, slice]]:
        return self.native.places()

    def channels(self, runs: slice) -> Mapping[str, NDArray[np.float32]]:
        return self.native.channels(runs, slice(None))

    def non_finite_step(self, runs: slice) -> NDArray[np.int64]:
        return self.native.non_finite(runs)[0]
