"""One value against its option: what is allowed, in one canonical form, or a one-line error.

Two ways in: `check` takes Python values (from TOML, JSON or code), `parse` takes text as people type it.
"""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Iterable
from typing import NoReturn, cast

from whygrad.errors import ExperimentError, nearest
from whygrad.experiment import toml_syntax
from whygrad.experiment.options import Option, Parameter

_SHOWN = 60  # characters of a bad value that an error repeats
_TEXTS = ("word", "words", "text")
_NUMBER = re.compile(r"[+-]?(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?\d++)?")  # possessive: no digit is tried twice


def check(option: Option, value: object) -> object:
    """`value` in the canonical form of `option`: int, float, bool, str or a tuple of them.

    NumPy scalars and arrays count as their Python values. Raises `ExperimentError` with the key, the value, what is
    allowed and, for words, the nearest right spelling.
    """
    plain = _plain(value)
    if option.word and plain == option.word:
        return plain
    try:
        if option.by_layer and isinstance(plain, list | tuple):
            return _by_layer(option, cast("Iterable[object]", plain))
        return _CHECKS[option.kind](option, plain)
    except _Unfit as unfit:
        reject(option, value, unfit.nearest)


def parse(option: Option, source: str) -> object:
    """The value that `source` spells: a TOML value, or a bare word; a list may stand without its brackets.

    `[8, 8]`, `8,8`, `.03`, `tanh`, `"tanh"`, `x1,x1*x2`, `[relu, tanh]`. Raises `ExperimentError` like `check`.
    """
    source = source.strip()
    if option.kind == "layers":
        return check(option, _toml(source))
    if option.word and source.strip("\"'") == option.word:
        return option.word
    if option.kind in ("wholes", "words") or (option.by_layer and (source[:1] == "[" or "," in source)):
        inner = source
        if source[:1] == "[":
            if source[-1:] != "]":
                reject(option, source)
            inner = source[1:-1]
        values = [_scalar(option, item) for item in split(inner)]
        return check(option, values)
    return check(option, _scalar(option, source))


def scalar(option: Option, source: str) -> object:
    """The number or truth that `source` spells exactly, if `option` wants one; the text itself otherwise."""
    if option.kind in _TEXTS:
        return source
    if option.kind == "truth":
        return {"true": True, "false": False}.get(source, source)
    if not _NUMBER.fullmatch(source):
        return source
    number = float(source)
    return int(number) if option.kind in ("whole", "wholes") and number.is_integer() else number


def split(source: str) -> list[str]:
    """`source` cut at the commas that stand in no bracket and no quotes; nothing for an empty text."""
    parts, depth, quote, start = list[str](), 0, "", 0
    for place, letter in enumerate(source):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "[(":
            depth += 1
        elif letter in "])":
            depth -= 1
        elif letter == "," and depth == 0:
            parts.append(source[start:place].strip())
            start = place + 1
    last = source[start:].strip()
    return [*parts, last] if last else parts  # a trailing comma ends a list, as in TOML


def shown(value: object) -> str:
    """A value as an error repeats it: TOML-like, one line, cut after 60 characters."""
    if isinstance(value, list | tuple):
        items = cast("list[object]", value)[:_SHOWN]
        written = f"[{', '.join('[…]' if isinstance(item, list | tuple) else shown(item) for item in items)}]"
    else:
        try:
            written = json.dumps(value, ensure_ascii=False) if isinstance(value, str | bool) else str(value)
        except (ValueError, RecursionError):  # an integer too long for Python to print, a table too deep
            written = "…"
    written = "".join(letter if letter.isprintable() else "�" for letter in written)
    return written if len(written) <= _SHOWN else written[: _SHOWN - 1] + "…"


def reject(option: Option, value: object, near: str | None = None) -> NoReturn:
    """Raise the error for a value that `option` does not allow."""
    values = {"key": option.key, "value": shown(value), "allowed": option.allowed()}
    if near is None:
        raise ExperimentError("error-value", **values)
    raise ExperimentError("error-value-nearest", **values, nearest=near)


class _Unfit(Exception):
    """A value that an option does not allow; `nearest` is the right spelling, if one is near."""

    def __init__(self, near: str | None = None) -> None:
        super().__init__()
        self.nearest = near


def _plain(value: object) -> object:
    """NumPy's scalars and arrays as Python's; everything else as it is."""
    tolist = getattr(value, "tolist", None)
    return tolist() if callable(tolist) else value


