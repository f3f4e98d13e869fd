"""One array of a trace on disk: its metadata checked before a chunk is touched, then its numbers.

Only what whygrad writes itself is read, and copies of it in other chunks: plain numbers, perhaps transposed. Anything
that has to be unpacked could ask for any amount of memory.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from whygrad.trace._files import read_ordinary
from whygrad.trace._layout import dims_of, type_of

MOST_CHUNK_BYTES = 256 << 20  # of an array that grows with the steps; whygrad's own are of 4 MiB or one record
_MOST_CHUNKS = 1 << 25


class CodecError(ValueError):
    """The array is packed in a way that is not read; the text names it."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An array as its metadata describes it. `order` is the order of the axes in a chunk's file."""

    name: str
    shape: tuple[int, ...]
    chunk: tuple[int, ...]
    order: tuple[int, ...]
    separator: str

    @classmethod
    def read(cls, name: str, metadata: Any) -> Stored:
        """From an array's metadata (zarr v3); raises `ValueError`, `KeyError`, `TypeError` for what it cannot be."""
        dims = dims_of(name)
        grid, keys = metadata["chunk_grid"], metadata["chunk_key_encoding"]
        separator = keys.get("configuration", {}).get("separator", "/")
        as_written = (
            metadata["zarr_format"] == 3
            and metadata["node_type"] == "array"
            and metadata["data_type"] == type_of(name)
            and metadata["dimension_names"] == list(dims)
            and grid["name"] == "regular"
            and keys["name"] == "default"
            and separator in (".", "/")
            and not metadata.get("storage_transformers")
        )
        if not as_written:
            raise ValueError(name)
        shape = _lengths(metadata["shape"], len(dims), least=0)
        chunk = _lengths(grid["configuration"]["chunk_shape"], len(dims), least=1)
        stored = cls(name, shape, chunk, _order(metadata["codecs"], len(dims)), separator)
        rest = [axis for axis in range(len(dims)) if axis != stored.axis]  # only steps are written ahead
        if math.prod(stored.counts) > _MOST_CHUNKS or any(chunk[axis] > max(shape[axis], 1) for axis in rest):
            raise ValueError(name)
        return stored

    @property
    def counts(self) -> tuple[int, ...]:
        """The number of chunks along each axis."""
        return tuple(-(-length // chunk) for length, chunk in zip(self.shape, self.chunk, strict=True))

    @property
    def bytes(self) -> int:
        """The memory of the whole array."""
        return math.prod(self.shape) * np.dtype(type_of(self.name)).itemsize

    @property
    def chunk_bytes(self) -> int:
        """The size of each of its files."""
        return math.prod(self.chunk) * np.dtype(type_of(self.name)).itemsize

    @property
    def axis(self) -> int | None:
        """Which axis is the step, if there is one."""
        dims = dims_of(self.name)
        return dims.index("step") if "step" in dims else None

    @property
    def is_too_large(self) -> bool:
        """Whether a chunk alone takes more memory than one can."""
        return self.axis is not None and self.chunk_bytes > MOST_CHUNK_BYTES

    def content(self, folder: Path, chosen: NDArray[np.int64] | None, *, links: bool) -> NDArray[Any]:
        """The numbers, of the records `chosen` if that is not `None` and the array has a step.

        Every chunk has to be there in full. Raises `OSError`, `ValueError`.
        """
        axis = None if chosen is None else self.axis
        shape = list(self.shape)
        if axis is not None and chosen is not None:
            shape[axis] = len(chosen)
        whole = np.empty(shape, np.dtype(type_of(self.name)))
        for place, taken in self._places(axis, chosen):
            numbers = self._chunk(folder, place, links=links)
            inside = tuple(
                slice(0, min(chunk, length - index * chunk))
                for index, chunk, length in zip(place, self.chunk, self.shape, strict=True)
            )
            into: list[Any] = [
                slice(index * chunk, min((index + 1) * chunk, length))
                for index, chunk, length in zip(place, self.chunk, self.shape, strict=True)
            ]
            numbers = numbers[inside]
            if taken is not None and axis is not None and chosen is not None:
                into[axis] = taken
                numbers = np.take(numbers, chosen[taken] - place[axis] * self.chunk[axis], axis)
            whole[tuple(into)] = numbers
        return whole

    def _places(
        self, axis: int | None, chosen: NDArray[np.int64] | None
    ) -> Iterator[tuple[tuple[int, ...], slice | None]]:
        """The chunks that are needed, with which of the chosen records each holds."""
        for place in itertools.product(*map(range, self.counts)):
            if axis is None or chosen is None:
                yield place, None
                continue
            first, last = np.searchsorted(chosen, np.array([0, 1]) * self.chunk[axis] + place[axis] * self.chunk[axis])
            if first < last:
                yield place, slice(int(first), int(last))

    def _chunk(self, folder: Path, place: tuple[int, ...], *, links: bool) -> NDArray[Any]:
        """A chunk's numbers with the axes in the array's order."""
        file = "/".join((self.name, self.separator.join(("c", *map(str, place)))))
        size = self.chunk_bytes
        content = read_ordinary(folder, file, most=size, exactly=size, links=links)
        packed = np.frombuffer(content, np.dtype(type_of(self.name)).newbyteorder("<"))
        return packed.reshape([self.chunk[axis] for axis in self.order]).transpose(np.argsort(self.order))


def _lengths(value: Any, count: int, least: int) -> tuple[int, ...]:
    """A list of that many whole numbers."""
    if not isinstance(value, list):
        raise TypeError(value)
    lengths = cast("list[Any]", value)
    if len(lengths) != count or not all(type(one) is int and one >= least for one in lengths):
        raise ValueError(lengths)
    return tuple(lengths)


def _order(codecs: Any, count: int) -> tuple[int, ...]:
    """The order of the axes in a chunk's file; raises `CodecError` for other codecs than these two."""
    order = tuple(range(count))
    names = [codec["name"] for codec in codecs]
    if len(names) == 2 and names[0] == "transpose":
        order = _lengths(codecs[0]["configuration"]["order"], count, least=0)
        if sorted(order) != list(range(count)):
            raise ValueError(order)
        names = names[1:]
    unknown = [str(name) for name in names if name not in ("bytes", "transpose")]
    if unknown:
        raise CodecError(unknown[0])
    if names != ["bytes"] or codecs[-1].get("configuration", {}).get("endian", "little") != "little":
        raise ValueError(names)
    return order
