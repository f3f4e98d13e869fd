"""A throw-away copy of the user's folder to run in, and a guard that keeps writes inside it."""

# What is guarded here is what pathlib is made of, so that pathlib cannot be used.
# ruff: noqa: PTH103, PTH112, PTH113, PTH114, PTH118, PTH119, PTH120

from __future__ import annotations

import builtins
import io
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

_COPIED = 1 << 20  # bytes of a file that is copied; larger ones are linked to
_MOST_FILES, _MOST_BYTES = 400, 1 << 24  # copied of a folder; beyond it everything, whole folders, too, is linked to
_MOST_BESIDE = 1000  # files and folders beside the user's folder that are linked to
_SKIPPED = frozenset({".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__", ".mypy_cache", ".tox"})


def mirror(folder: Path, into: Path) -> None:
    """Make `into` look like `folder`: folders are made, small files copied, the rest linked to."""
    into.mkdir(parents=True, exist_ok=True)
    waiting, count, size = [(folder, into)], 0, 0
    while waiting:
        source, target = waiting.pop(0)
        try:
            entries = sorted(os.scandir(source), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            place = target / entry.name
            if entry.name in _SKIPPED or entry.name.startswith("whygrad-run-") or place.exists():
                continue
            few = count < _MOST_FILES and size < _MOST_BYTES
            try:
                if few and entry.is_dir(follow_symlinks=False):
                    place.mkdir()
                    waiting.append((Path(entry.path), place))
                    count += 1
                elif few and entry.is_file() and entry.stat().st_size <= _COPIED:
                    shutil.copy2(entry.path, place)
                    count, size = count + 1, size + entry.stat().st_size
                else:
                    place.symlink_to(os.path.realpath(entry.path))
            except OSError:
                continue


def beside(folder: Path) -> list[Path]:
    """What lies beside a folder: `..` leads a script there. Nothing where strangers put their files, too."""
    parent = folder.parent
    if parent in (folder, Path(tempfile.gettempdir()).resolve()):
        return []
    try:
        found = sorted(parent.iterdir())
    except OSError:
        return []
    return [one for one in found if one.name != folder.name and one.name not in _SKIPPED][:_MOST_BESIDE]


def _mirror_in_place(folder: Path, around: Path, *, with_beside: bool) -> Path:
    """Copy `folder` into `around`, where links may lead to what lies beside it; the copy."""
    copy = around / (folder.name or "work")
    mirror(folder, copy)
    for one in beside(folder) if with_beside else ():
        with suppress(OSError):
            (around / one.name).symlink_to(os.path.realpath(one))
    return copy


def mirror_script(folder: Path, script: str, home: Path, *, with_beside: bool = False) -> tuple[Path, str]:
    """Copy `folder` into `home`, with `script` (its path from there) in it: the copy, and the script's path from there.

    A script that lies elsewhere gets a copy of its own folder. `with_beside`: links lead to what lies beside these
    folders, so that `..` is what it was. Only for a process whose writes are guarded.
    """
    real = (folder / script).resolve()
    copy = _mirror_in_place(folder, home / "work", with_beside=with_beside)
    if real.is_relative_to(folder):
        place = copy / real.relative_to(folder)
    else:
        place = _mirror_in_place(real.parent, home / "script", with_beside=with_beside) / real.name
    if not place.exists() or place.is_symlink():  # a folder of too many files
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        shutil.copyfile(real, place)
    return copy, os.path.relpath(place, copy) if real.is_relative_to(folder) else str(place)


class Guard:
    """Redirects writes that would leave `home` to a folder inside it, for the rest of this process.

    Python's own functions that write are wrapped: `open`, `os`, `pathlib`, `shutil` (which use them) and `torch.save`.
    What a library writes by itself with an absolute path is not; relative paths end in the copy anyway.
    """

    def __init__(self, home: Path) -> None:
        self.moved: dict[str, str] = {}
        # What a process needs to run, and what belongs to nobody.
        self._free = tuple(f"{os.path.realpath(place)}{os.sep}" for place in (home, "/dev", "/proc"))
        self._temporary = os.path.realpath(tempfile.gettempdir()) + os.sep
        self._elsewhere = home / ".elsewhere"
        self._before: list[tuple[Any, str, Callable[..., Any]]] = []

    def install(self, *folders: Path) -> None:
        """Guard, the user's own `folders` above all, which may lie where temporary files do."""
        self._folders = tuple(os.path.realpath(folder) + os.sep for folder in folders)
        original_open, original_os_open = builtins.open, os.open

        def guarded_open(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
            writes = any(letter in mode for letter in "wax+")
            return original_open(self.path(file, writes=writes, keeps="w" not in mode), mode, *args, **kwargs)

        def guarded_os_open(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
            writes = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC))
            if kwargs.get("dir_fd") is None:
                path = self.path(path, writes=writes, keeps=not flags & os.O_TRUNC)
            return original_os_open(path, flags, *args, **kwargs)

        self._put(builtins, "open", guarded_open)
        self._put(io, "open", guarded_open)
        self._put(os, "open", guarded_os_open)
        for name in ("mkdir", "rmdir", "remove", "unlink", "truncate", "chmod", "utime"):
            self._put(os, name, self._one_path(getattr(os, name)))
        for name in ("rename", "replace", "link"):
            self._put(os, name, self._two_paths(getattr(os, name)))
        self._put(os, "symlink", self._symbolic_link(os.symlink))
        import torch

        save = torch.save

        def guarded_save(obj: Any, f: Any, *args: Any, **kwargs: Any) -> Any:
            return save(obj, self.path(f, writes=True, keeps=False), *args, **kwargs)

        self._put(torch, "save", guarded_save)
        self._put(torch.serialization, "save", guarded_save)

    def _put(self, module: Any, name: str, function: Callable[..., Any]) -> None:
        self._before.append((module, name, getattr(module, name)))
        setattr(module, name, function)

    def release(self) -> None:
        """Guard no more: what is written now is our own."""
        for module, name, function in reversed(self._before):
            setattr(module, name, function)
        self._before = []

    def path(self, file: Any, *, writes: bool, keeps: bool = True) -> Any:
        """Where to read or write instead; `keeps`: what is there stays."""
        if not isinstance(file, str | os.PathLike):
            return file
        name = os.fspath(file)
        if not isinstance(name, str):
            return file
        real = _real(name)
        if real in self.moved:
            return self.moved[real]
        if not writes:
            return file
        if real.startswith(self._free):
            if os.path.islink(real):  # a large file of the user's: from now on our own
                self._own(real, keeps)
            return file
        if real.startswith(self._temporary) and not real.startswith(self._folders):
            return file
        target = str(self._elsewhere / real.lstrip("/\\").replace(":", ""))
        self.moved[real] = target
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if keeps and os.path.isfile(real):
            shutil.copyfile(real, target)
        return target

    def _own(self, link: str, keeps: bool) -> None:
        whole = os.path.realpath(link)
        Path(link).unlink()
        if os.path.isdir(whole):
            mirror(Path(whole), Path(link))
        elif keeps and os.path.isfile(whole):
            shutil.copyfile(whole, link)

    def _one_path(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(path: Any, *args: Any, **kwargs: Any) -> Any:
            if kwargs.get("dir_fd") is None and not self._inside(path):
                path = self.path(path, writes=True)
            return function(path, *args, **kwargs)

        return guarded

    def _two_paths(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(src: Any, dst: Any, *args: Any, **kwargs: Any) -> Any:  # named as in `os`
            if not self._inside(src):
                src = self.path(src, writes=True)
            if not self._inside(dst):
                dst = self.path(dst, writes=True, keeps=False)
            return function(src, dst, *args, **kwargs)

        return guarded

    def _symbolic_link(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """What a symbolic link leads to is only read: it stays where it is, unless it was written elsewhere before."""

        def guarded(src: Any, dst: Any, *args: Any, **kwargs: Any) -> Any:
            if self._inside(dst):
                return function(self.path(src, writes=False), dst, *args, **kwargs)
            src = os.path.join(os.path.dirname(_real(str(os.fspath(dst)))), src)  # from where the link would lie
            return function(self.path(src, writes=False), self.path(dst, writes=True, keeps=False), *args, **kwargs)

        return guarded

    def _inside(self, path: Any) -> bool:
        if not isinstance(path, str | os.PathLike):
            return True
        real = _real(str(os.fspath(path)))
        return real.startswith(self._free) and real not in self.moved


def _real(name: str) -> str:
    """Where a file lies, with its own name: what is replaced or removed is a link itself, not what it leads to."""
    return os.path.join(os.path.realpath(os.path.dirname(name) or "."), os.path.basename(name))
