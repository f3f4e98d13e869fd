"""Text of others made harmless before it is shown: no control characters, no reordering, no endless lines."""

from __future__ import annotations

import re
from typing import Any, cast

# Controls (C0 without tab and line feed, DEL, C1), line and paragraph separators, what changes the direction of text
# (Unicode Standard Annex 9), annotations, the byte order mark, tags, and halves of surrogate pairs, which no
# encoding can write.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def clean(text: str) -> str:
    """The text with a replacement character for everything that a terminal obeys or that hides what is written."""
    return _UNSAFE.sub("\ufffd", text.replace("\r\n", "\n"))


def clean_all(value: Any) -> Any:
    """A nested plain value with all of its texts cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        entries = cast("dict[Any, Any]", value)
        return {clean_all(key): clean_all(item) for key, item in entries.items()}
    if isinstance(value, list | tuple):
        return [clean_all(item) for item in cast("list[Any]", value)]
    return value


def escaped(json: str) -> str:
    """JSON of the same value that a terminal can be shown: what it would obey stands as `\\uXXXX`."""
    return _UNSAFE.sub(_in_json, json)


def _in_json(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place : place + 2].hex()}" for place in range(0, len(units), 2))


def shortened(text: str, most: int) -> str:
    """The text, cut with an ellipsis where it is longer than `most` characters."""
    return text if len(text) <= most else text[: most - 1] + "…"
