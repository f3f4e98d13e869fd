"""How numbers are written for people: few digits, no noise, an ordinary minus."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import cast

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float, digits: int = 3) -> str:
    """`value` with `digits` significant digits: 0.0123, 1,230, 1.2×10⁻⁷, ∞, –.

    Plain notation from 0.001 to 99,999, powers of ten outside; a dash for what is not a number.
    """
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if value == 0:
        return "0"
    size = abs(value)
    if 1e-3 <= size < 1e5:
        if size >= 10 ** (digits - 1):
            return f"{value:,.0f}"
        decimals = digits - 1 - math.floor(math.log10(size))
        rounded = f"{value:.{decimals}f}"
        return rounded.rstrip("0").rstrip(".") if "." in rounded else rounded
    mantissa, _, exponent = f"{value:.{digits - 2}e}".partition("e")
    return f"{mantissa.removesuffix('.0')}×10{str(int(exponent)).translate(_SUPERSCRIPT)}"


def share(value: float) -> str:
    """A share in percent; between 0 and 1 it is written as 0 % or 100 % only when it is exactly that."""
    if math.isnan(value):
        return "–"
    if value in (0.0, 1.0):
        return f"{value:.0%}".replace("%", " %")
    percent = min(max(value * 100, 0.1), 99.9) if 0 < value < 1 else value * 100
    written = f"{percent:.0f}" if 1 <= abs(percent) <= 99 else f"{percent:.1f}"
    return f"{'0' if written == '-0.0' else written} %"


def signed(value: float, digits: int = 3) -> str:
    """`number` with its sign always shown, as differences are."""
    return number(value, digits) if math.isnan(value) or value <= 0 else f"+{number(value, digits)}"


def interval(low: float, high: float, digits: int = 3) -> str:
    """[low, high]."""
    return f"[{number(low, digits)}, {number(high, digits)}]"


def setting_value(value: object) -> str:
    """A setting's value as people write it: 0.03, [8, 8], [32 ×10]."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        items = [setting_value(item) for item in cast("Sequence[object]", value)]
        if len(items) > 3 and len(set(items)) == 1:
            return f"[{items[0]} ×{len(items)}]"
        return "[" + ", ".join(items) + "]"
    return f"{value:g}" if isinstance(value, float) else str(value)
