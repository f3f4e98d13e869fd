"""`Watch`: one training that is watched: when it records, what it keeps, and the trace made of it."""

from __future__ import annotations

import math
import os
import time
import weakref
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self

import torch
from torch import Tensor
from torch.nn import Module
from torch.optim import Optimizer

from whygrad.trace.program import MixingFacts, Stop
from whygrad.watch._agreement import Agreement
from whygrad.watch._beside import Beside
from whygrad.watch._by_hand import ByHand
from whygrad.watch._contexts import Contexts
from whygrad.watch._data import CallOf, Familiar, Inputs, fingerprint, first_tensor, prints_of
from whygrad.watch._gather import Gathering, Record
from whygrad.watch._hub import Hub, hub
from whygrad.watch._loaders import Loaded
from whygrad.watch._losses import LossCall
from whygrad.watch._neighbors import Neighbors
from whygrad.watch._parts import Part
from whygrad.watch._seen import Seen
from whygrad.watch._tape import Pass, Tape
from whygrad.watch._telling import Telling
from whygrad.watch._torch import is_measurable
from whygrad.watch.settings import Settings, next_record

if TYPE_CHECKING:
    from whygrad.trace import Trace

ALONE = 100  # steps of one optimizer after which another is over; a critic's in a row are fewer


class Watch:
    """A watched training, made by `whygrad.watch`. It ends with `close` or with its `with` block.

    `trace` and `diagnosis()` are available at any time, also after `close`.
    """

    def __init__(
        self,
        models: Sequence[Module],
        optimizers: Sequence[Optimizer | ByHand],
        *,
        every: int | None = None,
        settings: Settings,
        name: str = "",
        kind: str = "model",
        report: Callable[[str], None] | None = None,
        path: str | os.PathLike[str] | None = None,
    ) -> None:
        self.models = list(models)
        self.optimizers = list(optimizers)
        self.settings, self.every, self.kind = settings, every, kind
        self.name = name or (type(self.models[0]).__name__ if self.models else "training")
        self.done = 0
        self.armed = True
        self.closed = False
        self._alone = 0  # steps of other optimizers since the last one that was counted
        self.states: set[int] = set()  # parameters by id that nobody means to train: Keras' statistics of layers
        self.limit: Callable[[Watch], None] | None = None  # called after every update
        self.on_record: Callable[[Watch], None] | None = None
        self.records: list[Record] = []
        self.seen = Seen(self)
        self.inputs = Inputs(settings)
        self.neighbors = Neighbors(settings)
        self.contexts = Contexts(settings)
        self.familiar = Familiar(settings)
        self.loaded: Loaded | None = None  # what the main model's batches come from
        self._fed_itself = False  # a model was given what it had given itself
        self.agreement = Agreement(settings)
        self.beside = Beside()
        self.mixing: MixingFacts | None = None
        self.stop: Stop = "running"
        self.error: tuple[str, str] = ("", "")  # a crash in a line, and its place
        self._telling = Telling(report, path)
        self._next = 0
        self._now = Gathering(self)
        self._began = self._mark = time.perf_counter()
        self._cost = 0.0
        self._usual = math.inf  # seconds of a step that is not observed
        self._free: tuple[float, int] | None = None  # when, and after how many updates, such steps began
        self._evaluated = (-1, 0)
        self.quiet_until = 0  # updates before which nothing is affordable, not even a look at an evaluation
        self._kept = 0.0  # when a record was made whose update is still to come
        self.hub: Hub = hub()
        self.broken = set(self.hub.broken)  # parts that failed
        self.from_scratch = kind == "script" and not self.hub.watches  # whatever was learned was loaded, or copied
        self._main: weakref.ref[Module] | None = weakref.ref(self.models[0]) if self.models else None

    def begin_at(self, step: int) -> None:
        """Go on with a training of which so many updates are done; the next one is observed if a record is due."""
        self.done = step
        self._next = next_record(step - 1, self.every, self.settings)
        self.armed = self._next == step
        if self not in self.hub.watches:
            self.hub.attach(self)
        self.hub.refresh()

    def look_away(self) -> None:
        """Take every hook away until `begin_at`; between two updates, when no record is under way."""
        self.hub.detach(self)

    @contextmanager
    def paused(self) -> Generator[None]:
        """Context manager in which nothing is recorded, for other work with the model between two updates."""
        self.hub.suspend()
        before, self.hub.busy = self.hub.busy, True
        try:
            yield
        finally:
            self.hub.busy = before
            self.hub.refresh()

    def part(self, name: str) -> Part:
        """Work for a part of this watch alone."""
        return Part(name, self.failed)

    def failed(self, part: str, error: Exception) -> None:
        """A part could not be observed: it is not known from now on."""
        self.hub.failed(part, error, of=self)

    # what the hub asks

    @property
    def calm(self) -> bool:
        """Whether the coming step needs nothing."""
        return not self.armed and self._next != self.done + 1

    @property
    def by_hand(self) -> bool:
        """Whether no optimizer changes the weights."""
        return any(isinstance(one, ByHand) for one in self.optimizers)

    def joined_by(self, optimizer: Optimizer | ByHand) -> None:
        """Another optimizer of the same models makes its first step. If it has parameters of the one whose steps are
        counted, it goes on with the training, as one that is made anew for each epoch: its steps count from now on.
        """
        own, first = _parameters(optimizer), _parameters(self.optimizers[0])
        for one in self.optimizers:
            if _parameters(one) <= own:
                self.hub.leave(one)
        self.optimizers = [one for one in self.optimizers if not _parameters(one) <= own]
        self.optimizers.insert(0 if own & first else len(self.optimizers), optimizer)
        self._alone = 0

    def _leads(self, optimizer: Optimizer | ByHand) -> bool:
        """Whether the optimizer is the one whose steps are counted; another is from when it has long stepped alone."""
        if optimizer is self.optimizers[0]:
            self._alone = 0
            return True
        self._alone += 1
        if self._alone > ALONE:
            self.optimizers = [optimizer, *(one for one in self.optimizers if one is not optimizer)]
            self._alone = 0
        return False

    def passed(self, optimizer: Optimizer | ByHand) -> bool:
        """Whether the update that was just done is one of those between two records that need nothing."""
        if not self._leads(optimizer):
            return True
        if self.done + 2 < self._next:  # the update before a record is the first to be looked at
            self.done += 1
            return True
        return False

    def count(self, optimizer: Optimizer | ByHand) -> bool:
        """An optimizer made its step; whether there is anything to do about it."""
        if not self._leads(optimizer):
            return False
        self.done += 1
        if self.armed or self._now.coming is not None or self._next == self.done:
            return True
        self._next = max(self._next, self.done + 1)
        return False

    def stepped(self) -> None:
        """After an update, outside of everything of ours."""
        if self.limit is not None:
            self.limit(self)

    def wants_evaluation(self) -> bool:
        """Whether an evaluation that begins now is to be looked at."""
        last, count = self._evaluated
        wanted = last == self.done or count < self.settings.dense or self.done >= last * (1 + self.settings.growth)
        if not wanted or not self._affordable():
            return False
        if last != self.done:
            self._evaluated = (self.done, count + 1)
        return True

    def passes(self, passing: Pass, module: Module, call: CallOf) -> None:
        """A model of the user's begins a pass, called like this."""
        if passing.gradient:
            if self.owns(module) and self._is_main(module):
                if self.inputs.kept is None:  # of a module that is never called itself, the part that is
                    self._main = weakref.ref(module)
                self._now.batch(passing, call)
                self.loaded = self.hub.loaders.latest() or self.loaded
                with self.part("evaluations"):
                    self.beside.trains(passing.given[0] if passing.given else 0)
            return
        own = self.owns(module)
        if not own and self.copied(module):
            passing.copy_of.add(id(self))
        if own or id(self) in passing.copy_of:
            with self.part("samples"):
                prints = prints_of(call)
                passing.print = float(fingerprint(prints))
                passing.familiar = self.familiar.share(prints) > self.settings.mostly
            batch = None if passing.familiar or not self.settings.losses else first_tensor(call)
            passing.batch = batch if is_measurable(batch) else None

    def answered(self, passing: Pass, output: Tensor) -> None:
        """A model was asked about new samples; what its answers are worth, if their targets lie about."""
        if not is_measurable(output):
            return
        module, main = passing.module(), self.seen.main_loss()
        if main is None or module is None or not self.owns(module) or passing.batch is None or not output.ndim:
            return
        mean = main.total.get("target_mean", math.nan) / main.calls
        spread = math.sqrt(max(main.squares / main.calls - mean * mean, 0.0)) if math.isfinite(main.squares) else 0.0
        passing.told = self.beside.told(passing.batch, output, main.first, mean, spread, self.hub.origins)

    def before_backward(self) -> None:
        """A backward pass begins."""
        self._now.before_backward()

    def after_backward(self) -> None:
        """A backward pass is done."""
        self._now.after_backward()

    def before_step(self, optimizer: Optimizer | ByHand, *, closure: bool) -> None:
        """The gradients are there (but for a closure, which computes them), the weights are still the old ones."""
        if optimizer is not self.optimizers[0]:
            return
        self.seen.step_place()
        if self.armed and not self.hub.missed():
            tape = self._tape()
            if closure and not self.hub.tape.backwards:  # what the tape before holds are other steps
                self._now.before_closure()
            else:
                self._collect(tape)
        if self._next == self.done + 1 or self._next <= self.done:
            self._now.before_update()

    def uses(self, parameters: list[Tensor]) -> None:
        """Parameters are about to be changed by plain operations."""
        self._now.uses(parameters)

    def after_step(self, optimizer: Optimizer | ByHand) -> None:
        """The weights have changed."""
        if self._now.inside:
            self.done -= 1  # what the closure saw were the weights before this update
            self._collect(self._tape())
            self.done += 1
            if self._next <= self.done:
                self._next = self.done + 1 if self.every is None and self.done < self.settings.dense else self._next
        self._now.after_update()
        self.armed = self._next <= self.done
        now = self._mark = time.perf_counter()
        if self._kept:  # what a record costs after it is made: its update, the hooks
            self._cost, self._kept = self._cost + now - self._kept, 0.0
        if not self.armed:
            self._free = self._free or (now, self.done)
        elif self._free is not None:
            began, done = self._free
            self._usual = min(self._usual, (now - began) / max(self.done - done, 1))
            self._free = None

    def _tape(self) -> Tape:
        tape = self.hub.tape
        return tape if tape.begun else self.hub.before

    def owns(self, module: Module) -> bool:
        """Whether the module is one of this watch's models, or holds one."""
        return any(module is model for model in self.models) or any(
            module is part for model in self.models for part in model.modules()
        )

    def copied(self, module: Module) -> bool:
        """Whether the module is a copy of one of this watch's models that nobody trains, as that of the best one, or
        holds nothing else that could be trained, as what averages weights.
        """
        shapes = _shapes(module)
        alike = [model for model in self.models if _shapes(model) == shapes]
        copies = [part for part in module.modules() if any(type(part) is type(model) for model in alike)]
        copies = [part for part in copies if _shapes(part) == shapes] if alike else []
        return bool(copies) and not any(watch.owns(part) for part in copies for watch in self.hub.watches)

    def has_loss(self, loss: LossCall) -> bool:
        """Whether a loss was computed of what one of this watch's models gave, as far as that is known."""
        root: Pass | None = loss.origin.root
        module = root.module() if root is not None else None
        return root is None or (module is not None and self.owns(module))

    def is_of_another(self, passing: Pass | None) -> bool:
        """Whether a pass is one of another watched training's model."""
        module = passing.module() if passing is not None else None
        if module is None or self.owns(module):
            return False
        return any(watch.owns(module) for watch in self.hub.watches)

    @property
    def epochs(self) -> float:
        """Number of epochs so far, from the data loader or estimated from repeated samples; NaN if unknown.

        It is unknown, for example, for a model that gets its own outputs as inputs.
        """
        if self.loaded is not None:
            return self.loaded.epochs(self.done)
        if self._fed_itself:
            return math.nan
        observed = self.seen.step_facts().observed
        return self.inputs.samples * self.done / observed / self.familiar.distinct() if observed else math.nan

    @property
    def main(self) -> Module | None:
        """The first watched model; None if it no longer exists."""
        return self._main() if self._main is not None else None

    def _is_main(self, module: Module) -> bool:
        return (self._main is not None and self._main() is module) or (
            bool(self.models) and self.models[0] is not module and not any(m is module for m in self.models)
        )

    def _affordable(self) -> bool:
        budget = self.settings.budget
        if not budget or len(self.records) < self.settings.least:
            return True
        passed = time.perf_counter() - self._began
        each = self._cost / max(len(self.records), 1)
        return self._cost + each <= self.settings.grace + budget * passed

    # a record

    def _collect(self, tape: Tape, *, partly: bool = False) -> None:
        """Everything seen since the last update becomes one record; `partly` if no update followed."""
        self._next = next_record(self.done, self.every, self.settings)  # also if it fails
        self._fed_itself = self._fed_itself or any(_is_given_its_own(one) for one in tape.passes)
        with self.part("record"):
            self._keep(self._now.record(tape, self.done, partly=partly, first=not self.records))

    def _keep(self, record: Record) -> None:
        now = time.perf_counter()
        if self.records and self.records[-1].step == record.step:
            self.records[-1] = record
        else:
            self.records.append(record)
        if len(self.records) > self.settings.most_records:
            half = len(self.records) // 2
            self.records = self.records[:half:2] + self.records[half:]
        usual = self._usual if self._usual < math.inf else 0.0
        self._cost, self._kept = self._cost + max(now - self._mark - usual, 0.0), now
        self._next = next_record(self.done, self.every, self.settings)
        if self.settings.budget and self.every is None and not self._affordable():
            # Wait until the time that passed pays for another one.
            each = self._cost / len(self.records)
            allowed = self.settings.grace + self.settings.budget * (now - self._began)
            wait = (self._cost + each - allowed) / self.settings.budget
            step = usual or (now - self._began) / max(self.done + 1, 1)
            self.quiet_until = self.done + max(1, math.ceil(wait / max(step, 1e-6)))
            self._next = max(self._next, self.quiet_until)
        with self.part("report"):
            self._telling.record(self)
            if self.on_record is not None:
                self.on_record(self)

    # what the user asks

    @property
    def trace(self) -> Trace:
        """The trace of what was recorded so far."""
        from whygrad.watch._assemble import assemble

        return assemble(self)

    def diagnosis(self) -> Any:
        """Diagnose the training so far; returns a `whygrad.Diagnosis`."""
        return _rules().diagnose(self.trace)

    def finish(self) -> None:
        """Record what happened since the last update, after a training has ended or failed."""
        if self.closed:
            return
        tape = self.hub.tape
        answered = any(
            id(self) in one.copy_of or ((model := one.module()) is not None and self.owns(model))
            for one in tape.passes
            if not one.gradient or one.accuracy is not None
        )
        if self.armed and (tape.losses or tape.calls or answered):
            with self.hub.quietly():
                self.seen.parameters(tape, after=not tape.backwards and bool(self.done))
                if answered or self.seen.layers_of(tape) or any(map(self.has_loss, tape.losses)):
                    self._collect(tape, partly=True)
            self.armed = False  # once is enough

    def close(self, *, look: bool = True) -> None:
        """Stop watching and remove all hooks. Trace and diagnosis stay available.

        `look`: whether to update `report` and the file at `path` a last time.
        """
        if self.closed:
            return
        self.finish()
        self.closed, self.armed = True, False
        if self.stop == "running":
            self.stop = "finished"
        self.hub.detach(self)
        if look:
            with self.hub.quietly("report"):
                self._telling.close(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _is_given_its_own(passing: Pass) -> bool:
    """Whether a model is given what it gave itself, as one that goes step by step through a sequence."""
    return any(giver is not passing and giver.module() is passing.module() for giver in passing.fed_by)


def _parameters(optimizer: Optimizer | ByHand) -> set[int]:
    return {id(p) for group in optimizer.param_groups for p in group["params"]}


def _shapes(module: Module) -> list[torch.Size]:
    return [p.shape for p in module.parameters()]


def _rules() -> Any:
    """`whygrad.diagnose`, which comes after the watchers in the order of packages: who asks for a diagnosis has it."""
    return import_module("whygrad.diagnose")
