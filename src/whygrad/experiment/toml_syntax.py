"""TOML text as values, with keys that would take tomllib too long refused."""

from __future__ import annotations

import re

from whygrad.errors import ExperimentError

_LONGEST_KEY = 10  # dots in a row; tomllib's time and memory grow with the square of their number

# The quantifiers are possessive, and a quote without its end reaches to the end of its line: no letter is tried
# twice, and a search takes time in proportion to the text.
_PART = r"""(?:"(?:\\.|[^"\\\n])*+"?|'[^'\n]*+'?|[\w-]++)"""
_KEY = re.compile(rf"#[^\n]*+|{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+")


def parse(source: str) -> dict[str, object]:
    """TOML text as nested values; raises `ExperimentError` with the line where it stops being TOML."""
    import tomllib

    if any(_is_long_key(match) for match in _KEY.finditer(source)):
        raise ExperimentError("error-not-toml-nested")
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        reason, _, place = str(error).partition(" (at ")
        line = re.match(r"line (\d+)", place)
        last = source.rstrip().count("\n") + 1
        raise ExperimentError("error-not-toml", reason=reason, line=line[1] if line else str(last)) from None
    except (ValueError, RecursionError):  # an integer of thousands of digits, brackets nested a thousand deep
        raise ExperimentError("error-not-toml-nested") from None


def _is_long_key(match: re.Match[str]) -> bool:
    text = match[0]
    return text[0] != "#" and text.count(".") >= _LONGEST_KEY < len(re.findall(_PART, text))
