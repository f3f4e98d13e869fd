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
        if filename.startswith(_HOME):
            frame = _caller(sys._getframe(1))  # pyright: ignore[reportPrivateUsage]
            if frame is not None:
                filename, lineno = frame.f_code.co_filename, frame.f_lineno
        self._shown(message, category, filename, lineno, *more, **named)


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
