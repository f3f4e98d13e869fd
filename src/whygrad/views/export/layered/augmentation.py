"""The words of `data.augmentation` as code: for PyTorch the very functions that whygrad uses, for Keras its layers."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Sequence
from types import ModuleType
from zlib import crc32

from whygrad.data import augmentation
from whygrad.data.augmentation import augmentation as deciding
from whygrad.data.augmentation import types
from whygrad.i18n import text
from whygrad.nets.layers import Shape


def parts(words: Sequence[str]) -> list[tuple[str, float | None]]:
    """Words as in an experiment, "crop:4" or "crop" -> name and number."""
    split = [word.partition(":") for word in words]
    return [(name, float(number) if number else None) for name, _, number in split]


def steps(words: Sequence[str]) -> list[str]:
    """The lines of PyTorch that change `x` word by word, each with random numbers of its own."""
    return [f"x = {name}(x, {_number(number)}, chance(step, {crc32(name.encode())}))" for name, number in parts(words)]


def functions(words: Sequence[str]) -> str:
    """The functions that `steps` calls, taken from `data.augmentation`, and what those need.

    `_mixed` is what `chance`, which the template writes, seeds its random numbers by.
    """
    wanted = [name for name, _ in parts(words)]
    own = [importlib.import_module(augmentation.words()[name].__module__) for name in wanted]
    known = {name: code for module in (types, *own) for name, code in _definitions(module).items()}
    known |= _definitions(deciding, only=("_ALL", "_mixed"))
    wanted.append("_mixed")
    found: list[str] = []
    while wanted:
        name = wanted.pop(0)
        if name not in found:
            found.append(name)
            wanted += [other for other in known if other != name and _needs(known[name], other)]
    constants = "\n".join(known[name] for name in found if name.isupper())
    return "\n\n\n".join([constants, *(known[name] for name in found if not name.isupper())]).strip()


def _needs(code: str, name: str) -> bool:
    """Whether code reads a constant, or calls a function."""
    return re.search(rf"(?<![.\w]){name}{'' if name.isupper() else '[(]'}", code) is not None


def _definitions(module: ModuleType, only: Sequence[str] = ()) -> dict[str, str]:
    """A module's constants and functions by their names, with what they do said in the language in use."""
    source = inspect.getsource(module)
    lines = source.splitlines()
    found: dict[str, str] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = lines[node.lineno - 1]
        elif isinstance(node, ast.FunctionDef) and (not only or node.name in only):
            own, first = lines[node.lineno - 1 : node.end_lineno], node.body[0]
            message = f"export-code-augment-{node.name.strip('_')}"
            said = f'    """{text(message)}"""'
            if ast.get_docstring(node) and first.end_lineno is not None:
                own[first.lineno - node.lineno : first.end_lineno - node.lineno + 1] = [said]
            else:
                own.insert(1, said)
            found[node.name] = re.sub(r"\bfunctional\.", "F.", "\n".join(own))
    return found


def keras_layers(words: Sequence[str], picture: Shape) -> list[str]:
    """Keras' layers for pictures (C, H, W) from 0 to 1, the channels last, that come closest to these words."""
    _, height, width = picture
    lines: list[str] = []
    for name, number in parts(words):
        note = ""
        if name == "flip":
            made = 'layers.RandomFlip("horizontal")'
            note = f"  # {text('export-code-half')}" if number not in (None, 0.5) else ""
        elif name == "crop":
            border = max(1, round(min(height, width) / 8)) if number is None else int(number)
            shift = f"{border} / {height}, {border} / {width}"
            made = f'layers.RandomTranslation({shift}, fill_mode="constant", interpolation="nearest")'
        elif name == "scale":
            made = f'layers.RandomZoom({_number(number or 0.1)}, fill_mode="constant")'
        elif name == "rotate":
            made = f'layers.RandomRotation({_number(number or 10)} / 360, fill_mode="constant")'
        elif name == "jitter":
            most = _number(number or 0.2)
            lines.append(f"layers.RandomContrast({most}, value_range=(0, 1)),")
            made = f"layers.RandomBrightness({most}, value_range=(0, 1))"
        else:
            share = _number(number or 0.5)
            made = f"layers.RandomErasing(({share}, {share}), fill_value=0.0, value_range=(0, 1))"
        lines.append(f"{made},{note}")
    return lines


def _number(number: float | None) -> str:
    return "None" if number is None else f"{number:g}"
