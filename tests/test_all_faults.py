"""The helper that merges many small checks into one test reports every fault and hides none."""

from __future__ import annotations

import pytest
from tests.all_faults import all_at_once


def test_every_fault_is_reported_and_named() -> None:
    @all_at_once("number", range(10))
    def check(number: int) -> None:
        assert number not in (3, 7), f"{number} is wrong"

    with pytest.raises(pytest.fail.Exception) as failed:
        check()
    assert "2 of 10 values" in str(failed.value)
    assert "3 is wrong" in str(failed.value)
    assert "7 is wrong" in str(failed.value)


def test_errors_count_as_faults() -> None:
    @all_at_once(("numerator", "denominator"), [(1, 0), (1, 1)], ids=lambda value: f"n{value}")
    def check(numerator: int, denominator: int) -> None:
        assert numerator / denominator

    with pytest.raises(pytest.fail.Exception, match=r"n1-n0 .*ZeroDivisionError"):
        check()


@all_at_once("letter", "abc")
def test_fixtures_are_given(letter: str, request: pytest.FixtureRequest) -> None:
    assert letter in "abc"
    assert request.node.name == "test_fixtures_are_given"


def test_a_list_without_values_is_refused() -> None:
    with pytest.raises(AssertionError, match="no values"):
        all_at_once("number", [])


def test_a_wrong_argument_is_refused() -> None:
    with pytest.raises(AssertionError, match="no argument numbr"):

        @all_at_once("numbr", [1])
        def check(number: int) -> None:
            del number
