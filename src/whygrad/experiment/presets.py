"""Experiments that come with the package: files that state only their differences from the defaults.

A healthy one stands in the folder `presets` and is called `healthy-…`. One with a problem stands in the folder of the
finding that it shows, is named after it and lists all of its findings, root first, as `shows = ["vanishing-gradient",
…]`. The CSV file that it reads stands beside it.

The folder `presets/recipes` holds those that take minutes instead of seconds: trainings for their own sake, which have
no place among the lessons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import cast

from whygrad.errors import ExperimentError, nearest
from whygrad.experiment import toml, toml_syntax
from whygrad.experiment.model import Experiment
from whygrad.experiment.values import shown

FOLDER = Path(__file__).parent / "presets"
RECIPES = FOLDER / "recipes"
_CODES = Path(__file__).parents[1] / "diagnose" / "codes"  # a folder for each finding, with the presets that show it


class UnknownPresetError(ExperimentError, KeyError):
    """A name that no preset has; a `KeyError` too, as of any mapping."""


class Presets(Mapping[str, Experiment]):
    """Name -> experiment of the files in a folder, in alphabetical order; a file is read when it is asked for."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    def __getitem__(self, name: str) -> Experiment:
        return _load(name, self._folder)[0]

    def __iter__(self) -> Iterator[str]:
        return iter(_files(self._folder))

    def __len__(self) -> int:
        return len(_files(self._folder))

    def __contains__(self, name: object) -> bool:
        return name in _files(self._folder)

    def __repr__(self) -> str:
        return f"<{len(self)} presets: {' '.join(self)}>"


presets: Mapping[str, Experiment] = Presets()
recipes: Mapping[str, Experiment] = Presets(RECIPES)


def preset_codes(name: str) -> tuple[str, ...]:
    """The finding codes that a preset or recipe must show, the root cause first; empty for a healthy one."""
    return _load(name, RECIPES if name in _files(RECIPES) else FOLDER)[1]


def csv_files() -> list[Path]:
    """The data of presets that read a file of their own, by its name."""
    return sorted([*FOLDER.glob("*.csv"), *_CODES.glob("*/*.csv")], key=lambda path: path.name)


@cache
def _files(folder: Path = FOLDER) -> Mapping[str, Path]:
    """Name -> file, in alphabetical order."""
    found = [*folder.glob("*.toml")]
    if folder == FOLDER:
        found += _CODES.glob("*/*-*.toml")
    return {path.stem: path for path in sorted(found, key=lambda path: path.stem)}


@cache
def _load(name: str, folder: Path = FOLDER) -> tuple[Experiment, tuple[str, ...]]:
    files = _files(folder)
    if name not in files:
        near = nearest(str(name)[:80], files)
        if near is None:
            raise UnknownPresetError("error-unknown-preset", value=shown(name))
        raise UnknownPresetError("error-unknown-preset-nearest", value=shown(name), nearest=near)
    path = files[name]
    source = toml.read(path)
    with toml.located(str(path), source):
        tree = toml_syntax.parse(source)
        codes = tree.pop("shows", [])
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in cast("list[object]", codes)):
            raise ExperimentError("error-preset-shows", key="shows", value=shown(codes))
        return Experiment.from_tree(tree, path.parent), tuple(cast("list[str]", codes))
