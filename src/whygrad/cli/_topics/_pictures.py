"""What several topics draw, and the data and trainings of those on pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from whygrad.errors import user_path

if TYPE_CHECKING:
    from whygrad.data import Dataset
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace

DATA = "fashion-mnist-small"  # of topics on pictures, if nothing else is asked for


def boundaries(shown: Sequence[tuple[str, Experiment, Trace, Dataset]], key: str, path: Path) -> None:
    """Write a row of decision boundaries with their labels to a file; `key` says what the labels name."""
    from whygrad.cli import _output
    from whygrad.compare.outcomes import ends, mean_interval
    from whygrad.views.findings import quantity_name
    from whygrad.views.plots import Member, comparison

    metric = "accuracy_test"
    members = [
        Member(label, (label,), experiment, trace, dataset, *mean_interval(ends(trace, metric)))
        for label, experiment, trace, dataset in shown
    ]
    _output.save_picture(comparison(members, [key], quantity_name(metric), boundaries=True), path)


def classifier(changes: Sequence[str]) -> Experiment:
    """The linear classifier of pictures, its training changed as asked for."""
    from whygrad.experiment import recipes

    return recipes["fashion-mnist-linear"].override(list(changes))


def named(data: str) -> str:
    """The name of a data set as an experiment has it: a folder counts from where we are."""
    from whygrad.experiment import DATA_SETS

    return f"{user_path(data).resolve()}/" if user_path(data).is_dir() and data not in DATA_SETS else data
