"""What a fuzz target is: what to try, and a function that takes it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from hypothesis.strategies import SearchStrategy

from whygrad.errors import WhygradError


@dataclass(frozen=True)
class Target:
    """A function that must return, or raise one of whygrad's own errors, within ten seconds."""

    name: str
    inputs: SearchStrategy[Any]
    function: Callable[[Any], object]

    def __call__(self, value: Any) -> None:
        """Try one input."""
        with suppress(WhygradError):
            self.function(value)
