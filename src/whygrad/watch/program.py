"""A program whose trainings are all recorded: every optimizer that makes an update, with the models that own its
parameters. Importing this module does not import PyTorch.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from whygrad.instrument.modules import parameters_in, parameters_of
from whygrad.trace.limits import fact_limit
from whygrad.watch.settings import THOROUGH

if TYPE_CHECKING:
    from torch.optim import Optimizer

    from whygrad.instrument.by_hand import ByHand
    from whygrad.instrument.hub import Hub
    from whygrad.trace.program import Stop
    from whygrad.watch._recorder import TrainingRecorder
    from whygrad.watch._returns import Episodes
    from whygrad.watch.snapshot import Known, Record

MOST_TRAININGS = 16  # in one program; of one that begins anew for each task the first ones tell enough


@dataclass(frozen=True, slots=True)
class Listeners:
    """What a program's recorder calls.

    - `training`: the first training begins
    - `record`: a record of the training with this number was made
    - `update`: after every update of the training whose updates count
    - `evaluation`: an evaluation begins (true) or ends (false)
    - `no_update`: after many backward passes no optimizer has made a step
    """

    training: Callable[[], None]
    record: Callable[[int, TrainingRecorder], None]
    update: Callable[[TrainingRecorder], None]
    evaluation: Callable[[bool], None]
    no_update: Callable[[], None]


class ProgramRecorder:
    """Records the trainings of one program, called `name`, in the order in which they begin."""

    def __init__(self, name: str, listeners: Listeners) -> None:
        self.recorders: list[TrainingRecorder] = []
        self._name, self._listeners = name, listeners
        self._episodes: Episodes | None = None

    def begin(self) -> None:
        """PyTorch was imported: install the hooks."""
        from whygrad.instrument.hub import ScriptCallbacks

        hub = _hub()
        hub.begin_script(ScriptCallbacks(self.add, self.take_over, self._listeners.evaluation, self._no_update_yet))
        os.register_at_fork(after_in_child=hub.remove)

    def begin_keras(self) -> None:
        """Keras was imported: its optimizers are none of PyTorch's."""
        if sys.modules["keras"].backend.backend() == "torch":
            from whygrad.watch._keras import Updates

            Updates(_hub()).begin()

    def begin_environments(self, name: str) -> None:
        """A module of environments for agents was imported, `gymnasium` or what it was before, `gym`."""
        self._listened_to().begin(sys.modules[name])

    def _listened_to(self) -> Episodes:
        if self._episodes is None:
            from whygrad.watch._returns import Episodes

            self._episodes = Episodes()
        return self._episodes

    def add(self, optimizer: Optimizer | ByHand) -> TrainingRecorder | None:
        """The recorder of an optimizer that makes its first step, or of weights that are changed by hand."""
        from whygrad.watch._masters import copied_from

        if len(self.recorders) >= MOST_TRAININGS:
            return None
        hub = _hub()
        had = parameters_in(optimizer)
        own = set(map(id, had))
        share: dict[int, tuple[int, Any]] = {}  # number of the optimizer's parameters in each model
        for passing in (*hub.step.before.passes, *hub.step.tape.passes):
            module = passing.module()
            if module is not None and id(module) not in share:
                share[id(module)] = (sum(p.numel() for p in parameters_of(module) if id(p) in own), module)
        models = [module for count, module in sorted(share.values(), key=lambda one: -one[0]) if count]
        if not models:  # it may have copies of a model's parameters
            models = [module for _, module in share.values() if copied_from(list(parameters_of(module)), had)]
        for recorder in self.recorders:
            if not recorder.closed and any(model is known for model in models for known in recorder.training.models):
                recorder.add_optimizer(optimizer)
                return recorder
        return self._new(models, [optimizer])

    def _new(self, models: Sequence[Any], optimizers: Sequence[Optimizer | ByHand]) -> TrainingRecorder:
        from whygrad.instrument.by_hand import ByHand
        from whygrad.watch._recorder import TrainingRecorder

        by_hand = any(isinstance(one, ByHand) for one in optimizers)
        every = 1 if by_hand else None  # updates by hand are seen only by looking at every one
        for other in self.recorders:  # those that go on are observed again from their next update
            other.armed = False
        made = TrainingRecorder(models, optimizers, every=every, settings=THOROUGH, kind="script")
        if not by_hand:
            self.take_over(made)
        return made

    def take_over(self, recorder: TrainingRecorder) -> None:
        """A recorder whose updates have begun, or that of a watch which the program made itself."""
        recorder.kind, recorder.name = "script", self._name
        if self.recorders:
            model = type(recorder.training.models[0]).__name__ if recorder.training.models else len(self.recorders) + 1
            recorder.name += f" ({model})"
        else:
            self._listeners.training()
        if all(one.closed for one in self.recorders):  # the program may have closed its own
            recorder.after_update = self._listeners.update
        recorder.on_record.append(self._record)
        episodes = self._listened_to()
        episodes.look_for_own()
        recorder.returns = episodes.of_training()
        self.recorders.append(recorder)
        _hub().attach(recorder)

    def _record(self, recorder: TrainingRecorder) -> None:
        if recorder.returns is not None:
            recorder.returns.mark(recorder.done)
        self._listeners.record(self.recorders.index(recorder), recorder)

    def _no_update_yet(self, backwards: int) -> None:
        """So many backward passes were made: is there an optimizer that has been given gradients, and waits?"""
        if not self.recorders and backwards % fact_limit("passes-without-update") == 0:
            groups = [group for one in _optimizers() for group in one.param_groups]
            if any(p.grad is not None for group in groups for p in group["params"]):
                self._listeners.no_update()

    def is_busy(self) -> bool:
        """Whether work of our own is going on that must not be interrupted."""
        hub = sys.modules.get("whygrad.instrument.hub")
        return hub is not None and hub.hub().step.busy

    def end(self, stop: Stop, crash: tuple[str, str]) -> Generator[tuple[int, Known, list[Record]]]:
        """The program has ended: (number, what is known, records) of each training; then every hook is removed."""
        if "whygrad.instrument.hub" not in sys.modules:
            return
        from whygrad.watch._assemble import known_of

        hub = _hub()
        if not self.recorders and (hub.step.tape.losses or hub.step.tape.passes):
            self._add_without_update(hub)
        for recorder in self.recorders:
            recorder.on_record.remove(self._record)
            recorder.stop, recorder.error = stop, crash
            recorder.finish()
        for number, recorder in enumerate(self.recorders):
            recorder.close()
            with hub.step.quietly():
                yield number, known_of(recorder), recorder.records
        hub.end_script()

    def _add_without_update(self, hub: Hub) -> None:
        """The program ended before any update: record the models that ran and the optimizers that exist."""
        modules = (passing.module() for passing in hub.step.tape.passes)
        models = {id(module): module for module in modules if module is not None}
        if models:
            self._new(list(models.values()), _optimizers())


def _optimizers() -> list[Any]:
    """All that exist. By their type: to ask an object itself may run what the user never asked for."""
    from torch.optim import Optimizer

    return [value for value in gc.get_objects() if issubclass(type(value), Optimizer)]


def known_so_far(recorder: TrainingRecorder) -> Known:
    """What is known of a training beside its records, without asking its model anything."""
    from whygrad.watch._assemble import known_of

    return known_of(recorder, asks=False)


def _hub() -> Hub:
    from whygrad.instrument.hub import hub

    return hub()
