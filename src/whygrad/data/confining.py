"""Where data may be read from: a process that works for somebody else keeps to one folder."""

from __future__ import annotations

from pathlib import Path

from whygrad.errors import DataError

_folder: Path | None = None


def confine(folder: Path) -> None:
    """From now on this process reads CSV files and folders of images from `folder` only."""
    global _folder
    _folder = folder.resolve()


def check(path: Path, name: str) -> None:
    """Raise `DataError` if the path, symbolic links followed, lies elsewhere."""
    if _folder is None:
        return
    if not path.resolve().is_relative_to(_folder):
        raise DataError("error-data-outside", name=name, folder=str(_folder))
