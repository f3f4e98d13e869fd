"""Where a command is to write: what cannot be written is refused before the training, not after it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from whygrad.cli._output import STDOUT
from whygrad.errors import InputError


def file(path: str | None) -> str | None:
    """`path`, if a file can be written there; raises `InputError` that names it otherwise."""
    if path is None or path == STDOUT:
        return path
    target = Path(path)
    if target.is_dir():
        raise InputError("cli-no-file", path=path)
    if target.exists() and not target.is_file():  # a device such as /dev/null
        return path
    _try(path, target.parent)
    return path


def folder(path: str | None) -> str | None:
    """`path`, if a folder is there or can be made and files can be written in it; raises `InputError` otherwise."""
    if path is not None:
        if Path(path).is_file():
            raise InputError("cli-no-folder", path=path)
        _try(path, Path(path))
    return path


def ending(path: str, option: str, known: Sequence[str]) -> None:
    """Raise `InputError` if the file's name ends otherwise."""
    if Path(path).suffix.lower() not in known:
        raise InputError("cli-wrong-ending", option=option, path=path, known=", ".join(known))


def _try(path: str, folder: Path) -> None:
    """Make a file without a name where the folder is or will be: permissions alone do not say whether one can."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if not folder.is_dir():
        raise InputError("cli-no-file", path=path)
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise InputError("cli-not-writable", path=path, reason=error.strerror or str(error)) from None
