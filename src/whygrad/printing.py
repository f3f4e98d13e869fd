"""The text of values that print themselves, such as a diagnosis. Views register one function per class with `text_of`;
the class's `__str__` calls `printed`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatch

_loaders: list[Callable[[], object]] = []


@singledispatch
def text_of(value: object) -> str:
    """The text of a value. Views add a function for a class with `text_of.register`."""
    return repr(value)


def load_with(load: Callable[[], object]) -> None:
    """Call `load`, which imports the module that registers printers, before the first value is printed."""
    _loaders.append(load)


def printed(value: object) -> str:
    """What `print(value)` shows."""
    while _loaders:
        _loaders.pop()()
    return text_of(value)
