"""Initial weights of a network of layers, drawn from the same streams as those of the kernel's networks."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from whygrad.engine.layered.job import Job
from whygrad.nets.initializers import Shape, parse_init
from whygrad.nets.random import STREAM_INIT, Words, normal

_RECURRENT = ("rnn", "lstm", "gru")
_WITH_BIAS = ("conv", "dense", *_RECURRENT)


@torch.no_grad()
def draw(network: nn.Module, job: Job, seed: Words) -> None:
    """Give a network the weights of a run, `seed` (1,): as `network.init` says; biases 0, embeddings of the standard
    normal distribution, scales 1.
    """
    initializer, scale = parse_init(job.experiment.network.init)
    number = 0
    for row in job.rows:
        for one in row.parameters:
            tensor = network.get_parameter(f"{row.name}.{one.name}")
            if one.fan_in:
                gates = one.shape[0] // one.fan_out if row.layer.kind in _RECURRENT else 1
                shape = Shape(number, one.shape[0], one.count // one.shape[0], scale, one.fan_out, gates)
                tensor.copy_(_as(tensor, initializer.draw(seed, shape)))
            elif row.layer.kind == "embedding":
                tensor.copy_(_as(tensor, normal(seed, STREAM_INIT, number, one.count)))
            elif row.layer.kind in _WITH_BIAS:
                tensor.fill_(initializer.bias)
            number += 1


def _as(tensor: torch.Tensor, values: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(values.astype(np.float32)).reshape(tensor.shape)
