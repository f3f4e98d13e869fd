"""Presets: files that state only differences, read when asked for."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest
from tests.all_faults import all_at_once

from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment, preset_codes, presets
from whygrad.experiment.presets import FOLDER, csv_files

CODES = FOLDER.parents[1] / "diagnose" / "codes"
FILES = {path.stem: path for path in (*FOLDER.glob("*.toml"), *CODES.glob("*/*-*.toml"))}
NAMES = sorted(FILES)


def test_every_file_is_a_preset() -> None:
    assert list(presets) == NAMES
    assert len(presets) == len(NAMES) >= 8
    assert "healthy-circle" in presets


@all_at_once("name", NAMES)
def test_a_preset_states_only_its_differences(name: str) -> None:
    tree = tomllib.loads(FILES[name].read_text("utf-8"))
    codes = tuple(tree.pop("shows", ()))
    assert preset_codes(name) == codes
    experiment = presets[name]
    written = {f"{section}.{key}" for section, values in tree.items() for key in values}
    assert not written - set(experiment.differences()), "states a default"
    assert Experiment.from_toml(experiment.to_toml()) == experiment
    assert Experiment.from_link(experiment.to_link()) == experiment
    assert presets[name] is experiment


@all_at_once("name", NAMES)
def test_a_preset_is_named_after_its_root(name: str) -> None:
    codes, folder = preset_codes(name), FILES[name].parent
    if codes:
        assert name.startswith(f"{codes[0]}-")
        assert folder == CODES / codes[0].replace("-", "_")
    else:
        assert name.startswith("healthy-")
        assert folder == FOLDER


def test_a_preset_with_a_table_of_its_own_finds_it() -> None:
    tables = {presets[name].data.name for name in NAMES if presets[name].data.name.endswith(".csv")}
    assert tables == {path.name for path in csv_files()}


def test_an_unknown_preset_is_a_missing_key_and_one_line() -> None:
    with pytest.raises(KeyError):
        presets["healty-circle"]
    with pytest.raises(ExperimentError, match="did you mean healthy-circle") as caught:
        preset_codes("healty-circle")
    assert "\n" not in str(caught.value)
    assert presets.get("zzz") is None
    assert "zzz" not in presets


def test_importing_experiments_is_light() -> None:
    program = """
import sys
import whygrad.experiment
list(whygrad.experiment.presets.values())
heavy = {"numpy", "scipy", "torch", "sklearn", "matplotlib", "xarray", "zarr", "fluent", "tomli_w"}
print(*sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
