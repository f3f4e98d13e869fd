"""How a training ended: what was known at its end, and how much of that came in its last quarter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from whygrad.diagnose.measurements.arrays import Bools, Floats, Ints, average
from whygrad.diagnose.measurements.records import last_part, typical


@dataclass(frozen=True, eq=False)
class Ending:
    """Of `P` runs with `S` records. `progress` (P, S) is 1 - loss / loss at chance, `alive` the records with a finite
    loss. `shown` (P,) is the progress that test samples show beyond luck, NaN where none do. A `program`'s losses are
    those of single batches; `skewed`: of so few targets that their mean, and not their median, is compared with chance.
    """

    steps: Ints  # (S,)
    progress: Floats
    alive: Bools
    shown: Floats
    program: bool
    skewed: bool

    @cached_property
    def known(self) -> Floats:
        """(P,) progress at the end: the median of the last tenth of the training. Of a program, whose records are few
        and of single batches, that of the last quarter; but where the last tenth is off by more than what separates one
        record from the next, the training was still on its way. What new samples show was learned, whatever a few
        batches say.
        """
        end = self._level(0.1)
        if not self.program:
            return end
        steady = self._level(0.25)
        batches = np.where(np.abs(end - steady) > self.usual_jump, end, steady)
        return np.fmax(batches, self.shown)

    def _level(self, part: float) -> Floats:
        """(P,) usual progress in the last part of the training."""
        late = last_part(self.steps, self.alive, part)
        return average(self.progress, late) if self.skewed else typical(self.progress, late)

    @cached_property
    def usual_jump(self) -> Floats:
        """(P,) the median change of the progress from record to record, in the second half of the training."""
        late = (self.steps >= self.steps[-1] / 2)[1:]
        jumps = np.abs(np.diff(self.progress, axis=1))
        return np.nan_to_num(typical(jumps, np.isfinite(jumps) & late[None]))

    def late_gain(self, rates: Floats | None) -> Floats:
        """(P,) progress in the last quarter (median) above the best of the second and third quarter of the training, in
        the time that learning rates (P, S) make: where a schedule takes the rate away, nothing comes to rest by itself.
        """
        passed = self._share_of_updates if rates is None else self._share_of_rates(rates)
        before = (passed >= 0.25) & (passed <= 0.75)
        best = np.where(self.alive & before, self.progress, -np.inf).max(1, initial=-np.inf)
        end = typical(self.progress, self.alive & (passed > 0.75))
        return end - np.where(np.isfinite(best), best, np.nan)

    @property
    def _share_of_updates(self) -> Floats:
        """(P, S) updates up to each record, relative to those of the whole training."""
        return np.broadcast_to(self.steps / max(self.steps[-1], 1), self.alive.shape)

    def _share_of_rates(self, rates: Floats) -> Floats:
        """(P, S) sum of the learning rates of all updates up to each record, relative to that of the whole training;
        the share of the updates where the rates are not known or all 0.
        """
        sums = np.concatenate([np.zeros((len(rates), 1)), np.cumsum(rates[:, :-1] * np.diff(self.steps), 1)], 1)
        whole = sums[:, -1:]
        known = np.isfinite(whole) & (whole > 0)
        return np.where(known, sums / np.where(whole > 0, whole, 1.0), self._share_of_updates)
