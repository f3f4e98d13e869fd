"""Parameters that get a gradient but are in no optimizer, given to the one that steps."""

from __future__ import annotations

from typing import Any

from whygrad.trial.outside._optimizing import add
from whygrad.trial.rerun.job import Facts
from whygrad.trial.rerun.treatment import Outside, Treatment


class Completed(Treatment):
    """Looks before every update: layers may be added late. What it adds, it also clears."""

    def before_step(self, optimizer: Any) -> None:
        """Complete."""
        import gc

        import torch

        own: list[Any] = self.__dict__.setdefault("_own", [])
        if self.doors.updates > 2 and self.doors.updates % 50:
            return  # every look goes through all that Python knows
        if not hasattr(self, "_all") or not self._all:
            self._all = [value for value in gc.get_objects() if _is(value, torch.optim.Optimizer)]
        having = {id(p) for one in self._all for group in one.param_groups for p in group["params"]}
        left = [p for p in self.doors.reached() if id(p) not in having and self.wanted(p)]
        if left:
            add(optimizer, left)
            own.extend(left)
            self.used = True

    def wanted(self, _parameter: Any) -> bool:
        """Whether a parameter that is in no optimizer should be."""
        return True

    def after_step(self, optimizer: Any) -> None:
        """Nobody else clears these gradients."""
        for parameter in self.__dict__.get("_own", []):
            parameter.grad = None


def _is(value: object, kind: type[Any]) -> bool:
    try:
        return isinstance(value, kind)
    except Exception:  # noqa: BLE001 (a proxy may fail at anything)
        return False


def _snippet(_parameters: Any, facts: Facts) -> str:
    left = [p.name for p in facts.program.parameters if p.requires_grad and p.used and not p.optimized]
    names = f"# left out: {', '.join(left[:6])}{', …' if len(left) > 6 else ''}\n" if left else ""
    return f"{names}+ optimizer = Optimizer(model.parameters())  # after the last layer was made\n"


OUTSIDE = Outside("pass-all-parameters", Completed, _snippet)
