"""While a training is recorded: the trace on disk, and a line when a finding appears or disappears."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.diagnose import Finding
    from whygrad.watch import TrainingRecorder

FIRST = 8  # records before the first diagnosis
GROWTH = 1.25  # and then whenever their number has grown by this factor,
SHARE = 0.01  # or when all diagnoses so far took no more than this fraction of the time
PLACES = 2  # largest number of layers that a line names


class FindingReporter:
    """Saves the trace to `path` and calls `report` with one line per finding that appears or disappears.

    A finding is reported once two consecutive diagnoses have it, and is gone once two consecutive ones lack it, because
    the first records of a training are few. The last diagnosis says how the training ended.
    """

    def __init__(self, report: Callable[[str], None] | None, path: str | os.PathLike[str] | None) -> None:
        self._report, self._path = report, path
        self._records = self._diagnosed = 0  # records so far, and at the last diagnosis
        self._began, self._cost = time.perf_counter(), 0.0
        self._before: dict[str, Finding] = {}
        self._reported: dict[str, Finding] = {}

    def listen_to(self, recorder: TrainingRecorder) -> None:
        """Report this training from now on."""
        recorder.on_record.append(self.record)
        recorder.on_close.append(self.close)

    def record(self, recorder: TrainingRecorder) -> None:
        """A record was made."""
        self._records += 1
        if self._records < FIRST:
            return
        began = time.perf_counter()
        if self._records >= self._diagnosed * GROWTH or self._cost <= SHARE * (began - self._began):
            self._diagnosed = self._records
            self._update(recorder, last=False)
            self._cost += time.perf_counter() - began

    def close(self, recorder: TrainingRecorder) -> None:
        """The training is over."""
        if recorder.records:
            self._update(recorder, last=True)

    def _update(self, recorder: TrainingRecorder, *, last: bool) -> None:
        trace = recorder.trace
        if self._path is not None:
            trace.save(self._path)
        if self._report is None:
            return
        from whygrad.diagnose import diagnose

        now = {one.code: one for one in diagnose(trace).findings if one.is_root_cause}
        before, self._before = self._before, now
        for code, one in now.items():
            if code not in self._reported and (last or code in before):
                self._reported[code] = one
                self._report(_line("watch-finding", recorder.done, one))
        for code, one in list(self._reported.items()):
            if code not in now and (last or code not in before):
                del self._reported[code]
                self._report(_line("watch-finding-gone", recorder.done, one))


def _line(sentence: str, done: int, finding: Finding) -> str:
    from whygrad.diagnose import title

    layers = finding.where.layers
    place = finding.where.source or ", ".join(layers[:PLACES]) + (" …" if len(layers) > PLACES else "")
    if place and sentence == "watch-finding":
        return text("watch-finding-at", step=f"{done:,}", title=title(finding.code), code=finding.code, place=place)
    return text(sentence, step=f"{done:,}", title=title(finding.code), code=finding.code)
