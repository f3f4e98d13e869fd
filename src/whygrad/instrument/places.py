"""File and line of the user's own code that is running right now."""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path
from types import CodeType, FrameType

_FOREIGN = tuple(
    {sysconfig.get_paths()[name] + os.sep for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    | {str(Path(__file__).resolve().parent.parent) + os.sep, "<frozen"}
    # a virtual environment may use the packages of another Python
    | {path + os.sep for path in sys.path if path.endswith(("site-packages", "dist-packages"))}
)
_known: dict[str, str | None] = {}  # by the name of the file: a string keeps its hash, code computes it each time


def _started() -> str:
    try:
        return str(Path.cwd())
    except OSError:  # it is gone
        return os.sep


_HERE = _started()  # wherever the program goes from there


def file_of(code: CodeType) -> str | None:
    """The file as it is shown; `None` for code of Python, of a library or of whygrad."""
    return users_file(code.co_filename)


def users_file(name: str) -> str | None:
    """A file as it is shown; `None` for one of Python, of a library or of whygrad."""
    if name not in _known:
        if name.startswith(_FOREIGN) or (name.startswith("<") and not name.startswith("<ipython")):
            _known[name] = None
        elif "ipykernel" in name or name.startswith("<ipython"):
            _known[name] = "notebook"
        else:
            try:
                path = os.path.relpath(name, _HERE)
            except ValueError:  # another drive
                path = name
            _known[name] = name if path.startswith("..") else path
        if len(_known) > 100_000:
            _known.clear()
            return None
    return _known[name]


def user_files() -> tuple[tuple[str, str], ...]:
    """The files of the user's own code that were met so far: their names, and how they are shown."""
    return tuple((name, shown) for name, shown in tuple(_known.items()) if shown is not None)


def user_place(depth: int = 1) -> str:
    """The innermost frame that is the user's own, as "train.py:31"; "" if there is none."""
    return place_of(sys._getframe(depth))  # pyright: ignore[reportPrivateUsage]


def place_of(frame: FrameType | None) -> str:
    """The same of this frame and those that called it."""
    while frame is not None:
        file = file_of(frame.f_code)
        if file is not None:
            return f"{file}:{frame.f_lineno}"
        frame = frame.f_back
    return ""
