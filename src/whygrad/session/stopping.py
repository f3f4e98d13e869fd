"""When enough was seen of a training whose end was left to whygrad: once several diagnoses in a row agree."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whygrad.diagnose import Diagnosis
    from whygrad.trace import Trace
    from whygrad.watch import TrainingRecorder

MOST_STEPS = 2000
LONGER = 10_000  # of a training that is slow so far, or shows a symptom without a cause, to see whether it gets there
OF_AGENTS = 100_000  # where only returns of episodes tell: an agent often makes an update for each of its moves
FIRST_LOOK = 200  # updates before the training is diagnosed for the first time
LOOKS = 1.5  # and then whenever they have grown by this factor
PAUSE = 15.0  # CPU seconds of the training's own thread after which it is diagnosed again in any case
FEW = 50  # updates below which nothing is diagnosed
SAME = 3  # diagnoses in a row that must agree
WELL = 1000  # updates before "nothing is wrong" counts as a verdict, or that the training is too slow
LATER_RETURNS = "later_returns"
WAITED_FOR = {  # what a rule lacks that more updates may bring
    "one_batch_progress",  # whether there is anything to learn
    "later_evaluations",  # whether the network overfits
    LATER_RETURNS,  # whether an agent learns
    "later_updates",  # how far a linear network comes
}


class Stopping:
    """Diagnoses a training from time to time and remembers which causes were found."""

    def __init__(self, diagnose: Callable[[Trace], Diagnosis] | None = None) -> None:
        self._diagnose = diagnose or _diagnose
        self._next, self._last = FIRST_LOOK, time.thread_time()
        self._causes: list[tuple[str, ...]] = []
        self._most = MOST_STEPS  # updates after which it ends, by what the last diagnosis waits for

    def enough(self, recorder: TrainingRecorder) -> bool:
        """Whether more updates are not worth waiting for. Asked after every update."""
        return self._stable(recorder) or recorder.done >= self._most

    def _stable(self, recorder: TrainingRecorder) -> bool:
        """Whether the last diagnoses found the same causes."""
        now = time.thread_time()  # CPU time, so that a busy machine comes to the same verdict
        if recorder.done < self._next and (now - self._last < PAUSE or recorder.done < FEW):
            return False
        from whygrad.diagnose.codes import codes_with

        following = max(FIRST_LOOK, int(recorder.done * LOOKS))
        # Whether a training is ended at its limit is not decided by a diagnosis from long before.
        self._next, self._last = MOST_STEPS if recorder.done < MOST_STEPS < following else following, now
        causes, plateau, early = tuple[str, ...](), False, False
        with recorder.hub.step.quietly():
            found = self._diagnose(recorder.trace)
            roots = [finding for finding in found.findings if finding.is_root_cause]
            causes, plateau = tuple(one.code for one in roots), bool(roots) and all(one.plateau for one in roots)
            lacks = {what for one in found.undecided for what in one.missing}
            waits = plateau or not WAITED_FOR.isdisjoint(lacks)
            early = any(finding.early for finding in found.findings) or waits  # no more than slow so far
            self._most = OF_AGENTS if LATER_RETURNS in lacks else LONGER if early else MOST_STEPS
        self._causes.append(causes)
        last = self._causes[-SAME:]
        slow = plateau or codes_with("more-updates-may-disprove").issuperset(causes)
        decided = not slow or (recorder.done >= WELL and not early)
        return len(last) == SAME and len(set(last)) == 1 and decided


def _diagnose(trace: Trace) -> Diagnosis:
    from whygrad.diagnose import diagnose

    return diagnose(trace)
