"""What several remedies do to an optimizer's step."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

from whygrad.instrument.modules import parameters_in
from whygrad.trial.rerun.intervention import Intervention


def parameters(optimizer: Any) -> Iterator[Any]:
    """All parameters of an optimizer that have a gradient."""
    for group in optimizer.param_groups:
        for parameter in group["params"]:
            if parameter.grad is not None:
                yield parameter


class RateFactor(Intervention):
    """The learning rate times `factor()`, only during the step itself: schedulers see their own."""

    def start(self) -> None:
        """Nothing was scaled yet."""
        self._before: list[Any] = []  # the script's own rates, during a step

    def factor(self) -> float:
        """What the rate of the coming update is multiplied by."""
        return float(self.parameters.get("factor", 1.0))

    def before_step(self, optimizer: Any) -> None:
        """Scale."""
        factor = self.factor()
        self.used = True
        self._before = [group["lr"] for group in optimizer.param_groups]
        for group in optimizer.param_groups:
            group["lr"] = group["lr"] * factor

    def after_step(self, optimizer: Any) -> None:
        """Put the script's own rate back."""
        for group, rate in zip(optimizer.param_groups, self._before, strict=True):
            group["lr"] = rate


class OwnStep(Intervention, ABC):
    """Another optimizer makes the step: the script's own finds no gradients and leaves the weights alone."""

    at_own_rate = False  # whether it steps at the rate that the script's own has at that update

    def start(self) -> None:
        """There is none yet."""
        self._own: dict[int, Any] = {}  # by the identity of the script's optimizer

    @abstractmethod
    def make(self, parameters: list[Any], rate: float) -> Any:
        """The optimizer to use."""

    def before_step(self, optimizer: Any) -> None:
        """Step instead of the script's optimizer."""
        having = list(parameters(optimizer))
        if not having:
            return
        if id(optimizer) not in self._own:
            every = parameters_in(optimizer)
            self._own[id(optimizer)] = self.make(every, float(optimizer.param_groups[0]["lr"]))
        one = self._own[id(optimizer)]
        if self.at_own_rate:
            for group in one.param_groups:  # a schedule may have changed it
                group["lr"] = float(optimizer.param_groups[0]["lr"])
        known = set(map(id, parameters_in(one)))
        late = [p for p in having if id(p) not in known]
        if late:
            one.add_param_group({"params": late})
        one.step()
        self.used = True
        for parameter in having:
            parameter.grad = None


def add(optimizer: Any, values: list[Any]) -> None:
    """Give an optimizer more parameters, with the settings of its first group.

    Not as a group of their own: schedulers count the groups that there were when they were made.
    """
    optimizer.param_groups[0]["params"].extend(values)
