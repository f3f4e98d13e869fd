"""What is recorded of one run: the channels that the watcher sees, in the order of the job's layers."""

from __future__ import annotations

import math
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import torch
from torch import nn

from whygrad.engine.layered.job import Job
from whygrad.trace import LayerInfo
from whygrad.watch import watch
from whygrad.watch.settings import NEVER, Settings

Row = dict[str, Any]
"""One record as plain values: channel -> number, or a list of numbers, one a layer."""


# Of one activation that are looked at: enough for means and spreads, and half the cost of the watcher's usual.
ELEMENTS, LEAST_SAMPLES = 1 << 16, 16


class Observer:
    """A watch on one run's network, at the job's record steps from `step` on."""

    def __init__(self, job: Job, network: nn.Module, optimizer: torch.optim.Optimizer, step: int) -> None:
        self._job = job
        steps = tuple(job.record_steps.tolist())
        # How gradients agree over several records is not asked: a resumed training would not know of the earlier ones.
        settings = Settings(
            steps=steps, most_records=NEVER, elements=ELEMENTS, least_samples=LEAST_SAMPLES, window=0
        )  # fmt: skip
        self._watch = watch(network, optimizer, settings=settings)
        # A record begins with the update before it: what that did to the weights.
        self._wanted = {near for at in settings.steps for near in (at - 1, at)}
        self._looking = True
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
        self._watch.close()

    @property
    def saw(self) -> bool:
        """Whether there is a record."""
        return bool(self._watch.records)

    def rows(self) -> dict[int, Row]:
        """Step -> what was seen there."""
        return {record.step: self._row(record) for record in self._watch.records}

    def _row(self, record: Any) -> Row:
        row: Row = {name: value for name, value in record.run.items() if not name.startswith(("loss", "accuracy"))}
        layers = {self._places[key]: values for key, values in record.layers.items() if key in self._places}
        for name in {name for values in layers.values() for name in values}:
            row[name] = [layers.get(place, {}).get(name, math.nan) for place in range(len(self._places))]
        return row

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
