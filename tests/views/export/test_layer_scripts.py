"""Scripts of networks of layers: what is random is the same, too; they need no whygrad; they are code for people."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from tests.views.export.running import printed
from tests.views.export.running_layers import (
    FASHION,
    LISTS,
    SEED,
    SEQUENCES,
    TRAININGS,
    answers,
    case,
    experiment,
    imported,
    samples,
    script_losses,
    small,
    trained,
    written,
)

from whygrad import i18n
from whygrad.engine import layered
from whygrad.errors import InputError
from whygrad.experiment import Experiment
from whygrad.experiment.layers import checked
from whygrad.experiment.options import BY_KEY
from whygrad.views.export import kind_named
from whygrad.views.export.layered import LayeredSubject, content, of_experiment, of_folder, of_network, of_trace
from whygrad.zoo import network

pytestmark = pytest.mark.torch

AUGMENTED = FASHION | {"augmentation": ["flip", "crop:3", "scale:0.2", "rotate", "jitter", "erase:0.4"]}

in_keras = pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept a copy keyword", "ignore:__array_wrap__ must accept context"
)


@pytest.fixture(autouse=True, scope="module")
def _one_thread() -> None:
    torch.set_num_threads(1)


def _dropping() -> Experiment:
    layers = [{"conv": 4}, {"dropout": 0.3}, "relu", "flatten", {"dropout": 0.5}, {"dense": 10}]
    return experiment("batch-norm").replace(layers=checked(layers))


def _augmented() -> Experiment:
    return experiment("batch-norm").replace(**AUGMENTED)


@pytest.mark.parametrize("values", [_dropping(), _augmented()], ids=["dropout", "augmentation"])
def test_pytorch_draws_the_same_random_numbers(values: Experiment, tmp_path: Path) -> None:
    losses = script_losses(written("pytorch", of_experiment(values, SEED), tmp_path))
    np.testing.assert_allclose(losses, trained(values), rtol=1e-4, atol=1e-5)


def test_every_augmentation_is_tried() -> None:
    assert {word.partition(":")[0] for word in AUGMENTED["augmentation"]} == set(BY_KEY["data.augmentation"].choices)


@in_keras
@pytest.mark.parametrize("values", [_dropping(), _augmented()], ids=["dropout", "augmentation"])
def test_keras_says_what_it_draws_for_itself(values: Experiment, tmp_path: Path) -> None:
    found = of_experiment(values.replace(learning_rate=0.05, epochs=4), SEED)
    script = written("keras", found, tmp_path)
    losses = script_losses(script)
    assert losses[-1, 0] < losses[0, 0]
    words = "dropout" if values.data.augmentation == () else "augmentation"
    assert words in script.read_text(encoding="utf-8")[:500]


@pytest.mark.parametrize("kind", ["pytorch", "keras"])
def test_a_script_needs_nothing_of_ours(kind: str, tmp_path: Path) -> None:
    """In a process of its own, where whygrad cannot be imported; from another folder than its own."""
    script = written(kind, case("bottlenecks"), tmp_path)
    run = "import runpy, sys; sys.modules['whygrad'] = None; runpy.run_path(sys.argv[1], run_name='__main__')"
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-c", run, str(script)], capture_output=True, text=True, cwd=tmp_path.parent, check=False,
        env=kept | {"OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    np.testing.assert_allclose(printed(done.stdout), trained(experiment("bottlenecks")), rtol=1e-3, atol=1e-4)
    imported_from = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for node in ast.walk(ast.parse(script.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert imported_from <= {"math", "pathlib", "numpy", "safetensors", "torch" if kind == "pytorch" else "keras"}
    assert (tmp_path / f"{kind}-x-trained.safetensors").is_file()


def test_what_was_trained_can_be_loaded_again(tmp_path: Path) -> None:
    from safetensors.torch import load_file

    script = written("pytorch", case("own-blocks"), tmp_path)
    script_losses(script)
    net = imported(script)["Net"]()
    before = {name: tensor.clone() for name, tensor in net.state_dict().items()}
    net.load_state_dict(load_file(tmp_path / "pytorch-x-trained.safetensors"))
    assert any(not torch.equal(tensor, before[name]) for name, tensor in net.state_dict().items())


def test_scripts_pass_a_linter(tmp_path: Path) -> None:
    """In both languages, whatever they hold, and laid out as its formatter would; comments are in that language."""
    for language in i18n.LANGUAGES:
        with i18n.use(language):
            subjects = {
                **{name: case(name) for name in (*LISTS, *SEQUENCES, *TRAININGS)},
                "dropping": of_experiment(_dropping(), SEED), "augmented": of_experiment(_augmented(), SEED),
                "resnet": small("resnet-50"), "alexnet": small("alexnet"),
            }  # fmt: skip
            for name, found in subjects.items():
                for kind in ("pytorch", "keras"):
                    code = next(iter(content(kind_named(kind), found, "x").values()))
                    assert isinstance(code, str)
                    assert any("가" <= letter <= "힣" for letter in code) == (language == "ko")
                    (tmp_path / f"{name}-{language}-{kind}.py").write_text(code, encoding="utf-8")
    ruff = [sys.executable, "-m", "ruff"]
    shared = ["--isolated", "--no-cache", "--line-length", "120"]
    for command in (
        [*ruff, "check", *shared, "--select", "E,F,W,I,B", "--output-format", "concise", str(tmp_path)],
        [*ruff, "format", *shared, "--check", str(tmp_path)],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a training of two seeds has left."""
    torch.set_num_threads(1)
    path = tmp_path_factory.mktemp("trained") / "run"
    layered.train(layered.lower(experiment("basic-blocks"), [4, 5], name="mine"), out=path)
    return path


