"""Scalars of a trace as TensorBoard event files. Needs `tensorboard`, not PyTorch."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from whygrad.errors import InputError, MissingExtraError
from whygrad.trace.channels import CHANNELS

if TYPE_CHECKING:
    from whygrad.trace import Trace

__all__ = ["check", "write"]


def check() -> None:
    """Raise `MissingExtraError` if TensorBoard is not installed."""
    import importlib.util

    if importlib.util.find_spec("tensorboard") is None:
        raise MissingExtraError("tensorboard-missing")


def write(trace: Trace, logdir: str | os.PathLike[str]) -> Path:
    """Write the scalars of a trace as event files for `tensorboard --logdir`. Returns the folder.

    - Tags are `loss_train`, `gradient_norm`, … for channels of a run and `gradient_rms/LAYER` for channels of a layer
    - The step of an event is the number of updates
    - Channels with further dimensions (units, bins) and NaNs are omitted
    - Several runs are written to the subfolders `seed-0`, `seed-1`, …

    A second call adds another event file. Raises `InputError` if the folder cannot be written, and `MissingExtraError`
    without TensorBoard.
    """
    check()
    from tensorboard.summary import DirectoryOutput, Writer

    target, now = Path(logdir), time.time()
    for run, seed in enumerate(trace.seeds):
        folder = target if len(trace.seeds) == 1 else target / f"seed-{seed}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            writer: Any = Writer(DirectoryOutput(str(folder)))
            try:
                for tag, values in _scalars(trace, run):
                    for at in np.flatnonzero(~np.isnan(values)):
                        writer.add_scalar(tag, values[at], int(trace.steps[at]), wall_time=now)
            finally:
                writer.close()
        except OSError as error:
            raise InputError(
                "tensorboard-not-written", path=str(folder), reason=error.strerror or str(error)
            ) from error
    return target


def _scalars(trace: Trace, run: int) -> list[tuple[str, np.ndarray[Any, Any]]]:
    """(tag, values by record) of one run."""
    found: list[tuple[str, np.ndarray[Any, Any]]] = []
    for name, values in trace.channels.items():
        dims = CHANNELS[name].dims
        if dims == ("run", "step"):
            found.append((name, values[run]))
        elif dims == ("run", "step", "layer"):
            found += [(f"{name}/{layer.name}", values[run, :, at]) for at, layer in enumerate(trace.meta.layers)]
    return found
