"""Parameters that get a gradient but are in no optimizer, given to the one that steps."""

from __future__ import annotations

import contextlib
import gc
import math
import warnings
import weakref
from typing import Any

from whygrad.instrument.modules import parameters_in
from whygrad.trial.rerun.intervention import Intervention, ScriptRemedy, shortened
from whygrad.trial.rerun.job import ScriptFacts
from whygrad.trial.script_remedies._optimizing import add

LOOKS_EVERY = 50  # updates


class Completed(Intervention):
    """Looks before every update: layers may be added late. What it adds, it also clears."""

    rests: float = math.inf  # updates after which an optimizer that makes none any more has no parameters

    def start(self) -> None:
        """Nothing was seen yet."""
        self._own: list[Any] = []
        self._updates = 0  # of all optimizers
        self._last: weakref.WeakKeyDictionary[Any, float] = weakref.WeakKeyDictionary()  # infinite before the first

    def before_step(self, optimizer: Any) -> None:
        """Complete."""
        import torch

        now, new = self._updates, not math.isfinite(self._last.get(optimizer, math.inf))
        self._updates += 1
        if new:
            for one in _living(torch.optim.Optimizer):
                self._last.setdefault(one, math.inf)
        self._last[optimizer] = now
        if not new and now > 2 and now % LOOKS_EVERY:
            return
        active = [one for one, last in self._last.items() if now - last <= self.rests]
        having = {id(p) for one in active for p in parameters_in(one)}
        left = [p for p in self.run.reached() if id(p) not in having and self.wanted(p)]
        if left:
            add(optimizer, left)
            self._own.extend(left)
            self.used = True

    def wanted(self, _parameter: Any) -> bool:
        """Whether a parameter that is in no optimizer should be."""
        return True

    def after_step(self, optimizer: Any) -> None:
        """Nobody else clears these gradients."""
        for parameter in self._own:
            parameter.grad = None


def _living(kind: type[Any]) -> list[Any]:
    """All objects of a type, among all that Python knows."""
    found: list[Any] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a deprecated name may say so when it is asked what it is
        for one in gc.get_objects():
            with contextlib.suppress(Exception):  # a proxy may fail at anything
                if isinstance(one, kind):
                    found.append(one)
    return found


def _snippet(_parameters: Any, facts: ScriptFacts) -> str:
    left = [p.name for p in facts.program.parameters if p.requires_grad and p.used and not p.optimized]
    names = f"# left out: {shortened(left, 6)}\n" if left else ""
    return f"{names}+ optimizer = Optimizer(model.parameters())  # create the optimizer after the whole model\n"


REMEDY = ScriptRemedy("pass-all-parameters", Completed, _snippet)
