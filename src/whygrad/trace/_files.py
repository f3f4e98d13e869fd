"""Reading files that somebody else may have put there: ordinary ones only, of a size that is known before."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_LARGE = 16 << 20  # bytes from which on a file of nothing but holes is refused
_MOST_HOLES = 0.99  # of a large file


class UnfitFileError(ValueError):
    """What lies there is a pipe, a device, a folder or a link where none may be, of another size, or full of holes."""


class TooLargeError(ValueError):
    """The file is larger than it may be."""


def read_ordinary(folder: Path, name: str, *, most: int, exactly: int | None = None, links: bool = True) -> bytes:
    """The content of the file `name` in `folder`, of at most `most` bytes, or of `exactly` as many.

    Nothing is read before kind and size are known, and no more than that. With `links` false, neither the file nor a
    folder on the way to it from `folder` may be a link. Raises `OSError`, `UnfitFileError`, `TooLargeError`.
    """
    path = folder / name
    if not links and Path(os.path.realpath(path)) != Path(os.path.realpath(folder)) / name:
        raise UnfitFileError(name)
    # Opening a pipe would wait for its writer.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags if links else flags | getattr(os, "O_NOFOLLOW", 0))
    except OSError as error:
        if path.is_socket() or path.is_dir():  # which not every system opens
            raise UnfitFileError(name) from error
        raise
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or (exactly is not None and found.st_size != exactly):
            raise UnfitFileError(name)
        if found.st_size > most:
            raise TooLargeError(name)
        if found.st_size >= _LARGE and _holes(handle, found.st_size) > _MOST_HOLES:
            raise UnfitFileError(name)
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(found.st_size)
    finally:
        os.close(handle)


def _holes(handle: int, size: int) -> float:
    """The share of a file that is not on the disk, as far as the system tells."""
    if not hasattr(os, "SEEK_HOLE"):
        return 0.0
    held = place = 0
    try:
        while place < size:
            begin = os.lseek(handle, place, os.SEEK_DATA)
            place = os.lseek(handle, begin, os.SEEK_HOLE)
            held += place - begin
    except OSError:  # ENXIO: nothing but a hole up to the end
        pass
    os.lseek(handle, 0, os.SEEK_SET)
    return 1 - held / size
