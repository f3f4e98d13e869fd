"""The folder of a training: models, checkpoints, going on after any end, early stopping."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from whygrad.data import load
from whygrad.engine import train
from whygrad.errors import InputError, TraceError
from whygrad.experiment import Experiment
from whygrad.trace import Trace

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")

from whygrad.engine.layered import load_model, training  # noqa: E402

DIGITS = Experiment.from_tree(
    {
        "data": {"name": "digits"},
        "network": {
            "layers": [
                {"conv": 4}, "batch_norm", "relu", {"max_pool": 2}, "flatten", {"dropout": 0.2}, {"dense": 10},
            ],
        },
        "training": {"epochs": 6, "batch_size": 64, "learning_rate": 0.01, "optimizer": "adam", "clip": 1.0},
    }
)  # fmt: skip


class Killed(Exception):
    """Stands for the end of a process in the middle of a step."""


def _ends_at(share: float, error: type[BaseException]) -> Any:
    def progress(done: float) -> None:
        if done > share:
            raise error

    return progress


@pytest.fixture(autouse=True)
def _every_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "SECONDS_BETWEEN_CHECKPOINTS", 0.0)


def test_a_training_goes_on_as_if_nothing_had_happened(tmp_path: Path) -> None:
    whole = train(DIGITS, seeds=2)
    out = tmp_path / "run"
    part = train(DIGITS, seeds=2, out=out, progress=_ends_at(0.3, KeyboardInterrupt))
    assert [str(status) for status in part.status] == ["interrupted"]
    assert (out / "checkpoint-0.safetensors").exists()
    assert Trace.open(out / "trace.zarr").same_as(part)
    with pytest.raises(Killed):
        train(DIGITS, seeds=2, out=out, progress=_ends_at(0.8, Killed))
    shares: list[float] = []
    rest = train(DIGITS, seeds=2, out=out, progress=shares.append)
    assert shares[0] > 0.5  # the first run was done, the second one under way
    assert rest.same_as(whole)
    assert sorted(path.name for path in out.iterdir()) == [
        "experiment.toml", "model-1.safetensors", "model.safetensors", "trace.zarr",
    ]  # fmt: skip
    assert Trace.open(out / "trace.zarr").same_as(whole)


def test_kill_loses_no_more_than_an_epoch(tmp_path: Path) -> None:
    """`kill -9` of the command, then the same command again."""
    file = tmp_path / "digits.toml"
    DIGITS.replace(epochs=150).save(file)
    command = [sys.executable, "-m", "whygrad", "train", str(file), "--out", str(tmp_path / "run"), "--device", "cpu"]
    env = {**os.environ, "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    checkpoint = tmp_path / "run" / "checkpoint-0.safetensors"
    patience = time.monotonic() + 60
    while not checkpoint.exists() and time.monotonic() < patience:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    from whygrad.engine.layered import Folder

    standing = Folder(tmp_path / "run", Experiment.load(file)).standing()
    assert 0 < standing[0] < 150 * 15
    process = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert process.returncode == 0, process.stderr
    assert f"{standing[0]:,}" in process.stderr
    assert not checkpoint.exists()
    names = {path.name for path in (tmp_path / "run").iterdir()}
    assert {"report.html", "scores.json", "confusion.png", "calibration.png", "mistakes.png", "classes.png"} <= names


def test_the_model_answers_as_the_network_did(tmp_path: Path) -> None:
    trace = train(DIGITS, seeds=1, out=tmp_path / "run")
    data = load(DIGITS.data)
    for place in (tmp_path / "run", tmp_path / "run" / "model.safetensors"):
        model = load_model(place)
        assert model.labels == data.class_names
        assert model.experiment == DIGITS
        share = (model.probabilities(data.x_test).argmax(axis=1) == data.y_test).mean()
        assert share == pytest.approx(trace["accuracy_test"][0, -1], abs=1e-6)
    raw = data.pixels_test.values.astype(np.float64)
    np.testing.assert_allclose(model.prepared(raw), data.x_test, atol=1e-6)


@pytest.mark.parametrize("preprocessing", [["center", "scale"], ["pca:20"], ["center", "whiten"]])
def test_the_model_prepares_inputs_as_the_training_did(tmp_path: Path, preprocessing: list[str]) -> None:
    experiment = DIGITS.replace(layers=[{"dense": 10}], epochs=1, preprocessing=preprocessing)
    train(experiment, seeds=1, out=tmp_path / "run")
    data, plain = load(experiment.data), load(DIGITS.data)
    np.testing.assert_allclose(
        load_model(tmp_path / "run").prepared(plain.x_test.astype(np.float64)), data.x_test, atol=2e-4
    )


def test_early_stopping_keeps_the_best_weights(tmp_path: Path) -> None:
    experiment = DIGITS.replace(epochs=80, patience=2, learning_rate=0.03, dropout=0.0)
    trace = train(experiment, seeds=1, out=tmp_path / "run")
    assert trace.status[0] == "finished"
    assert trace.steps[-1] < trace.meta.total_steps
    assert trace.meta.train_samples == round(0.9 * len(load(experiment.data).y_train))
    data, model = load(experiment.data), load_model(tmp_path / "run")
    held = slice(trace.meta.train_samples, None)
    p = model.probabilities(data.x_train[held])
    best = -np.log(p[np.arange(len(p)), data.y_train[held]]).mean()
    flat = np.concatenate([t.numpy().ravel() for t in model.network.state_dict().values() if t.is_floating_point()])
    assert sorted(flat.tolist()) == sorted(trace.final_parameters[0].tolist())
    again = train(experiment.replace(epochs=6), seeds=1)  # before it stops
    assert best < -np.log(1 / 10)
    assert again.steps[-1] <= trace.steps[-1]


def test_what_lies_in_the_folder_is_respected(tmp_path: Path) -> None:
    train(DIGITS.replace(epochs=1), seeds=1, out=tmp_path / "run")
    with pytest.raises(InputError, match="another experiment"):
        train(DIGITS.replace(epochs=2), seeds=1, out=tmp_path / "run")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("dear")
    with pytest.raises(InputError, match="not a training of whygrad"):
        train(DIGITS, seeds=1, out=tmp_path / "letters")
    with pytest.raises(InputError):
        train(DIGITS, seeds=1, out=tmp_path / "letters" / "a.txt")


def test_models_that_are_none(tmp_path: Path) -> None:
    from safetensors.torch import save_file

    with pytest.raises(InputError, match="no model"):
        load_model(tmp_path / "none")
    (tmp_path / "junk.safetensors").write_bytes(b"\x80\x04junk")
    with pytest.raises(InputError, match="cannot be read"):
        load_model(tmp_path / "junk.safetensors")
    save_file({"a": torch.zeros(1)}, tmp_path / "other.safetensors")
    with pytest.raises(InputError, match="whygrad"):
        load_model(tmp_path / "other.safetensors")
    train(DIGITS.replace(epochs=1), seeds=1, out=tmp_path / "run")
    content = (tmp_path / "run" / "model.safetensors").read_bytes()
    (tmp_path / "cut.safetensors").write_bytes(content[: len(content) // 2])
    with pytest.raises(InputError, match="cannot be read"):
        load_model(tmp_path / "cut.safetensors")


def test_a_full_disk_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(TraceError, match="No space left"):
        train(DIGITS, seeds=1, out=tmp_path / "run")
