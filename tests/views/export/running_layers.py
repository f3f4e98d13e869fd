"""Networks of layers, exported and run as they stand, beside trainings of the engine."""

from __future__ import annotations

import contextlib
import io
import runpy
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import torch
from tests.views.export.running import printed

from whygrad.engine import layered
from whygrad.engine.layered.training import Run
from whygrad.experiment import Experiment
from whygrad.experiment.layers import Layer, checked
from whygrad.views.export import kind_named
from whygrad.views.export.layered import LayeredSubject, content, of_experiment, of_network
from whygrad.zoo import network
from whygrad.zoo.networks import Network

SEED = 3
HEAD = ["flatten", {"dense": 10}]


def basic(filters: int, stride: int) -> list[object]:
    """A basic block's body as He et al. have it."""
    one = {"conv": filters, "stride": stride, "padding": 1, "bias": False}
    return [one, "batch_norm", "relu", one | {"stride": 1}, "batch_norm"]


def bottleneck(filters: int, stride: int) -> list[object]:
    """A bottleneck's body."""
    wide = {"conv": 4 * filters, "kernel": 1, "bias": False}
    middle = {"conv": filters, "stride": stride, "padding": 1, "bias": False}
    return [wide | {"conv": filters}, "batch_norm", "relu", middle, "batch_norm", "relu", wide, "batch_norm"]


def projection(filters: int, stride: int) -> list[object]:
    """A shortcut that changes the shape."""
    return [{"conv": filters, "kernel": 1, "stride": stride, "bias": False}, "batch_norm"]


PICTURES: dict[str, list[object]] = {
    "conv": [{"conv": 4}, "relu"],
    "conv-same": [{"conv": 4, "kernel": 5, "padding": 2, "bias": False}, "tanh"],
    "conv-uneven": [{"conv": 4, "kernel": [3, 2], "stride": [2, 1], "padding": [1, 2]}, "leaky-relu"],
    "conv-dilated": [{"conv": 4, "dilation": 2, "padding": 2}, "elu"],
    "conv-dilated-strides": [{"conv": 4, "kernel": 2, "dilation": [2, 3], "stride": 2, "padding": 1}, "selu"],
    "conv-groups": [{"conv": 6, "padding": 1}, "gelu", {"conv": 4, "groups": 2}],
    "max-pool": [{"conv": 4}, {"max_pool": 2}, "silu"],
    "max-pool-overlapping": [{"conv": 4}, {"max_pool": 3, "stride": 2, "padding": 1}, "softplus"],
    "max-pool-dilated": [{"conv": 4}, {"max_pool": [2, 3], "stride": [2, 1], "dilation": 2, "padding": [0, 1]}],
    "avg-pool": [{"conv": 4}, {"avg_pool": 2}, "mish"],
    "avg-pool-padded": [{"conv": 4}, {"avg_pool": 3, "stride": 2, "padding": 1}, "sigmoid"],
    "adaptive-equal": [{"conv": 4}, {"adaptive_avg_pool": [3, 2]}, "piecewise-linear"],
    "adaptive-overlapping": [{"conv": 4}, {"adaptive_avg_pool": [4, 5]}, "linear"],
    "adaptive-nothing": [{"conv": 4}, {"adaptive_avg_pool": 6}, "prelu"],
    "local-response-norm": [{"conv": 6}, "relu", {"local_response_norm": 5, "alpha": 0.5, "k": 2.0}],
    "local-response-norm-even": [{"conv": 6}, "relu", {"local_response_norm": 4, "alpha": 0.5, "beta": 0.5}],
    "batch-norm": [{"conv": 4}, "batch_norm", "relu"],
    "layer-norm": [{"conv": 4}, "layer_norm", "relu"],
    "group-norm": [{"conv": 4}, {"group_norm": 2}, "relu"],
    "flat-norms": ["flatten", {"dense": 8}, "batch_norm", "prelu", {"dense": 8, "bias": False}, "layer_norm", "tanh"],
    "two-valued": ["flatten", {"dense": 6}, "step", {"dense": 6}, "sign"],
    "basic-blocks": [
        {"conv": 4}, {"residual": basic(4, 1)}, "relu",
        {"residual": basic(8, 2), "shortcut": projection(8, 2)}, "relu",
    ],
    "bottlenecks": [
        {"conv": 4}, {"residual": bottleneck(2, 1), "shortcut": projection(8, 1)}, "relu",
        {"residual": bottleneck(2, 1)}, "relu", {"residual": bottleneck(4, 2), "shortcut": projection(16, 2)}, "relu",
    ],
    "own-blocks": [
        {"conv": 4},
        {"residual": [{"residual": [{"conv": 4, "padding": 1}, "tanh"]}, {"conv": 4, "padding": 1}]}, "relu",
        {"residual": [{"conv": 6, "stride": 2}, "relu"], "shortcut": [{"avg_pool": 2}, {"conv": 6, "kernel": 2}]},
        {"residual": basic(6, 1)}, "tanh",
    ],
}  # fmt: skip
"""What stands before a flattening and a dense layer, over digits (1, 8, 8)."""

