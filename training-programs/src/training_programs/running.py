"""An adapter is asked about programs, several at a time; what is known is kept in a file, so that a run can go on."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from training_programs.adapters import Adapter
from training_programs.answers import Answer
from training_programs.index import Program, file_key
from training_programs.scoring import Result

SECONDS = 120.0
"""The time limit for each program that the protocol states."""


def run(
    adapter: Adapter,
    chosen: Sequence[Program],
    *,
    jobs: int = 1,
    seconds: float = SECONDS,
    kept: Kept | None = None,
    on_result: Callable[[Result], None] = lambda _: None,
) -> list[Result]:
    """Ask about every file of some programs, `jobs` at a time.

    Parameters
    ----------
    adapter
        the tool.
    chosen
        the programs; of a failing one, the twin is asked about, too.
    jobs
        how many files at a time. More than there are cores makes time limits and seconds meaningless.
    seconds
        the time limit for each file.
    kept
        answers of an earlier run that was interrupted: they are not asked for again, and new ones are added.
    on_result
        is called with each result as soon as it is known, from the thread that asked.

    Returns
    -------
    the results in the order of the programs. An exception inside the adapter is "no answer".
    """

    def ask(item: tuple[Program, Path]) -> Result:
        one, path = item
        answer = kept.get(path) if kept is not None else None
        if answer is None:
            try:
                answer = adapter.diagnose(path, seconds)
            except Exception as error:  # noqa: BLE001 (a tool that fails on one program is asked about the others)
                answer = Answer(status="no answer", line=f"{type(error).__name__}: {error}")
            if kept is not None:
                kept.add(path, answer)
        result = Result(one, path.parent.name, answer)
        on_result(result)
        return result

    work = [(one, path) for one in chosen for path in one.paths]
    with ThreadPoolExecutor(jobs) as pool:
        running = [pool.submit(ask, item) for item in work]
        try:
            return [one.result() for one in running]
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            raise


class Kept:
    """Answers in a file, one JSON object per line, each with the tool, the program's digest and the time limit.

    A program that was edited, another tool and another time limit are asked anew. A line that was cut off is no answer.
    """

    def __init__(self, file: Path, tool: str, seconds: float) -> None:
        self._file, self._same, self._lock = file, {"tool": tool, "limit": seconds}, threading.Lock()
        self._known: dict[str, Mapping[str, Any]] = {}
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        for line in text.splitlines():
            try:
                entry = json.loads(line)
                Answer.from_json(entry["answer"])
                self._known[_name(entry["key"])] = entry["answer"]
            except (ValueError, KeyError, TypeError):
                continue
        self._cut_off = bool(text) and not text.endswith("\n")

    def get(self, path: Path) -> Answer | None:
        """The answer about a file; `None` if it is not known."""
        value = self._known.get(_name(file_key(path, **self._same)))
        return None if value is None else Answer.from_json(value)

    def add(self, path: Path, answer: Answer) -> None:
        """Keep an answer."""
        line = json.dumps({"key": file_key(path, **self._same), "answer": answer.to_json()}) + "\n"
        with self._lock, self._file.open("a", encoding="utf-8") as file:
            file.write("\n" * self._cut_off + line)
            self._cut_off = False


def _name(key: Mapping[str, Any]) -> str:
    return json.dumps(dict(key), sort_keys=True)
