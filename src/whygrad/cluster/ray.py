"""Work on a Ray cluster: a few tasks at a time, results as they are completed, lost workers replaced."""

from __future__ import annotations

import hashlib
import logging
import math
import os
import platform
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from whygrad.engine import native
from whygrad.errors import InputError, MissingExtraError, WhygradError

_PACKAGE = Path(__file__).resolve().parent.parent
RETRIES = 3  # times that a task is run again whose worker died
_AHEAD = 2  # tasks submitted for each slot: the next one is there when one ends, and no more wait in memory
_POLL_SECONDS = 0.2  # how long a Ctrl-C may wait
_GROWS_SECONDS = 5.0  # after which the cluster is asked for its size again: it may have grown or shrunk


@dataclass(frozen=True, slots=True)
class Needs:
    """What each task of one kind needs.

    - `cpus`, `gpus`: cores and GPUs of a task; several tasks share a GPU if `gpus` is a fraction, such as 0.25
    - `packages`: distributions that must be installed in the same version as here
    """

    cpus: int = 1
    gpus: float = 0.0
    packages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lost:
    """Stands for the result of a task whose worker died again and again; `reason` is what Ray says of it."""

    reason: str


_ONE_CORE = Needs()


class Ray:
    """A connection to a Ray cluster.

    Every task checks first that it runs the same whygrad with the same Python as here: results are then the same bit
    for bit as on this machine.
    """

    def __init__(self, address: str | None) -> None:
        try:
            self._ray: Any = import_module("ray")
        except ImportError:
            raise MissingExtraError("cluster-needs-ray") from None
        self._owns = not self._ray.is_initialized()
        if self._owns:
            self._connect(address)
        self.cores = self.slots(Needs())

    def _connect(self, address: str | None) -> None:
        quiet: dict[str, Any] = {"logging_level": logging.ERROR}
        if address is None:
            self._connect_here(quiet)
            return
        try:
            self._ray.init(address, **quiet)
        except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
            raise InputError("cluster-unreachable", address=address, reason=_first_line(error)) from None

    def _connect_here(self, quiet: dict[str, Any]) -> None:
        try:
            try:
                self._ray.init("auto", log_to_driver=False, **quiet)
            except ConnectionError:  # none runs here
                self._ray.init("local", log_to_driver=False, include_dashboard=False, **quiet)
        except Exception as error:  # noqa: BLE001 (Ray raises no other where it takes too long, as on a busy machine)
            raise InputError("cluster-not-started", reason=_first_line(error)) from None

    def slots(self, needs: Needs) -> int:
        """How many tasks with these needs the cluster runs at a time; at least 1, since a busy cluster may grow."""
        total: dict[str, float] = self._ray.cluster_resources()
        by_cpus = total.get("CPU", 0.0) / needs.cpus
        by_gpus = total.get("GPU", 0.0) / needs.gpus if needs.gpus else math.inf
        return max(1, int(min(by_cpus, by_gpus)))

    def check(self, needs: Needs) -> None:
        """Raise `InputError` if no machine of the cluster has what one task needs."""
        machines: list[dict[str, float]] = [one["Resources"] for one in self._ray.nodes() if one["Alive"]]
        if not any(one.get("CPU", 0) >= needs.cpus and one.get("GPU", 0) >= needs.gpus for one in machines):
            cpus, gpus = (int(max((one.get(name, 0) for one in machines), default=0)) for name in ("CPU", "GPU"))
            raise InputError("cluster-too-small", cpus=needs.cpus, gpus=f"{needs.gpus:g}", most=cpus, gpus_most=gpus)

    def share(self, value: Any) -> Shared:
        """Put a value where all workers can get it: it is sent once to each machine, not with every task."""
        return Shared(self._ray.put(value))

    def completed(
        self,
        function: Callable[..., Any],
        tasks: Iterable[tuple[Any, tuple[Any, ...]]],
        *,
        needs: Needs = _ONE_CORE,
        ahead: int = _AHEAD,
        end: float = math.inf,
        keep_lost: bool = False,
    ) -> Iterator[tuple[Any, Any]]:
        """(tag, function(*arguments)) of each task (tag, arguments), as soon as it is known, in any order.

        - `tasks`: read as slots become free, so that the driver holds only what is in work
        - `needs`: cores and GPUs of each task, and packages that must be the same as here
        - `ahead`: tasks that are submitted for each slot; 1 if a task should start as soon as it is read
        - `end`: the time (`time.monotonic`) at which the loop ends and the tasks in work are canceled
        - `keep_lost`: yield `Lost` for a task that was lost again and again, instead of raising an error

        A task whose worker dies is run again. Ctrl-C, or leaving the loop, cancels what is in work. Raises the error of
        a task, and `InputError` for a cluster with other versions, or one that loses a task again and again.
        """
        options = {
            "num_cpus": needs.cpus, "num_gpus": needs.gpus, "max_retries": RETRIES,
            "name": getattr(function, "__name__", "task"),
        }  # fmt: skip
        remote = self._ray.remote(**options)(_checked)
        here, known = signature(needs.packages), self._ray.put(function)
        waiting: dict[Any, Any] = {}
        source, more = iter(tasks), True
        slots, asked = self.slots(needs), time.monotonic()
        try:
            while (more or waiting) and time.monotonic() < end:
                if time.monotonic() - asked > _GROWS_SECONDS:
                    slots, asked = self.slots(needs), time.monotonic()
                while more and len(waiting) < ahead * slots:
                    following = next(source, None)
                    if following is None:
                        more = False
                        break
                    tag, arguments = following
                    waiting[remote.remote(here, needs.packages, known, arguments)] = tag
                done, _ = self._ray.wait(list(waiting), num_returns=1, timeout=_POLL_SECONDS) if waiting else ([], [])
                for reference in done:
                    tag = waiting.pop(reference)
                    yield tag, self._result(reference, here, keep_lost=keep_lost)
        finally:
            for reference in waiting:
                self._ray.cancel(reference, force=True)

    def _result(self, reference: Any, here: tuple[str, ...], *, keep_lost: bool) -> Any:
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
            if keep_lost:
                return Lost(_first_line(error))
            raise InputError("cluster-lost", count=RETRIES, reason=_first_line(error)) from None
        if isinstance(found, _Other):
            raise InputError("cluster-version", here=", ".join(here), there=", ".join(found.signature))
        return found

    def close(self) -> None:
        """End the connection, and the cluster if it was started for it."""
        if self._owns:
            self._ray.shutdown()


