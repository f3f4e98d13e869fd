"""Blocks of our own work, each for one part of what is observed (`whygrad.trace.parts`)."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress

from whygrad.i18n import text

Failed = Callable[[str, Exception], None]


class Part:
    """A block of work for one part. What goes wrong in it is handed to `failed`, and the user's program goes on: only
    this part is not known from then on. Keeps no state, so that one may be entered again and again.
    """

    __slots__ = ("_failed", "_name")

    def __init__(self, name: str, failed: Failed) -> None:
        self._name, self._failed = name, failed

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if error is None or not isinstance(error, Exception):  # None first: this runs after every update
            return False
        self._failed(self._name, error)
        return True


def print_failure(part: str, error: Exception) -> None:
    """Print one line saying that a part could not be observed; the traceback too if WHYGRAD_TRACEBACK is set."""
    if os.environ.get("WHYGRAD_TRACEBACK"):
        traceback.print_exception(error)
    with suppress(Exception):
        lines = str(error).strip().splitlines()
        what = f"{type(error).__name__}{': ' + lines[0][:200] if lines else ''}"
        sys.stderr.write("whygrad: " + text("watch-part-failed", part=text(f"part-{part}"), what=what) + "\n")
