"""One re-run on a worker of a cluster: the folder is unpacked once, PyTorch imported once, and then it forks."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from whygrad.cluster import Shared, unpacked
from whygrad.trial.rerun.job import RerunRequest, to_json
from whygrad.trial.rerun.place import one_rerun
from whygrad.trial.rerun.server import MOST_IMPORTING, Server

_THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Shipped:
    """A script on its way to workers.

    - `key`: a hash of all that follows
    - `folder`: its working directory, packed; `beside`: the script's own folder, packed, if it lies elsewhere
    - `script`: its path, relative to `beside` or else to `folder`
    - `own`: the folders on the user's machine, which a worker on that machine must not write to
    - `environment`: variables with their values; `threads`: of PyTorch
    """

    key: str
    folder: Shared
    beside: Shared | None
    script: str
    arguments: tuple[str, ...]
    own: tuple[str, ...]
    environment: tuple[tuple[str, str], ...]
    threads: int


class _Workplace:
    """An unpacked script, and the process that forks for its re-runs; both are gone when this process is."""

    def __init__(self, shipped: Shipped) -> None:
        folder = tempfile.mkdtemp(prefix="whygrad-")
        self._shipped, self._home = shipped, Path(folder)
        self._server = Server(folder, _environment(shipped), detached=True)
        self._imported: tuple[str, ...] | None = None
        self._server.prepare((), MOST_IMPORTING)  # from here on the folder is removed with the process
        unpacked(shipped.folder.value, self._home / "folder")
        self._script = shipped.script
        if shipped.beside is not None:
            unpacked(shipped.beside.value, self._home / "beside")
            self._script = str(self._home / "beside" / shipped.script)

    def rerun(self, imports: tuple[str, ...], facts_json: str, request: RerunRequest) -> str:
        if imports != self._imported:
            self._server.prepare(imports, MOST_IMPORTING)
            self._imported = imports
        shipped = self._shipped
        ended = one_rerun(
            self._server, self._home, self._script, shipped.arguments, self._home / "folder", facts_json, request,
            guarded=shipped.own,
        )  # fmt: skip
        return to_json(ended)

    @property
    def is_there(self) -> bool:
        """False once the process had to be ended, with which the folder went."""
        return self._home.is_dir()

    def close(self) -> None:
        """End the process; the folder goes with it."""
        self._server.close()


_at_work: dict[tuple[str, str], _Workplace] = {}  # at most one, by the script and the GPUs that the task was given


def rerun(shipped: Shipped, imports: tuple[str, ...], facts_json: str, request: RerunRequest) -> str:
    """What a task of the cluster does: one re-run; gives a `RerunResult` as JSON."""
    key = (shipped.key, os.environ.get("CUDA_VISIBLE_DEVICES", ""))
    if key not in _at_work or not _at_work[key].is_there:
        while _at_work:
            _at_work.popitem()[1].close()
        _at_work[key] = _Workplace(shipped)
    return _at_work[key].rerun(imports, facts_json, request)


def _environment(shipped: Shipped) -> dict[str, str]:
    """The variables of this machine without Ray's own, the user's, and the number of threads that the task has."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("RAY_")}
    return own | dict.fromkeys(_THREADS, str(shipped.threads)) | dict(shipped.environment)
