"""Files that are made to make the reader wait."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment


@pytest.mark.parametrize("source", ["a." * 20_000 + "a = 1", "[" + "a." * 20_000 + "a]", "'b' . " * 5_000 + "b = 1"])
def test_a_key_of_a_thousand_dots_is_refused_at_once(source: str) -> None:
    began = time.process_time()
    with pytest.raises(ExperimentError):
        Experiment.from_toml(source)
    assert time.process_time() - began < 1.0  # tomllib alone takes minutes


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "experiment.toml"
    os.mkfifo(pipe)
    with pytest.raises(ExperimentError, match="ordinary file"):
        Experiment.load(pipe)


def test_a_file_far_longer_than_any_experiment_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "experiment.toml"
    file.write_text("# " + "x" * 64_000)
    with pytest.raises(ExperimentError, match="longer than"):
        Experiment.load(file)