def _whole(option: Option | Parameter, value: object) -> int:
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise _Unfit
    number = operator.index(value)  # pyright: ignore[reportArgumentType]
    if not option.low <= number <= option.high:
        raise _Unfit
    return number


def _number(option: Option | Parameter, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Unfit
    # Compared before it becomes a float: a huge int does not fit into one. NaN compares false.
    if not option.low <= value <= option.high or (option.above and value == option.low):
        raise _Unfit
    return float(value) + 0.0  # -0.0 becomes 0.0, so that equal values are written alike


def _truth(_option: Option, value: object) -> bool:
    if not isinstance(value, bool):
        raise _Unfit
    return value


def _text(option: Option, value: object) -> str:
    if not isinstance(value, str) or len(value) > option.most or not _writable(value):
        raise _Unfit
    return value


def _word(option: Option, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise _Unfit
    if option.suffixes and value.lower().endswith(option.suffixes):
        if len(value) > option.most or not _writable(value):
            raise _Unfit
        return value
    word, colon, number = value.partition(":")
    if word not in option.choices:
        raise _Unfit(_nearest_word(option, word, number))
    parameter = option.parameters.get(word)
    if not colon and (parameter is None or parameter.optional):
        return word
    if parameter is None or not _NUMBER.fullmatch(number):
        raise _Unfit
    try:
        value = _whole(parameter, int(number)) if parameter.whole else _number(parameter, float(number))
    except ValueError:  # "2.5" where a whole number belongs
        raise _Unfit from None
    return f"{word}:{str(value).removesuffix('.0')}"


def _nearest_word(option: Option, word: str, number: str) -> str | None:
    near = nearest(word[:_SHOWN], option.choices)
    parameter = option.parameters.get(near or "")
    if parameter is None or (parameter.optional and not number):
        return near
    return f"{near}:{number[:_SHOWN] or parameter.symbol}"


def _list(option: Option, value: object) -> list[object]:
    if isinstance(value, str | bytes | dict) or not isinstance(value, Iterable):
        raise _Unfit
    items = list(cast("Iterable[object]", value))
    if len(items) < option.least or (option.most and len(items) > option.most):
        raise _Unfit
    return items


def _wholes(option: Option, value: object) -> tuple[int, ...]:
    return tuple(_whole(option, _plain(item)) for item in _list(option, value))


def _words(option: Option, value: object) -> tuple[str, ...]:
    items = _list(option, value)
    if option.choices:
        words = tuple(_word(option, item) for item in items)
    else:
        words = tuple(_text(_NAME, item) for item in items)
    heads = [word.partition(":")[0] if option.choices else word for word in words]
    if "" in heads or len(set(heads)) < len(heads):  # nothing is meant twice
        raise _Unfit
    return words


def _by_layer(option: Option, items: Iterable[object]) -> tuple[str, ...]:
    """One word a hidden layer; whether they are as many as the layers is known where the section is put together."""
    words = tuple(_word(option, _plain(item)) for item in items)
    if not words:
        raise _Unfit
    return words


def _layers(_option: Option, value: object) -> object:
    """Any list: what is in it is known where the section is put together (`experiment.layers`)."""
    if not isinstance(value, list | tuple):
        raise _Unfit
    return cast("list[object] | tuple[object, ...]", value)


_NAME = Option("", "text", "", most=200)  # of a column


def _writable(value: str) -> bool:
    """Whether a text can be a name in a UTF-8 file: no control characters, no halves of surrogate pairs."""
    return all(letter == " " or letter.isprintable() for letter in value)


def _scalar(option: Option, source: str) -> object:
    """One value as the command line has it: quoted, bare, or as TOML writes it (`1_000`)."""
    if source[:1] in ("'", '"'):
        return _toml(source)
    value = scalar(option, source)
    return value if option.kind in _TEXTS or not isinstance(value, str) else _toml(value)


def _toml(source: str) -> object:
    try:
        table = toml_syntax.parse(f"value = {source}")
    except ExperimentError:  # not TOML, or what would take too long
        return source
    return table["value"] if len(table) == 1 else source


_CHECKS = {
    "whole": _whole, "number": _number, "truth": _truth, "word": _word, "text": _text, "wholes": _wholes,
    "words": _words, "layers": _layers,
}  # fmt: skip
