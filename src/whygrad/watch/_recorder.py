"""One training that is watched: when it records, what it keeps, and the trace made of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from torch import Tensor
from torch.nn import Module
from torch.optim import Optimizer

from whygrad.instrument.batches import CallOf, first_tensor
from whygrad.instrument.by_hand import ByHand
from whygrad.instrument.hub import Hub, hub
from whygrad.instrument.loaders import Loaded
from whygrad.instrument.modules import parameters_in
from whygrad.instrument.passes import Pass
from whygrad.instrument.tape import Tape
from whygrad.instrument.torch_internals import is_measurable
from whygrad.instrument.training import Training
from whygrad.trace.limits import fact_limit
from whygrad.trace.program import MixingFacts, Stop
from whygrad.watch._beside import FrameTargetFinder, KnownTensors
from whygrad.watch._collectors import Collectors
from whygrad.watch._data import fingerprint, prints_of
from whygrad.watch._returns import TrainingReturns
from whygrad.watch._schedule import RecordSchedule
from whygrad.watch._step_recorder import StepRecorder
from whygrad.watch.settings import Settings
from whygrad.watch.snapshot import Record, trace_of

if TYPE_CHECKING:
    from whygrad.trace import Trace


class TrainingRecorder:
    """Records one training: one or several models with their optimizers. `trace` is available at any time."""

    def __init__(
        self,
        models: Sequence[Module],
        optimizers: Sequence[Optimizer | ByHand],
        *,
        every: int | None = None,
        settings: Settings,
        name: str = "",
        kind: str = "model",
    ) -> None:
        self.hub: Hub = hub()
        self.training = Training(
            models, optimizers, settings, self.hub.step, self.hub.observation.trainings, self.failed
        )
        self.training.broken = set(self.hub.observation.broken)
        self.training.from_scratch = kind == "script" and not self.hub.observation.watches
        self.settings, self.kind = settings, kind
        self.name = name or (type(self.training.models[0]).__name__ if self.training.models else "training")
        self.armed = True
        self.closed = False
        self._alone = 0  # steps of other optimizers since the last one that was counted
        self.after_update: Callable[[TrainingRecorder], None] | None = None  # called after every update
        self.on_record: list[Callable[[TrainingRecorder], None]] = []  # called after every record
        self.on_close: list[Callable[[TrainingRecorder], None]] = []
        self.records: list[Record] = []
        self.collectors = Collectors(self.training)
        self.seen = self.collectors.seen
        self.loaded: Loaded | None = None  # what the main model's batches come from
        self.last_loaded: Loaded | None = None  # the same, or what was loaded last before them
        self._fed_itself = False  # a model was given what it had given itself
        self.beside = FrameTargetFinder()
        self.mixing: MixingFacts | None = None
        self.returns: TrainingReturns | None = None  # of the episodes that a program plays
        self.stop: Stop = "running"
        self.error: tuple[str, str] = ("", "")  # a crash in a line, and its place
        self._schedule = RecordSchedule(settings, every)
        self._now = StepRecorder(self.training, self.collectors)

    # the training itself

    @property
    def done(self) -> int:
        """How many updates were made."""
        return self.training.done

    def begin_at(self, step: int) -> None:
        """Go on with a training of which so many updates are done; the next one is observed if a record is due."""
        self.training.done = step
        self._schedule.plan(step - 1)
        self.armed = self._schedule.next == step
        if self not in self.hub.observation.watches:
            self.hub.attach(self)
        self.hub.observation.refresh()

    def look_away(self) -> None:
        """Take every hook away until `begin_at`; between two updates, when no record is under way."""
        self.hub.detach(self)

    @contextmanager
    def paused(self) -> Generator[None]:
        """Context manager in which nothing is recorded, for other work with the model between two updates."""
        self.hub.observation.suspend()
        try:
            with self.hub.step.working():
                yield
        finally:
            self.hub.observation.refresh()

    def failed(self, part: str, error: Exception) -> None:
        """A part could not be observed: it is not known from now on."""
        self.hub.observation.failed(part, error, of=self)

    # what the hub asks

    @property
    def quiet_until(self) -> int:
        """The number of updates before which nothing is affordable."""
        return self._schedule.quiet_until

    @property
    def is_idle(self) -> bool:
        """Whether the coming step needs nothing."""
        return not self.armed and self._schedule.next != self.done + 1

    @property
    def wants_operations(self) -> bool:
        """Whether the operations of the loss are to be kept, as its level is not known yet."""
        return self.collectors.levels.wanted

    def add_optimizer(self, optimizer: Optimizer | ByHand) -> None:
        """Another optimizer of the same models makes its first step. If it has parameters of the one whose steps are
        counted, it goes on with the training, as one that is made anew for each epoch: its steps count from now on.
        """
        own, first = _parameters(optimizer), _parameters(self.training.optimizers[0])
        for one in self.training.optimizers:
            if _parameters(one) <= own:
                self.hub.leave(one)
        self.training.optimizers = [one for one in self.training.optimizers if not _parameters(one) <= own]
        self.training.optimizers.insert(0 if own & first else len(self.training.optimizers), optimizer)
        self._alone = 0

    def _leads(self, optimizer: Optimizer | ByHand) -> bool:
        """Whether the optimizer is the one whose steps are counted; another is from when it has long stepped alone."""
        if optimizer is self.training.optimizers[0]:
            self._alone = 0
            return True
        self._alone += 1
        if self._alone > fact_limit("steps-alone"):
            self.training.optimizers = [optimizer, *(one for one in self.training.optimizers if one is not optimizer)]
            self._alone = 0
        return False

    def can_skip_update(self, optimizer: Optimizer | ByHand) -> bool:
        """Whether the update that was just done is one of those between two records that need nothing."""
        if not self._leads(optimizer):
            return True
        if self.training.done + 2 < self._schedule.next:  # the update before a record is the first to be looked at
            self.training.done += 1
            return True
        return False

    def on_optimizer_step(self, optimizer: Optimizer | ByHand) -> bool:
        """An optimizer made its step; whether there is anything to do about it."""
        if not self._leads(optimizer):
            return self._now.is_followed()
        self.training.done += 1
        if self.armed or self._now.coming is not None or self._schedule.next == self.done:
            return True
        self._schedule.postpone(self.done)
        return False

    def wants_evaluation(self) -> bool:
        """Whether an evaluation that begins now is to be looked at."""
        return self._schedule.wants_evaluation(self.done)

    def on_forward_begin(self, passing: Pass, module: Module, call: CallOf) -> None:
        """A model of the user's begins a pass, called like this."""
        if passing.gradient:
            if self.kind == "script" and not self.done and self.training.trains(module):
                self.training.take(module)  # the closure of the first update runs it
            if self.training.owns(module) and self.training.is_main(module):
                inputs = self.collectors.inputs
                if inputs.kept is None and not inputs.refused:
                    self.training.main = module  # of a module that is never called itself, the part that is
                self._now.batch(passing, call)
                self.loaded = self.hub.loaders.latest() or self.loaded
                self.last_loaded = self.hub.loaders.last
                with self.training.part("evaluations"):
                    self.beside.trains(passing.given[0] if passing.given else 0)
            return
        own = self.training.owns(module)
        if not own and self.training.copied(module):
            passing.copy_of.add(id(self.training))
        if own or id(self.training) in passing.copy_of:
            with self.training.part("samples"):
                prints = prints_of(call)
                passing.print = float(fingerprint(prints))
                passing.familiar = self.collectors.familiar.share(prints) > self.settings.mostly
            batch = None if passing.familiar or not self.settings.losses else first_tensor(call)
            passing.batch = batch if is_measurable(batch) else None
            if passing.batch is not None:
                with self.training.part("inputs"):
                    self.collectors.inputs.see_new(passing.batch)

    def on_forward_end(self, passing: Pass, output: Tensor) -> None:
        """A model was asked about new samples; what its answers are worth, if their targets lie about."""
        if not is_measurable(output):
            return
        main = self.seen.losses.main()
        if main is None or not self.training.has_pass(passing) or passing.batch is None or not output.ndim:
            return
        mean = main.total.get("target_mean", math.nan) / main.calls
        spread = main.target_std if math.isfinite(main.squares) else 0.0
        origins = self.hub.step.origins
        known = KnownTensors(passing.taken, origins)
        passing.score = self.beside.evaluation_score(passing.batch, output, main.first, mean, spread, known)

    def before_backward(self) -> None:
        """A backward pass begins."""
        self._now.before_backward()

    def after_backward(self) -> None:
        """A backward pass is done."""
        self._now.after_backward()

    def before_step(self, optimizer: Optimizer | ByHand, *, closure: bool) -> None:
        """The gradients are there (but for a closure, which computes them), the weights are still the old ones."""
        if optimizer is not self.training.optimizers[0]:
            self.seen.steps_beside(optimizer)
            self._now.beside(optimizer)
            return
        self.seen.step_place()
        if self.armed and not self.hub.passes.missed():
            tape = self.hub.step.latest
            if closure and not self.hub.step.tape.backwards:  # what the tape before holds are other steps
                self._now.before_closure()
            else:
                self._collect(tape)
        if self._schedule.next <= self.done + 1:
            self._now.before_update()

    def on_parameters_written(self, parameters: list[Tensor]) -> None:
        """Parameters are about to be changed by plain operations."""
        self._now.uses(parameters)

    def after_step(self, optimizer: Optimizer | ByHand) -> None:
        """The weights have changed."""
        if optimizer is not self.training.optimizers[0]:
            self._now.after_step_beside(optimizer)
            return
        if self._now.inside:
            self.training.done -= 1  # what the closure saw were the weights before this update
            try:
                self._collect(self.hub.step.latest)
            finally:  # a listener may end the program
                self.training.done += 1
            self._schedule.missed(self.done)
        self._now.after_update()
        self.armed = self._schedule.next <= self.done
        self._schedule.updated(self.done, armed=self.armed)

    @property
    def epochs(self) -> float:
        """Number of epochs so far, from the data loader or estimated from repeated samples; NaN if unknown.

        It is unknown, for example, for a model that gets its own outputs as inputs.
        """
        if self.loaded is not None:
            return self.loaded.epochs(self.done)
        if self._fed_itself:
            return math.nan
        observed, samples = self.seen.step_facts().observed, self.collectors.inputs.samples
        return samples * self.done / observed / self.collectors.familiar.distinct() if observed else math.nan

    # a record

    def _collect(self, tape: Tape, *, partly: bool = False) -> None:
        """Everything seen since the last update becomes one record; `partly` if no update followed."""
        self._schedule.plan(self.done)  # also if it fails
        self._fed_itself = self._fed_itself or any(one.own_givers for one in tape.passes)
        with self.training.part("record"):
            self._keep(self._now.record(tape, self.done, partly=partly, first=not self.records))

    def _keep(self, record: Record) -> None:
        if self.records and self.records[-1].step == record.step:
            self.records[-1] = record
        else:
            self.records.append(record)
        if len(self.records) > self.settings.most_records:
            half = len(self.records) // 2
            self.records = self.records[:half:2] + self.records[half:]
        self.training.records = len(self.records)
        self._schedule.recorded(self.done, len(self.records))
        with self.training.part("report"):
            for listener in self.on_record:
                listener(self)

    # what the user asks

    @property
    def trace(self) -> Trace:
        """The trace of what was recorded so far."""
        from whygrad.watch._assemble import known_of

        return trace_of(known_of(self), self.records)

    def finish(self) -> None:
        """Record what happened since the last update, after a training has ended or failed."""
        if self.closed:
            return
        tape = self.hub.step.tape
        answered = any(
            id(self.training) in one.copy_of or self.training.has_pass(one)
            for one in tape.passes
            if not one.gradient or one.compared_score is not None
        )
        if self.armed and (tape.losses or tape.calls or answered):
            with self.hub.step.quietly():
                self.seen.parameters(tape, after=not tape.backwards and bool(self.done))
                if answered or self.seen.layers_of(tape) or any(map(self.training.has_loss, tape.losses)):
                    self._collect(tape, partly=True)
            self.armed = False  # once is enough

    def close(self, *, look: bool = True) -> None:
        """Stop recording and remove all hooks. The trace stays available. `look`: whether `on_close` is called."""
        if self.closed:
            return
        self.finish()
        self.closed, self.armed = True, False
        if self.stop == "running":
            self.stop = "finished"
        self.hub.detach(self)
        if look:
            with self.hub.step.quietly("report"):
                for listener in self.on_close:
                    listener(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _parameters(optimizer: Optimizer | ByHand) -> set[int]:
    return set(map(id, parameters_in(optimizer)))