class Shared:
    """A value that `Ray.share` made known to the whole cluster; tasks are given this and ask for its `value`."""

    def __init__(self, reference: Any) -> None:
        self._reference = reference

    @property
    def value(self) -> Any:
        """The value: on a worker, from the memory that its machine shares."""
        return import_module("ray").get(self._reference)


class _Other:
    """What a worker answers that runs other code."""

    def __init__(self, signature: tuple[str, ...]) -> None:
        self.signature = signature


def _checked(
    here: tuple[str, ...], packages: tuple[str, ...], function: Callable[..., Any], arguments: tuple[Any, ...]
) -> Any:
    """On a worker: the function's result, if this is the same code as the driver's, with the same instructions."""
    os.environ[native.VARIABLE] = here[-1]
    there = signature(packages)
    return _Other(there) if there != here else function(*arguments)


def signature(packages: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What results depend on: versions of whygrad, Python and `packages`, a hash of whygrad's own code, the instruction
    set.

    Raises `InputError` if this machine has not the instruction set that is stated.
    """
    return (*_code(), *map(_installed, packages), native.instruction_sets()[0])


def _installed(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"


@cache
def _code() -> tuple[str, ...]:
    digest = hashlib.sha256(native.library().read_bytes())
    for path in sorted(_PACKAGE.rglob("*.py")):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return (f"whygrad {version('whygrad')}", f"Python {platform.python_version()}", digest.hexdigest()[:12])


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
