"""How much of a trained network's output no single linear layer can reproduce."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.data import load
from whygrad.engine import train
from whygrad.experiment import Experiment
from whygrad.nets import forward, plan

Array = NDArray[np.float64]


def not_affine(inputs: Array, outputs: Array) -> Array:
    """Percent of the variance of outputs (P, N, O) that the best affine map of inputs (N, D) leaves: (P,).

    100·(1 - R²) of a least-squares fit with a bias. 0 if the outputs are W·x + b: a share of the variance below the
    precision of a double (2.2e-16) is rounding, which differs between machines and numbers of threads.
    """
    columns = np.column_stack([inputs, np.ones(len(inputs))])
    runs, samples, units = outputs.shape
    flat = outputs.transpose(1, 0, 2).reshape(samples, -1)
    rest = flat - columns @ np.linalg.lstsq(columns, flat, rcond=None)[0]
    left = np.square(rest).reshape(samples, runs, units).sum(axis=(0, 2))
    total = np.square(flat - flat.mean(axis=0)).reshape(samples, runs, units).sum(axis=(0, 2))
    return 100 * np.divide(left, total, out=np.zeros_like(left), where=left > np.finfo(np.float64).eps * total)


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """Train the network of an experiment, then compare its output before softmax or sigmoid with an affine map: (P,).

    The forward pass is repeated in double precision, with the running statistics of batch normalization.
    """
    experiment = Experiment().replace(**settings)
    trace = train([experiment], seeds)[0]
    dataset = load(experiment.data, experiment.folder)
    network = plan(experiment, dataset.x_train.shape[1], dataset.task, dataset.classes)
    assert trace.final_parameters is not None
    numbers = trace.final_parameters.astype(np.float64)
    x = dataset.x_train.astype(np.float64)
    running = numbers[:, network.count :] if network.running else None
    outputs = forward(network, numbers[:, : network.count], x, running)[network.before[-1]]
    return not_affine(x, np.asarray(outputs, np.float64))
