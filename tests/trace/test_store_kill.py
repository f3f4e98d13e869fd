"""A trace survives the death of its writer with every finished record, and can be read while it grows."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import xarray as xr

from whygrad.trace import CHANNELS, Status, Trace

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill -9")

# (what, folder, ledger) -> (process id, a function that waits for its end)
Start = Callable[[str, Path, Path], tuple[int, Callable[[], None]]]


@pytest.fixture(scope="module")
def start() -> Iterator[Start]:
    """Starts recordings in other processes: forks of one that has imported everything, so that many are cheap."""
    program = [sys.executable, str(Path(__file__).with_name("recording.py"))]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None

        def begin(what: str, folder: Path, ledger: Path) -> tuple[int, Callable[[], None]]:
            print(what, folder, ledger, file=server.stdin, flush=True)
            child = int(server.stdout.readline())

            def wait() -> None:
                print("killed", file=server.stdin, flush=True)
                assert server.stdout.readline() == "gone\n"

            return child, wait

        yield begin


def _ledger(path: Path) -> tuple[int, bool]:
    """(records that the writer was told are finished, whether the trace is)."""
    entries = np.fromfile(path, "<i8") if path.exists() else np.zeros(0, np.int64)
    return int(entries.max(initial=0)), -1 in entries


@pytest.mark.parametrize(("what", "kills"), [("trained", 20), ("recorded", 15)])
def test_kill_9_loses_no_finished_record(start: Start, made: ModuleType, tmp_path: Path, what: str, kills: int) -> None:
    whole, moments = (made.trained() if what == "trained" else made.trace()), random.Random(0)
    seen: set[int] = set()
    for number in range(kills):
        folder, ledger = tmp_path / f"{number}.zarr", tmp_path / f"{number}.ledger"
        child, wait = start(what, folder, ledger)
        # Counted in records, so that a busy machine does not move all kills to the start or past the end.
        entries = moments.randint(0, len(whole.steps))
        latest = time.monotonic() + 60
        while _ledger(ledger) < (entries, False):
            assert time.monotonic() < latest, "the recording process does not get on"
            time.sleep(0.0005)
        time.sleep(moments.uniform(0, 0.003))
        os.kill(child, signal.SIGKILL)
        wait()
        acknowledged, finished = _ledger(ledger)
        seen.add(acknowledged)
        if not folder.exists():
            assert acknowledged == 0
            continue
        trace = Trace.open(folder)
        # The last write may have been finished in the moment before the ledger's entry.
        assert acknowledged <= len(trace.steps) <= (acknowledged + 1 if what == "recorded" else len(whole.steps))
        if trace.status[0] is Status.INTERRUPTED:
            assert not finished
            assert _same_records(trace, whole)
        else:
            assert trace.same_as(whole)
        if number % 5 == 0:
            with xr.open_zarr(folder, chunks=None) as dataset:
                assert dataset.sizes["step"] == len(trace.steps)
                for name, values in trace.channels.items():
                    np.testing.assert_array_equal(dataset[name], values)
    assert len(seen) > kills / 5  # the kills did not all hit the same moment


def _same_records(part: Trace, whole: Trace) -> bool:
    """Whether the records of `part` are the first of `whole`, bit for bit."""
    count = len(part.steps)
    assert np.array_equal(part.steps, whole.steps[:count])
    return all(
        values.tobytes() == (whole[name][:, :count] if "step" in CHANNELS[name].dims else whole[name]).tobytes()
        for name, values in part.channels.items()
    )


def test_other_processes_read_while_it_grows(start: Start, made: ModuleType, tmp_path: Path) -> None:
    whole = made.trace()
    folder, ledger = tmp_path / "run.zarr", tmp_path / "ledger"
    lengths: list[int] = []
    _, wait = start("recorded", folder, ledger)
    finished = False
    while not finished:
        told, finished = _ledger(ledger)
        if not folder.exists():
            assert told == 0
            continue
        trace = Trace.open(folder)
        assert len(trace.steps) >= told
        assert _same_records(trace, whole)
        lengths.append(len(trace.steps))
    wait()
    assert lengths == sorted(lengths)
    assert Trace.open(folder).same_as(whole)
