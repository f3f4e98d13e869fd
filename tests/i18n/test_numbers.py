"""Numbers as people read them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whygrad.i18n.numbers import interval, number, share, signed
from whygrad.views.runs import last, middle, quantiles

_PLAIN = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.0, "0"), (1.0, "1"), (0.0123, "0.0123"), (1234.0, "1,234"), (0.5, "0.5"), (99.96, "100"), (-2.5, "-2.5"),
        (1.2e-7, "1.2×10⁻⁷"), (3e30, "3×10³⁰"), (math.inf, "∞"), (-math.inf, "-∞"), (math.nan, "–"), (10.0, "10"),
    ],
)  # fmt: skip
def test_number(value: float, written: str) -> None:
    assert number(value) == written


@given(st.floats(-1e300, 1e300))
def test_number_keeps_the_value(value: float) -> None:
    read = float(number(value).replace(",", "").replace("×10", "e").translate(_PLAIN))
    assert read == pytest.approx(value, rel=0.051)
    assert len(number(value)) <= len("-1,234×10⁻³²⁴")


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.0, "0 %"), (1.0, "100 %"), (0.9999, "99.9 %"), (0.0001, "0.1 %"), (0.5, "50 %"), (math.nan, "–")],
)
def test_share_is_whole_only_if_it_is(value: float, written: str) -> None:
    assert share(value) == written


def test_signs_and_intervals() -> None:
    assert [signed(1.5), signed(-1.5), signed(0.0)] == ["+1.5", "-1.5", "0"]
    assert interval(0.1, 12345) == "[0.1, 12,345]"


def test_quantiles_leave_out_what_is_not_finite() -> None:
    values = np.array([[1.0, np.nan, np.inf], [2.0, 5.0, np.nan], [4.0, 7.0, -np.inf]])
    assert middle(values).tolist()[:2] == [2.0, 6.0]
    assert np.isnan(middle(values)[2])
    assert quantiles(values[:, :1], (0.0, 0.5, 1.0)).ravel().tolist() == [1.0, 2.0, 4.0]


def test_last_is_each_runs_last_finite_value() -> None:
    values = np.array([[1.0, 2.0, 3.0], [1.0, 2.0, np.nan], [np.nan, np.inf, np.nan]])
    assert last(values).tolist()[:2] == [3.0, 2.0]
    assert np.isnan(last(values)[2])
    assert np.isnan(last(np.empty((2, 0)))).all()
