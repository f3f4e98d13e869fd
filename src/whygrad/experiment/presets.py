"""Experiments that come with the package: the files of the folder `presets`.

A preset states only its differences from the defaults. An ill one is named after the code that it shows and lists all
of them, root first, as `shows = ["vanishing-gradient", …]`; a healthy one is called `healthy-…`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import cast

from whygrad.errors import ExperimentError, nearest
from whygrad.experiment import toml
from whygrad.experiment.model import Experiment
from whygrad.experiment.values import shown

FOLDER = Path(__file__).parent / "presets"


class UnknownPresetError(ExperimentError, KeyError):
    """A name that no preset has; a `KeyError` too, as of any mapping."""


class Presets(Mapping[str, Experiment]):
    """Preset name -> experiment, in alphabetical order; a file is read when its preset is asked for."""

    def __getitem__(self, name: str) -> Experiment:
        return _load(name)[0]

    def __iter__(self) -> Iterator[str]:
        return iter(_names())

    def __len__(self) -> int:
        return len(_names())

    def __contains__(self, name: object) -> bool:
        return name in _names()

    def __repr__(self) -> str:
        return f"<{len(self)} presets: {' '.join(self)}>"


presets: Mapping[str, Experiment] = Presets()


def preset_codes(name: str) -> tuple[str, ...]:
    """The finding codes that a preset must show, the root cause first; empty for a healthy one."""
    return _load(name)[1]


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def _load(name: str) -> tuple[Experiment, tuple[str, ...]]:
    if name not in _names():
        near = nearest(str(name)[:80], _names())
        if near is None:
            raise UnknownPresetError("error-unknown-preset", value=shown(name))
        raise UnknownPresetError("error-unknown-preset-nearest", value=shown(name), nearest=near)
    path = FOLDER / f"{name}.toml"
    source = toml.read(path)
    with toml.located(str(path), source):
        tree = toml.parse(source)
        codes = tree.pop("shows", [])
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in cast("list[object]", codes)):
            raise ExperimentError("error-preset-shows", key="shows", value=shown(codes))
        return Experiment.from_tree(tree, FOLDER), tuple(cast("list[str]", codes))
