"""Warnings that PyTorch raises while a step is observed name the line they would name if nobody watched.

A function's caller is then our function mode, so that a warning about "the line that called me" names a file of ours.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from types import FrameType
from typing import Any

_HOME = str(Path(__file__).resolve().parent)


class Blame:
    """Stands in for `warnings.showwarning`, which it calls with the right place."""

    def __init__(self) -> None:
        self._shown: Any = None

    def begin(self) -> None:
        """From now on."""
        if warnings.showwarning is not self:
            self._shown, warnings.showwarning = warnings.showwarning, self

    def end(self) -> None:
        """No longer; where somebody has taken our place meanwhile, he keeps it."""
        if warnings.showwarning is self:
            warnings.showwarning = self._shown

    def __call__(self, message: Any, category: Any, filename: str, lineno: int, *more: Any, **named: Any) -> None:
        shower = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
        frame = _caller(shower) if filename.startswith(_HOME) else None
        if frame is None:
            self._shown(message, category, filename, lineno, *more, **named)
            return
        # Python remembers by the line whom it has warned: the right one, not ours.
        _registry(_blamed(shower, filename)).pop((str(message), category, lineno), None)
        place = (frame.f_code.co_filename, frame.f_lineno, frame.f_globals.get("__name__"), _registry(frame))
        warnings.showwarning = self._shown
        try:
            warnings.warn_explicit(message, category, *place)
        finally:
            warnings.showwarning = self


def _registry(frame: FrameType | None) -> dict[Any, Any]:
    """What a module remembers of its warnings."""
    return frame.f_globals.setdefault("__warningregistry__", {}) if frame is not None else {}


def _blamed(frame: FrameType | None, filename: str) -> FrameType | None:
    """The innermost frame of a file."""
    while frame is not None and frame.f_code.co_filename != filename:
        frame = frame.f_back
    return frame


def _caller(frame: FrameType | None) -> FrameType | None:
    """Who called the function that our mode looks at: above our innermost frames, and above what has sent the call to
    them, for functions written in Python their own first lines.
    """
    while frame is not None and not frame.f_code.co_filename.startswith(_HOME):
        frame = frame.f_back
    while frame is not None and frame.f_code.co_filename.startswith(_HOME):
        frame = frame.f_back
    if frame is not None and frame.f_code.co_name == "handle_torch_function" and frame.f_back is not None:
        frame = frame.f_back.f_back
    return frame
