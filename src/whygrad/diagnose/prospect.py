"""What a training would still come to if it went on: by how its progress rose in its second half."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, Floats, Ints, average, least_squares, ratio


@dataclass(frozen=True, eq=False)
class Prospect:
    """Of `P` runs with `S` records. `progress` (P, S) is 1 - loss / loss at chance, `evaluated` the same on new samples
    (None: nothing was evaluated), `alive` the records with a finite loss; `explained`, `poor` and `diverged` (P,) say
    how they ended. Losses of single batches are those of a `program`, and only a program can be `cut_off`. `longer` is
    how many times as many updates as were made might have followed.
    """

    steps: Ints  # (S,)
    progress: Floats
    evaluated: Floats | None
    alive: Bools
    explained: Floats
    poor: Bools
    diverged: Bools
    program: bool
    cut_off: bool
    hardly_begun: bool
    longer: float

    @cached_property
    def rise(self) -> tuple[Floats, Floats]:
        """(P,) progress per update in the second half of the training, by least squares, and its standard error from
        what single batches differ by; infinite where fewer than three records tell. Where a program evaluates, on far
        more samples than a batch has, and that says more surely that its loss falls, these are the evaluations'.
        """
        late = self.alive & (self.steps >= self.steps[-1] / 2)[None]
        slope, error = self._slope(self.progress, late)
        if self.evaluated is None or not self.program:
            return slope, error
        known = late & np.isfinite(self.evaluated)
        steeper, closer = self._slope(self.evaluated, known)
        enough = known.sum(1) >= limit("records")
        surer = enough & (steeper > 0) & (steeper * error > slope * closer)
        return np.where(surer, steeper, slope), np.where(surer, closer, error)

    def _slope(self, progress: Floats, when: Bools) -> tuple[Floats, Floats]:
        """(P,) of progress (P, S) over the updates where `when` (P, S) holds, and its standard error."""
        steps = np.broadcast_to(self.steps.astype(np.float64), when.shape)
        return least_squares(steps, progress, when & np.isfinite(progress))

    @cached_property
    def expected_gain(self) -> Floats:
        """(P,) progress that a program's training may still make if it went on for as long again: by its rise in the
        second half, and a standard error more. 0 in the lab, whose losses are those of all samples.
        """
        if not self.program:
            return np.zeros(len(self.explained))
        slope, error = self.rise
        return (np.clip(slope, 0.0, None) + error) * self.steps[-1]

    @cached_property
    def could_gain(self) -> Floats:
        """(P,) progress that a training which was cut off would still make if it went on `longer` times as long as it
        did, where its rise is sure; infinite for one that has not seen its data once or, where that is unknown, only
        few samples. 0 for a training that came to its end, or diverged.
        """
        gain = np.full(len(self.explained), np.inf) if self.hardly_begun else self._would_gain
        return np.where(self.diverged | (not self.cut_off), 0.0, gain)

    @cached_property
    def surely_rises(self) -> Bools:
        """(P,) runs whose progress rose in the second half, beyond what single batches differ by."""
        slope, error = self.rise
        return slope > limit("trend-errors") * error

    @cached_property
    def _would_gain(self) -> Floats:
        """(P,) progress in `longer` times as many updates as were made, where the rise is sure; 0 where it is not."""
        gain = np.where(self.surely_rises, self.rise[0] * self.longer * self.steps[-1], 0.0)
        return np.where(self.accelerating, np.inf, gain)

    @cached_property
    def accelerating(self) -> Bools:
        """(P,) runs of a program that know next to nothing, but whose progress speeds up, as where a network leaves a
        plateau: the last quarter of the updates gained `speed-up` times as much as the one before, and surely
        something. Where that leads, the rise so far does not tell.
        """
        part = self.steps / max(int(self.steps[-1]), 1)
        quarters = [self.alive & ((part > k / 4) & (part <= (k + 1) / 4))[None] for k in (1, 2, 3)]
        means = [average(self.progress, when) for when in quarters]
        before, gain = means[1] - means[0], means[2] - means[1]
        squared = [
            ratio(average((self.progress - mean[:, None]) ** 2, when), when.sum(1) - 1.0)
            for mean, when in zip(means[1:], quarters[1:], strict=True)
        ]
        sure = gain > limit("trend-errors") * np.sqrt(np.nan_to_num(squared[0] + squared[1], nan=np.inf))
        began = (self.explained < limit("progress-none")) & self.program
        return began & (before > 0) & (gain >= limit("speed-up") * before) & sure

    @cached_property
    def rising(self) -> Bools:
        """(P,) runs of a program that ended poorly but were surely on their way, whether they were cut off or not: they
        have come some way, as noise at chance rises, too, now and then.
        """
        begun = (self.explained >= limit("settled")) & self.program
        return self.poor & ~self.diverged & begun & (self.explained + self._would_gain >= limit("progress-poor"))

    @cached_property
    def arriving(self) -> Bools:
        """(P,) runs that ended poorly and would surely not have if they had gone on for as long again."""
        return self.rising & (self.explained + self._would_gain / self.longer >= limit("progress-poor"))

    @cached_property
    def early(self) -> Bools:
        """(P,) runs that were cut off, ended poorly, and might not have if they had gone on."""
        return self.poor & ~self.diverged & (self.explained + self.could_gain >= limit("progress-poor"))

    @cached_property
    def updates_left(self) -> Floats:
        """(P,) updates until half of the loss is explained if the loss goes on as in the second half of the training;
        NaN where it is not sure to fall.
        """
        left = ratio(limit("progress-poor") - self.explained, self.rise[0])
        return np.where(self.surely_rises, left, np.nan)
