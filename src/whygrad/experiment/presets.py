"""Experiments that come with the package: the files of the folder `presets`.

A preset states only its differences from the defaults. An ill one is named after the code that it shows and lists all
of them, root first, as `shows = ["vanishing-gradient", …]`; a healthy one is called `healthy-…`.

The folder `presets/recipes` holds those that take minutes instead of seconds: trainings for their own sake, which have
no place among the lessons.
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
RECIPES = FOLDER / "recipes"


class UnknownPresetError(ExperimentError, KeyError):
    """A name that no preset has; a `KeyError` too, as of any mapping."""


class Presets(Mapping[str, Experiment]):
    """Name -> experiment of the files in a folder, in alphabetical order; a file is read when it is asked for."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    def __getitem__(self, name: str) -> Experiment:
        return _load(name, self._folder)[0]

    def __iter__(self) -> Iterator[str]:
        return iter(_names(self._folder))

    def __len__(self) -> int:
        return len(_names(self._folder))

    def __contains__(self, name: object) -> bool:
        return name in _names(self._folder)

    def __repr__(self) -> str:
        return f"<{len(self)} presets: {' '.join(self)}>"


presets: Mapping[str, Experiment] = Presets()
recipes: Mapping[str, Experiment] = Presets(RECIPES)


def preset_codes(name: str) -> tuple[str, ...]:
    """The finding codes that a preset or recipe must show, the root cause first; empty for a healthy one."""
    return _load(name, RECIPES if name in _names(RECIPES) else FOLDER)[1]


@cache
def _names(folder: Path = FOLDER) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


@cache
def _load(name: str, folder: Path = FOLDER) -> tuple[Experiment, tuple[str, ...]]:
    if name not in _names(folder):
        near = nearest(str(name)[:80], _names(folder))
        if near is None:
            raise UnknownPresetError("error-unknown-preset", value=shown(name))
        raise UnknownPresetError("error-unknown-preset-nearest", value=shown(name), nearest=near)
    path = folder / f"{name}.toml"
    source = toml.read(path)
    with toml.located(str(path), source):
        tree = toml.parse(source)
        codes = tree.pop("shows", [])
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in cast("list[object]", codes)):
            raise ExperimentError("error-preset-shows", key="shows", value=shown(codes))
        return Experiment.from_tree(tree, folder), tuple(cast("list[str]", codes))