LISTS: dict[str, list[object]] = {
    **{name: [*layers, *HEAD] for name, layers in PICTURES.items()},
    "global-avg-pool": [{"conv": 10}, "global_avg_pool"],
    "global-max-pool": [{"conv": 10}, "global_max_pool", {"dense": 10}],
}

SEQUENCES: dict[str, tuple[str, list[object]]] = {
    "rnn": ("adding:5", [{"rnn": 4}, {"dense": 1}]),
    "rnn-relu": ("adding:5", [{"rnn": 4, "activation": "relu", "bidirectional": True}, {"dense": 1}]),
    "lstm": (
        "adding:5",
        [{"lstm": 4, "depth": 2, "output": "all"}, "layer_norm", {"dense": 3}, "flatten", {"dense": 1}],
    ),
    "lstm-both": ("adding:5", [{"lstm": 4, "bidirectional": True, "depth": 2}, {"dense": 1}]),
    "gru": ("adding:5", [{"gru": 4}, {"dense": 1}]),
    "gru-both": ("adding:5", [{"gru": 4, "bidirectional": True, "output": "all"}, "flatten", {"dense": 1}]),
    "embedding": ("names:6", [{"embedding": 5}, {"gru": 4, "depth": 2}, {"dense": 4}]),
    "one-hot": ("parity:6", [{"gru": 4}, {"dense": 1}]),
}

FASHION: dict[str, Any] = {"name": "fashion-mnist-small", "samples": 60, "learning_rate": 0.005}
TRAININGS: dict[str, dict[str, Any]] = {
    "penalties": {"optimizer": "nesterov", "schedule": "cosine", "warmup": 0.3, "l1": 1e-3, "l2": 1e-2},
    "penalties-clip": {"optimizer": "momentum", "schedule": "step", "l1": 1e-3, "l2": 1e-2, "clip": 0.5},
    "adamw": {"optimizer": "adamw", "l2": 0.1, "learning_rate": 0.01, "clip": 0.5, "schedule": "linear"},
    "rmsprop": {"optimizer": "rmsprop", "learning_rate": 0.003, "schedule": "inverse-sqrt"},
    "squared": {"loss": "squared"},
    "softmax": {"output": "softmax"},
    "patience": {"patience": 1, "epochs": 6, "learning_rate": 0.4},
    "one-left-over": {"samples": 98, "batch_size": 16},
    "bytes": FASHION | {"preprocessing": ["center-channel", "scale-channel"]},
    "bytes-each-pixel": FASHION | {"preprocessing": ["center", "scale"]},
}
"""What only a training could get wrong, with a small network with batch normalization."""


