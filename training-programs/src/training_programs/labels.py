"""The benchmark's own labels: the vocabulary that adapters translate a tool's findings into."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def labels() -> dict[str, str]:
    """Each label with its meaning in a line."""
    return tomllib.loads(Path(__file__).with_name("labels.toml").read_text(encoding="utf-8"))
