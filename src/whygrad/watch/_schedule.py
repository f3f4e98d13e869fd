"""When the next record is due: by the number of updates, and by what records have cost so far."""

from __future__ import annotations

import math
import time

from whygrad.watch.settings import Settings, next_record


class RecordSchedule:
    """Plans the records of one training. `next`: the number of updates before the step that is recorded next;
    `quiet_until`: the number of updates before which nothing is affordable, not even a look at an evaluation.
    """

    def __init__(self, settings: Settings, every: int | None) -> None:
        self._settings, self._every = settings, every
        self.next = self.quiet_until = 0
        self._records = 0
        self._began = self._mark = time.perf_counter()
        self._cost = 0.0
        self._usual = math.inf  # seconds of a step that is not observed
        self._free: tuple[float, int] | None = None  # when, and after how many updates, such steps began
        self._kept = 0.0  # when a record was made whose update is still to come
        self._evaluated = (-1, 0)  # updates before the last evaluation that was looked at; how many were

    def plan(self, done: int) -> None:
        """The record after one at so many updates is the next, whatever it costs."""
        self.next = next_record(done, self._every, self._settings)

    def postpone(self, done: int) -> None:
        """So many updates were made: if a record that was due was not made, the next update is looked at."""
        self.next = max(self.next, done + 1)

    def missed(self, done: int) -> None:
        """The step after so many updates was not recorded: the following one is, while every step is."""
        if self.next <= done and self._every is None and done < self._settings.dense:
            self.next = done + 1

    def recorded(self, done: int, records: int) -> None:
        """A record was made at so many updates, and so many are kept. If records cost too much, the next one waits
        until the time that passed pays for it.
        """
        now, budget = time.perf_counter(), self._settings.budget
        self._records = records
        usual = self._usual if self._usual < math.inf else 0.0
        self._cost, self._kept = self._cost + max(now - self._mark - usual, 0.0), now
        self.plan(done)
        if budget and self._every is None and not self._affordable():
            each = self._cost / records
            allowed = self._settings.grace + budget * (now - self._began)
            wait = (self._cost + each - allowed) / budget
            step = usual or (now - self._began) / max(done + 1, 1)
            self.quiet_until = done + max(1, math.ceil(wait / max(step, 1e-6)))
            self.next = max(self.next, self.quiet_until)

    def updated(self, done: int, *, armed: bool) -> None:
        """An update was looked at; `armed`: so is the coming step."""
        now = self._mark = time.perf_counter()
        if self._kept:  # what a record costs after it is made: its update, the hooks
            self._cost, self._kept = self._cost + now - self._kept, 0.0
        if not armed:
            self._free = self._free or (now, done)
        elif self._free is not None:
            began, before = self._free
            self._usual = min(self._usual, (now - began) / max(done - before, 1))
            self._free = None

    def wants_evaluation(self, done: int) -> bool:
        """Whether an evaluation that begins now is to be looked at."""
        last, count = self._evaluated
        wanted = last == done or count < self._settings.dense or done >= last * (1 + self._settings.growth)
        if not wanted or not self._affordable():
            return False
        if last != done:
            self._evaluated = (done, count + 1)
        return True

    def _affordable(self) -> bool:
        budget = self._settings.budget
        if not budget or self._records < self._settings.least:
            return True
        passed = time.perf_counter() - self._began
        each = self._cost / max(self._records, 1)
        return self._cost + each <= self._settings.grace + budget * passed
