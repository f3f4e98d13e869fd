"""The lengths of a trace's named dimensions, and the check that an array fits them."""

from __future__ import annotations

from collections.abc import Mapping

from whygrad.errors import nearest
from whygrad.trace.channels import CHANNELS, HISTOGRAM_BINS, Channel
from whygrad.trace.meta import Meta


def known_channel(name: str) -> Channel:
    """The channel of that name; `ValueError` with the nearest spelling if there is none."""
    channel = CHANNELS.get(name)
    if channel is None:
        hint = nearest(name, CHANNELS)
        raise ValueError(f"no channel is called {name!r}" + (f"; did you mean {hint!r}?" if hint else ""))
    return channel


class Sizes:
    """Dimension name -> length.

    `run`, `layer`, `bin`, `class` (and `step` of a complete trace) are known from the start; `unit`, `time`, `feature`
    and `parameter` are what the first array that has them says, and every later one must agree.
    """

    def __init__(self, meta: Meta, runs: int, steps: int | None = None) -> None:
        self._of = {"run": runs, "layer": len(meta.layers), "bin": HISTOGRAM_BINS}
        if meta.classes:
            self._of["class"] = meta.classes
        if steps is not None:
            self._of["step"] = steps

    def check(self, name: str, dims: tuple[str, ...], shape: tuple[int, ...]) -> None:
        """Raise `ValueError` unless an array of this shape fits the dimensions; learn the lengths still unknown."""
        if len(shape) != len(dims):
            raise ValueError(f"{name} has dimensions ({', '.join(dims)}), but the array's shape is {shape}")
        for dim, length in zip(dims, shape, strict=True):
            expected = self._of.setdefault(dim, length)
            if length != expected:
                raise ValueError(f"{name}: dimension {dim!r} has length {expected}, but the array's shape is {shape}")

    def of(self) -> Mapping[str, int]:
        """The lengths known so far."""
        return self._of
