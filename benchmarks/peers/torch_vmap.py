"""Peer: PyTorch's torch.func.vmap over networks. Answers one JSON line for every line it reads; see population.py."""

import itertools
import json
import sys
import time

import numpy as np
import torch
from torch.func import functional_call, grad, vmap


def main() -> None:
    """`torch_vmap.py DATA.npz SIZES NETWORKS SECONDS THREADS`: rates in epochs of one network a second."""
    data = np.load(sys.argv[1])
    sizes = [int(size) for size in sys.argv[2].split(",")]
    networks, seconds, threads, batch = int(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5]), 10
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    inputs, targets = torch.from_numpy(data["x"]), torch.from_numpy(data["y"])
    layers: list[torch.nn.Module] = []
    for i, o in itertools.pairwise(sizes):
        layers += [torch.nn.Linear(i, o), torch.nn.Tanh()]
    network = torch.nn.Sequential(*layers)
    weights = {
        name: torch.rand(networks, *value.shape) - 0.5 if value.dim() > 1 else torch.full((networks, *value.shape), 0.1)
        for name, value in network.named_parameters()
    }

    def loss(parameters: dict[str, torch.Tensor], x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return 0.5 * ((functional_call(network, parameters, (x,))[:, 0] - y) ** 2).mean()

    gradients = vmap(grad(loss), in_dims=(0, None, None))

    def epoch() -> None:
        for start in range(0, len(inputs), batch):
            g = gradients(weights, inputs[start : start + batch], targets[start : start + batch])
            for name in weights:
                weights[name].add_(g[name], alpha=-0.03)

    epoch()
    print("ready", flush=True)
    for _ in sys.stdin:
        start, epochs = time.perf_counter(), 0
        while time.perf_counter() - start < seconds:
            epoch()
            epochs += 1
        rate = epochs * networks / (time.perf_counter() - start)
        median = float(vmap(loss, in_dims=(0, None, None))(weights, inputs, targets).median())
        print(json.dumps({"rate": rate, "loss": median, "version": torch.__version__}), flush=True)


main()