def _differs(found: LayeredSubject, seed: int) -> bool:
    start = of_experiment(experiment("basic-blocks"), seed)
    x = samples(start)
    return bool(np.abs(answers(found, x) - answers(start, x)).max() > 1e-3)


@pytest.mark.parametrize("seed", [None, 4, 5])
def test_a_folder_gives_what_was_trained(folder: Path, seed: int | None) -> None:
    found = of_folder(folder, seed)
    assert (found.seed, found.trained) == (seed or 4, True)
    assert _differs(found, found.seed)
    model = layered.load_model(folder if seed != 5 else folder / "model-5.safetensors")
    x = samples(found, 6)
    np.testing.assert_allclose(answers(found, x), model.outputs(x.reshape(len(x), -1)), rtol=1e-5, atol=1e-6)


def test_a_trace_gives_the_same_weights(folder: Path) -> None:
    from whygrad.trace import Trace

    for seed in (4, 5):
        found, other = of_trace(Trace.open(folder / "trace.zarr"), seed), of_folder(folder, seed)
        for name, tensor in other.state().items():
            if tensor.ndim:  # a trace does not keep how many batches there were
                np.testing.assert_array_equal(found.state()[name], tensor)


def test_a_seed_that_there_is_not(folder: Path) -> None:
    with pytest.raises(InputError, match="4, 5"):
        of_folder(folder, 7)


def test_weights_that_are_none_are_refused() -> None:
    count = sum(tensor.size for tensor in case("batch-norm").state().values() if tensor.ndim)
    for weights in (np.zeros(count - 1, np.float32), np.full(count, np.nan, np.float32)):
        with pytest.raises(InputError):
            of_experiment(experiment("batch-norm"), weights=weights)


def test_random_weights_depend_on_the_seed_and_leave_randomness_alone() -> None:
    torch.manual_seed(0)
    before = torch.get_rng_state()
    first, again, other = (of_network(network("lenet-5"), seed=seed).state()["0.weight"] for seed in (1, 1, 2))
    assert torch.equal(before, torch.get_rng_state())
    np.testing.assert_array_equal(first, again)
    assert np.abs(first - other).max() > 0.01


def test_what_a_model_says_of_itself() -> None:
    import json

    import onnx

    found = of_experiment(experiment("bytes"), 7, name="mine")
    (model,) = content(kind_named("onnx"), found, "x").values()
    assert isinstance(model, bytes)
    read = onnx.load_from_string(model)
    known = {entry.key: entry.value for entry in read.metadata_props}
    assert (known["network"], known["seed"], known["trained"], known["output"]) == ("mine", "7", "false", "logits")
    assert len(json.loads(known["classes"])) == 10
    assert Experiment.from_toml(known["experiment"]) == found.job.experiment
    pixels = found.job.dataset.pixels_test
    seen = pixels.values / 255 * json.loads(known["input_scale"]) + json.loads(known["input_shift"])
    np.testing.assert_allclose(seen, found.job.dataset.x_test, atol=1e-5)
    assert [axis.dim_param or axis.dim_value for axis in read.graph.input[0].type.tensor_type.shape.dim] == [
        "batch", 1, 28, 28,
    ]  # fmt: skip
    assert [one.name for one in read.graph.output] == ["output", "probability"]
