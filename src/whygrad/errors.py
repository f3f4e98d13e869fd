"""The errors whygrad raises, each one sentence that says what, where and what would be right.

    WhygradError
    ├── InputError            wrong use or unreadable input: the command line exits with 2
    │   ├── ExperimentError   an experiment's key, value, file or link
    │   ├── DataError         a data set that is unknown, unreadable or unfit
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
    """An error with a message in the catalog; rendered in the language in use when it is shown.

    `message_id` names the sentence, `values` fill its places.
    """

    def __init__(self, message_id: str, /, **values: object) -> None:
        super().__init__(message_id)
        self.message_id = message_id
        self.values = values

    def __str__(self) -> str:
        return text(self.message_id, **self.values)


class InputError(WhygradError):
    """Wrong use or unreadable input."""


class ExperimentError(InputError):
    """An experiment that cannot be: an unknown key, a value out of range, an unreadable file or link."""


class DataError(InputError):
    """A data set that is unknown, unreadable or unfit for training."""


class TraceError(InputError):
    """A trace that cannot be read or written."""


class MissingExtraError(WhygradError):
    """A feature that needs an optional package, which is not installed."""


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
