"""A folder of this machine on its way to other machines: what is sent, how much that may be, packed and unpacked."""

from __future__ import annotations

import io
import os
import tarfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from whygrad.errors import InputError

MOST_BYTES = 256 << 20
MOST_FILES = 20_000
_MEGABYTE = 1 << 20
_MOST_SEEN = 10 * MOST_FILES  # files after which counting ends: this is no folder of a script
_NAMED = 3  # of the largest entries in the error
# What belongs to tools and is never sent: version control, environments, caches.
SKIPPED = frozenset(
    {".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__", ".mypy_cache", ".ruff_cache", ".tox",
     ".pytest_cache", ".ipynb_checkpoints"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    """A file, a link or a folder in the folder; `path` is relative to it, with slashes."""

    path: str
    size: int


def check_folder(folder: Path, exclude: Sequence[str] = ()) -> None:
    """Raise `InputError` if the folder is too large to be sent: more than 256 MB or 20,000 files.

    `exclude` are patterns (`fnmatch`) of names or of paths relative to the folder. What a pattern matches is not sent,
    with all that is below it. Version control, environments and caches (`SKIPPED`) are never sent.
    """
    found, size, count = Counter[str](), 0, 0
    for one in _listed(folder, exclude):
        found[one.path.partition("/")[0]] += one.size
        size, count = size + one.size, count + 1
        if count >= _MOST_SEEN:
            break
    if size > MOST_BYTES:
        largest = ", ".join(f"{name} ({_megabytes(each)} MB)" for name, each in found.most_common(_NAMED))
        raise InputError(
            "cluster-folder-size", folder=str(folder), size=_megabytes(size), most=_megabytes(MOST_BYTES),
            largest=largest,
        )  # fmt: skip
    if count > MOST_FILES:
        raise InputError("cluster-folder-files", folder=str(folder), most=MOST_FILES)


def packed(folder: Path, exclude: Sequence[str] = ()) -> bytes:
    """The folder as an archive (tar, gzip). Raises `InputError` as `check_folder` does.

    A link is sent as a link: one that leads out of the folder works where the other machine has the same path. What
    cannot be read, and what is neither file nor link, is left out.
    """
    check_folder(folder, exclude)
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=1) as archive:
        for one in _listed(folder, exclude):
            path = folder / one.path
            if path.is_symlink():
                archive.addfile(_link(folder, path, one.path))
            elif os.access(path, os.R_OK):
                with suppress(FileNotFoundError):  # deleted since it was listed
                    archive.add(path, one.path, recursive=False)
    return stream.getvalue()


def unpacked(archive: bytes, into: Path) -> None:
    """Make the new folder `into` from what `packed` made."""
    into.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as stream:
        if hasattr(tarfile, "tar_filter"):  # nothing may be written outside of the folder; from Python 3.11.4 on
            stream.extractall(into, filter="tar")
        else:
            stream.extractall(into)


def _listed(folder: Path, exclude: Sequence[str]) -> Iterator[_Found]:
    patterns = [pattern.strip().removeprefix("./").rstrip("/") for pattern in exclude]

    def left_out(path: str, name: str) -> bool:
        return name in SKIPPED or any(fnmatchcase(path, one) or fnmatchcase(name, one) for one in patterns)

    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            entries = sorted(os.scandir(folder / below), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            path = f"{below}/{entry.name}" if below else entry.name
            if left_out(path, entry.name):
                continue
            if entry.is_symlink():
                yield _Found(path, 0)
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(path)
                yield _Found(path, 0)
            elif entry.is_file(follow_symlinks=False):
                yield _Found(path, entry.stat(follow_symlinks=False).st_size)


def _link(folder: Path, path: Path, name: str) -> tarfile.TarInfo:
    """The link as it is if it leads to what is sent, otherwise one with the whole path."""
    member = tarfile.TarInfo(name)
    member.type = tarfile.SYMTYPE
    target = path.resolve()
    inside = target.is_relative_to(folder.resolve())
    member.linkname = os.path.relpath(target, path.parent.resolve()) if inside else str(target)
    return member


def _megabytes(size: int) -> int:
    return -(-size // _MEGABYTE)
