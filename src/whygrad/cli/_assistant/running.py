"""Running a command for an assistant in a process of its own, until it ends or nobody waits for it any more."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio

from whygrad.cli._status import NO_VERDICT, OK, PROBLEMS
from whygrad.errors import InputError
from whygrad.i18n import language
from whygrad.session.guarded import Guarded, command

_CHUNK = 1 << 16  # bytes
_END = 10.0  # seconds for a process that has told everything to be gone
_NO_PROBLEM = (OK, PROBLEMS, NO_VERDICT)  # exit statuses of a command that has an answer


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command gave: its JSON, and the words that it prints beside it."""

    value: dict[str, Any]
    said: str


async def run(words: Sequence[str], folder: Path, report: Callable[[str], Awaitable[None]]) -> Answer:
    """Run a command line in `folder`; raises `InputError` with the command's own sentence if it has no answer.

    `report` is awaited with a sentence whenever there is news. If the caller is cancelled, the process ends with all
    that it started.
    """
    receives, sends = os.pipe()
    try:
        with tempfile.TemporaryDirectory(prefix="whygrad-mcp-") as work:
            request = {"words": [*words], "folder": str(folder), "work": work, "tell": sends, "language": language()}
            try:
                child = Guarded(
                    command("whygrad.cli._assistant.child", json.dumps(request)),
                    folder=work, keep=(sends,), cwd=folder,
                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                )  # fmt: skip
            finally:
                os.close(sends)
            with child:
                await _listen(receives, report)
                await anyio.to_thread.run_sync(child.ended, _END)
            return _answer(child.status, Path(work))
    finally:
        os.close(receives)


async def _listen(receives: int, report: Callable[[str], Awaitable[None]]) -> None:
    """Pass on news until the process has closed its end."""
    os.set_blocking(receives, False)
    rest = b""
    while True:
        await anyio.wait_readable(receives)
        more = os.read(receives, _CHUNK)
        if not more:
            return
        *lines, rest = (rest + more).split(b"\n")
        for line in lines[-1:]:  # what is older is no news any more
            await report(line.decode(errors="replace"))


def _answer(status: int | None, work: Path) -> Answer:
    try:
        told: dict[str, Any] = json.loads((work / "answer.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):  # it was killed
        raise InputError("mcp-no-answer", status=str(status)) from None
    if status not in _NO_PROBLEM or told["value"] is None:
        lines = str(told["error"]).strip().splitlines()
        if not lines:
            raise InputError("mcp-no-answer", status=str(status))
        raise InputError("mcp-refused", sentence=lines[-1].removeprefix("whygrad: "))
    return Answer(told["value"], told["said"])
