"""`--on ray`: the connection to a cluster for the time of a command, and what the trial of a script asks of it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whygrad.cluster import Ray
    from whygrad.trial.rerun.cluster import OnCluster


@dataclass(frozen=True, slots=True)
class Tasks:
    """What `--task-cpus`, `--task-gpus`, `--exclude` and `--env` say of the re-runs of a script."""

    cpus: int = 1
    gpus: float = 0.0
    exclude: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()


@contextmanager
def cluster(on: str | None) -> Generator[Ray | None]:
    """The cluster that `--on` names, connected to before any work starts; `None` for this machine."""
    if on is None:
        yield None
        return
    from whygrad.cluster import opened

    with opened(on) as connection:
        yield connection


def for_script(connection: Ray, tasks: Tasks, script: str) -> OnCluster:
    """How the re-runs of a script use the cluster. Raises `InputError` for what would fail later."""
    from whygrad.trial.rerun.cluster import OnCluster

    on = OnCluster(connection, tasks.cpus, tasks.gpus, tasks.exclude, tasks.variables)
    on.check(script, Path.cwd().resolve())
    return on
