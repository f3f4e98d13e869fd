"""The gradient through time that a page gets of a trace: that of its recurrent layers, thinned, also while it grows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from tests.studio.asking import HOST, TOKEN, Page, numbers
from tests.trace import modules

from whygrad.studio.app import create
from whygrad.studio.following import Traces
from whygrad.studio.security import Policy
from whygrad.trace import LayerInfo, Recorder

Ask = Callable[[str], Any]


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Ask]:
    """Asks the app over an empty folder of traces."""
    app = create(Policy(TOKEN), traces=Traces(tmp_path))
    with TestClient(app, base_url=f"http://{HOST}", raise_server_exceptions=False) as client:
        yield Page(client).get


def _only(ask: Ask) -> str:
    (entry,) = ask("traces")["traces"]
    return entry["id"]


def _recurrent(path: Path, runs: int, layers: int) -> Recorder:
    kinds = [LayerInfo(f"rnn{place}", "rnn", "tanh", 4, 4) for place in range(layers)]
    return modules.recorder(path, runs=runs, layers=(LayerInfo("embed", "linear", "identity", 4, 4), *kinds))


def _through_time(runs: int, records: int, layers: int, times: int) -> np.ndarray:
    """(S, P, 1 + L, T), without a number in the first layer and at the last time of the last one."""
    values = np.random.default_rng(times).lognormal(-3, 2, (records, runs, 1 + layers, times)).astype(np.float32)
    values[:, :, 0] = np.nan
    values[:, :, -1, -1] = np.nan
    return values


@pytest.mark.parametrize("run", [None, 1])
def test_the_gradient_through_time_is_that_of_the_recurrent_layers(ask: Ask, tmp_path: Path, run: int | None) -> None:
    values = _through_time(3, 4, 2, 12)
    into = _recurrent(tmp_path / "one.zarr", 3, 2)
    for index in range(4):
        into.append(index, {"time_gradient": values[index]})
    known = _only(ask)
    sent = ask(f"trace/{known}" + ("" if run is None else f"?run={run}"))["time"]
    assert (sent["layers"], sent["of"], sent["distances"]) == ([1, 2], 2, list(range(12)))
    expected = np.median(values, axis=1) if run is None else values[:, run]
    np.testing.assert_allclose(numbers(sent["gradient"]), expected[:, 1:], rtol=1e-6)


def test_long_sequences_and_many_layers_are_thinned_evenly(ask: Ask, tmp_path: Path) -> None:
    values = _through_time(1, 2, 20, 999)
    into = _recurrent(tmp_path / "one.zarr", 1, 20)
    for index in range(2):
        into.append(index, {"time_gradient": values[index]})
    sent = ask(f"trace/{_only(ask)}")["time"]
    assert sent["of"] == 20
    assert (len(sent["layers"]), sent["layers"][0], sent["layers"][-1]) == (8, 1, 20)
    assert sent["distances"] == list(range(0, 999, 5))
    expected = values[:, 0][:, sent["layers"]][..., ::5]
    np.testing.assert_array_equal(numbers(sent["gradient"]), expected)


def test_the_gradient_through_time_is_followed_while_it_grows(ask: Ask, tmp_path: Path) -> None:
    """Also where a recurrent layer gets its first number late."""
    values = _through_time(1, 6, 2, 5)
    values[:3, :, 1] = np.nan
    into = _recurrent(tmp_path / "one.zarr", 1, 2)
    cursor, places = "", []
    for index in range(6):
        into.append(index, {"time_gradient": values[index]})
        answer = ask(f"trace/{_only(ask)}?since={cursor}")
        cursor = answer["cursor"]
        places.append(answer["at"])
        sent = answer["time"]
        layers = [1, 2] if index >= 3 else [2]
        assert sent["layers"] == layers
        np.testing.assert_array_equal(numbers(sent["gradient"]), values[answer["at"] : index + 1, 0][:, layers])
    assert places[3] == 0
    assert places[-1] > 0


def test_a_trace_without_recurrent_layers_sends_no_gradient_through_time(ask: Ask, tmp_path: Path) -> None:
    modules.saved(tmp_path / "one.zarr", 3)
    assert ask(f"trace/{_only(ask)}")["time"] is None
