"""`engine.train` for several experiments on a cluster: each experiment with its seeds is a task."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from whygrad.cluster.ray import Ray
from whygrad.engine import cost, train
from whygrad.engine.train import seed_numbers
from whygrad.experiment import Experiment
from whygrad.trace import Trace


class Train(Protocol):
    """What trains several experiments: `engine.train`, or `on_cluster`."""

    def __call__(
        self,
        experiment: Sequence[Experiment],
        seeds: int | Iterable[int] = 8,
        *,
        progress: Callable[[float], None] | None = None,
    ) -> list[Trace]:
        """A trace for each experiment; after Ctrl-C those of the first experiments only."""
        ...


def on_cluster(cluster: Ray) -> Train:
    """A function that trains several experiments on a cluster, one core each, with the traces of `engine.train`.

    A table (`.csv`) that an experiment names is sent along; other files have to be on the cluster's machines. After
    Ctrl-C the function returns the traces of the first experiments, up to one that is not trained.
    """

    def trained(
        experiment: Sequence[Experiment],
        seeds: int | Iterable[int] = 8,
        *,
        progress: Callable[[float], None] | None = None,
    ) -> list[Trace]:
        numbers = seed_numbers(seeds)
        tasks = ((place, (with_table(one), numbers)) for place, one in enumerate(experiment))
        found: dict[int, Trace] = {}
        try:
            for place, trace in cluster.completed(train_one, tasks):
                found[place] = trace
                if progress is not None:
                    progress(len(found) / len(experiment))
        except KeyboardInterrupt:
            if 0 not in found:
                raise
        missing = next((place for place in range(len(experiment)) if place not in found), len(experiment))
        return [found[place] for place in range(missing)]

    return trained


def train_one(experiment: Experiment, seeds: list[int]) -> Trace:
    """What a worker does: one experiment with all of its seeds, on one core."""
    with one_core():
        return train(experiment, seeds, threads=1)


@contextmanager
def one_core() -> Generator[None]:
    """On a worker, for what trains without saying with how many threads: one, since a task has one core."""
    before = cost.cores
    cost.cores = _one
    try:
        yield
    finally:
        cost.cores = before


def _one() -> int:
    return 1


def with_table(experiment: Experiment) -> Experiment:
    """The experiment with the content of its table in it: a worker has not this machine's files."""
    name, folder = experiment.data.name, experiment.folder
    if not name.endswith(".csv") or isinstance(folder, Mapping):
        return experiment
    return experiment.at({name: (Path(folder or ".") / name).read_text(encoding="utf-8")})
