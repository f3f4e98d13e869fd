"""The thresholds that decide what of a training becomes a fact (`limits.toml` beside this file)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FACT_LIMITS = Path(__file__).with_name("limits.toml")


@cache
def fact_limits() -> dict[str, dict[str, Any]]:
    """Name -> value and unit."""
    return tomllib.loads(FACT_LIMITS.read_text(encoding="utf-8"))


def fact_limit(name: str) -> float:
    """The value of one of them."""
    return fact_limits()[name]["value"]
