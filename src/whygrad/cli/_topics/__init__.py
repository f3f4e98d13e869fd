"""What `whygrad explain` shows beside findings and remedies, one topic a file.

A topic is a module of this folder without an underscore whose `show(picture, json)` prints it, writes its picture to
the file `picture` and its numbers to `json`, both unless they are `None`. It answers the command's exit status, or
`None` for 0. A topic whose trainings can be changed names the keywords that its `show` takes besides as `OPTIONS`.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from typing import Any

from whygrad.errors import InputError

__all__ = ["names", "show"]


@cache
def names() -> tuple[str, ...]:
    """The topics, by the alphabet, as they are typed: `through-time` is the module `through_time`."""
    found = [module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")]
    return tuple(sorted(name.replace("_", "-") for name in found))


def show(name: str, picture: Path | None, json: str | None, given: dict[str, Any]) -> int:
    """Show one of `names()`; `given` are the options that were typed, by their keywords.

    Raises `InputError` for an option that the topic does not take.
    """
    refuse(name, {option: value for option, value in given.items() if option not in _options(name)})
    return _module(name).show(picture, json, **given) or 0


def refuse(name: str, given: dict[str, Any]) -> None:
    """Raise `InputError` for options that `name` does not take, if there are any."""
    for option in given:
        raise InputError(
            "cli-topic-option", name=name, option="--set" if option == "changes" else f"--{option}",
            topics=", ".join(topic for topic in names() if _options(topic)),
        )  # fmt: skip


def _module(name: str) -> Any:
    return importlib.import_module(f"{__name__}.{name.replace('-', '_')}")


def _options(name: str) -> tuple[str, ...]:
    """The keywords that a topic takes besides its picture and its numbers."""
    return getattr(_module(name), "OPTIONS", ())
