"""The re-runs of one script within a budget: what a trial and the tests of its causes have in common."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from whygrad.trial.metric import Metric
from whygrad.trial.rerun import metric as metrics
from whygrad.trial.rerun.job import RerunRequest, RerunResult, ScriptFacts
from whygrad.trial.rerun.place import Place

if TYPE_CHECKING:
    from whygrad.diagnose import Diagnosis
    from whygrad.trace import Trace

MOST_STEPS = 2000  # of a re-run


class Reruns:
    """Re-runs of one script within a budget: the seconds that are left, the facts that remedies get, and the metric.

    `trace` is of the script's main training, `seconds` the budget from now on, `steps` the updates of a re-run. A
    re-run may go on for `grace` seconds after the budget.
    """

    def __init__(
        self, place: Place, trace: Trace, diagnosis: Diagnosis, seconds: float, steps: int, grace: float = 0.0
    ) -> None:
        self.place, self.seconds, self.steps, self._grace = place, seconds, steps, grace
        codes = tuple(finding.code for finding in diagnosis.findings)
        self.facts = ScriptFacts(trace.meta, codes, layers=len(trace.meta.layers))
        self._began = time.monotonic()

    def left(self) -> float:
        """Seconds of the budget."""
        return self.seconds - (time.monotonic() - self._began)

    def most(self) -> float:
        """Seconds after which a re-run that begins now is ended."""
        return max(self.left(), 1.0) + self._grace

    def learn_from(self, first: RerunResult) -> None:
        """Take from the first re-run of the script as it is what the others need: facts, updates and imports."""
        self.facts = first.facts or self.facts
        if first.stop == "stopped" and first.steps:
            self.steps = first.steps
        self.place.prepare(first.imported, max(self.left(), 0.1))

    def completed(self, requests: Iterable[tuple[Any, RerunRequest]]) -> Iterator[tuple[Any, RerunResult]]:
        """(tag, what came out) of each re-run (tag, request), as `Place.completed`.

        Raises `KeyboardInterrupt` after Ctrl-C.
        """
        for tag, ended in self.place.completed(self.facts, requests, self.most()):
            if ended.stop == "interrupted":
                raise KeyboardInterrupt
            yield tag, ended

    def metric(self, results: Iterable[RerunResult], root: str | None) -> tuple[Metric | None, float]:
        """What to compare, and what chance reaches of it, by the first result with scores: of a script that breaks off
        at its first loss a mended one.
        """
        known_by = next((one for one in results if one.scores), None)
        metric = None if known_by is None else metrics.choose(known_by, self.facts, root)
        return metric, known_by.chance.get(metric.name, 0.0) if known_by and metric else 0.0
