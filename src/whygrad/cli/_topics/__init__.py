"""What `whygrad explain` shows beside findings and remedies, one topic a file.

A topic is a module of this folder without an underscore whose `show(picture, json)` prints it, writes its picture to
the file `picture` and its numbers to `json`, both unless they are `None`.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path

__all__ = ["names", "show"]


@cache
def names() -> tuple[str, ...]:
    """The topics, by the alphabet."""
    found = [module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")]
    return tuple(sorted(found))


def show(name: str, picture: Path | None, json: str | None) -> None:
    """Show one of `names()`."""
    importlib.import_module(f"{__name__}.{name}").show(picture, json)
