"""The trace of a training of layers while it is trained: readable at any time, kept by `kill -9` and by a full disk."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from whygrad.diagnose import diagnose
from whygrad.engine import train
from whygrad.errors import TraceError
from whygrad.experiment import Experiment
from whygrad.studio.following import Traces
from whygrad.trace import HISTOGRAM_RANGES, Trace
from whygrad.trace.glance import glance

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")

from whygrad.engine.layered import arrays, job, observer, training  # noqa: E402

DETAILS = ("histograms", "units")
DIGITS = Experiment.from_tree(
    {
        "data": {"name": "digits", "preprocessing": ["center-channel", "scale-channel"]},
        "network": {"layers": [{"conv": 4}, "relu", {"max_pool": 2}, "flatten", {"dense": 6}, "tanh", {"dense": 10}]},
        "training": {"epochs": 3, "batch_size": 64, "learning_rate": 0.1},
    }
)  # fmt: skip


class Killed(Exception):
    """Stands for the end of a process in the middle of a step."""


@pytest.fixture(autouse=True)
def _every_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "SECONDS_BETWEEN_CHECKPOINTS", 0.0)


def test_each_record_is_readable_as_soon_as_it_is_made(tmp_path: Path) -> None:
    out, seen = tmp_path / "run", []

    def look(done: float) -> None:
        if round(done * 45) % 9:
            return
        found = glance(out / "trace.zarr")
        assert found is not None
        assert not found.finished
        assert found.growing(time.time())
        seen.append(Trace.open(out / "trace.zarr"))

    whole = train(DIGITS, seeds=1, out=out, progress=look, detail=DETAILS)
    lengths = [len(trace.steps) for trace in seen]
    assert lengths == sorted(lengths)
    assert lengths[0] < lengths[-1]
    for trace in seen:  # what is there is what the whole training's trace says
        count = len(trace.steps)
        np.testing.assert_array_equal(trace.steps, whole.steps[:count])
        assert json.dumps(trace.meta.to_json()) == json.dumps(whole.meta.to_json())  # NaN equals NaN
        for name, values in trace.channels.items():
            same = whole[name][:, :count] if values.shape[1:2] == (count,) else whole[name]
            np.testing.assert_array_equal(values, same, err_msg=name)
    assert Trace.open(out / "trace.zarr").same_as(whole)


def test_a_killed_training_is_diagnosed_and_shown(tmp_path: Path) -> None:
    """Units that die at once: the rules say so of a training that was killed, as of one that ended."""
    layers = [{"conv": 4}, "relu", {"conv": 8}, "relu", "flatten", {"dense": 16}, "relu", {"dense": 10}]
    ill = DIGITS.replace(layers=layers, learning_rate=3.0, epochs=2000, every=5)
    file, out = tmp_path / "ill.toml", tmp_path / "run"
    ill.save(file)
    command = [sys.executable, "-m", "whygrad", "train", str(file), "--out", str(out), "--device", "cpu"]
    env = {**os.environ, "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    patience = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < patience:
        found = glance(out / "trace.zarr")
        if found is not None and found.records >= 20 and list(out.glob("checkpoint-*")):
            break
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    trace = Trace.open(out / "trace.zarr")
    assert len(trace.steps) >= 20
    assert [str(status) for status in trace.status] == ["interrupted"]
    assert trace.has("activation_histogram", "unit_active_share", "weight_histogram")
    dead = next(finding for finding in diagnose(trace).findings if finding.code == "dead-units")
    assert "conv2" in dead.where.layers
    off = (trace["unit_active_share"][0, -1, 1, :8] == 0).mean()  # in this record; a dead unit is off for longer
    assert 0.5 < trace["dead_share"][0, -1, 1] <= off + 1e-6
    listed = Traces(out).listed()["traces"]
    assert [entry["records"] for entry in listed] == [len(trace.steps)]
    assert Traces(out).judged(listed[0]["id"])["diagnosis"] is not None
    said = subprocess.run(
        [sys.executable, "-m", "whygrad", "diagnose", str(out)],
        env=env, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert said.returncode == 1, said.stderr
    assert "dead-units" in said.stdout


def test_a_killed_writer_leaves_nothing_behind_for_long(tmp_path: Path) -> None:
    def end(done: float) -> None:
        if done > 0.5:
            raise Killed

    out = tmp_path / "run"
    with pytest.raises(Killed):
        train(DIGITS, seeds=2, out=out, progress=end)
    (out / ".checkpoint-0.safetensors.99.partial").write_bytes(b"half")
    (out / ".trace.zarr.abc.partial").mkdir()
    assert train(DIGITS, seeds=2, out=out).same_as(train(DIGITS, seeds=2))
    assert sorted(path.name for path in out.iterdir()) == [
        "experiment.toml", "model-1.safetensors", "model.safetensors", "trace.zarr",
    ]  # fmt: skip


def test_histograms_and_units_are_those_of_the_network(tmp_path: Path) -> None:
    """At the first record, from the initial weights: counted by NumPy, the derivatives by autograd."""
    experiment = DIGITS.replace(epochs=1, every=1000)
    trace = train(experiment, seeds=1, detail=DETAILS)
    from whygrad.engine import layered
    from whygrad.engine.layered.samples import Samples
    from whygrad.engine.layered.weights import draw

    lowered = layered.lower(experiment, [0])
    network = layered.build(lowered)
    draw(network, lowered, lowered.seeds)
    x, y = Samples(lowered, lowered.seeds, torch.device("cpu")).batch(0)
    z1 = network[0](x)
    a1 = torch.relu(z1)
    z2 = network[4](network[3](network[2](a1)))
    a2 = torch.tanh(z2)
    z3 = network[6](a2)
    torch.nn.functional.cross_entropy(z3, y).backward()
    weights = [network[place].weight for place in (0, 4, 6)]
    units = (4, 6, 10)
    for layer, (z, a, w) in enumerate(zip((z1, z2, z3), (a1, a2, z3), weights, strict=True)):
        for name, values in (
            ("preactivation_histogram", z), ("activation_histogram", a),
            ("gradient_histogram", w.grad.abs().log10()), ("weight_histogram", w.abs().log10()),
        ):  # fmt: skip
            low, high = HISTOGRAM_RANGES[name]
            flat = values.detach().numpy().ravel().astype(np.float64).clip(low, high)
            expected = np.histogram(flat, 32, (low, high))[0] / flat.size
            np.testing.assert_allclose(trace[name][0, 0, layer], expected, atol=2.5 / flat.size, err_msg=name)
        a = a.detach().movedim(1, -1).reshape(-1, units[layer])
        np.testing.assert_allclose(trace["unit_activation_mean"][0, 0, layer, : units[layer]], a.mean(0), atol=1e-5)
        active = (a > 0).float().mean(0) if layer == 0 else torch.ones(units[layer])
        np.testing.assert_allclose(trace["unit_active_share"][0, 0, layer, : units[layer]], active, atol=1e-6)
        assert np.isnan(trace["unit_activation_mean"][0, 0, layer, units[layer] :]).all()


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wide layers have numbers of their first units only; a watch keeps none of the records that are taken."""
    monkeypatch.setattr(observer, "MOST_OF_UNITS", 3 * 3 * 5)
    kept: list[int] = []
    take = observer.Observer.take

    def counted(self: Any) -> Any:
        rows = take(self)
        kept.append(len(self._watch.records))
        return rows

    monkeypatch.setattr(observer.Observer, "take", counted)
    experiment = DIGITS.replace(epochs=1, every=7)
    trace = train(experiment, seeds=1, detail=DETAILS)
    assert max(kept) == 1
    assert len(trace.steps) == len(job.lower(experiment, [0]).record_steps) == 4
    assert trace["unit_activation_mean"].shape == (1, 4, 3, 3 * 3 * 5 // (4 * 3))


def test_what_is_recorded_in_detail_changes_nothing_else(tmp_path: Path) -> None:
    plain, much = train(DIGITS, seeds=1), train(DIGITS, seeds=1, detail=DETAILS, out=tmp_path / "run")
    for name, values in plain.channels.items():
        np.testing.assert_array_equal(values, much[name], err_msg=name)
    np.testing.assert_array_equal(plain.final_parameters, much.final_parameters)


@pytest.mark.parametrize("what", ["checkpoint", "record"])
def test_a_full_disk_is_one_line_and_loses_nothing_before_it(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No room from some moment on; when there is room again, the same call goes on to the same end."""
    whole, out = train(DIGITS, seeds=1), tmp_path / "run"
    calls = [0]

    def full(*given: Any, **named: Any) -> Any:
        calls[0] += 1
        if calls[0] > 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*given, **named)

    place, name = (os, "fsync") if what == "checkpoint" else (Path, "write_bytes")
    if what == "record":
        calls[0] = -150  # files that a trace takes when it begins
    real = getattr(place, name)
    monkeypatch.setattr(place, name, full)
    with pytest.raises(TraceError, match="No space left") as refused:
        train(DIGITS, seeds=1, out=out)
    assert "\n" not in str(refused.value)
    assert str(out) in str(refused.value)
    monkeypatch.setattr(place, name, real)
    assert not list(out.glob("*.partial"))
    kept = Trace.open(out / "trace.zarr")
    assert 0 < len(kept.steps) < len(whole.steps)
    np.testing.assert_array_equal(kept["loss_train"], whole["loss_train"][:, : len(kept.steps)])
    if what == "checkpoint":
        tensors, header = arrays.read(out / "checkpoint-0.safetensors")
        assert tensors
        assert header["step"] > 0
    assert train(DIGITS, seeds=1, out=out).same_as(whole)
