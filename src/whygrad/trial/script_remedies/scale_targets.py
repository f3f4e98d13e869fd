"""A bounded output that spans the targets: a sigmoid's 0 … 1 is stretched over what the targets take."""

from __future__ import annotations

import math
from typing import Any

from whygrad.activations import KNOWN
from whygrad.instrument import functions as names
from whygrad.trial.rerun.intervention import Call, Intervention, ScriptRemedy, at
from whygrad.trial.rerun.job import ScriptFacts

_RANGES = {
    **{name: (row.range.low, row.range.high) for name, row in KNOWN.items() if row.bounded and not row.flat},
    names.COSINE: (-1.0, 1.0),
}
_MARGIN = 0.1  # of the targets' span, on both sides: at the very ends of its range the slope is 0


class Stretched(Intervention):
    """What the last activation, or a cosine, answers is brought to the targets' size, while training and evaluating.

    The same as targets in the activation's range whose predictions are brought back, but for the loss, which stays in
    the targets' own unit.
    """

    def activation(self, call: Call) -> None:
        """Stretch the output's."""
        if call.last and not call.activated:
            self._stretched(call, names.ACTIVATIONS.get(call.name, ""))

    def cosine(self, call: Call) -> None:
        """Stretch the output's, between vectors that were activated or not."""
        if call.last:
            self._stretched(call, names.COSINE)

    def _stretched(self, call: Call, kind: str) -> None:
        if kind not in _RANGES:
            return
        bent, (factor, shift) = call.function, _stretch(kind, self.facts)

        def stretched(*args: Any, **kwargs: Any) -> Any:
            return bent(*args, **kwargs) * factor + shift

        call.function = stretched
        self.used = True


def _stretch(activation: str, facts: ScriptFacts) -> tuple[float, float]:
    """What to multiply with and to add, so that the activation's range holds the targets with a margin."""
    low, high = _RANGES[activation]
    span = facts.target_high - facts.target_low
    factor = (1 + 2 * _MARGIN) * span / (high - low)
    return factor, facts.target_low - _MARGIN * span - low * factor


def _snippet(_parameters: Any, facts: ScriptFacts) -> str:
    loss = facts.program.loss
    if loss is None or loss.before not in _RANGES:
        return "- torch.sigmoid(...)\n+ LOW + (HIGH - LOW) * torch.sigmoid(...)  # map to the range of the targets\n"
    factor, shift = _stretch(loss.before, facts)
    bent = f"{_code(loss.before)}(...)"
    return f"{at(loss.before_place)}- {bent}\n+ {factor:.3g} * {bent} {'-' if shift < 0 else '+'} {abs(shift):.3g}\n"


def _code(kind: str) -> str:
    """What PyTorch calls it."""
    called = {**names.ACTIVATIONS, **dict.fromkeys(names.COSINES, names.COSINE)}
    return next(name for name, one in called.items() if one == kind)


def _applies(facts: ScriptFacts) -> bool:
    known = math.isfinite(facts.target_high - facts.target_low) and facts.target_low < facts.target_high
    loss = facts.program.loss
    return facts.meta.task == "numbers" and known and loss is not None and loss.before in _RANGES


REMEDY = ScriptRemedy("scale-targets", Stretched, _snippet, applies=_applies)
