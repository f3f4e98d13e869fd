"""Re-runs on a cluster: the script's folder is sent there once, and each re-run is a task."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whygrad.cluster import Lost, Needs, Ray, check_folder, packed
from whygrad.errors import InputError
from whygrad.trial.rerun.job import RerunRequest, RerunResult, ScriptFacts, from_json, to_json
from whygrad.trial.rerun.worker import Shipped, rerun

PACKAGES = ("torch", "numpy")
"""Distributions that a worker must have in the same version as this machine."""
VARIABLES = ("PYTHONHASHSEED", "CUBLAS_WORKSPACE_CONFIG", "NVIDIA_TF32_OVERRIDE", "KERAS_BACKEND")
"""Environment variables that are sent along if they are set: results depend on them."""
_TRANSFER = 10.0  # seconds for a result to come back after the end of its re-run


@dataclass(frozen=True, slots=True)
class OnCluster:
    """How re-runs of a script use a cluster.

    - `cluster`: the connection (`whygrad.cluster.opened`)
    - `cpus`, `gpus`: cores and GPUs of a re-run; a fraction of a GPU is shared. PyTorch uses `cpus` threads
    - `exclude`: patterns of what is not sent along (`whygrad.cluster.check_folder`)
    - `variables`: names of environment variables to send along, beside `VARIABLES`
    """

    cluster: Ray
    cpus: int = 1
    gpus: float = 0.0
    exclude: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()

    @property
    def needs(self) -> Needs:
        """What one re-run needs."""
        return Needs(self.cpus, self.gpus, PACKAGES)

    def check(self, script: str, folder: Path) -> None:
        """Raise `InputError` for what would fail later: a cluster without such a machine, a folder that is too large, a
        variable that is not set.
        """
        self.cluster.check(self.needs)
        _environment(self.variables)
        for one in _folders(script, folder):
            check_folder(one, self.exclude)

    def place(self, script: str, arguments: tuple[str, ...], folder: Path, *, trained: bool) -> ClusterPlace:
        """The cluster, for the re-runs of a script that runs in `folder`; `trained`: here it came to an update."""
        return ClusterPlace(self, script, arguments, folder, trained=trained)


class ClusterPlace:
    """Re-runs of one script as tasks of a cluster."""

    def __init__(
        self, settings: OnCluster, script: str, arguments: tuple[str, ...], folder: Path, *, trained: bool
    ) -> None:
        self._cluster, self._needs = settings.cluster, settings.needs
        self._script, self._folder, self._trained = script, folder, trained
        self._imports: tuple[str, ...] = ()
        folders = _folders(script, folder)
        archives = [packed(one, settings.exclude) for one in folders]
        environment = _environment(settings.variables)
        relative = _real(script, folder).relative_to(folders[-1]).as_posix()
        own = tuple(map(str, folders))
        rest = (relative, arguments, own, environment, settings.cpus)
        key = hashlib.sha256(b"".join([*archives, repr(rest).encode()])).hexdigest()
        shared = [self._cluster.share(one) for one in archives]
        self._shipped = Shipped(key, shared[0], shared[1] if len(shared) > 1 else None, *rest)

    @property
    def slots(self) -> int:
        """Re-runs at a time."""
        return self._cluster.slots(self._needs)

    def prepare(self, imports: tuple[str, ...], most: float) -> None:
        """Each worker imports them before its next re-run."""
        del most
        self._imports = imports

    def completed(
        self, facts: ScriptFacts, requests: Iterable[tuple[Any, RerunRequest]], seconds: float
    ) -> Iterator[tuple[Any, RerunResult]]:
        """In the order in which they end; a worker that dies counts as a script that does if another dies of it, too.

        Raises `InputError` if the script as it is cannot be trained there, although it can here.
        """
        facts_json = to_json(facts)
        tasks = (((tag, request), (self._shipped, self._imports, facts_json, request)) for tag, request in requests)
        end = time.monotonic() + seconds + _TRANSFER
        done = self._cluster.completed(rerun, tasks, needs=self._needs, ahead=1, end=end, keep_lost=True)
        for (tag, request), found in done:
            ended = (
                RerunResult("died", found.reason, finite=False)
                if isinstance(found, Lost)
                else from_json(RerunResult, found)
            )
            fails = ended.stop in ("crashed", "died", "exited") and not ended.steps
            if self._trained and fails and not request.remedies and not request.seed:
                raise InputError(
                    "cluster-script-fails", script=self._script, folder=str(self._folder),
                    error=ended.error or _last_line(ended.output) or ended.stop,
                )  # fmt: skip
            yield tag, ended


def _real(script: str, folder: Path) -> Path:
    return (folder / script).resolve()


def _folders(script: str, folder: Path) -> list[Path]:
    """What is sent: the working directory and, if the script lies elsewhere, the script's own folder."""
    real = _real(script, folder)
    return [folder] if real.is_relative_to(folder) else [folder, real.parent]


def _environment(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    wanted = tuple(names)
    for name in wanted:
        if name not in os.environ:
            raise InputError("cluster-variable", name=name)
    return tuple((name, os.environ[name]) for name in dict.fromkeys((*VARIABLES, *wanted)) if name in os.environ)


def _last_line(output: str) -> str:
    return (output.strip().splitlines() or [""])[-1][:200]
