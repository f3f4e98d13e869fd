"""Outcomes of a long benchmark, kept in a file as soon as they are known: an interrupted run is gone on with.

One JSON object a line, what was measured (`key`) and what came of it (`value`). What stands in the file is believed:
take a new file after a change to what is measured. A line that an end in the middle cut off counts as not there.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HELP = "a file that keeps what is done, and is gone on with"


class Kept:
    """What a results file holds; without a file it holds only what this process adds. Threads may share one."""

    def __init__(self, file: Path | None) -> None:
        self._file, self._lock = file, threading.Lock()
        self._known: dict[str, Any] = {}
        text = file.read_text(encoding="utf-8") if file is not None and file.exists() else ""
        for line in text.splitlines():
            try:
                entry = json.loads(line)
                self._known[_name(entry["key"])] = entry["value"]
            except (ValueError, KeyError, TypeError):
                continue
        self._cut_off = bool(text) and not text.endswith("\n")

    def get(self, key: Mapping[str, Any]) -> Any | None:
        """What came of it (JSON); `None` if that is not known yet."""
        return self._known.get(_name(key))

    def add(self, key: Mapping[str, Any], value: Any) -> None:
        """Keep what came of it, JSON and not `None`."""
        line = json.dumps({"key": dict(key), "value": value}) + "\n"
        with self._lock:
            self._known[_name(key)] = json.loads(line)["value"]
            if self._file is not None:
                with self._file.open("a", encoding="utf-8") as file:
                    file.write("\n" * self._cut_off + line)
                self._cut_off = False


def _name(key: Mapping[str, Any]) -> str:
    return json.dumps(dict(key), sort_keys=True)
