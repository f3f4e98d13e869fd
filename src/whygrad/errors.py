"""The errors whygrad raises, each one sentence that says what, where and what would be right.

    WhygradError
    ├── InputError            wrong use or unreadable input: the command line exits with 2
    │   ├── ExperimentError   an experiment's key, value, file or link
    │   ├── DataError         a dataset that is unknown, unreadable or not suitable
    │   └── TraceError        a trace that cannot be read or written
    └── MissingExtraError     a feature whose optional package is not installed (also exits with 2)

How a *run* ends (finished, non-finite, diverged, interrupted) is data in its trace, never an exception.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from whygrad.i18n import text


class WhygradError(Exception):
    """Base class of all errors of whygrad. The message is shown in the current language.

    `message_id` is the message in the catalog, `values` are its variables.
    """

    def __init__(self, message_id: str, /, **values: object) -> None:
        super().__init__(message_id)
        self.message_id = message_id
        self.values = values

    def __str__(self) -> str:
        return text(self.message_id, **self.values)


class InputError(WhygradError):
    """Invalid argument or unreadable input."""


class ExperimentError(InputError):
    """Invalid experiment: an unknown key, a value out of range, an unreadable file or link."""


class DataError(InputError):
    """Dataset that is unknown, unreadable or not suitable for training."""


class TraceError(InputError):
    """Trace that cannot be read or written."""


class MissingExtraError(WhygradError):
    """A required optional package is not installed."""


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error says that there is no more memory: Python's, or PyTorch's, which are of `RuntimeError`."""
    text = str(error).lower()
    return isinstance(error, MemoryError) or (
        isinstance(error, RuntimeError) and any(one in text for one in _NO_MEMORY)
    )


_NO_MEMORY = ("out of memory", "not enough memory", "can't allocate memory", "cannot allocate memory")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """What `word` was probably meant to be, or `None` (Ratcliff-Obershelp similarity of at least 0.6)."""
    matches = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def user_path(word: str) -> Path:
    """The path with `~` and `~name` replaced by a home folder; raises `InputError` if there is no such user."""
    try:
        return Path(word).expanduser()
    except RuntimeError:
        raise InputError("error-no-home", path=word) from None
