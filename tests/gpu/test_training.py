"""Training on a GPU: launches, memory, Ctrl-C, and one line where something is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.gpu.conftest import Driver

from whygrad.engine.arrays import OPS
from whygrad.engine.program import Job, lower
from whygrad.errors import InputError
from whygrad.experiment import Experiment
from whygrad.gpu import Gpu, opened, training
from whygrad.gpu.arena import Arena
from whygrad.gpu.layout import SLOTS, WARP, layout
from whygrad.gpu.population import Population

BASE = Experiment().replace(name="circle", samples=60, epochs=8, hidden=[3, 2], every=5)


def lowered(runs: int = 5, **settings: Any) -> Job:
    return lower(BASE.replace(**settings), range(runs), name="", kind="experiment")


def losses(gpu: Gpu, *jobs: Job) -> list[Any]:
    """The training losses of jobs that are trained at once, a population for each."""
    populations = [gpu.population([job]) for job in jobs]
    assert gpu.run(populations, lambda _: None)
    return [one.channels(slice(None))["loss_train"] for one in populations]


def test_programs_of_other_sizes_are_trained_in_the_same_launches(gpu: Gpu) -> None:
    jobs = [lowered(), lowered(40, hidden=[6]), lowered(3, epochs=3, optimizer="adam"), lowered(4, batch_size=7)]
    for together, job in zip(losses(gpu, *jobs), jobs, strict=True):
        (alone,) = losses(gpu, job)
        np.testing.assert_array_equal(together, alone)
        assert np.isfinite(alone).all()


def test_programs_that_visit_samples_alike_share_a_table(gpu: Gpu) -> None:
    jobs = [lowered(), lowered(hidden=[6]), lowered(batch_size=7), lowered(4), lowered(epochs=3), lowered(samples=30)]
    shared = training._orders([gpu.population([job]) for job in jobs])
    assert list(shared.values()) == [0, 3, 4, 5]


def test_jobs_of_a_population_keep_their_places(gpu: Gpu) -> None:
    slow, fast = (replace(lowered(), varied={"learning_rate": np.full(5, rate, np.float32)}) for rate in (0.001, 0.3))
    both = gpu.population([slow, fast])
    assert gpu.run([both], lambda _: None)
    for (job, runs), expected in zip(both.places(), (slow, fast), strict=True):
        assert job is expected
        np.testing.assert_array_equal(both.channels(runs)["loss_train"], losses(gpu, job)[0])


@pytest.mark.parametrize("steps", [1, 3, 1000])
def test_results_do_not_depend_on_where_launches_end(gpu: Gpu, monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    job = lowered(dropout=0.2, optimizer="momentum", normalization="batch")
    (expected,) = losses(gpu, job)
    monkeypatch.setattr(training, "_FIRST_STEPS", steps)
    monkeypatch.setattr(training, "_LAUNCH_SECONDS", 1e-9)  # every further launch is of one step
    np.testing.assert_array_equal(losses(gpu, job)[0], expected)


def test_launches_grow_until_they_take_long_enough(gpu: Gpu, driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "_LAUNCH_SECONDS", 1e9)
    losses(gpu, lowered(batch_size=1, epochs=20))  # 600 updates: 4, 16, 64, 256 and the rest
    assert driver.count("launches") == 5


def test_what_does_not_fit_is_trained_in_turn(gpu: Gpu, driver: Driver) -> None:
    job = lowered(5 * WARP)
    (expected,) = losses(gpu, job)
    whole, launches = driver.count("most_in_use"), driver.count("launches")
    driver.reset(int(1.2 * (whole - 2 * layout(job.program).block_bytes)))
    np.testing.assert_array_equal(losses(gpu, job)[0], expected)
    assert driver.count("most_in_use") < whole
    assert driver.count("launches") > launches


def test_networks_that_are_too_large_are_refused(gpu: Gpu, driver: Driver) -> None:
    driver.reset(100_000)
    with pytest.raises(InputError) as found:
        losses(gpu, lowered(hidden=[50, 50]))
    assert "MB" in str(found.value)
    assert driver.count("launches") == 0


def test_progress_rises_to_the_end(gpu: Gpu, driver: Driver) -> None:
    driver.reset(2_000_000)
    heard: list[float] = []
    assert gpu.run([gpu.population([lowered(40 * WARP)])], heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == pytest.approx(1)


def test_ctrl_c_between_launches(gpu: Gpu) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    assert not gpu.run([gpu.population([lowered()])], interrupt)  # the fixture checks that all memory is given back


def test_a_failure_of_the_gpu_is_one_line(gpu: Gpu) -> None:
    with pytest.raises(InputError) as found:
        gpu._device._call("cuModuleLoadData", b"no machine code")
    assert "cuModuleLoadData" in str(found.value)
    assert "INVALID_VALUE" in str(found.value)
    assert "\n" not in str(found.value)


def test_layout_leaves_no_gaps_and_no_overlaps() -> None:
    for settings in ({}, {"optimizer": "adam", "dropout": 0.1}, {"normalization": "batch"}, {"normalization": "layer"}):
        program = lowered(**settings).program
        found = layout(program)
        plan, chunk = program.plan, found.chunk
        units = chunk * sum(plan.widths)
        widths = {kind: [plan.widths[op.target] for op in plan.ops if op.kind == kind] for kind in OPS}
        norms = 2 * sum(widths["batch-norm"]) + 2 * chunk * len(widths["layer-norm"])
        saved = chunk * sum(widths["dropout"]) + norms
        state = SLOTS[program.optimizer] * plan.count
        assert found.size == 2 * plan.count + plan.running + state + 2 * chunk + 2 * units + saved
        assert np.diff(found.parts).min() >= 0
        assert np.diff(found.values).tolist() == [chunk * width for width in plan.widths[:-1]]
        assert found.block_bytes == 128 * found.size


def test_equal_arrays_are_copied_once() -> None:
    arena = Arena()
    first = arena.add_input(np.arange(10))
    assert arena.add_input(np.arange(10)) == first
    assert arena.add_output(np.arange(10)) not in (first, arena.add_output(np.arange(10)))
    assert arena.contents()[first : first + 80].view(np.int64).tolist() == list(range(10))
    one, many = Arena(), Arena()
    job = lowered()
    Population([job]).add_to(one)
    for _ in range(100):
        Population([job]).add_to(many)
    assert many.size < 20 * one.size


@pytest.mark.parametrize(
    ("missing", "environment", "word"),
    [
        ("cuda.bindings.driver", {}, 'pip install "whygrad[cuda]"'),
        ("cuda.bindings.nvrtc", {}, 'pip install "whygrad[cuda]"'),
        ("", {"TEST_NO_GPU": "1"}, "finds no GPU (CUDA_ERROR_NO_DEVICE)"),
        ("", {"LD_LIBRARY_PATH": ""}, "driver"),
    ],
    ids=["no bindings", "no compiler", "no GPU", "no driver"],
)
def test_what_is_missing_is_said_in_one_line(
    driver_file: Path, missing: str, environment: dict[str, str], word: str
) -> None:
    code = (
        "import sys\n"
        f"sys.modules[{missing!r}] = None\n"
        "from whygrad.cli import main\n"
        "sys.argv = 'whygrad --lang en map healthy-circle --x learning_rate=0.1:1 --y l2=0:1 --on cuda'.split()\n"
        "sys.exit(main())\n"
    )
    variables = {**os.environ, "LD_LIBRARY_PATH": str(driver_file.parent), **environment}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=variables, timeout=120, check=False
    )
    assert done.returncode == 2, done.stderr
    (line,) = done.stderr.strip().splitlines()
    assert word in line
    assert not done.stdout


def test_macos_has_no_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(InputError, match="macOS"):
        opened()


def test_gpu_is_known_by_what_its_results_depend_on(gpu: Gpu) -> None:
    assert gpu.identity[1:] == ["NVRTC 12.9", "sm_80"]
    assert opened().identity == gpu.identity
