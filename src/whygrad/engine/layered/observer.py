"""What is recorded of one run: the channels that the watcher sees, in the order of the job's layers."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from whygrad.engine.layered.job import Job
from whygrad.trace import LayerInfo
from whygrad.watch import watch
from whygrad.watch.settings import NEVER, Settings

Row = dict[str, Any]
"""One record: channel -> number, or a list of numbers, one a layer, or an array of them (L, bins, units or times)."""


# Of one activation that are looked at: enough for means and spreads, at a fraction of the cost of the watcher's usual.
ELEMENTS, LEAST_SAMPLES = 1 << 15, 16

MOST_OF_UNITS = 1 << 22  # numbers in a channel of single units: of layers too wide for that, the first units


class Observer:
    """A watch on one run's network, at the job's record steps from `step` on; `details` as in `engine.train`."""

    def __init__(
        self, job: Job, network: nn.Module, optimizer: torch.optim.Optimizer, step: int, details: Sequence[str] = ()
    ) -> None:
        self._job = job
        room = MOST_OF_UNITS // (len(job.record_steps) * max(len(job.weights), 1))
        widest = max((layer.outputs for layer in job.meta.layers), default=0)
        self._units = min(widest, max(room, 1)) if "units" in details else 0
        steps = tuple(job.record_steps.tolist())
        # How gradients agree over several records is not asked: a resumed training would not know of the earlier ones.
        # Inputs, losses and whether samples mix are not looked at: what the data set is like is known, and losses are
        # evaluated.
        settings = Settings(
            steps=steps, most_records=NEVER, elements=ELEMENTS, places=ELEMENTS, least_samples=LEAST_SAMPLES, window=0,
            histograms="histograms" in details, units=self._units,
            columns=0, neighbors=0, familiar=0, losses=False, kept_elements=0, mixing_parameters=0,
        )  # fmt: skip
        self._watch = watch(network, optimizer, settings=settings)
        # A record begins with the update before it: what that did to the weights.
        self._wanted = {near for at in settings.steps for near in (at - 1, at)}
        self._looking = True
        self._taken: Any = None  # the last record that was taken
        self.before(step, first=True)
        self._places = {id(network.get_parameter(path)): place for place, path in enumerate(job.weights)}

    def before(self, step: int, *, first: bool = False) -> None:
        """Of the update that comes now: look if a record is made of it or of the next one, and away otherwise."""
        wanted = step in self._wanted
        if wanted and (first or not self._looking):
            self._watch.begin_at(step)
        elif not wanted and self._looking:
            self._watch.look_away()
        self._looking = wanted

    @contextmanager
    def paused(self) -> Generator[None]:
        """What happens inside is no part of the training."""
        with self._watch.paused():
            yield

    def close(self) -> None:
        """Stop watching; what came after the last update becomes the last record."""
        self._watch.close(look=False)

    @property
    def saw(self) -> bool:
        """Whether there is a record."""
        return bool(self._watch.records)

    def take(self) -> dict[int, Row]:
        """Step -> what was seen there, since the last call; the watch forgets all but the last."""
        records = self._watch.records
        seen = {record.step: self._row(record) for record in records if record is not self._taken}
        del records[:-1]
        self._taken = records[-1] if records else None
        return seen

    def _row(self, record: Any) -> Row:
        row: Row = {name: value for name, value in record.run.items() if not name.startswith(("loss", "accuracy"))}
        layers = {self._places[key]: values for key, values in record.layers.items() if key in self._places}
        for name in {name for values in layers.values() for name in values}:
            row[name] = [layers.get(place, {}).get(name, math.nan) for place in range(len(self._places))]
        details = {self._places[key]: values for key, values in record.details.items() if key in self._places}
        for name in {name for values in details.values() for name in values}:
            row[name] = self._array(name, details)
        return row

    def _array(self, name: str, details: dict[int, dict[str, NDArray[np.float32]]]) -> NDArray[np.float32]:
        """A histogram, the units or the times of every layer (L, n), NaN where there is none."""
        longest = max(len(values[name]) for values in details.values() if name in values)
        found = np.full((len(self._places), self._units if name.startswith("unit_") else longest), np.nan)
        for place, values in details.items():
            if name in values:
                found[place, : len(values[name])] = values[name]
        return found.astype(np.float32)

    def layers(self) -> tuple[LayerInfo, ...]:
        """The job's layers with what was seen to follow each: activation, normalization, dropout, additions."""
        found = list(self._job.meta.layers)
        for key, seen in self._watch.seen.layer.items():
            if key in self._places:
                place = self._places[key]
                found[place] = replace(
                    found[place], activation=seen.activation, normalization=seen.normalization,
                    dropout=seen.dropout, residual=seen.residual or found[place].residual,
                )  # fmt: skip
        return tuple(found)
