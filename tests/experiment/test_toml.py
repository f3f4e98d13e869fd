"""Experiments as TOML: exact round trips, only differences, files."""

from __future__ import annotations

import tomllib
from pathlib import Path

from hypothesis import given
from tests.experiment.strategies import experiments

from whygrad.experiment import OPTIONS, Experiment


@given(experiments())
def test_toml_round_trip(experiment: Experiment) -> None:
    assert Experiment.from_toml(experiment.to_toml()) == experiment


@given(experiments())
def test_toml_has_only_differences_in_the_tables_order(experiment: Experiment) -> None:
    tree = tomllib.loads(experiment.to_toml())
    default, dump = Experiment().model_dump(), experiment.model_dump()
    written = [f"{section}.{name}" for section, values in tree.items() for name in values]
    differing = [o.key for o in OPTIONS if dump[o.section][o.name] != default[o.section][o.name]]
    if experiment.network.layers:  # they stand for the hidden ones, of which there are none
        differing.remove("network.hidden")
    assert written == differing
    # a line a key, a title a section, a blank line between sections
    assert experiment.to_toml().count("\n") == len(written) + max(0, 2 * len(tree) - 1)


@given(experiment=experiments())
def test_file_round_trip(experiment: Experiment, tmp_path: Path) -> None:
    experiment.save(tmp_path / "실험.toml")
    loaded = Experiment.load(str(tmp_path / "실험.toml"))
    assert loaded == experiment
    assert loaded.folder == tmp_path


def test_the_default_experiment_is_an_empty_file() -> None:
    assert Experiment().to_toml() == ""
    assert Experiment.from_toml("") == Experiment()


def test_what_a_file_looks_like() -> None:
    experiment = Experiment().replace(name="xor", hidden=[8, 8], learning_rate=1, init="normal:2.0")
    assert experiment.to_toml() == (
        '[data]\nname = "xor"\n\n[network]\nhidden = [8, 8]\ninit = "normal:2"\n\n[training]\nlearning_rate = 1.0\n'
    )


def test_keys_may_stand_outside_of_their_section() -> None:
    assert Experiment.from_toml("hidden = [8]\nepochs = 3") == Experiment().replace(hidden=[8], epochs=3)


def test_a_byte_order_mark_and_windows_lines_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "notepad.toml"
    path.write_bytes(b"\xef\xbb\xbfhidden = [8]\r\n[data]\r\nname = 'xor'\r\n")
    assert Experiment.load(path) == Experiment().replace(hidden=[8], name="xor")
