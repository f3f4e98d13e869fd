"""Lines as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from whygrad.i18n.numbers import number

if TYPE_CHECKING:
    from whygrad.zoo import Firing

INPUTS = ("x₁", "x₂")


_NEGLIGIBLE = 1e-6  # of the largest factor: the rounding of single precision


def combination(factors: Sequence[float], names: Sequence[str], digits: int = 3) -> str:
    """Σ factor·name without negligible terms: "x₁ - 1.5·x₂"; an empty name is a constant."""
    least = _NEGLIGIBLE * max((abs(factor) for factor in factors), default=0.0)
    parts: list[str] = []
    for factor, name in zip(factors, names, strict=True):
        if abs(factor) <= least:
            continue
        size = number(abs(factor), digits)
        term = f"{size}·{name}" if name and abs(factor) != 1 else name or size
        sign = "-" if factor < 0 else "+"
        parts.append(f"{sign} {term}" if parts else f"{'-' if factor < 0 else ''}{term}")
    return " ".join(parts) or "0"


def line(weights: Sequence[float], bias: float, names: Sequence[str] = INPUTS, digits: int = 3) -> str:
    """w·x + b = 0 with its largest weight made 1, so that lines can be compared: "x₁ + x₂ - 1.5 = 0"."""
    largest = max((abs(weight) for weight in weights), default=0.0) or 1.0
    factors = [factor / largest for factor in (*weights, bias)]
    return f"{combination(factors, [*names, ''], digits)} = 0"


def firing(shown: Firing) -> str:
    """The sum of a perceptron with its numbers: "1 × 1 + 1 × 0 + (-1.5) = -0.5"."""
    terms = [f"{_bracketed(weight)} × {number(x)}" for weight, x in zip(shown.weights, shown.inputs, strict=True)]
    return f"{' + '.join([*terms, _bracketed(shown.bias)])} = {number(shown.sum)}"


def _bracketed(value: float) -> str:
    return f"({number(value)})" if value < 0 else number(value)
