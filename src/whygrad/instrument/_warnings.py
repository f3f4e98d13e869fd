"""Warnings stay as they would be without whygrad: none that only our hooks cause, and each names the user's line.

While a step is observed, the caller of a function is our function mode: without `WarningLocation`, a warning with a
`stacklevel` would name a file of ours.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from types import FrameType
from typing import Any, cast

_HOME = str(Path(__file__).resolve().parent)


class SuppressedWarning:
    """A filter for a warning that only our hooks cause."""

    def __init__(self, message: str) -> None:
        self._message = message
        self._filter: Any = None

    def begin(self) -> None:
        """Install the filter."""
        warnings.filterwarnings("ignore", message=self._message)
        self._filter = warnings.filters[0]

    def end(self) -> None:
        """Remove the filter."""
        if self._filter in warnings.filters:
            cast("list[Any]", warnings.filters).remove(self._filter)


class WarningLocation:
    """Replaces `warnings.showwarning`, which it calls with the user's line."""

    def __init__(self) -> None:
        self._shown: Any = None

    def begin(self) -> None:
        """Replace `warnings.showwarning`."""
        if warnings.showwarning is not self:
            self._shown, warnings.showwarning = warnings.showwarning, self

    def end(self) -> None:
        """Restore `warnings.showwarning` unless somebody else has replaced it since."""
        if warnings.showwarning is self:
            warnings.showwarning = self._shown

    def __call__(self, message: Any, category: Any, filename: str, lineno: int, *more: Any, **named: Any) -> None:
        shower = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
        frame = _caller(shower) if filename.startswith(_HOME) else None
        if frame is None:
            self._shown(message, category, filename, lineno, *more, **named)
            return
        # Python keeps a registry of warnings per module: use the one of the user's module, not ours.
        _registry(_frame_in(shower, filename)).pop((str(message), category, lineno), None)
        place = (frame.f_code.co_filename, frame.f_lineno, frame.f_globals.get("__name__"), _registry(frame))
        warnings.showwarning = self._shown
        try:
            warnings.warn_explicit(message, category, *place)
        finally:
            warnings.showwarning = self


def _registry(frame: FrameType | None) -> dict[Any, Any]:
    """The module's registry of warnings that were shown."""
    return frame.f_globals.setdefault("__warningregistry__", {}) if frame is not None else {}


def _frame_in(frame: FrameType | None, filename: str) -> FrameType | None:
    """The innermost frame of a file."""
    while frame is not None and frame.f_code.co_filename != filename:
        frame = frame.f_back
    return frame


def _caller(frame: FrameType | None) -> FrameType | None:
    """The caller of the function that our mode handles: the frame above our innermost ones, and above PyTorch's own
    `handle_torch_function` with the Python function that called it.
    """
    while frame is not None and not frame.f_code.co_filename.startswith(_HOME):
        frame = frame.f_back
    while frame is not None and frame.f_code.co_filename.startswith(_HOME):
        frame = frame.f_back
    if frame is not None and frame.f_code.co_name == "handle_torch_function" and frame.f_back is not None:
        frame = frame.f_back.f_back
    return frame
