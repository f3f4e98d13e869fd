"""Shapes and layers as they are typed on a command line: 3x224x224, conv=64,kernel=11,stride=4."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whygrad.errors import ExperimentError, InputError
from whygrad.experiment.layers import Layer, checked
from whygrad.experiment.toml_syntax import parse
from whygrad.experiment.values import split
from whygrad.nets.layers import Shape

_LARGEST = 100_000


def shape(word: str | None) -> Shape | None:
    """One to three sizes between "x" (or "×"), such as 3x224x224, 50x2 or 784; raises `InputError` otherwise."""
    if word is None:
        return None
    parts = re.split(r"[x×*,]", word.lower().replace(" ", ""))
    sizes = [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) <= 6]
    if len(sizes) != len(parts) or not 1 <= len(sizes) <= 3 or not all(1 <= size <= _LARGEST for size in sizes):
        raise InputError("cli-bad-shape", value=word, most=str(_LARGEST))
    return tuple(sizes)


def layers(words: Sequence[str]) -> tuple[Layer, ...]:
    """Layers, one a word: `relu`, `dense=10`, `conv=64,kernel=11`, `conv=8,kernel=[3,5]`, or as TOML has them.

    Raises `ExperimentError` that names the word by its place, LAYER[2].
    """
    return checked([_layer(word, number) for number, word in enumerate(words, start=1)], "LAYER")


def _layer(word: str, number: int) -> object:
    word = word.strip()
    entries = split(word) or [word]
    if word.startswith("{"):
        source = f"layer = {word}"
    elif all("=" in entry for entry in entries) or len(entries) > 1:
        source = "\n".join(f"layer.{_entry(entry)}" for entry in entries)
    else:
        return word.strip("\"'")
    try:
        return parse(source)["layer"]
    except (ExperimentError, KeyError):
        raise InputError("cli-bad-layer", key=f"LAYER[{number}]", value=word) from None


def _entry(entry: str) -> str:
    """One setting as TOML: kernel=3x5 is kernel = [3, 5], a word becomes a string, a kind alone (rnn) is true."""
    key, _, value = entry.partition("=")
    key, value = key.strip(), value.strip()
    if pair := re.fullmatch(r"(\d+)[x×](\d+)", value):
        value = f"[{pair[1]}, {pair[2]}]"
    elif re.fullmatch(r"[A-Za-z][\w-]*", value) and value not in ("true", "false"):
        value = f'"{value}"'
    return f"{key} = {value or 'true'}"
