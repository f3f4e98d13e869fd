"""Files that are made to make the reader wait."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

import pytest

from whygrad.cli._shapes import layers
from whygrad.errors import ExperimentError, InputError
from whygrad.experiment import BY_KEY, Experiment
from whygrad.experiment.values import parse


@pytest.mark.parametrize("source", ["a." * 20_000 + "a = 1", "[" + "a." * 20_000 + "a]", "'b' . " * 5_000 + "b = 1"])
def test_a_key_of_a_thousand_dots_is_refused_at_once(source: str) -> None:
    began = time.process_time()
    with pytest.raises(ExperimentError):
        Experiment.from_toml(source)
    assert time.process_time() - began < 1.0  # tomllib alone takes minutes


def test_a_key_of_thousands_of_dots_among_typed_layers_or_in_a_value_is_refused_at_once() -> None:
    key = "a." * 40_000 + "a"
    with pytest.raises(InputError, match=r"LAYER\[1\]"):
        layers([f"relu,{key}=1"])
    with pytest.raises(ExperimentError):
        parse(BY_KEY["network.hidden"], f"{{{key} = 1}}")


@pytest.mark.parametrize(
    "source",
    [
        "x" * 64_000,
        "1" * 64_000,
        "\n" * 64_000,
        '[data]\nname = "' + "x" * 63_000 + '"',
        '"!".' * 16_000 + "a = 1",
        "a." * 32_000,
        '"\\"' * 20_000,
    ],
)
def test_a_text_is_read_in_proportion_to_its_length(source: str) -> None:
    began = time.process_time()
    with suppress(ExperimentError):
        Experiment.from_toml(source)
    assert time.process_time() - began < 2.0


def test_the_line_of_an_error_is_found_at_once() -> None:
    source = (" " * 299 + "\n") * 200 + "[data]\nnoise = -1\n"
    began = time.process_time()
    with pytest.raises(ExperimentError, match="line 202"):
        Experiment.from_toml(source)
    assert time.process_time() - began < 2.0


def test_a_number_that_is_none_is_refused_at_once() -> None:
    began = time.process_time()
    with pytest.raises(ExperimentError):
        Experiment().replace(init="normal:" + "1" * 200_000 + "x")
    assert time.process_time() - began < 2.0


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "experiment.toml"
    os.mkfifo(pipe)
    with pytest.raises(ExperimentError, match="regular file"):
        Experiment.load(pipe)


def test_a_file_far_longer_than_any_experiment_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "experiment.toml"
    file.write_text("# " + "x" * 64_000)
    with pytest.raises(ExperimentError, match="longer than"):
        Experiment.load(file)
