"""The experiment itself, as whygrad reads it: what differs from the defaults."""

from __future__ import annotations

from pathlib import Path

from whygrad.experiment import Experiment
from whygrad.views.export.subject import Subject


def content(subject: Subject) -> str:
    """The TOML text of what is exported."""
    return text_of(subject.experiment)


def text_of(experiment: Experiment) -> str:
    """The TOML text. What the experiment reads is named by its whole path, as the text may be kept anywhere."""
    name, folder = experiment.data.name, experiment.folder
    if isinstance(folder, Path) and name.lower().endswith((".csv", "/")) and not name.startswith("~"):
        ending = "/" if name.endswith("/") else ""
        experiment = experiment.replace(name=f"{(folder / name).absolute()}{ending}")
    return experiment.to_toml()
