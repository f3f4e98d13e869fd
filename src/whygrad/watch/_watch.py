"""`Watch`: one training that is watched: when it records, what it keeps, and the trace made of it."""

from __future__ import annotations

import math
import os
import time
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self

import torch
from torch import Tensor
from torch.nn import Module
from torch.optim import Optimizer

from whygrad.trace.program import MixingFacts, Stop
from whygrad.watch import _statistics
from whygrad.watch._data import Inputs, fingerprint, first_tensor
from whygrad.watch._fetch import Fetch, norms
from whygrad.watch._hub import Hub, hub
from whygrad.watch._losses import LossCall
from whygrad.watch._neighbors import Neighbors
from whygrad.watch._seen import Seen
from whygrad.watch._tape import Pass, Tape
from whygrad.watch._telling import Telling
from whygrad.watch._updates import Update
from whygrad.watch.settings import Settings, next_record

if TYPE_CHECKING:
    from whygrad.trace import Trace


@dataclass(eq=False)
class Record:
    """One observed step: numbers of the run, and of each layer by its weight's id."""

    step: int
    run: dict[str, float] = field(default_factory=dict)
    layers: dict[int, dict[str, float]] = field(default_factory=dict)


class Watch:
    """A training that is being watched, until `close` (or the end of a `with` block).

    `trace` is what was recorded so far, `diagnosis()` what is wrong with it; both can be asked at any time, also after
    `close`. Everything else about it is described at `whygrad.watch`.
    """

    def __init__(
        self,
        models: Sequence[Module],
        optimizers: Sequence[Optimizer],
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
        self.states: set[int] = set()  # parameters by id that nobody means to train: Keras' statistics of layers
        self.limit: Callable[[Watch], None] | None = None  # called after every update
        self.records: list[Record] = []
        self.seen = Seen(self)
        self.inputs = Inputs(settings)
        self.neighbors = Neighbors(settings)
        self._batch: Tensor | None = None
        self.mixing: MixingFacts | None = None
        self.single_input = True
        self.stop: Stop = "running"
        self.error = ("", "")
        self._telling = Telling(report, path)
        self._next = 0
        self._update: Update | None = None  # the one before the coming record
        self._coming: Update | None = None  # whose step is being made
        self._moved: dict[int, tuple[Tensor, Tensor]] = {}
        self._inside = False
        self._weights: dict[int, Tensor] = {}
        self._fresh = False
        self._left: list[Tensor] = []
        self._after: Tensor | None = None
        self._prints: list[Tensor] = []
        self._began = self._mark = time.perf_counter()
        self._cost = 0.0
        self._usual = math.inf  # seconds of a step that is not observed
        self._evaluated = (-1, 0)
        self.hub: Hub = hub()
        self._main: weakref.ref[Module] | None = weakref.ref(self.models[0]) if self.models else None

    # what the hub asks

    @property
    def calm(self) -> bool:
        """Whether the coming step needs nothing."""
        return not self.armed and self._next != self.done + 1

    def count(self, optimizer: Optimizer) -> bool:
        """An optimizer made its step; whether there is anything to do about it."""
        if optimizer is not self.optimizers[0]:
            return False
        self.done += 1
        if self.armed or self._coming is not None or self._next == self.done:
            return True
        now = time.perf_counter()
        self._usual, self._mark = min(self._usual, now - self._mark), now
        if self._next < self.done:
            self._next = self.done + 1
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

    def passes(self, passing: Pass, module: Module, inputs: tuple[Any, ...]) -> None:
        """A model of the user's begins a pass."""
        if passing.gradient and self.owns(module):
            x = first_tensor(inputs)
            if x is not None and self._is_main(module):
                if self.inputs.kept is None:  # of a module that is never called itself, the part that is
                    self._main = weakref.ref(module)
                self.single_input = self.single_input and sum(isinstance(value, Tensor) for value in inputs) == 1
                self.inputs.see(x)
                self._batch = x if self.neighbors.count < self.settings.neighbors else None
                if x.numel():
                    self._prints.append(fingerprint(x))

    def before_backward(self) -> None:
        """Do the gradients still hold something?"""
        gradients = [p.grad for p in self.seen.optimized() if p.grad is not None]
        if gradients:
            self._left.append(torch.stack(norms(gradients)).norm())
        else:
            self._fresh = True

    def after_backward(self) -> None:
        """Is there a gradient now?"""
        gradients = [p.grad for p in self.seen.optimized() if p.grad is not None]
        if gradients:
            self._after = torch.stack(norms(gradients[:64])).norm()

    def before_step(self, optimizer: Optimizer, *, closure: bool) -> None:
        """The gradients are there (but for a closure, which computes them), the weights are still the old ones."""
        if optimizer is not self.optimizers[0]:
            return
        self.seen.step_place()
        if self.armed:
            tape = self._tape()
            if closure and not self.hub.tape.backwards:  # what the tape before holds are other steps
                self._inside = True
                weights = [*self.seen.optimized(), *(p for model in self.models for p in model.parameters())]
                self._weights = dict(zip(map(id, weights), norms([p.detach() for p in weights]), strict=True))
            else:
                self._collect(tape)
        if self._next == self.done + 1 or self._next <= self.done:
            self._coming = Update({id(p): p for p in self.seen.optimized() if p.requires_grad}, self.settings)

    def after_step(self, optimizer: Optimizer) -> None:
        """The weights have changed."""
        if self._inside:
            self.done -= 1  # what the closure saw were the weights before this update
            self._collect(self._tape())
            self.done += 1
            self._inside = False
            if self._next <= self.done:
                self._next = self.done + 1 if self.every is None and self.done < self.settings.dense else self._next
        if self._coming is not None:
            self._update, self._coming = self._coming, None
            self._moved = self._update.stepped()
        self.armed = self._next <= self.done
        self._mark = time.perf_counter()

    def _tape(self) -> Tape:
        tape = self.hub.tape
        return tape if tape.backwards or tape.passes or tape.losses else self.hub.before

    def owns(self, module: Module) -> bool:
        """Whether the module is one of this watch's models, or holds one."""
        return any(module is model for model in self.models) or any(
            module is part for model in self.models for part in model.modules()
        )

    @property
    def main(self) -> Module | None:
        """The first model."""
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

    def _weight_norms(self, tape: Tape) -> dict[int, Tensor]:
        layers = self.seen.layers_of(tape)
        weights = [layer[1].detach() for layer in layers]
        return dict(zip((layer[0] for layer in layers), norms(weights), strict=True))

    def _collect(self, tape: Tape, *, partly: bool = False) -> None:
        """Everything seen since the last update becomes one record; `partly` if no update followed."""
        fetch, record = Fetch(), Record(self.done)
        raw: dict[int, dict[str, float]] = {}
        self.seen.parameters(tape)
        layers = self.seen.layers_of(tape)
        weights = self._weight_norms(tape) | self._weights
        for key, weight in layers:
            values = raw[key] = {}
            calls = tape.calls[key]
            reached = [call for call in calls if "backprop_square" in call.values]
            for call in reached:
                if call.root is not None:
                    call.root.trained = True
            calls = reached or calls
            for name in {name for call in calls for name in call.values}:
                fetch.mean(values, name, [call.values[name] for call in calls if name in call.values])
            fetch.add(values, "weight", weights.get(key, weight.new_zeros(())))
        gradients = self._gradients(fetch) if tape.backwards or not partly else {}
        for key, (moved, size) in self._moved.items():
            self.seen.moves.setdefault(key, {})
            fetch.add(self.seen.moves[key], "moved", moved)
            fetch.add(self.seen.moves[key], "size", size)
        moved_keys = set(self._moved)
        self._losses(tape, fetch, record)
        if self._update is not None:
            quality = self._update.quality()
            if quality is not None:
                fetch.add(record.run, "step_quality", quality)
        left: dict[str, float] = {}
        for number, value in enumerate(self._left):
            fetch.add(left, str(number), value)
        after: dict[str, float] = {}
        if self._after is not None:
            fetch.add(after, "norm", self._after)
        prints: dict[int, float] = {}
        for number, value in enumerate(self._prints):
            fetch.add(prints, number, value)
        fetch.run()
        for key, weight in layers:
            record.layers[key] = self._layer(key, weight, raw[key], gradients, moved_keys)
        if self.optimizers:
            record.run["learning_rate"] = float(self.optimizers[0].param_groups[0].get("lr", math.nan))
        total = sum(value * value for value in gradients.values() if not math.isnan(value))
        if gradients:
            record.run["gradient_norm"] = math.sqrt(total)
        stale = bool(self._left) and not self._fresh and min(left.values()) > 0
        cleared = not partly and after.get("norm", 0.0) > 0 and total == 0
        self.seen.step(tape, record, gradients, moved_keys, stale=stale, cleared=cleared, first=not self.records)
        self.seen.batches(list(prints.values()))
        self._update, self._moved, self._left, self._prints, self._weights = None, {}, [], [], {}
        self._fresh, self._after = False, None
        self._keep(record)

    def _gradients(self, fetch: Fetch) -> dict[int, float]:
        """‖g‖₂ of every parameter, by id; NaN for one that has none."""
        found: dict[int, float] = {}
        having: list[tuple[int, Tensor]] = []
        for parameter in self.seen.known():
            if parameter.grad is None:
                found[id(parameter)] = math.nan
            else:
                having.append((id(parameter), parameter.grad.detach()))
        for (key, _), norm in zip(having, norms([gradient for _, gradient in having]), strict=True):
            fetch.add(found, key, norm)
        return found

    def _losses(self, tape: Tape, fetch: Fetch, record: Record) -> None:
        trained = [loss for loss in tape.losses if loss.trained]
        if not trained and not tape.backwards:
            trained = [loss for loss in tape.losses if loss.grad_enabled]  # a program that stopped before backward
        if self._inside:
            trained = trained[:1]  # later calls of the closure see other weights
        main = [loss for loss in trained if loss.kind == trained[0].kind]
        if len(trained) == 1:
            self.neighbors.see(self._batch, trained[0].target)
        self._batch = None
        for loss in tape.losses:
            loss.target = None
        self.seen.losses(trained, "train", fetch)
        fetch.mean(record.run, "loss_train", [loss.values["loss"] for loss in main if "loss" in loss.values])
        fetch.mean(record.run, "accuracy_train", [one.values["accuracy"] for one in main if "accuracy" in one.values])
        if not main and tape.roots:
            fetch.mean(record.run, "loss_train", tape.roots)
        # What else is computed of a training pass is a metric, not an evaluation.
        judged: list[LossCall] = [
            loss
            for loss in tape.losses
            if not loss.trained and loss not in trained and not getattr(loss.origin.root, "trained", False)
        ]
        if main:
            judged = [loss for loss in judged if loss.kind == main[0].kind]
        fetch.mean(record.run, "loss_test", [loss.values["loss"] for loss in judged if "loss" in loss.values])
        fetch.mean(record.run, "accuracy_test", [o.values["accuracy"] for o in judged if "accuracy" in o.values])
        self.seen.losses(judged, "evaluate", fetch)

    def _layer(
        self, key: int, weight: Tensor, values: dict[str, float], gradients: dict[int, float], moved: set[int]
    ) -> dict[str, float]:
        found = _statistics.channels_of(values)
        size = math.sqrt(max(weight.numel(), 1))
        found["weight_rms"] = values["weight"] / size
        norm = gradients.get(key, math.nan)
        if gradients and math.isnan(norm) and weight.requires_grad:
            norm = 0.0  # it took part, and nothing came back
        found["gradient_l2"], found["gradient_rms"] = norm, norm / size
        found.setdefault("backprop_rms", 0.0 if norm == 0 else math.nan)
        if key in moved:
            change = self.seen.moves[key]
            found["update_ratio"] = change["moved"] / change["size"] if change["size"] > 0 else math.nan
        return found

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
        self._cost += max(now - self._mark - usual, 0.0)
        self._next = next_record(self.done, self.every, self.settings)
        if self.settings.budget and self.every is None and not self._affordable():
            # Wait until the time that passed pays for another one.
            each = self._cost / len(self.records)
            allowed = self.settings.grace + self.settings.budget * (now - self._began)
            wait = (self._cost + each - allowed) / self.settings.budget
            step = usual or (now - self._began) / max(self.done + 1, 1)
            self._next = max(self._next, self.done + max(1, math.ceil(wait / max(step, 1e-6))))
        self._telling.record(self)

    # what the user asks

    @property
    def trace(self) -> Trace:
        """What was recorded so far."""
        from whygrad.watch._assemble import assemble

        return assemble(self)

    def diagnosis(self) -> Any:
        """What is wrong with the training so far: a `whygrad.Diagnosis`."""
        return _rules().diagnose(self.trace)

    def finish(self) -> None:
        """Take in what happened since the last update: the training is over, or broke off."""
        if self.closed:
            return
        tape = self.hub.tape
        if self.armed and (tape.losses or tape.calls):
            with self.hub.quietly():
                self._collect(tape, partly=True)

    def close(self) -> None:
        """Stop watching; nothing stays behind. The trace and the diagnosis remain."""
        if self.closed:
            return
        self.finish()
        self.closed, self.armed = True, False
        if self.stop == "running":
            self.stop = "finished"
        self.hub.detach(self)
        with self.hub.quietly():
            self._telling.close(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _rules() -> Any:
    """`whygrad.diagnose`, which comes after the watchers in the order of packages: who asks for a diagnosis has it."""
    return import_module("whygrad.diagnose")
