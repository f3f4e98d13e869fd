"""The trace of the run under way, on disk: every record is there as soon as it is made, and survives `kill -9`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from whygrad.engine.layered.job import Job
from whygrad.engine.outcome import data_constants
from whygrad.trace import CHANNELS, LayerInfo, Recorder

if TYPE_CHECKING:
    from whygrad.engine.layered.observer import Row


class Growing:
    """One run's records in a trace at `path`, which begins with the first of them: what its layers do is known then."""

    def __init__(self, path: Path, job: Job, seed: int, details: Sequence[str]) -> None:
        self._path, self._job, self._seed, self._details = path, job, seed, details
        self._recorder: Recorder | None = None

    def show(self, rows: dict[int, Row], layers: Sequence[LayerInfo]) -> None:
        """Write the records that are not there yet; raises `TraceError` if they cannot be written."""
        if self._recorder is None:
            meta = replace(self._job.meta, layers=tuple(layers))
            self._recorder = Recorder(meta, [self._seed], self._details, self._path)
            self._recorder.constants(data_constants(self._job.dataset))
        for step in sorted(rows)[self._recorder.records :]:
            values = {name: np.asarray(value, np.float32)[None] for name, value in rows[step].items()}
            self._recorder.append(step, {name: value for name, value in values.items() if name in CHANNELS})
