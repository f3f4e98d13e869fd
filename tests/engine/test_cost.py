"""Memory is estimated before a training begins, and a training that needs too much is refused in one line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest

import whygrad as wg
from whygrad.engine import cost
from whygrad.errors import ExperimentError, InputError, is_out_of_memory
from whygrad.experiment import Experiment
from whygrad.trial import statistics

FACTOR = 1.5

_MEASURED = """
import json, re, sys
from pathlib import Path
from whygrad.engine import cost, native, train
from whygrad.experiment import Experiment

values, seeds, layers = json.loads(sys.argv[1])
small = Experiment().replace(epochs=1)
train(small.replace(layers=[{"dense": 2}, "relu", {"dense": 1}]) if layers else small, seeds=1)

def peak():  # not ru_maxrss, which begins with that of the process before exec
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) << 10

before = peak()
experiment = Experiment().replace(**values)
of = cost.of_layers if layers else cost.of_population
more = {} if layers else {"lanes": native.lanes(), "threads": 1}
estimate = of(experiment, seeds, **more).total
train(experiment, seeds=seeds, threads=1)
print(json.dumps([estimate, peak() - before]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is told there")
@pytest.mark.parametrize(
    ("values", "seeds", "layers"),
    [
        ({"hidden": [512, 512, 512], "samples": 40, "epochs": 1}, 1, False),
        ({"hidden": [200, 200], "samples": 40, "epochs": 1, "optimizer": "adam"}, 100, False),
        ({"hidden": [4], "samples": 100, "epochs": 2000, "every": 1}, 64, False),
        ({"layers": [{"dense": 3000}, "relu", {"dense": 3000}, {"dense": 1}], "samples": 40, "epochs": 1}, 1, True),
    ],
)
def test_the_estimate_is_close_to_what_is_taken(values: Mapping[str, Any], seeds: int, layers: bool) -> None:
    if layers:
        pytest.importorskip("torch")
    question = json.dumps([values, seeds, layers])
    done = subprocess.run([sys.executable, "-c", _MEASURED, question], capture_output=True, text=True, check=True)
    estimate, taken = json.loads(done.stdout)
    assert taken / FACTOR < estimate < taken * FACTOR


@pytest.mark.parametrize(
    ("values", "seeds", "advice"),
    [
        ({"hidden": [1024] * 64}, 1, "smaller layers"),
        ({"hidden": [4]}, 1_000_000, "fewer seeds"),
        ({"samples": 100_000, "epochs": 40_000, "batch_size": 1}, 1, "fewer epochs"),
        ({"samples": 100_000, "epochs": 4_000, "batch_size": 1, "every": 1}, 1, "fewer records"),
        ({"layers": [{"dense": 30_000}, "relu", {"dense": 30_000}, {"dense": 1}]}, 1, "smaller layers"),
        ({"layers": [{"conv": 60_000}, "relu", "flatten", {"dense": 10}], "name": "digits"}, 1, "smaller"),
        ({"layers": [{"conv": 8, "padding": 1000}, "global_avg_pool", {"dense": 10}], "name": "digits"}, 1, "smaller"),
    ],
)
def test_what_needs_more_than_there_is_is_refused_at_once(
    values: Mapping[str, Any], seeds: int, advice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "layers" in values:
        pytest.importorskip("torch")
    monkeypatch.setenv(cost.VARIABLE, "500 MB")
    with pytest.raises(ExperimentError, match=f"needs about .* 500 MB are free; use .*{advice}"):
        wg.train(Experiment().replace(**values), seeds=seeds)


@pytest.mark.parametrize("value", ["4", "0.5 GB", "500MB", "2GiB"])
def test_memory_can_be_stated(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cost.VARIABLE, value)
    assert 4e8 < cost.free_memory() < 5e9


def test_what_is_stated_must_be_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cost.VARIABLE, "much")
    with pytest.raises(InputError, match="WHYGRAD_MEMORY"):
        cost.free_memory()


def test_the_system_says_how_much_is_free() -> None:
    assert cost.free_memory() > 1e6


@pytest.mark.parametrize(
    "error",
    [MemoryError(), RuntimeError("[enforce fail at alloc_cpu.cpp:127] DefaultCPUAllocator: can't allocate memory"),
     RuntimeError("CUDA out of memory. Tried to allocate 20 GiB")],
)  # fmt: skip
def test_having_no_memory_is_no_bug(error: Exception) -> None:
    assert is_out_of_memory(error)
    with pytest.raises(ExperimentError, match="not enough memory"), cost.enough():
        raise error


def test_other_errors_are_left_as_they_are() -> None:
    assert not is_out_of_memory(ValueError("out of memory"))
    with pytest.raises(RuntimeError, match="shapes"), cost.enough():
        raise RuntimeError("shapes differ")


def test_resamples_of_many_seeds_are_drawn_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    differences = [[0.5, -1.0, 2.0, 0.25, 1.0]]
    whole = statistics.bootstrap_means(differences)
    monkeypatch.setattr(statistics, "_MOST_DRAWN", 35)
    assert statistics.bootstrap_means(differences) == pytest.approx(whole)
