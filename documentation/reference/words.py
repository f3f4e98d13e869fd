"""The headings and sentences of the reference that no other text of whygrad holds: words.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

from whygrad.i18n import language

WORDS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
"""Name -> language -> words."""


def say(name: str, /, **values: object) -> str:
    """The words in the language in use, with values in their places."""
    words = WORDS[name][language()]
    return words.format(**values) if values else words
