"""Following along: the trace on disk and the lines about findings, while a training runs."""

from __future__ import annotations

import os
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.watch._watch import Watch

FIRST = 8  # records before the first look
GROWTH = 1.25  # and then whenever they have grown by this,
SHARE = 0.01  # or when the looks so far cost no more than this share of the time that passed
PLACES = 2  # most layers that a line names


class Telling:
    """Saves the trace to `path` and gives lines to `report`, in growing distances, so that nobody waits for it.

    A finding is said once two looks in a row have it, and is gone once two in a row lack it: the first records of a
    training are few, and what they say changes. The last look says how it ended.
    """

    def __init__(self, report: Callable[[str], None] | None, path: str | os.PathLike[str] | None) -> None:
        self._report, self._path = report, path
        self._taken = self._looked = 0
        self._began, self._cost = time.perf_counter(), 0.0
        self._before: dict[str, Any] = {}
        self._told: dict[str, Any] = {}

    def record(self, watch: Watch) -> None:
        """A record was taken."""
        self._taken += 1
        if (self._path is None and self._report is None) or self._taken < FIRST:
            return
        began = time.perf_counter()
        if self._taken >= self._looked * GROWTH or self._cost <= SHARE * (began - self._began):
            self._looked = self._taken
            self._look(watch, last=False)
            self._cost += time.perf_counter() - began

    def close(self, watch: Watch) -> None:
        """The training is over."""
        if watch.records and (self._path is not None or self._report is not None):
            self._look(watch, last=True)

    def _look(self, watch: Watch, *, last: bool) -> None:
        trace = watch.trace
        if self._path is not None:
            trace.save(self._path)
        if self._report is None:
            return
        # The rules come after the watchers in the order of packages: who asks for them has them.
        found = import_module("whygrad.diagnose").diagnose(trace).findings
        now = {one.code: one for one in found if one.cause and one.severity != "info"}
        before, self._before = self._before, now
        for code, one in now.items():
            if code not in self._told and (last or code in before):
                self._told[code] = one
                self._report(_line("watch-finding", watch.done, one))
        for code, one in list(self._told.items()):
            if code not in now and (last or code not in before):
                del self._told[code]
                self._report(_line("watch-finding-gone", watch.done, one))


def complain(part: str, error: Exception) -> None:
    """Say that a part could not be observed; how that came, if WHYGRAD_TRACEBACK is set."""
    if os.environ.get("WHYGRAD_TRACEBACK"):
        traceback.print_exception(error)
    with suppress(Exception):
        lines = str(error).strip().splitlines()
        what = f"{type(error).__name__}{': ' + lines[0][:200] if lines else ''}"
        sys.stderr.write("whygrad: " + text("watch-part-failed", part=text(f"part-{part}"), what=what) + "\n")


class Unsaid:
    """A warning that we would be to blame for, left unsaid for a while."""

    def __init__(self, message: str) -> None:
        self._message = message
        self._filter: Any = None

    def begin(self) -> None:
        """From now on."""
        warnings.filterwarnings("ignore", message=self._message)
        self._filter = warnings.filters[0]

    def end(self) -> None:
        """Said again."""
        if self._filter in warnings.filters:
            cast("list[Any]", warnings.filters).remove(self._filter)


def _line(sentence: str, done: int, finding: Any) -> str:
    title = import_module("whygrad.diagnose").title(finding.code)
    layers = finding.where.layers
    place = finding.where.source or ", ".join(layers[:PLACES]) + (" …" if len(layers) > PLACES else "")
    if place and sentence == "watch-finding":
        return text("watch-finding-at", step=f"{done:,}", title=title, code=finding.code, place=place)
    return text(sentence, step=f"{done:,}", title=title, code=finding.code)
