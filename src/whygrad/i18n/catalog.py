"""Fluent catalogs, cut into messages and parsed one message at a time."""

from __future__ import annotations

import math
import os
import re
import threading
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import cache
from numbers import Integral, Real
from pathlib import Path
from typing import TYPE_CHECKING

from whygrad.i18n.cleaning import clean, shortened
from whygrad.i18n.numbers import number

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

LANGUAGES = ("en", "ko")

_PACKAGE = Path(__file__).parents[1]
_BESIDE = "diagnose/codes"  # a folder for each finding, with the catalogs of its own messages

# Characters of one value. Fluent refuses a place of more than 2,500, and a plural form may hold several values.
_LONGEST = (2_000, 200)
_LARGEST = 1e15  # larger numbers select no plural form and are written with an exponent

_LOCK = threading.RLock()
_MESSAGE = re.compile(r"^(-?[A-Za-z][\w-]*) *=", re.MULTILINE)
_REFERENCE = re.compile(r"\{\s*(-?[a-z][\w-]*)[^{}]*\}")  # to another message, not to a value ($value)
_COMMENT = re.compile(r"^#.*$\n?", re.MULTILINE)


def default_language() -> str:
    """The language of the environment: Korean for a Korean locale, English otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "ko" if value.lower().startswith("ko") else "en"
    return "en"


_language: ContextVar[str | None] = ContextVar("whygrad_language", default=None)


def language() -> str:
    """The language in use, one of `LANGUAGES`."""
    return _language.get() or default_language()


@contextmanager
def _restored(previous: str | None) -> Generator[None]:
    try:
        yield
    finally:
        _language.set(previous)


def use(name: str) -> AbstractContextManager[None]:
    """Speak `name` from now on; as a context manager (`with use("ko"):`), only inside the block."""
    if name not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}, not {name!r}")
    previous = _language.get()
    _language.set(name)
    return _restored(previous)


def catalog_files(name: str) -> list[Path]:
    """The catalogs of a language: the main one, then those that stand beside what they speak of."""
    return [_PACKAGE / "i18n" / f"{name}.ftl", *sorted(_PACKAGE.glob(f"{_BESIDE}/*/{name}.ftl"))]


@cache
def _main(name: str) -> dict[str, str]:
    """Message id -> its source, of the main catalog of a language."""
    return _cut(catalog_files(name)[0])


@cache
def _sources(name: str) -> dict[str, str]:
    """Message id -> its source, of all catalogs of a language."""
    sources = dict(_main(name))
    for file in catalog_files(name)[1:]:
        own = _cut(file)
        if twice := sources.keys() & own.keys():
            raise RuntimeError(f"{file} has the message {min(twice)}, which stands elsewhere already")
        sources |= own
    return sources


def _source(name: str, message_id: str) -> str:
    """The source of a message. The other catalogs are read only for what the main one does not have."""
    main = _main(name)
    return main[message_id] if message_id in main else _sources(name)[message_id]


def _cut(file: Path) -> dict[str, str]:
    catalog = _COMMENT.sub("", file.read_text(encoding="utf-8"))
    starts = list(_MESSAGE.finditer(catalog))
    ends = [start.start() for start in starts[1:]] + [len(catalog)]
    return {start[1]: catalog[start.start() : end] for start, end in zip(starts, ends, strict=True)}


@cache
def _bundle(name: str) -> FluentBundle:
    from fluent.runtime import FluentBundle

    return FluentBundle([name], use_isolating=False)


@cache
def _parsed(name: str, message_id: str) -> None:
    """Parse one message, and those it refers to, into the language's bundle."""
    from fluent.runtime import FluentResource

    source = _source(name, message_id)
    _bundle(name).add_resource(FluentResource(source))
    for reference in _REFERENCE.findall(source):
        if reference != message_id and reference in _sources(name):
            _parsed(name, reference)


def message_ids(name: str) -> frozenset[str]:
    """The ids of all messages of a language."""
    return frozenset(_sources(name))


def excerpt(name: str, prefixes: tuple[str, ...]) -> str:
    """The source of those messages of a language whose ids begin so, and of what they refer to: a catalog by itself."""
    sources = _sources(name)
    wanted = [one for one in sources if one.startswith(prefixes)]
    referred = {other for one in wanted for other in _REFERENCE.findall(sources[one])} & sources.keys()
    return "".join(sources[one].rstrip() + "\n" for one in dict.fromkeys([*wanted, *sorted(referred)]))


def has(message_id: str) -> bool:
    """Whether the catalog knows the message."""
    return message_id in _sources(language())


def text(message_id: str, /, **values: object) -> str:
    """The message in the language in use, with `values` put in its places.

    Numbers select plural forms; pass a formatted string where the digits matter. Values are shown without control
    characters and cut where they are very long. An unknown id or a missing value is a bug of whygrad's, so it raises
    `KeyError`.
    """
    name = language()
    source = _source(name, message_id)
    if "{" not in source:
        lines = source.split("=", 1)[1].strip().splitlines()
        return "\n".join(line.strip() for line in lines)
    with _LOCK:  # threads must not parse into two bundles, of which one is forgotten
        _parsed(name, message_id)
        bundle = _bundle(name)
        pattern = bundle.get_message(message_id).value
    if pattern is None:
        raise KeyError(message_id)
    problems: list[Exception] = []
    for most in _LONGEST:
        rendered, problems = bundle.format_pattern(pattern, {name: _shown(one, most) for name, one in values.items()})
        if not problems:
            return str(rendered)
    raise KeyError(f"{message_id}: {problems[0]}")


def _shown(value: object, most: int) -> int | float | str:
    """A value as Fluent takes it."""
    if isinstance(value, Integral | Real):  # NumPy's, too
        try:
            size = float(value)
        except OverflowError:  # a whole number beyond the largest float
            size = -math.inf if isinstance(value, Integral) and int(value) < 0 else math.inf
        if abs(size) >= _LARGEST:
            return number(size)
        return int(value) if isinstance(value, Integral) else size
    return shortened(clean(str(value)), most)
