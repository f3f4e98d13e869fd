"""Maps: each pixel is the training that its settings name, and what was trained is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import whygrad as wg
from whygrad.errors import WhygradError
from whygrad.experiment import Experiment
from whygrad.maps import Map, filled, train_map
from whygrad.maps.measure import Runs, epochs_to_half
from whygrad.maps.pixels import Trainer

CIRCLE = Experiment().replace(name="circle", samples=100, epochs=5)


def made(folder: Path, x: str, y: str, base: Experiment = CIRCLE, **options: Any) -> Map:
    given: dict[str, Any] = {"size": 4, "seeds": 2, **options}
    return train_map(base, x, y, folder=folder, **given)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ("learning_rate=0.01:100:log", "l2=0:0.1"),
        ("learning_rate=0.01:1:log", "init=normal:0.01:10:log"),
        ("l1=0:0.01", "clip=0:1"),
        ("dropout=0:0.5", "depth=1:4"),
        ("batch_size=1:50", "activation=tanh,relu,step"),
        ("optimizer=sgd,adam,adamw", "l2=0.001:0.1:log"),
        ("noise=0:1", "width=1:8"),
        ("epochs=1:4", "schedule=constant,cosine"),
    ],
)
@pytest.mark.parametrize("measure", ["loss", "train-accuracy"])
def test_each_pixel_is_its_training(tmp_path: Path, x: str, y: str, measure: str) -> None:
    found = made(tmp_path, x, y, measure=measure)
    channel = {"loss": "loss_test", "train-accuracy": "accuracy_train"}[measure]
    for row, column in [(0, 0), (0, -1), (-1, 0), (1, 1), (-1, -1)]:
        settings = found.x.apply(found.y.apply(CIRCLE, found.y.values[row]), found.x.values[column])
        trace = wg.train(settings, 2)
        values = np.where([status == "non-finite" for status in trace.status], np.nan, trace[channel][:, -1])
        np.testing.assert_array_equal(found.values[0, row, column], values.astype(np.float32))


@pytest.mark.parametrize(("data", "ending"), [("circle", "diverged"), ("plane", "non-finite")])
def test_status_of_pixels_is_that_of_their_trainings(tmp_path: Path, data: str, ending: str) -> None:
    base = CIRCLE.replace(name=data, activation="relu", epochs=20)
    found = made(tmp_path, "learning_rate=0.1:1000:log", "init=normal:0.01:100:log", base, size=6)
    numbers = {"finished": 0, "diverged": 1, "non-finite": 2}
    for row in range(6):
        for column in range(6):
            trace = wg.train(found.x.apply(found.y.apply(base, found.y.values[row]), found.x.values[column]), 2)
            assert found.ended[0, row, column].tolist() == [numbers[str(status)] for status in trace.status]
    assert {"finished", ending} <= set(found.shares())


def test_finding_of_a_pixel_is_the_diagnosis_of_its_training(tmp_path: Path) -> None:
    base = CIRCLE.replace(activation="sigmoid", epochs=60)
    found = made(tmp_path, "learning_rate=0.001:100:log", "depth=1:8", base, measure="finding", seeds=1, size=3)
    for row in range(3):
        for column in range(3):
            experiment = found.x.apply(found.y.apply(base, found.y.values[row]), found.x.values[column])
            findings = [one.code for one in wg.diagnose(wg.train(experiment, 1)).findings if one.severity != "info"]
            assert found.names[found.codes[0, row, column]] == (findings[0] if findings else "healthy")
    assert len(found.names) > 2


def test_networks_that_the_kernel_does_not_train(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    base = CIRCLE.replace(epochs=2, patience=3)
    found = made(tmp_path, "learning_rate=0.01:0.1", "l2=0:0.1", base, size=2, seeds=1)
    trace = wg.train(base.replace(learning_rate=0.1, l2=0.1), 1)
    np.testing.assert_array_equal(found.values[0, 1, 1], trace["loss_test"][:, -1])


def test_planes_of_a_third_axis(tmp_path: Path) -> None:
    found = made(tmp_path, "learning_rate=0.01:1:log", "l2=0:0.1", z="activation=tanh,relu")
    for plane, activation in enumerate(("tanh", "relu")):
        alone = made(tmp_path / "2", "learning_rate=0.01:1:log", "l2=0:0.1", CIRCLE.replace(activation=activation))
        np.testing.assert_array_equal(found.values[plane], alone.values[0])


def test_what_was_trained_is_not_trained_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(tmp_path, "learning_rate=0.01:1:log", "l2=0:0.1", size=40)
    trained = _counted(monkeypatch)
    again = made(tmp_path, "learning_rate=0.01:1:log", "l2=0:0.1", size=40)
    assert sum(trained) <= 40  # the estimate's few pixels
    np.testing.assert_array_equal(first.values, again.values)
    made(tmp_path, "learning_rate=0.01:1:log", "l2=0:0.1", CIRCLE.replace(epochs=6), size=40)
    assert sum(trained) >= 1600  # another experiment


def test_damaged_files_are_trained_again(tmp_path: Path) -> None:
    first = made(tmp_path, "learning_rate=0.01:1:log", "l2=0:0.1")
    files = list(tmp_path.rglob("*.npz"))
    assert files
    for number, file in enumerate(files):
        file.write_bytes(b"" if number % 2 else file.read_bytes()[:50])
    np.testing.assert_array_equal(made(tmp_path, "learning_rate=0.01:1:log", "l2=0:0.1").values, first.values)


def test_interruption_keeps_whole_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = made(tmp_path / "whole", "learning_rate=0.01:1:log", "l2=0:0.1", size=100)
    real, calls = Trainer.train, []

    def third_is_interrupted(self: Trainer, *arguments: Any) -> Any:
        calls.append(1)
        if len(calls) == 4:  # the estimate, two blocks, and then Ctrl-C
            raise KeyboardInterrupt
        return real(self, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Trainer, "train", third_is_interrupted)
        part = made(tmp_path / "part", "learning_rate=0.01:1:log", "l2=0:0.1", size=100)
    assert 0 < part.trained < 1
    known = part.ended != -1
    np.testing.assert_array_equal(part.values[known], whole.values[known])
    assert (filled(part).ended != -1).all()
    trained = _counted(monkeypatch)
    rest = made(tmp_path / "part", "learning_rate=0.01:1:log", "l2=0:0.1", size=100)
    np.testing.assert_array_equal(rest.values, whole.values)
    assert sum(trained) <= round((1 - part.trained) * 10_000) + 40


def test_mean_and_spread_over_seeds(tmp_path: Path) -> None:
    found = made(tmp_path, "learning_rate=0.01:0.1", "l2=0:0.1", seeds=5)
    np.testing.assert_allclose(found.mean, found.values.mean(axis=-1), rtol=1e-6)
    np.testing.assert_allclose(found.spread, found.values.std(axis=-1, ddof=1), rtol=1e-4)


def test_best_pixel(tmp_path: Path) -> None:
    found = made(tmp_path, "learning_rate=0.001:1:log", "l2=0:0.1")
    best = found.best
    assert best is not None
    assert best["value"] == pytest.approx(float(np.nanmin(found.mean)))
    chosen = CIRCLE.replace(**best["settings"])
    assert wg.train(chosen, 2)["loss_test"][:, -1].mean() == pytest.approx(best["value"], rel=1e-6)


def test_speed_by_interpolation() -> None:
    loss = np.array([[1.0, 0.8, 0.4, 0.1], [1.0, 0.9, 0.8, 0.7], [0.4, 0.3, 0.2, 0.1]], np.float32)
    runs = Runs({"loss_train": loss}, np.array([0.0, 1.0, 2.0, 4.0]), np.full(3, 1.0))
    np.testing.assert_allclose(epochs_to_half(runs), [1.75, np.nan, 0.0], rtol=1e-6)


def test_xarray_and_zarr_hold_everything(tmp_path: Path) -> None:
    import xarray as xr

    found = made(tmp_path, "learning_rate=0.01:1:log", "init=normal:0.1:1", seeds=3)
    found.save(tmp_path / "map.zarr")
    opened = xr.open_zarr(tmp_path / "map.zarr", consolidated=False)
    np.testing.assert_array_equal(opened["value"].values, found.values)
    assert opened["x"].values.tolist() == list(found.x.values)
    assert opened.attrs["axes"]["y"] == {"key": "network.init", "values": list(found.y.values)}
    assert Experiment.from_toml(opened.attrs["experiment"]) == CIRCLE
    found.save(tmp_path / "map.zarr")  # a map may be replaced, anything else may not
    (tmp_path / "other").mkdir()
    with pytest.raises(WhygradError, match="not a map"):
        found.save(tmp_path / "other")


def test_too_long_and_too_large_is_refused_before_training(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WhygradError, match="more than 1 s"):
        made(tmp_path, "learning_rate=0.01:1:log", "l2=0:0.1", CIRCLE.replace(epochs=100_000), size=512, seconds=1.0)
    monkeypatch.setenv("WHYGRAD_MEMORY", "1 MB")
    with pytest.raises(WhygradError, match="memory"):
        made(tmp_path, "learning_rate=0.01:1:log", "l2=0:0.1", size=512)
    assert not list(tmp_path.rglob("*.npz"))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"size": 1}, "between 2"),
        ({"measure": "los"}, "loss"),
        ({"z": "l2=0,0.1"}, "twice"),
        ({"z": "l1=0:0.1"}, "is a range"),
        ({"seeds": [1, 1]}, "different"),
        ({"seeds": -1}, "seed"),
    ],
)
def test_bad_input_is_one_line(tmp_path: Path, options: dict[str, Any], said: str) -> None:
    with pytest.raises(WhygradError) as error:
        made(tmp_path, "learning_rate=0.01:1:log", "l2=0:0.1", **options)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_json_is_of_its_format(tmp_path: Path) -> None:
    from pydantic import TypeAdapter

    from whygrad.formats import FORMATS

    found = made(tmp_path, "learning_rate=0.01:1:log", "activation=tanh,relu")
    TypeAdapter(FORMATS["whygrad.map/1"]).validate_json(json.dumps(found.to_json()), strict=True)


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of pixels of each call that trains, from here on."""
    real, counts = Trainer.train, list[int]()

    def counting(self: Trainer, rows: Any, *rest: Any) -> Any:
        counts.append(len(rows))
        return real(self, rows, *rest)

    monkeypatch.setattr(Trainer, "train", counting)
    return counts
