"""`whygrad export`: files that are what was asked for, in an empty folder; none that is there is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from tests.views.export.running import printed

from whygrad.engine import train as trained
from whygrad.experiment import Experiment, presets
from whygrad.studio.exports import KINDS
from whygrad.trace import Status


@pytest.fixture(autouse=True)
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has a folder of its own, with nothing in it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _started(script: Path) -> np.ndarray:
    """The weights that a script starts from."""
    space: dict[str, Any] = {"__name__": "imported"}
    exec(compile(script.read_text(encoding="utf-8"), script.name, "exec"), space)
    return np.asarray(space["START"])


@pytest.mark.parametrize("kind", [name for key, kind in KINDS.items() for name in (key, *kind.also)])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_kind_is_written(wg: Callable[..., Any], kind: str, language: str, empty: Path) -> None:
    run = wg("export", "healthy-xor", "--to", kind, "--lang", language)
    assert (run.status, run.err) == (0, "")
    (written,) = empty.iterdir()
    assert written.name in run.out
    assert f"{written.stat().st_size:,}" in run.out
    assert written.name == f"healthy-xor{KINDS['pytorch' if kind == 'torch' else kind].ending}"


@pytest.mark.torch
def test_the_script_runs_where_it_was_written(wg: Callable[..., Any], empty: Path) -> None:
    assert wg("export", "healthy-moons", "--to", "torch", "--set", "epochs=3", "--seed", "6").status == 0
    done = subprocess.run(
        [sys.executable, "healthy-moons-torch.py"], capture_output=True, text=True, cwd=empty, check=False
    )
    assert done.returncode == 0, done.stderr
    experiment = presets["healthy-moons"].replace(epochs=3)
    per_epoch = trained(experiment, [6]).meta.steps_per_epoch
    trace = trained(experiment.replace(every=per_epoch), [6])
    np.testing.assert_allclose(printed(done.stdout)[:, 0], trace["loss_train"][0, 1:], atol=1e-4)


def test_trained_weights_are_those_of_the_training(wg: Callable[..., Any], empty: Path) -> None:
    words = ["healthy-xor", "--to", "torch", "--set", "epochs=3", "--seed", "2"]
    assert wg("export", *words, "--out", "plain.py").status == 0
    assert wg("export", *words, "--out", "trained.py", "--trained").status == 0
    trace = trained(presets["healthy-xor"].replace(epochs=3), [2])
    np.testing.assert_array_equal(_started(empty / "plain.py"), trace.initial_parameters[0])
    np.testing.assert_array_equal(_started(empty / "trained.py"), trace.final_parameters[0])


def test_a_trace_gives_its_final_weights(wg: Callable[..., Any], empty: Path) -> None:
    trace = trained(presets["healthy-xor"].replace(epochs=3), [4, 9])
    trace.save(empty / "run.zarr")
    assert wg("export", "run.zarr", "--to", "torch", "--out", "first.py").status == 0
    assert wg("export", "run.zarr", "--to", "torch", "--out", "other.py", "--seed", "9").status == 0
    np.testing.assert_array_equal(_started(empty / "first.py"), trace.final_parameters[0])
    np.testing.assert_array_equal(_started(empty / "other.py"), trace.final_parameters[1])
    for words, hint in ((["--seed", "5"], "4, 9"), (["--set", "epochs=3"], "--set")):
        run = wg("export", "run.zarr", "--to", "torch", "--out", "none.py", *words)
        assert run.status == 2
        assert hint in run.err
    assert not (empty / "none.py").exists()


def test_a_trace_without_an_experiment_is_refused(wg: Callable[..., Any], empty: Path) -> None:
    trace = trained(presets["healthy-xor"].replace(epochs=1), [0])
    trace.meta = replace(trace.meta, experiment=None)
    trace.save(empty / "own.zarr")
    run = wg("export", "own.zarr", "--to", "onnx")
    assert run.status == 2
    assert "no experiment" in run.err
    assert run.err.count("\n") == 1


def test_json_says_what_was_written(wg: Callable[..., Any], empty: Path) -> None:
    run = wg("export", "healthy-xor", "--to", "onnx", "--out", "net.onnx", "--json", "-")
    found = json.loads(run.out)
    assert found == {
        "schema": "whygrad.export/1", "kind": "onnx", "file": "net.onnx", "bytes": (empty / "net.onnx").stat().st_size,
        "experiment": "healthy-xor", "seed": 0, "trained": False,
        "parameters": sum(np.prod(tensor.dims) for tensor in onnx.load("net.onnx").graph.initializer),
    }  # fmt: skip


def test_standard_output_gets_the_file_alone(wg: Callable[..., Any], empty: Path) -> None:
    run = wg("export", "healthy-xor", "--to", "toml", "--out", "-")
    assert Experiment.from_toml(run.out) == presets["healthy-xor"]
    assert not list(empty.iterdir())
    assert wg("export", "healthy-xor", "--to", "toml", "--out", "-", "--json", "-").status == 2


def test_toml_finds_its_data_from_anywhere(wg: Callable[..., Any], empty: Path) -> None:
    assert wg("export", "class-imbalance-csv", "--to", "toml").status == 0
    (empty / "further").mkdir()
    Path("class-imbalance-csv.toml").rename(empty / "further" / "moved.toml")
    assert wg("export", "further/moved.toml", "--to", "onnx").status == 0


def test_no_file_is_replaced_unasked(wg: Callable[..., Any], empty: Path) -> None:
    mine = empty / "healthy-xor-torch.py"
    mine.write_text("mine")
    run = wg("export", "healthy-xor", "--to", "torch")
    assert run.status == 2
    assert "--out" in run.err
    assert mine.read_text() == "mine"
    assert wg("export", "healthy-xor", "--to", "torch", "--out", str(mine)).status == 0
    assert mine.read_text() != "mine"


@pytest.mark.parametrize("package", ["torch", "keras", "numpy"])
def test_a_script_does_not_hide_what_it_imports(wg: Callable[..., Any], package: str) -> None:
    run = wg("export", "healthy-xor", "--to", "torch", "--out", f"{package}.py")
    assert run.status == 2
    assert package in run.err


def test_weights_that_are_none_are_refused(wg: Callable[..., Any], empty: Path) -> None:
    trace = trained(presets["healthy-xor"].replace(epochs=1), [0])
    assert trace.final_parameters is not None
    trace.final_parameters = np.full_like(trace.final_parameters, np.nan)
    trace.save("run.zarr")
    run = wg("export", "run.zarr", "--to", "torch")
    assert run.status == 2
    assert "finite" in run.err
    assert [path.name for path in empty.iterdir()] == ["run.zarr"]


def test_without_onnx_one_line_says_what_to_install(
    wg: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, empty: Path
) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    run = wg("export", "healthy-xor", "--to", "onnx")
    assert run.status == 2
    assert "whygrad[onnx]" in run.err
    assert not list(empty.iterdir())


def test_ctrl_c_exports_what_was_reached(wg: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, empty: Path) -> None:
    trace = trained(presets["healthy-xor"].replace(epochs=2), [0])
    trace.status = (Status.INTERRUPTED,)
    monkeypatch.setattr("whygrad.cli._training.train_one", lambda *_, **__: trace)
    run = wg("export", "healthy-xor", "--to", "torch", "--trained")
    assert run.status == 130
    assert "interrupted" in run.err
    np.testing.assert_array_equal(_started(empty / "healthy-xor-torch.py"), trace.final_parameters[0])
