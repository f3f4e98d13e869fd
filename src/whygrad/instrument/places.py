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
_known: dict[CodeType, str | None] = {}


def _started() -> str:
    try:
        return str(Path.cwd())
    except OSError:  # it is gone
        return os.sep


_HERE = _started()  # wherever the program goes from there


def file_of(code: CodeType) -> str | None:
    """The file as it is shown; `None` for code of Python, of a library or of whygrad."""
    if code not in _known:
        name = code.co_filename
        if name.startswith(_FOREIGN) or (name.startswith("<") and not name.startswith("<ipython")):
            _known[code] = None
        elif "ipykernel" in name or name.startswith("<ipython"):
            _known[code] = "notebook"
        else:
            try:
                path = os.path.relpath(name, _HERE)
            except ValueError:  # another drive
                path = name
            _known[code] = name if path.startswith("..") else path
        if len(_known) > 100_000:
            _known.clear()
            return None
    return _known[code]


def user_place(depth: int = 1) -> str:
    """The innermost frame that is the user's own, as "train.py:31"; "" if there is none."""
    return place_of(sys._getframe(depth))  # pyright: ignore[reportPrivateUsage]


def place_of(frame: FrameType | None) -> str:
    """The same of this frame and those that called it."""
    while frame is not None:
        code = frame.f_code
        file = _known[code] if code in _known else file_of(code)
        if file is not None:
            return f"{file}:{frame.f_lineno}"
        frame = frame.f_back
    return ""
