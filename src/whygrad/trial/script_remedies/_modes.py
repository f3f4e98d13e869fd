"""Training and evaluation mode of a whole model, for one pass."""

from __future__ import annotations

from typing import Any

from whygrad.instrument.modules import modules_of
from whygrad.trial.rerun.intervention import Intervention


class Mode(Intervention):
    """Puts the model into a mode for passes of one kind, and back."""

    training = True

    def start(self) -> None:
        """No pass has begun."""
        self._before: list[tuple[Any, bool]] = []  # modules and their modes, during a pass

    def model(self, module: Any, training: bool) -> None:
        """Into the mode."""
        self._before = []
        if training is not self.training:
            return
        self._before = [(part, part.training) for part in modules_of(module)]
        if any(was is not training for _, was in self._before):
            self.used = True
        module.train(training)

    def after_model(self, module: Any, training: bool) -> None:
        """And back."""
        for part, was in self._before:
            part.training = was
        self._before = []
