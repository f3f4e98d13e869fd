"""Scripts and models of networks of layers answer and learn as the network itself does, whatever its layers are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from tests.views.export.running_layers import (
    LISTS,
    SEQUENCES,
    TRAININGS,
    answers,
    case,
    drawn,
    experiment,
    imported,
    samples,
    script_losses,
    small,
    trained,
    written,
)

from whygrad.experiment.layers import KINDS, every
from whygrad.nets.torch_memory import memory_format
from whygrad.views.export import kind_named
from whygrad.views.export.layered import LayeredSubject, content
from whygrad.zoo import network, networks
from whygrad.zoo.weights import expected

pytestmark = pytest.mark.torch

TOLERANCE = 1e-4

# Keras calls NumPy in a way that is on its way out.
in_keras = pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept a copy keyword", "ignore:__array_wrap__ must accept context"
)


@pytest.fixture(autouse=True, scope="module")
def _one_thread() -> None:
    torch.set_num_threads(1)


def _pytorch(script: Path, x: np.ndarray) -> np.ndarray:
    from safetensors.torch import load_file

    net = imported(script)["Net"]()
    net.load_state_dict(load_file(script.with_suffix(".safetensors")))
    with torch.no_grad():
        return net.eval()(torch.tensor(x)).numpy()


def _keras(script: Path, x: np.ndarray) -> np.ndarray:
    space = imported(script)
    model = space["network"]()
    space["load"](model, script.with_suffix(".safetensors"))
    return model.predict_on_batch(np.moveaxis(x, 1, -1) if x.ndim == 4 else x)


def _onnx(found: LayeredSubject, x: np.ndarray) -> np.ndarray:
    (model,) = content(kind_named("onnx"), found, "x").values()
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    assert session.run(["output"], {"input": x[:1]})[0].shape[0] == 1  # any number of samples
    return session.run(["output"], {"input": x})[0]


def _same(given: np.ndarray, expected: np.ndarray) -> None:
    """To 1e-4 of the largest answer, which is no small one."""
    assert np.isfinite(expected).all()
    assert expected.std() > 1e-3
    np.testing.assert_allclose(given, expected, rtol=TOLERANCE, atol=TOLERANCE * np.abs(expected).max())


def test_every_kind_of_layer_is_in_some_case() -> None:
    found = {layer.kind for name in (*LISTS, *SEQUENCES) for layer in every(experiment(name).network.layers)}
    assert found == set(KINDS) - {"dropout"}  # which test_layer_scripts trains


@in_keras
@pytest.mark.parametrize("name", [*LISTS, *SEQUENCES])
def test_answers_are_the_networks(name: str, tmp_path: Path) -> None:
    found = drawn(case(name))
    x = samples(found)
    wanted = answers(found, x)
    _same(_pytorch(written("pytorch", found, tmp_path), x), wanted)
    _same(_onnx(found, x), wanted)
    _same(_keras(written("keras", found, tmp_path), x), wanted)


@pytest.mark.parametrize("name", [*LISTS, *SEQUENCES, *TRAININGS])
def test_pytorch_gives_the_same_losses(name: str, tmp_path: Path) -> None:
    losses = script_losses(written("pytorch", case(name), tmp_path))
    np.testing.assert_allclose(losses, trained(experiment(name)), rtol=1e-4, atol=1e-5)


# Batches of few samples through batch normalization and a learning rate that is large let rounding grow.
# Keras' channels lie last in PyTorch's memory, where some networks are not safe with oneDNN.
@in_keras
@pytest.mark.parametrize("name", [*LISTS, *SEQUENCES, *TRAININGS])
def test_keras_gives_the_same_losses(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = case(name)
    monkeypatch.setattr(torch.backends.mkldnn, "enabled", memory_format(found.network) is torch.channels_last)
    losses = script_losses(written("keras", found, tmp_path))
    np.testing.assert_allclose(losses, trained(experiment(name)), rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("name", networks())
def test_networks_of_the_zoo_as_pytorch_and_onnx(name: str, tmp_path: Path) -> None:
    found = small(name)
    x = samples(found, 2)
    wanted = answers(found, x)
    _same(_pytorch(written("pytorch", found, tmp_path), x), wanted)
    _same(_onnx(found, x), wanted)


@in_keras
@pytest.mark.parametrize("name", ["alexnet", "alexnet-2012", "vgg-11-bn", "resnet-18", "resnet-50", "plain-20", "gru"])
def test_networks_of_the_zoo_as_keras(name: str, tmp_path: Path) -> None:
    found = small(name)
    x = samples(found, 2)
    _same(_keras(written("keras", found, tmp_path), x), answers(found, x))


@pytest.mark.parametrize("name", ["alexnet", "vgg-13-bn", "resnet-34", "resnet-50"])
def test_names_are_torchvisions(name: str) -> None:
    """What published weights are called, so that they load into the script's network, and its weights elsewhere."""
    from whygrad.views.export.layered import pytorch_layers

    found = small(name)
    code = pytorch_layers.code(found)
    assert {code.name_of(tensor) for tensor in found.state()} == set(expected(network(name)))
