"""The experiment itself, as whygrad reads it: what differs from the defaults."""

from __future__ import annotations

from pathlib import Path

from whygrad.views.export.subject import Subject


def content(subject: Subject) -> str:
    """The TOML text. A CSV file is named by its whole path, as the text may be kept anywhere."""
    experiment = subject.experiment
    name, folder = experiment.data.name, experiment.folder
    if isinstance(folder, Path) and name.lower().endswith(".csv") and not name.startswith("~"):
        experiment = experiment.replace(name=str((folder / name).absolute()))
    return experiment.to_toml()
