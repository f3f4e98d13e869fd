"""What max(αx, x) gives beside PReLU for a slope above 1."""

from __future__ import annotations

from collections.abc import Mapping

from whygrad.claims.c22_prelu_as_a_maximum.measure import is_prelu
from whygrad.i18n.numbers import number

ALPHA, X = 1.5, 2.0


def numbers() -> Mapping[str, str]:
    """Both functions at -2 and 2 with α = 1.5; the measure says that they differ."""
    assert not is_prelu(ALPHA)
    prelu = {x: x if x >= 0 else ALPHA * x for x in (-X, X)}
    formula = {x: max(ALPHA * x, x) for x in (-X, X)}
    return {
        "alpha": number(ALPHA),
        "low": number(-X),
        "high": number(X),
        "prelu low": number(prelu[-X]),
        "prelu high": number(prelu[X]),
        "formula low": number(formula[-X]),
        "formula high": number(formula[X]),
    }
