"""Texts of a finding's sentence that several rules put together."""

from __future__ import annotations

from whygrad.i18n.numbers import number
from whygrad.trace.program import LossFacts

_OF_A_LOSS = ("input_shape", "target_shape", "target_low", "target_high", "function", "cut")


def loss_values(loss: LossFacts | None) -> dict[str, str]:
    """How a program's loss was called; dashes where it is not known."""
    if loss is None:
        return dict.fromkeys(_OF_A_LOSS, "–")
    return {
        "input_shape": _shape(loss.input_shape),
        "target_shape": _shape(loss.target_shape),
        "target_low": number(loss.target_min),
        "target_high": number(loss.target_max),
        "function": loss.function,
        "cut": loss.cut.partition("|")[0] or "–",
    }


def _shape(shape: tuple[int, ...]) -> str:
    return f"({', '.join(map(str, shape))})"
