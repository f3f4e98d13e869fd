"""What is watched: the models and optimizers of one training, and how far it has come. Collectors know it; it knows
none of them, nor who records it.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn import Module
from torch.optim import Optimizer

from whygrad.instrument.by_hand import ByHand
from whygrad.instrument.modules import modules_of, parameters_in, parameters_of
from whygrad.instrument.parts import Part
from whygrad.instrument.passes import Pass, Where
from whygrad.instrument.provenance import LossCall
from whygrad.instrument.settings import Settings
from whygrad.instrument.step import ObservedStep


class Training:
    """One training. `peers` are all that are watched in this process at the moment, as the hub keeps them."""

    def __init__(
        self,
        models: Sequence[Module],
        optimizers: Sequence[Optimizer | ByHand],
        settings: Settings,
        step: ObservedStep,
        peers: list[Training],
        failed: Callable[[str, Exception], None],
    ) -> None:
        self.models = list(models)
        self.optimizers = list(optimizers)
        self.settings, self.step, self.peers = settings, step, peers
        self.failed = failed  # a part could not be observed: it is not known from now on
        self.done = 0  # updates
        self.records = 0  # that are kept
        self.states: set[int] = set()  # parameters by id that nobody means to train: Keras' statistics of layers
        self.broken: set[str] = set()  # parts that failed
        # True for a script's first training: in this process no weight can have been trained before, so one that is not
        # as it was drawn was loaded or copied.
        self.from_scratch = False
        self.training_places: set[Where] = set()  # where passes were made that trained
        self.evaluation_places: set[Where] = set()  # of evaluations that keep gradients
        self.looked = 0  # times that an evaluation was looked for, as a batch came from an unknown data loader
        self.has_signed_weights = False  # a loss of its samples had weights of both signs
        self._main: weakref.ref[Module] | None = weakref.ref(self.models[0]) if self.models else None

    def trained_on(self, source: int) -> bool:
        """Whether it was trained on batches of this data loader."""
        return any(source == known for _, known in self.training_places)

    def part(self, name: str) -> Part:
        """Work for a part of this training alone."""
        return Part(name, self.failed)

    @property
    def by_hand(self) -> bool:
        """Whether no optimizer changes the weights."""
        return any(isinstance(one, ByHand) for one in self.optimizers)

    def parameters(self) -> list[Tensor]:
        """The parameters that the optimizers have."""
        return [p for one in self.optimizers for p in parameters_in(one)]

    @property
    def main(self) -> Module | None:
        """The first model; None if it no longer exists."""
        return self._main() if self._main is not None else None

    @main.setter
    def main(self, module: Module) -> None:
        self._main = weakref.ref(module)

    def trains(self, module: Module) -> bool:
        """Whether an optimizer has any of the module's parameters."""
        own = set(map(id, self.parameters()))
        return any(id(p) in own for p in parameters_of(module))

    def take(self, module: Module) -> None:
        """One more model, unless it is one, or a part of one."""
        if not self.owns(module):
            self.models.append(module)
            if self.main is None:
                self.main = module

    def is_main(self, module: Module) -> bool:
        """Whether the module is the first model, or a part of any model that is called by itself."""
        return (self._main is not None and self._main() is module) or (
            bool(self.models) and self.models[0] is not module and not any(m is module for m in self.models)
        )

    def owns(self, module: Module) -> bool:
        """Whether the module is one of the models or a part of one."""
        return any(module is part for model in self.models for part in modules_of(model))

    def copied(self, module: Module) -> bool:
        """Whether the module is a copy of one of the models that nobody trains, as that of the best one, or holds
        nothing else that could be trained, as what averages weights.
        """
        shapes = _shapes(module)
        kinds = {type(model) for model in self.models if _shapes(model) == shapes}
        copies = [part for part in modules_of(module) if type(part) in kinds and _shapes(part) == shapes]
        return bool(copies) and not any(peer.owns(part) for part in copies for peer in self.peers)

    def has_loss(self, loss: LossCall) -> bool:
        """Whether a loss was computed of what one of the models gave, as far as that is known."""
        return loss.origin.root is None or self.has_pass(loss.origin.root)

    def has_pass(self, passing: Pass | None) -> bool:
        """Whether a pass is one of the models', or of a part of one."""
        module = passing.module() if passing is not None else None
        return module is not None and self.owns(module)

    def is_of_another(self, passing: Pass | None) -> bool:
        """Whether a pass is one of another watched training's model."""
        return not self.has_pass(passing) and any(peer.has_pass(passing) for peer in self.peers)


def _shapes(module: Any) -> list[torch.Size]:
    return [p.shape for p in parameters_of(module)]
