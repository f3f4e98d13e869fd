"""Where the re-runs of a trial happen: on this machine one after the other, or elsewhere several at a time."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from whygrad.trial.rerun.job import Job, RerunRequest, RerunResult, ScriptFacts, from_json, to_json
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
        self, facts: ScriptFacts, requests: Iterable[tuple[Any, RerunRequest]], seconds: float
    ) -> Iterator[tuple[Any, RerunResult]]:
        """(tag, what came out) of each re-run (tag, request), as soon as it is known.

        `requests` is read as re-runs end. After so many seconds nothing more is waited for.
        """
        ...


class LocalPlace:
    """Re-runs on this machine, one at a time, each by a fork of a process that has imported what it needs."""

    slots = 1

    def __init__(self, script: str, arguments: tuple[str, ...], folder: Path, temporary: Path, server: Server) -> None:
        self._server, self._rerun = server, partial(one_rerun, server, temporary, script, arguments, folder)

    def prepare(self, imports: tuple[str, ...], most: float) -> None:
        """Import them in the process that forks."""
        self._server.prepare(imports, most)

    def completed(
        self, facts: ScriptFacts, requests: Iterable[tuple[Any, RerunRequest]], seconds: float
    ) -> Iterator[tuple[Any, RerunResult]]:
        """In the order of the requests; the limits of each bound it, so that `seconds` need not."""
        del seconds
        facts_json = to_json(facts)
        for tag, request in requests:
            yield tag, self._rerun(facts_json, request)


@contextmanager
def here(script: str, arguments: tuple[str, ...], folder: Path) -> Generator[LocalPlace]:
    """This machine, for the re-runs of a script that runs in `folder`."""
    with tempfile.TemporaryDirectory(prefix="whygrad-") as temporary, Server(temporary) as server:
        yield LocalPlace(script, arguments, folder, Path(temporary), server)


def one_rerun(
    server: Server, temporary: Path, script: str, arguments: tuple[str, ...], folder: Path, facts_json: str,
    request: RerunRequest, *, guarded: tuple[str, ...] = (),
) -> RerunResult:  # fmt: skip
    """Run a script once; `temporary` holds what it is told and what it tells. `facts_json`: `ScriptFacts` as JSON."""
    result, facts, output = (temporary / name for name in ("ended.json", "facts.json", "output.txt"))
    for left in (result, output):
        left.unlink(missing_ok=True)
    facts.write_text(facts_json, encoding="utf-8")
    job = Job(
        script, arguments, str(folder), str(result), str(facts), request.remedies, request.seed, request.steps,
        request.seconds, request.most, str(output), guarded,
    )  # fmt: skip
    began = time.monotonic()
    in_time = server.run(job)
    ended = RerunResult("died" if in_time else "timeout", finite=False)
    if result.is_file():
        ended = from_json(RerunResult, result.read_text(encoding="utf-8"))
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
