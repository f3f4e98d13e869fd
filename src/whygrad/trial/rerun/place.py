"""Where the re-runs of a trial happen: on this machine one after the other, or elsewhere several at a time."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from whygrad.trial.rerun.job import Ended, Facts, Job, Request, read, written
from whygrad.trial.rerun.server import Server

_OUTPUT = 1 << 16  # bytes of a re-run's output that are kept: its end


class Place(Protocol):
    """What a trial asks to re-run a script."""

    @property
    def slots(self) -> int:
        """Re-runs at a time."""
        ...

    def prepare(self, imports: tuple[str, ...], most: float) -> None:
        """Let the next re-runs find these modules imported; that may take `most` seconds."""
        ...

    def completed(
        self, facts: Facts, requests: Iterable[tuple[Any, Request]], seconds: float
    ) -> Iterator[tuple[Any, Ended]]:
        """(tag, what came out) of each re-run (tag, request), as soon as it is known.

        `requests` is read as re-runs end. After so many seconds nothing more is waited for.
        """
        ...


class Here:
    """Re-runs on this machine, one at a time, each by a fork of a process that has imported what it needs."""

    slots = 1

    def __init__(self, script: str, arguments: tuple[str, ...], folder: Path, temporary: Path, server: Server) -> None:
        self._script, self._arguments, self._folder = script, arguments, folder
        self._temporary, self._server = temporary, server

    def prepare(self, imports: tuple[str, ...], most: float) -> None:
        """Import them in the process that forks."""
        self._server.prepare(imports, most)

    def completed(
        self, facts: Facts, requests: Iterable[tuple[Any, Request]], seconds: float
    ) -> Iterator[tuple[Any, Ended]]:
        """In the order of the requests; the limits of each bound it, so that `seconds` need not."""
        del seconds
        told = written(facts)
        for tag, request in requests:
            yield (
                tag,
                one_rerun(self._server, self._temporary, self._script, self._arguments, self._folder, told, request),
            )


@contextmanager
def here(script: str, arguments: tuple[str, ...], folder: Path) -> Generator[Here]:
    """This machine, for the re-runs of a script that runs in `folder`."""
    with tempfile.TemporaryDirectory(prefix="whygrad-") as temporary, Server(temporary) as server:
        yield Here(script, arguments, folder, Path(temporary), server)


def one_rerun(
    server: Server, temporary: Path, script: str, arguments: tuple[str, ...], folder: Path, facts: str,
    request: Request, *, guarded: tuple[str, ...] = (),
) -> Ended:  # fmt: skip
    """Run a script once; `temporary` holds what it is told and what it tells. `facts` is JSON (`written`)."""
    result, told, output = (temporary / name for name in ("ended.json", "facts.json", "output.txt"))
    for left in (result, output):
        left.unlink(missing_ok=True)
    told.write_text(facts, encoding="utf-8")
    job = Job(
        script, arguments, str(folder), str(result), str(told), request.remedies, request.seed, request.steps,
        request.seconds, request.most, str(output), guarded,
    )  # fmt: skip
    began = time.monotonic()
    in_time = server.run(job)
    ended = Ended("died" if in_time else "timeout", finite=False)
    if result.is_file():
        ended = read(Ended, result.read_text(encoding="utf-8"))
    ended.seconds = time.monotonic() - began
    ended.output = _end_of(output)
    return ended


def _end_of(file: Path) -> str:
    """The last 64 kB of a text file; "" if there is none."""
    if not file.is_file():
        return ""
    with file.open("rb") as stream:
        stream.seek(max(0, file.stat().st_size - _OUTPUT))
        return stream.read().decode(errors="replace")
