"""One test over many values that reports every fault at once, where a test for each value would say little more."""

from __future__ import annotations

import functools
import inspect
import traceback
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest


def all_at_once(
    names: str | Sequence[str], values: Iterable[Any], ids: Callable[[Any], str] = str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Like `pytest.mark.parametrize`, but one test: it is run on all values and fails with all their faults.

    For checks of files, catalogs and tables, which take less time than an item of pytest. Fixtures are shared by all
    values, so it is not meant for tests that write into `tmp_path` or change a fixture.
    """
    arguments = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    all_values = list(values)
    assert all_values, "no values: the test would check nothing"

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def on_all(*instance: Any, **fixtures: Any) -> None:
            faults: list[str] = []
            for value in all_values:
                given = dict(zip(arguments, value if len(arguments) > 1 else (value,), strict=True))
                try:
                    test(*instance, **given, **fixtures)
                except Exception as error:  # noqa: BLE001 (whatever is wrong with one value, the others are checked too)
                    name = "-".join(ids(part) for part in given.values())
                    line = traceback.extract_tb(error.__traceback__)[-1]
                    faults.append(f"{name} (line {line.lineno}: {line.line}): {type(error).__name__}: {error}")
            if faults:
                shown = "\n\n".join(faults)
                pytest.fail(f"{len(faults)} of {len(all_values)} values are at fault:\n\n{shown}", pytrace=False)

        signature = inspect.signature(test)
        unknown = set(arguments) - set(signature.parameters)
        assert not unknown, f"{test.__name__} has no argument {', '.join(sorted(unknown))}"
        fixtures_only = [one for name, one in signature.parameters.items() if name not in arguments]
        del on_all.__wrapped__
        on_all.__signature__ = signature.replace(parameters=fixtures_only)  # pyright: ignore[reportAttributeAccessIssue]
        return on_all

    return decorate