def experiment(name: str) -> Experiment:
    """A short training of one of the cases."""
    plain: dict[str, Any] = {"data": {"name": "digits", "samples": 80}, "layers": LISTS.get(name, LISTS["batch-norm"])}
    if name in SEQUENCES:
        data, layers = SEQUENCES[name]
        plain = {"data": {"name": data, "samples": 80}, "layers": layers}
    base = Experiment.from_tree(plain | {"training": {"epochs": 2, "batch_size": 16, "learning_rate": 0.05}})
    if name == "adaptive-nothing":
        base = base.replace(learning_rate=0.005)
    return base.replace(**TRAININGS.get(name, {}))


def drawn(found: LayeredSubject) -> LayeredSubject:
    """All parameters and statistics drawn anew, so that signals neither vanish nor stand at a special point."""
    random = torch.Generator().manual_seed(11)
    with torch.no_grad():
        for name, tensor in found.network.state_dict().items():
            if name.endswith("running_var"):
                tensor.copy_(torch.rand(tensor.shape, generator=random) + 0.5)
            elif tensor.ndim > 1:
                tensor.copy_(torch.randn(tensor.shape, generator=random) * (1.5 / tensor[0].numel()) ** 0.5)
            elif tensor.ndim:
                tensor.copy_(torch.randn(tensor.shape, generator=random) * 0.3 + (1.0 if "weight" in name else 0.0))
    return found


def case(name: str) -> LayeredSubject:
    """One of the cases with its initial weights."""
    return of_experiment(experiment(name), SEED, name=name)


def small(name: str) -> LayeredSubject:
    """A network of the zoo with its weights drawn, of pictures no larger than 64×64, its hidden dense layers narrow."""
    known = network(name)
    if known.shape[1:] == (224, 224):
        known = network(name, (3, 64, 64), 7)
    elif name == "alexnet-2012":
        known = network(name, (3, 67, 67), 7)
    return drawn(of_network(_narrow(known)))


def _narrow(known: Network) -> Network:
    layers = [layer.plain() for layer in known.layers]
    return replace(known, layers=checked([{"dense": 32} if layer == {"dense": 4096} else layer for layer in layers]))


def samples(found: LayeredSubject, count: int = 3) -> np.ndarray:
    """Inputs (count, …) that a network takes."""
    random = np.random.default_rng(4)
    first: Layer = found.layers[0]
    if first.kind == "embedding":
        return random.integers(0, first.whole("words"), (count, *found.shape))
    return random.normal(size=(count, *found.shape)).astype(np.float32)


@torch.no_grad()
def answers(found: LayeredSubject, x: np.ndarray) -> np.ndarray:
    """What the network itself says."""
    return found.network.eval()(torch.tensor(x)).numpy()


def written(kind: str, found: LayeredSubject, folder: Path) -> Path:
    """The export in a folder; its main file."""
    files = content(kind_named(kind), found, f"{kind}-x")
    for name, data in files.items():
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder / next(iter(files))


def imported(script: Path) -> dict[str, Any]:
    """A script's names, without its training."""
    return runpy.run_path(str(script), run_name="imported")


def script_losses(script: Path) -> np.ndarray:
    """The losses (epochs, 2) that a script prints when it is run."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        runpy.run_path(str(script), run_name="__main__")
    return printed(out.getvalue())


def trained(values: Experiment) -> np.ndarray:
    """The losses (epochs, 2) of the engine: the mean of an epoch's batches, and of the test set behind it."""
    job = layered.lower(values, [SEED])
    steps: list[tuple[float, int]] = []
    plain = Run._gradient

    def watched(run: Run) -> torch.Tensor:
        loss = plain(run)
        steps.append((loss.item(), len(run.samples.batch(run.step)[0])))
        return loss

    with patch.object(Run, "_gradient", watched):
        trace = layered.train(job)
    ends = [step for step in trace.steps.tolist() if step and step % job.per_epoch == 0]
    known = dict(zip(trace.steps.tolist(), trace["loss_test"][0].tolist(), strict=True))
    rows: list[list[float]] = []
    for number, end in enumerate(ends):
        batches = steps[number * job.per_epoch : end]
        rows.append([sum(loss * count for loss, count in batches) / sum(count for _, count in batches), known[end]])
    return np.array(rows)
