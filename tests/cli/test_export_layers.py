"""`whygrad export` of networks of layers: experiments, trained folders, networks of the zoo."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
from tests.views.export.running import printed

from whygrad.experiment import Experiment, recipes

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")

DIGITS = Experiment.from_tree(
    {
        "data": {"name": "digits", "samples": 60},
        "layers": [{"conv": 4}, "batch_norm", "relu", "flatten", {"dense": 10}],
        "training": {"epochs": 1, "batch_size": 20, "learning_rate": 0.05},
    }
)


@pytest.fixture(autouse=True)
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has a folder of its own, with one experiment in it."""
    torch.set_num_threads(1)
    monkeypatch.chdir(tmp_path)
    DIGITS.save(tmp_path / "mine.toml")
    return tmp_path


@pytest.mark.parametrize(
    ("kind", "ending", "count"),
    [("torch", "-torch.py", 3), ("keras", "-keras.py", 3), ("onnx", ".onnx", 1), ("toml", ".toml", 1)],
)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_kind_is_written(wg: Callable[..., Any], kind: str, ending: str, count: int, language: str) -> None:
    Path("mine.toml").rename("other.toml")
    run = wg("export", "other.toml", "--to", kind, "--out", f"mine{ending}", "--lang", language)
    assert (run.status, run.err) == (0, "")
    found = sorted(path.name for path in Path().iterdir() if path.name != "other.toml")
    assert f"mine{ending}" in found
    assert len(found) == count
    assert all(name in run.out for name in found)


def test_a_trained_folder_runs_on_where_it_was_exported(wg: Callable[..., Any], empty: Path) -> None:
    assert wg("train", "mine.toml", "--out", "run").status == 0
    run = wg("export", "run", "--to", "torch", "--json", "-")
    told = json.loads(run.out)
    assert told["files"] == ["run-torch.py", "run-torch.safetensors", "run-torch-data.safetensors"]
    assert (told["trained"], told["seed"], told["experiment"]) == (True, 0, "run")
    done = subprocess.run([sys.executable, "run-torch.py"], capture_output=True, text=True, cwd=empty, check=False)
    assert done.returncode == 0, done.stderr
    assert printed(done.stdout).shape == (1, 2)
    assert wg("export", "run/model.safetensors", "--to", "onnx").status == 0
    assert Path("model.onnx").is_file()
    for words in (["run", "--set", "epochs=3"], ["run", "--seed", "8"], ["run", "--weights", "x.pth"]):
        refused = wg("export", *words, "--to", "onnx")
        assert refused.status == 2
        assert refused.err.count("\n") == 1
    assert not Path("run.onnx").exists()


def test_trained_weights_are_those_of_the_training(wg: Callable[..., Any]) -> None:
    from whygrad.engine import layered

    assert wg("export", "mine.toml", "--to", "onnx", "--trained", "--seed", "3").status == 0
    job = layered.lower(DIGITS, [3])
    layered.train(job, out="there")
    model = layered.load_model("there")
    x = job.dataset.x_test
    session = onnxruntime.InferenceSession("mine.onnx", providers=["CPUExecutionProvider"])
    given = session.run(["output"], {"input": x.reshape(-1, *job.shape)})[0]
    np.testing.assert_allclose(given, model.outputs(x), rtol=1e-4, atol=1e-5)


def test_a_network_of_the_zoo_with_weights_and_without(wg: Callable[..., Any]) -> None:
    from safetensors.torch import load_file

    assert "random" in wg("export", "resnet-18", "--to", "torch", "--input", "3x32x32", "--classes", "5").out
    state = load_file("resnet-18-torch.safetensors")
    assert state["fc.weight"].shape == (5, 512)
    torch.save(state, "given.pth")
    words = ["resnet-18", "--weights", "given.pth", "--input", "3x32x32", "--classes", "5"]
    run = wg("export", *words, "--to", "onnx")
    assert (run.status, "random" in run.out) == (0, False)
    session = onnxruntime.InferenceSession("resnet-18.onnx", providers=["CPUExecutionProvider"])
    assert session.run(None, {"input": np.zeros((2, 3, 32, 32), np.float32)})[0].shape == (2, 5)
    wrong = wg("export", "resnet-34", "--weights", "given.pth", "--to", "torch")
    assert wrong.status == 2
    assert "given.pth" in wrong.err


def test_nothing_is_replaced_unasked(wg: Callable[..., Any]) -> None:
    Path("mine-torch-data.safetensors").write_text("mine")
    run = wg("export", "mine.toml", "--to", "torch")
    assert run.status == 2
    assert "mine-torch-data.safetensors" in run.err
    assert Path("mine-torch-data.safetensors").read_text() == "mine"
    assert not Path("mine-torch.py").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["lenet-5", "--to", "toml"],
        ["lenet-5", "--to", "html"],
        ["mine.toml", "--to", "html"],
        ["mine.toml", "--to", "torch", "--out", "-"],
        ["lenet-5", "--to", "onnx", "--trained"],
        ["lenet-5", "--to", "onnx", "--set", "epochs=3"],
        ["lenet-5", "--to", "onnx", "--weights", "none.pth"],
        ["lenet-5", "--to", "onnx", "--input", "1x2x2"],
        ["mine.toml", "--to", "onnx", "--classes", "3"],
        ["healthy-moons", "--to", "onnx", "--weights", "none.pth"],
        ["mine.toml", "--to", "torch", "--out", "torch.py"],
    ],
)
def test_misuse_is_one_line(wg: Callable[..., Any], words: list[str]) -> None:
    run = wg("export", *words)
    assert run.status == 2
    assert run.err.count("\n") == 1, run.err
    assert [path.name for path in Path().iterdir()] == ["mine.toml"]


def test_an_unfinished_training_says_how_to_go_on(wg: Callable[..., Any]) -> None:
    Path("half").mkdir()
    DIGITS.save("half/experiment.toml")
    run = wg("predict", "half", "picture.png")
    assert run.status == 2
    assert "--out" in run.err


def test_a_recipe_as_toml(wg: Callable[..., Any]) -> None:
    name = next(iter(recipes))
    assert wg("export", name, "--to", "toml").status == 0
    assert Experiment.load(f"{name}.toml") == recipes[name]
