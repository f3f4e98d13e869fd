"""Networks of layers: the same numbers as the kernel's where both can train a network, and what only layers can say."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from whygrad.engine import train
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment

torch = pytest.importorskip("torch")

# As many training samples as a batch holds: the watcher's batch and the lab's probe batch are then the same samples.
DATA = {"name": "circle", "samples": 256}
TRAINING = {
    "epochs": 40, "batch_size": 128, "learning_rate": 0.3, "optimizer": "momentum", "warmup": 0.1, "schedule": "cosine",
}  # fmt: skip
PAIRS: dict[str, tuple[dict[str, Any], list[Any], dict[str, Any]]] = {
    "plain": (
        {"hidden": [8, 4]},
        [{"dense": 8}, "tanh", {"dense": 4}, "tanh", {"dense": 1}],
        {"clip": 0.5, "l1": 1e-4, "l2": 1e-3},
    ),
    "batch": (
        {"hidden": [8, 8], "normalization": "batch", "activation": "relu", "init": "he-normal"},
        [{"dense": 8}, "batch_norm", "relu", {"dense": 8}, "batch_norm", "relu", {"dense": 1}],
        {"l2": 1e-3},
    ),
    "residual": (
        {"hidden": [8, 8], "normalization": "layer", "activation": "prelu", "residual": True},
        [{"dense": 8}, "layer_norm", "prelu", {"residual": [{"dense": 8}, "layer_norm", "prelu"]}, {"dense": 1}],
        {"learning_rate": 0.05},
    ),
    "squared": (
        {"hidden": [6], "activation": "sigmoid", "output": "sigmoid"},
        [{"dense": 6}, "sigmoid", {"dense": 1}],
        {"loss": "squared", "batch_size": 16, "optimizer": "adamw", "learning_rate": 0.01, "l2": 0.1},
    ),
}
ALIKE = (
    "gradient_norm", "learning_rate", "gradient_rms", "gradient_l2", "backprop_rms", "weight_rms", "update_ratio",
    "preactivation_mean", "preactivation_std", "activation_rms", "sample_std", "unit_std", "dead_share",
    "saturated_share", "zero_share",
)  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_kernel_and_layers_agree(name: str) -> None:
    network, layers, training = PAIRS[name]
    settings = {**TRAINING, **training}
    hidden = train(Experiment(data=DATA, network=network, training=settings), seeds=[0, 3], engine="kernel")
    output = {key: value for key, value in network.items() if key in ("init", "output")}
    listed = train(Experiment(data=DATA, network={"layers": layers, **output}, training=settings), seeds=[0, 3])
    assert listed.meta.framework == "torch"
    places = [listed.steps.tolist().index(step) for step in hidden.steps]
    for channel in ("loss_train", "loss_test", "accuracy_train", "accuracy_test"):
        np.testing.assert_allclose(listed[channel][:, places], hidden[channel], atol=1e-4, err_msg=channel)
    for field in ("task", "classes", "loss", "output", "takes_logits", "chance_loss", "total_steps", "data"):
        assert getattr(listed.meta, field) == getattr(hidden.meta, field), field
    for ours, theirs in zip(listed.meta.layers, hidden.meta.layers, strict=True):
        same = ("kind", "normalization", "residual", "inputs", "outputs")
        assert [getattr(ours, key) for key in same] == [getattr(theirs, key) for key in same]
        assert ours.activation == theirs.activation
    np.testing.assert_array_equal(listed.initial_parameters, hidden.initial_parameters[:, : _count(listed)])
    if settings["batch_size"] < 128:
        return  # each record then looks at another batch
    for channel in ALIKE:
        np.testing.assert_allclose(listed[channel][:, places], hidden[channel], rtol=1e-3, atol=2e-5, err_msg=channel)
    quality, promised = listed["step_quality"][:, places[1:]], hidden["step_quality"][:, 1:]
    assert np.nanmax(abs(quality - promised)) < 0.5  # one is an estimate without a second look at the batch


def _count(trace: Any) -> int:
    return int(trace.initial_parameters.shape[1])


DIGITS = Experiment.from_tree(
    {
        "data": {"name": "digits"},
        "network": {
            "layers": [
                {"conv": 8}, "batch_norm", "relu", {"max_pool": 2},
                {"residual": [{"conv": 8, "padding": 1}, "batch_norm"]}, "relu", {"dropout": 0.1}, "flatten",
                {"dense": 10},
            ],
            "init": "he-normal",
        },
        "training": {"epochs": 3, "batch_size": 32, "learning_rate": 0.1, "optimizer": "momentum"},
    }
)  # fmt: skip


def test_pictures_are_learned_and_runs_are_stacked() -> None:
    trace = train(DIGITS, seeds=2)
    assert trace["accuracy_test"].shape[0] == 2
    assert (trace["accuracy_test"][:, -1] > 0.8).all()
    assert [layer.name for layer in trace.meta.layers] == ["conv1", "conv2", "output"]
    assert [layer.residual for layer in trace.meta.layers] == [False, True, False]
    assert [layer.normalization for layer in trace.meta.layers] == ["batch", "batch", "none"]
    alone = train(DIGITS, seeds=[1])
    np.testing.assert_array_equal(alone["loss_train"][0], trace["loss_train"][1])
    np.testing.assert_array_equal(alone["gradient_rms"][0], trace["gradient_rms"][1])


def test_the_last_loss_is_that_of_the_network_that_is_left() -> None:
    trace = train(DIGITS.replace(epochs=1), seeds=1)
    from whygrad.data import load
    from whygrad.engine import layered

    network = layered.build(layered.lower(DIGITS, [0]))
    flat = torch.tensor(trace.final_parameters[0])
    tensors = [*network.parameters(), *(b for b in network.buffers() if b.is_floating_point())]
    for tensor, values in zip(tensors, flat.split([t.numel() for t in tensors]), strict=True):
        tensor.data.copy_(values.reshape(tensor.shape))
    data = load(DIGITS.data)
    x = torch.tensor(data.x_test).reshape(-1, 1, 8, 8)
    with torch.no_grad():
        loss = torch.nn.functional.cross_entropy(network.eval()(x), torch.tensor(data.y_test))
    assert math.isclose(float(loss), trace["loss_test"][0, -1], rel_tol=1e-5)


def test_the_users_random_numbers_and_threads_stay_as_they_are() -> None:
    torch.manual_seed(5)
    expected, threads = torch.rand(3), torch.get_num_threads()
    torch.manual_seed(5)
    train(DIGITS.replace(epochs=1), seeds=1)
    assert torch.equal(torch.rand(3), expected)
    assert torch.get_num_threads() == threads


def test_ends_that_are_not_good() -> None:
    linear = DIGITS.replace(layers=[{"dense": 8}, {"dense": 10}], loss="squared", output="identity", learning_rate=1e6)
    wild = train(linear, seeds=2)
    assert [str(status) for status in wild.status] == ["non-finite"] * 2
    assert (wild.non_finite_step >= 1).all()
    assert set(wild.non_finite_what) <= {"weight", "activation", "loss"}


def test_dense_networks_on_large_pictures_are_trained_like_layers() -> None:
    """By PyTorch where one run is faster there, with the same result as the kernel's."""
    large = Experiment.from_tree(
        {
            "data": {"name": "fashion-mnist-small", "samples": 300, "preprocessing": ["center", "scale"]},
            "hidden": [16],
            "training": {"epochs": 2, "batch_size": 32},
        }
    )
    ours, kernels = train(large, seeds=2), train(large, seeds=2, engine="kernel")
    assert (ours.meta.framework, kernels.meta.framework) == ("torch", "kernel")
    places = [ours.steps.tolist().index(step) for step in kernels.steps]
    np.testing.assert_allclose(ours["loss_test"][:, places], kernels["loss_test"], atol=1e-4)


def test_misuse_is_one_line() -> None:
    with pytest.raises(ExperimentError, match="dense = 10"):
        train(DIGITS.replace(layers=["flatten", {"dense": 9}]), seeds=1)
    with pytest.raises(ExperimentError, match="torch"):
        train(DIGITS, seeds=1, engine="kernel")
    with pytest.raises(ExperimentError, match="batch"):
        train(DIGITS.replace(batch_size=1), seeds=1)
