"""Training for commands: the engine, with a progress bar, and what Ctrl-C left."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad.cli import _places as places
from whygrad.errors import InputError, user_path
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.cluster import Ray, Train
    from whygrad.compare import Comparison
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace


def train_one(experiment: Experiment, seeds: int | Sequence[int], **options: Any) -> Trace:
    """`engine.train` with a progress bar; `options` are passed on."""
    from whygrad.cli._progress import progress
    from whygrad.engine import train

    with progress(text("cli-progress-train")) as advance:
        return _recorded(train(experiment, seeds=seeds, progress=advance, **options))


def compared(experiment: Experiment, vary: Sequence[str], **options: Any) -> Comparison:
    """`compare` with a progress bar; `options` are passed on."""
    from whygrad.cli._progress import progress
    from whygrad.compare import compare

    with progress(text("cli-progress-train")) as advance:
        return compare(experiment, vary, progress=advance, **options)


def training(cluster: Ray | None) -> Train | None:
    """What trains several experiments: the cluster; `None` for this machine."""
    if cluster is None:
        return None
    from whygrad.cluster import on_cluster

    return on_cluster(cluster)


def _recorded(trace: Trace) -> Trace:
    """The trace, if it holds anything; Ctrl-C before the first record leaves nothing to show."""
    if not len(trace.steps):
        raise KeyboardInterrupt
    return trace


def interrupted(trace: Trace) -> bool:
    """Whether Ctrl-C ended a run."""
    from whygrad.trace import Status

    return Status.INTERRUPTED in trace.status


def limited(experiment: Experiment, steps: int) -> Experiment:
    """The experiment cut to that many updates, rounded up to whole epochs; a shorter one stays as it is."""
    from whygrad.cli._progress import loading
    from whygrad.data import load

    with loading():
        samples = len(load(experiment.data, experiment.folder).x_train)
    per_epoch = math.ceil(samples / experiment.training.batch_size)
    epochs = max(1, math.ceil(steps / per_epoch))
    return experiment.replace(epochs=min(epochs, experiment.training.epochs))


def picture_path(path: str | None) -> Path | None:
    """Where a picture is to be written; a format or place that cannot be is refused before the training."""
    from whygrad.views.files import PICTURES

    if path is None:
        return None
    target = user_path(path)
    if target.suffix.lower().lstrip(".") not in PICTURES:
        raise InputError("plot-bad-format", path=path, known=" ".join(f".{known}" for known in PICTURES))
    places.file(str(target))
    return target
