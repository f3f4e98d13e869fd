"""Boundaries of several trained networks side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.data import Dataset
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace


def boundaries(shown: Sequence[tuple[str, Experiment, Trace, Dataset]], key: str, path: Path) -> None:
    """Write a row of decision boundaries with their labels to a file; `key` says what the labels name."""
    from whygrad.cli import _output
    from whygrad.views.findings import quantity_name
    from whygrad.views.plots import Member, comparison
    from whygrad.views.summary import ends, mean_interval

    metric = "accuracy_test"
    members = [
        Member(label, (label,), experiment, trace, dataset, *mean_interval(ends(trace, metric)))
        for label, experiment, trace, dataset in shown
    ]
    comparison(members, [key], quantity_name(metric), boundaries=True).save(path)
    _output.note(text("cli-picture-written", path=str(path)))
