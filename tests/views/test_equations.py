"""Lines as people write them."""

from __future__ import annotations

import pytest

from whygrad.views.equations import combination, line


@pytest.mark.parametrize(
    ("factors", "written"),
    [
        ([1, 1, -1.5], "a + b - 1.5"),
        ([-1, 0, 2], "-a + 2"),
        ([0.25, -3, 0], "0.25·a - 3·b"),
        ([0, 0, 0], "0"),
        ([0, 0, -1], "-1"),
        ([1, 1e-9, 0], "a"),
    ],
)
def test_combination(factors: list[float], written: str) -> None:
    assert combination(factors, ["a", "b", ""]) == written


def test_lines_are_scaled_to_be_compared() -> None:
    assert line([2, 2], -3) == line([-20, -20], 30).replace("-x₁ - x₂ +", "x₁ + x₂ -") == "x₁ + x₂ - 1.5 = 0"
    assert line([0, 0], 2) == "2 = 0"
