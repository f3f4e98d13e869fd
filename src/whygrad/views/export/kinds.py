"""The table of what an experiment can be exported as; the studio adds its page to it (`studio.exports`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import cast

from whygrad.errors import InputError, nearest
from whygrad.views.export.subject import Subject


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of export. Its module has a function `content(subject)`, and is imported when it is asked for."""

    module: str
    ending: str  # of its files' names
    media_type: str
    has_weights: bool = True
    also: tuple[str, ...] = ()  # further names
    package: str = "whygrad.views.export"  # where the module is

    def content(self, subject: Subject) -> str | bytes:
        """The file; raises `MissingExtraError` if it takes a package that is not installed."""
        module = import_module(f"{self.package}.{self.module}")
        return cast("Callable[[Subject], str | bytes]", module.content)(subject)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "pytorch": Kind("pytorch", "-torch.py", "text/x-python", also=("torch",)),
        "keras": Kind("keras", "-keras.py", "text/x-python"),
        "onnx": Kind("onnx", ".onnx", "application/octet-stream"),
        "toml": Kind("toml", ".toml", "application/toml", has_weights=False),
    }
)
"""Name of a kind -> what it is. Endings say what is needed, and keep a script from hiding the package it imports."""


def kind_named(word: str, kinds: Mapping[str, Kind] = KINDS) -> Kind:
    """The kind of that name; raises `InputError` with those that there are."""
    for name, kind in kinds.items():
        if word == name or word in kind.also:
            return kind
    names = [known for name, kind in kinds.items() for known in (name, *kind.also)]
    near = nearest(word[:40], names)
    values = {"kind": word[:40], "known": ", ".join(kinds)}
    if near is None:
        raise InputError("export-error-kind", **values)
    raise InputError("export-error-kind-nearest", **values, nearest=near)


def file_name(name: str, ending: str) -> str:
    """A name for a file, made of what every file system takes."""
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "experiment"
    return f"{stem[:80]}{ending}"
