"""Values that one process tells another while it runs: each in a frame, so that one that was cut short is left out."""

from __future__ import annotations

import io
import os
import pickle
import struct
import zlib
from collections.abc import Iterator
from typing import Any

_MARK = b"\x93whygrad\xe5"
_HEAD = struct.Struct("<II")  # bytes that follow, their checksum
# What NumPy's arrays and numbers are made by. Beside these a value holds classes of a trace only: reading runs no code.
_NUMPY = {"_reconstruct", "_frombuffer", "scalar", "ndarray", "dtype"}


class Sender:
    """Writes values to a file descriptor, or to the end of a file; each is there when `send` returns.

    What cannot be written any more (a full disk, a descriptor that the program closed) is left out. So is all that a
    forked process says.
    """

    def __init__(self, place: str) -> None:
        self._file = int(place) if place.isdigit() else os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.set_inheritable(self._file, False)
        self._identity, self._process = self._who(), os.getpid()

    def send(self, *value: Any) -> None:
        """One value."""
        if os.getpid() != self._process:
            return
        content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        left = memoryview(_MARK + _HEAD.pack(len(content), zlib.crc32(content)) + content)
        try:
            if self._who() != self._identity:  # the descriptor was closed, and its number may be the user's file
                return
            while left:
                left = left[os.write(self._file, left) :]
        except OSError:
            return

    def _who(self) -> tuple[int, int]:
        status = os.fstat(self._file)
        return status.st_dev, status.st_ino


class Receiver:
    """Takes bytes as they come and gives the values whose frames are complete."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, more: bytes) -> Iterator[tuple[Any, ...]]:
        """The values that are complete now. `more` is empty at the end: what waits for its end will not get it."""
        self._bytes += more
        while True:
            start = self._bytes.find(_MARK)
            if start < 0:
                return
            del self._bytes[:start]
            head = len(_MARK) + _HEAD.size
            if len(self._bytes) >= head:
                size, sum_ = _HEAD.unpack_from(self._bytes, len(_MARK))
                content = bytes(self._bytes[head : head + size])
                if len(content) == size and zlib.crc32(content) == sum_:
                    del self._bytes[: head + size]
                    try:
                        value = _Plain(io.BytesIO(content)).load()
                    except pickle.UnpicklingError:  # a program may write what it likes
                        continue
                    yield value
                    continue
                if len(content) == size or not more:  # cut short by an interruption: look behind its mark
                    del self._bytes[: len(_MARK)]
                    continue
            elif not more:
                return
            return


class _Plain(pickle.Unpickler):
    """Reads plain values, NumPy's arrays and numbers, and the classes of a trace; refuses everything else."""

    def find_class(self, module: str, name: str, /) -> Any:
        if module.partition(".")[0] == "numpy" and name in _NUMPY:
            return super().find_class(module, name)
        if module.startswith(("whygrad.trace.", "whygrad.watch.snapshot")):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a trace")
