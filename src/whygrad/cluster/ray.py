"""Work on a Ray cluster: a few tasks at a time, results as they are completed, lost workers replaced."""

from __future__ import annotations

import hashlib
import logging
import os
import platform
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from whygrad.engine import native
from whygrad.errors import InputError, MissingExtraError, WhygradError

_PACKAGE = Path(__file__).resolve().parent.parent
RETRIES = 3  # times that a task is run again whose worker died
_AHEAD = 2  # tasks submitted for each core: the next one is there when one ends, and no more wait in memory
_POLL_SECONDS = 0.2  # how long a Ctrl-C may wait


class Ray:
    """A connection to a Ray cluster.

    Every task has one core, and checks first that it runs the same whygrad with the same Python as here: results are
    then the same bit for bit as on this machine.
    """

    def __init__(self, address: str | None) -> None:
        try:
            self._ray: Any = import_module("ray")
        except ImportError:
            raise MissingExtraError("cluster-needs-ray") from None
        self._owns = not self._ray.is_initialized()
        if self._owns:
            self._connect(address)
        self.cores = max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def _connect(self, address: str | None) -> None:
        quiet: dict[str, Any] = {"logging_level": logging.ERROR}
        if address is None:
            try:
                self._ray.init("auto", log_to_driver=False, **quiet)
            except ConnectionError:  # none runs here
                self._ray.init("local", log_to_driver=False, include_dashboard=False, **quiet)
            return
        try:
            self._ray.init(address, **quiet)
        except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
            raise InputError("cluster-unreachable", address=address, reason=_first_line(error)) from None

    def completed(
        self, function: Callable[..., Any], tasks: Iterable[tuple[Any, tuple[Any, ...]]]
    ) -> Iterator[tuple[Any, Any]]:
        """(tag, function(*arguments)) of each task (tag, arguments), as soon as it is known, in any order.

        `tasks` is read as cores become free, so that the driver holds only what is in work. A task whose worker dies is
        run again. Ctrl-C, or leaving the loop, cancels what is in work. Raises the error of a task, and `InputError`
        for a cluster with another version of whygrad, or one that loses a task again and again.
        """
        options = {"num_cpus": 1, "max_retries": RETRIES, "name": getattr(function, "__name__", "task")}
        remote = self._ray.remote(**options)(_checked)
        here, known = signature(), self._ray.put(function)
        waiting: dict[Any, Any] = {}
        source = iter(tasks)
        more = True
        try:
            while more or waiting:
                while more and len(waiting) < _AHEAD * self.cores:
                    following = next(source, None)
                    if following is None:
                        more = False
                        break
                    tag, arguments = following
                    waiting[remote.remote(here, known, arguments)] = tag
                done, _ = self._ray.wait(list(waiting), num_returns=1, timeout=_POLL_SECONDS) if waiting else ([], [])
                for reference in done:
                    tag = waiting.pop(reference)
                    yield tag, self._result(reference, here)
        finally:
            for reference in waiting:
                self._ray.cancel(reference, force=True)

    def _result(self, reference: Any, here: tuple[str, ...]) -> Any:
        errors: Any = self._ray.exceptions
        try:
            found = self._ray.get(reference)
        except errors.RayTaskError as error:
            cause = getattr(error, "cause", None)
            if isinstance(cause, ModuleNotFoundError):
                raise InputError("cluster-no-whygrad", name=str(cause.name)) from None
            if isinstance(cause, WhygradError):
                raise cause from None
            raise
        except (errors.WorkerCrashedError, errors.NodeDiedError, errors.OutOfMemoryError) as error:
            raise InputError("cluster-lost", count=RETRIES, reason=_first_line(error)) from None
        if isinstance(found, _Other):
            raise InputError("cluster-version", here=", ".join(here), there=", ".join(found.signature))
        return found

    def close(self) -> None:
        """End the connection, and the cluster if it was started for it."""
        if self._owns:
            self._ray.shutdown()


class _Other:
    """What a worker answers that runs other code."""

    def __init__(self, signature: tuple[str, ...]) -> None:
        self.signature = signature


def _checked(here: tuple[str, ...], function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """On a worker: the function's result, if this is the same code as the driver's, with the same instructions."""
    os.environ[native.VARIABLE] = here[-1]
    there = signature()
    return _Other(there) if there != here else function(*arguments)


def signature() -> tuple[str, ...]:
    """What results depend on: versions of whygrad and Python, a hash of whygrad's own code, the instruction set.

    Raises `InputError` if this machine has not the instruction set that is stated.
    """
    return (*_code(), native.instruction_sets()[0])


@cache
def _code() -> tuple[str, ...]:
    digest = hashlib.sha256(native.library().read_bytes())
    for path in sorted(_PACKAGE.rglob("*.py")):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return (f"whygrad {version('whygrad')}", f"Python {platform.python_version()}", digest.hexdigest()[:12])


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
