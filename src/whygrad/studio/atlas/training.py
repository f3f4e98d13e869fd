"""Pixels of a map trained on the server, for those who choose it: this machine's kernel is faster than the page's."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.errors import InputError
from whygrad.maps import MEASURES
from whygrad.maps.pixels import NON_FINITE, Trainer
from whygrad.studio.asking import asked, loaded
from whygrad.studio.atlas.maps import MEASURES as SHOWN
from whygrad.studio.atlas.plane import axes_of
from whygrad.studio.atlas.wire import PixelsRequest
from whygrad.studio.trying import work
from whygrad.studio.wire import encoded

MOST_WORK = 5e10  # multiply-adds, forward, of the pixels of one question: some seconds on two cores


def trained(question: PixelsRequest, files: Mapping[str, str]) -> dict[str, Any]:
    """What training the pixels gave: `values` (4, P), the page's measures in the order of its table; `ended` (P), how
    each run ended; `took`, milliseconds.

    Raises `InputError` for pixels that the map does not have, and for more than `MOST_WORK`.
    """
    begun = time.perf_counter()
    experiment = asked(question, files)
    x, y, _ = axes_of(experiment, question)
    rows, columns = np.array(question.rows, np.int64), np.array(question.columns, np.int64)
    if len(rows) != len(columns) or rows.max() >= len(y) or columns.max() >= len(x):
        raise InputError("studio-error-request", where="rows")
    trainer = Trainer(experiment, x, y, [question.seed], MEASURES[SHOWN[0]], None)
    corners = [trainer.experiment(row, column) for row in _ends(rows) for column in _ends(columns)]
    if max(work(one, loaded(one)) for one in corners) * len(rows) > MOST_WORK:
        raise InputError("studio-error-pixels-work")
    values = np.full((len(SHOWN), len(rows)), np.nan, np.float32)
    ended = np.zeros(len(rows), np.int32)
    for places, runs, ends in trainer.runs(rows, columns, lambda _: None):
        ended[places] = ends
        for number, name in enumerate(SHOWN):
            of = MEASURES[name].of
            assert of is not None  # only a finding has none
            values[number, places] = of(runs)
    values[:, ended == NON_FINITE] = np.nan
    took = 1000 * (time.perf_counter() - begun)
    return {"values": encoded(values), "ended": encoded(ended), "took": took}


def _ends(places: NDArray[np.int64]) -> tuple[int, int]:
    return int(places.min()), int(places.max())
