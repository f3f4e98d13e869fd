"""Writing files so that a reader finds the old one or the new one, never half of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

PICTURES = ("png", "svg", "pdf")  # formats of pictures


def save_text(text: str, path: Path) -> None:
    """`save_bytes` of UTF-8."""
    save_bytes(text.encode(), path)


def save_bytes(content: bytes, path: Path) -> None:
    """Write beside `path`, then put it in its place at once; folders are made. Raises `OSError` like any writing."""
    try:
        _save(content, path)
    except OSError as error:  # name what was asked for, not the file beside it
        raise OSError(error.errno, error.strerror, str(path)) from error


def _save(content: bytes, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not path.is_file():  # a pipe or a device such as /dev/null: nothing to replace
        path.write_bytes(content)
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".whygrad-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_mask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mask() -> int:
    """The permissions that the user withholds from new files; reading them means setting them."""
    current = os.umask(0o022)
    os.umask(current)
    return current
