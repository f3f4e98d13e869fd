"""The bare arrays of a trace, and the few quantities that most rules start from."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from whygrad.diagnose.ending import Ending
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, Floats, Ints, average, moving_average, ratio
from whygrad.diagnose.measurements.reach import beyond_chance, error_of_luck, level_is_known
from whygrad.diagnose.measurements.records import last_part, typical
from whygrad.diagnose.prospect import Prospect
from whygrad.trace.meta import Meta, Status
from whygrad.trace.parts import parts_of

if TYPE_CHECKING:
    from whygrad.trace import Trace


_OWN_ENDS = ("finished", "exited", "crashed")


class Unobserved(Exception):
    """What a rule asks for was not observed, because a part of the watch failed."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True, eq=False)
class Reading:
    """A trace as its rules see it: `P` runs, `S` records, `L` layers (the last one is the output).

    `steps` (S,) are the updates done at each record. `channels` are arrays (P, S, …) as in `trace/channels.py`; what
    was not recorded is absent, what a run did not live to see is NaN.
    """

    meta: Meta
    steps: Ints  # (S,)
    channels: Mapping[str, NDArray[np.floating]]
    status: tuple[Status, ...]
    non_finite_step: Ints  # (P,), -1: never
    non_finite_layer: Ints  # (P,), -1: none
    non_finite_what: tuple[str, ...]

    @classmethod
    def of(cls, trace: Trace) -> Reading:
        """The reading of a trace."""
        return cls(
            meta=trace.meta,
            steps=np.asarray(trace.steps, np.int64),
            channels=trace.channels,
            status=tuple(trace.status),
            non_finite_step=np.asarray(trace.non_finite_step, np.int64),
            non_finite_layer=np.asarray(trace.non_finite_layer, np.int64),
            non_finite_what=tuple(trace.non_finite_what),
        )

    def __getitem__(self, name: str) -> Floats:
        """A channel as float64. Raises `Unobserved` if it would be known had a part of the watch not failed."""
        if self.failed:
            self._expect(name)
        return self._doubles.setdefault(name, np.asarray(self.channels[name], np.float64))

    @cached_property
    def _doubles(self) -> dict[str, Floats]:
        return {}

    def get(self, name: str) -> Floats | None:
        """A channel as float64, or None if it was not recorded. Raises `Unobserved` as `[]` does."""
        if self.failed:
            self._expect(name)
        return self[name] if name in self.channels else None

    def _expect(self, name: str) -> None:
        part = next((part for part in parts_of(name) if part in self.failed), None)
        if part is not None:
            raise Unobserved(part)

    @cached_property
    def failed(self) -> frozenset[str]:
        """The parts of the watch that failed."""
        return frozenset(self.meta.program.broken if self.meta.program is not None else ())

    # sizes

    @property
    def runs(self) -> int:
        """P."""
        return len(self.status)

    @property
    def records(self) -> int:
        """S."""
        return len(self.steps)

    @property
    def depth(self) -> int:
        """L."""
        return len(self.meta.layers)

    @cached_property
    def hidden(self) -> Bools:
        """(L,) true for all layers but the last one and the heads, whose outputs go to losses of their own."""
        mask = np.array([not layer.head for layer in self.meta.layers], bool)
        mask[-1:] = False
        return mask

    # how the runs went

    @cached_property
    def broken(self) -> Bools:
        """(P,) runs that turned non-finite."""
        return np.array([status == Status.NON_FINITE for status in self.status], bool)

    def all_broken(self) -> bool:
        """Whether all runs turned non-finite: then it needs no loss at chance to know that they suffer."""
        return bool(self.broken.all())

    @cached_property
    def diverged(self) -> Bools:
        """(P,) runs that turned non-finite or left the loss at chance far behind."""
        return self.broken | np.array([status == Status.DIVERGED for status in self.status], bool)

    @cached_property
    def alive(self) -> Bools:
        """(P, S) records at which the run still had a finite training loss."""
        return np.isfinite(self["loss_train"])

    @cached_property
    def trend(self) -> Floats:
        """(P, S) the training loss without the noise of batches: a program's, which is that of single batches, as the
        mean over up to `trend` records.
        """
        if self.meta.program is None:
            return np.where(self.alive, self["loss_train"], np.nan)
        return moving_average(self["loss_train"], self.alive, int(limit("trend")))

    @cached_property
    def chance(self) -> Floats:
        """(P, 1) the loss at chance; the loss at the first record where chance costs nothing, as in the perceptron's
        loss.
        """
        known = self.meta.chance_loss
        return np.full((self.runs, 1), known) if known > 0 else self["loss_train"][:, :1]

    @cached_property
    def initial_loss(self) -> Floats:
        """(P, 1) the loss at the first record; where losses are those of few targets, which differ from batch to batch,
        the highest of the first ones.
        """
        first = self["loss_train"][:, : int(limit("records")) if self._skewed else 1]
        return np.fmax.reduce(first, axis=1, keepdims=True)

    @cached_property
    def tells_level(self) -> bool:
        """Whether the loss, or the accuracy, tells how much was learned."""
        return level_is_known(self.meta, accuracy="accuracy_train" in self.channels)

    @cached_property
    def progress(self) -> Floats:
        """(P, S) 1 - loss / loss at chance: 0 knows nothing but the targets' average, 1 fits perfectly (both losses
        above the one that the targets themselves leave open).

        Where chance costs nothing it is the accuracy above that of naming the largest class, of what is possible.
        """
        return self._explained_by(self["loss_train"])

    @cached_property
    def steady_progress(self) -> Floats:
        """(P, S) progress by the trend of the loss."""
        return self._explained_by(self.trend)

    @cached_property
    def _known_by_then(self) -> Floats:
        """(P, S) progress, by the trend where single losses say little."""
        return self.steady_progress if self._skewed else self.progress

    def _explained_by(self, loss: Floats) -> Floats:
        if not self.meta.chance_loss > 0 and "accuracy_train" in self.channels:
            return beyond_chance(self["accuracy_train"], self.meta.chance_accuracy)
        return ratio(self.chance - loss, self.chance - self.meta.loss_floor)

    @cached_property
    def skill(self) -> Floats:
        """(P,) what is known at the end: accuracy beyond chance for classes, progress for numbers."""
        if self.meta.task == "classes" and "accuracy_train" in self.channels and np.isfinite(self.meta.chance_accuracy):
            return self.final_skill
        return self.ending.known

    @cached_property
    def final_skill(self) -> Floats:
        """(P,) accuracy beyond chance at the end; a program's, which is that of single batches, as the mean over the
        last quarter: most batches may hold no sample of a rare class.
        """
        accuracy, single = self["accuracy_train"], self.meta.program is not None
        ended = average(accuracy, self.last_part(0.25)) if single else self.at_end(accuracy)
        return beyond_chance(ended, self.meta.chance_accuracy)

    @cached_property
    def final_progress(self) -> Floats:
        """(P,) progress at the end; -inf for runs that diverged."""
        return np.where(self.diverged, -np.inf, self.ending.known)

    @cached_property
    def _skewed(self) -> bool:
        """Whether losses are those of so few targets that most lie below their mean, which the loss at chance is."""
        loss = self.meta.program.loss if self.meta.program is not None else None
        return loss is not None and math.prod(loss.target_shape) < limit("few-samples")

    @cached_property
    def ending(self) -> Ending:
        """What was known at the end of the training, and how much of it was new."""
        return Ending(
            steps=self.steps,
            progress=self.progress,
            alive=self.alive,
            shown=self._shown_on_new_samples,
            program=self.meta.program is not None,
            skewed=self._skewed,
        )

    @cached_property
    def _shown_on_new_samples(self) -> Floats:
        """(P,) progress at the end that test samples show beyond luck; NaN where none were evaluated in the training's
        second half.
        """
        test = self.get("loss_test")
        if test is None or not self.meta.chance_loss > 0:
            return self.constant(np.nan)
        level = self.latest(test) / np.fmin(self.meta.chance_loss, self.meta.data.test_chance_loss)
        return 1 - level - limit("test-errors") * error_of_luck(level, self.meta.test_samples)

    @cached_property
    def late_gain(self) -> Floats:
        """(P,) progress in the last quarter of the training above what was the best before (`Ending.late_gain`)."""
        return self.ending.late_gain(self.get("learning_rate"))

    @cached_property
    def settled(self) -> Bools:
        """(P,) runs whose training had come to rest: they had been as good before, but for how the loss jumps about."""
        return ~self.diverged & (self.late_gain < limit("settled") + self.ending.usual_jump)

    @cached_property
    def explained_share(self) -> Floats:
        """(P,) share of the loss at chance that is explained at the end: progress, but not below 0."""
        return np.clip(np.nan_to_num(self.ending.known), 0.0, 1.0)

    @cached_property
    def one_batch(self) -> Floats:
        """(P,) progress on one batch that was trained on alone, but not below 0; NaN where that was not tried."""
        values = self.get("one_batch_progress")
        return self.constant(np.nan) if values is None else np.clip(values, 0.0, 1.0)

    @cached_property
    def stuck(self) -> Bools:
        """(P,) runs that ended where they knew next to nothing."""
        return ~(self.final_progress >= limit("progress-none"))

    @cached_property
    def poor(self) -> Bools:
        """(P,) runs that ended with less than half of the loss explained."""
        return ~(self.final_progress >= limit("progress-poor"))

    @cached_property
    def weights_left(self) -> Floats:
        """(P, S) the size of all weights, relative to their first one; NaN where it was not recorded."""
        weights = self.get("weight_rms")
        if weights is None:
            return np.full(self.alive.shape, np.nan)
        size = np.sqrt((weights**2).mean(2))
        return ratio(size, size[:, :1])

    @property
    def shrunk(self) -> Bools:
        """(P, S) records at which the weights were below `weights-shrunk` of their first size (a penalty's work)."""
        return self.weights_left < limit("weights-shrunk")

    @cached_property
    def plateau_share(self) -> Floats:
        """(P,) share of the training that passed before the run knew anything (1 if it never did)."""
        learned = self._known_by_then >= limit("progress-none")
        first = self.first(learned)
        last = max(int(self.steps[-1]), 1)
        return np.where(first < 0, 1.0, first / last)

    @cached_property
    def harmed(self) -> Bools:
        """(P,) runs that ended poorly, or knew nothing for most of their training; of one that was cut off nobody knows
        how long it would have been.
        """
        return self.poor | ((self.plateau_share > limit("waited")) & (not self.cut_off))

    # a training that was cut off

    @cached_property
    def cut_off(self) -> bool:
        """Whether a program's training was ended, or is asked about, before its own end."""
        program = self.meta.program
        return program is not None and program.stop not in _OWN_ENDS

    @cached_property
    def epochs(self) -> float:
        """How often a program went through its data set; NaN if unknown."""
        return self.meta.program.epochs if self.meta.program is not None else np.nan

    @property
    def _hardly_begun(self) -> bool:
        """Whether a program has not seen its data once or, where that is unknown, only few samples."""
        if np.isfinite(self.epochs):
            return self.epochs < 1
        return self.meta.batch_size * int(self.steps[-1]) < limit("samples-begun")

    @cached_property
    def prospect(self) -> Prospect:
        """What the training would still come to if it went on. One that still runs may go on for far longer than one
        that was given its time to get there.
        """
        test, program = self.get("loss_test"), self.meta.program
        running = program is not None and program.stop == "running"
        return Prospect(
            steps=self.steps,
            progress=self.progress,
            evaluated=None if test is None else np.where(np.isfinite(test), self._explained_by(test), np.nan),
            alive=self.alive,
            explained=self.explained_share,
            poor=self.poor,
            diverged=self.diverged,
            program=program is not None,
            cut_off=self.cut_off,
            hardly_begun=self._hardly_begun,
            longer=limit("times-longer-running") if running else limit("times-longer"),
        )

    def ends_below(self, skill: float) -> Bools:
        """(P,) runs that know less than that at the end, and would still if they went on for as long again."""
        return self.skill + self.prospect.expected_gain < skill

    @cached_property
    def unfinished(self) -> Bools:
        """(P,) runs that ended with something left to learn."""
        return ~(self.final_progress >= limit("progress-done"))

    @cached_property
    def judged(self) -> Bools:
        """(P,) runs with enough records and updates to be judged by how they learned."""
        enough = (self.alive.sum(1) >= limit("records")) & (self.updates_made >= limit("updates"))
        return (enough & self._seen_to_the_end) | self.diverged

    @property
    def updates_made(self) -> float:
        """The number of updates; of L-BFGS, whose update is several steps with a gradient each, that of these steps."""
        program = self.meta.program
        each = max(program.steps.passes, 1.0) if program is not None and self.meta.optimizer == "lbfgs" else 1.0
        # The last updates of a program may have no record of their own.
        return each * max(int(self.steps[-1]), self.meta.total_steps if program is not None else 0)

    @property
    def _seen_to_the_end(self) -> Bools:
        """(P,) runs whose loss is known late enough to tell how the training ended: a program may compute what nobody
        can follow from some update on.
        """
        if self.meta.program is None:
            return self.in_every_run(True)
        return np.where(self.alive, self.steps[None], -1).max(1) >= limit("loss-seen") * self.steps[-1]

    @cached_property
    def learning(self) -> Bools:
        """(P, S) records at which there was still something to learn, from the first update on."""
        return self.alive & (self._known_by_then < limit("progress-done")) & (self.steps > 0)[None]

    # reading arrays

    def at_end(self, values: Floats, known: Bools | None = None) -> Floats:
        """Median (P, …) over the last tenth of the training that each run lived, of (P, S, …), or of its `known`
        records (P, S); NaN for a run without records.
        """
        return typical(values, last_part(self.steps, self.alive if known is None else known, 0.1))

    def last_part(self, part: float) -> Bools:
        """(P, S) records of the last part of the training that each run lived."""
        return last_part(self.steps, self.alive, part)

    def latest(self, values: Floats) -> Floats:
        """As `at_end`; where nothing was recorded so late (a user's evaluations may be rare), the last value (P, …) of
        the training's second half: an older one says nothing of how it ended.
        """
        known = np.isfinite(values)
        last = values.shape[1] - 1 - known[:, ::-1].argmax(1)
        value = np.take_along_axis(values, np.expand_dims(last, 1), 1).squeeze(1)
        end = self.at_end(values)
        recent = self.steps[last] >= 0.5 * np.where(self.alive, self.steps[None], -1).max(1)
        return np.where(np.isfinite(end), end, np.where(recent, value, np.nan))

    def at_start(self, values: Floats) -> Floats:
        """Values (P, …) at the first record of (P, S, …)."""
        return values[:, 0]

    def first(self, holds: Bools) -> Ints:
        """The update (P,) of the first record at which `holds` (P, S) is true; -1 if never."""
        return np.where(holds.any(1), self.steps[holds.argmax(1)], -1).astype(np.int64)

    def typical(self, values: Floats, when: Bools) -> Floats:
        """Median (P, …) of `values` (P, S, …) over the records `when` (P, S); NaN where there are none."""
        return typical(values, when)

    def share(self, holds: Bools, when: Bools) -> Floats:
        """Share (P,) of the records `when` (P, S) at which `holds` (P, S) is true; NaN where there are none."""
        count = when.sum(1)
        return np.where(count > 0, (holds & when).sum(1) / np.maximum(count, 1), np.nan)

    def constant(self, value: float) -> Floats:
        """The same number for every run (P,)."""
        return np.full(self.runs, float(value))

    def in_every_run(self, holds: bool) -> Bools:
        """The same for every run (P,)."""
        return np.full(self.runs, bool(holds))

    def at_update_zero(self) -> Ints:
        """Before the first update, in every run (P,)."""
        return np.zeros(self.runs, np.int64)
