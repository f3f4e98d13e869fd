"""What recording costs: one epoch of LeNet-5 on Fashion-MNIST by `whygrad.train`, against a bare PyTorch loop.

    PYTHONPATH=src python -m benchmarks.lenet_overhead [REPEATS]

Both read the same batches, do the same updates and evaluate the test share at the end; the bare loop does nothing else.
They take turns, and processor time of one thread is compared, which other programs disturb less than the clock.
"""

from __future__ import annotations

import statistics
import sys
import time

import torch
from torch.nn.functional import cross_entropy

from whygrad.engine import layered, train
from whygrad.engine.layered.samples import AT_ONCE, Samples
from whygrad.engine.layered.weights import draw
from whygrad.experiment import Experiment

LENET_5 = Experiment.from_tree(
    {
        "data": {"name": "fashion-mnist", "preprocessing": ["center-channel", "scale-channel"]},
        "network": {
            "layers": [
                {"conv": 6, "kernel": 5, "padding": 2}, "relu", {"max_pool": 2},
                {"conv": 16, "kernel": 5}, "relu", {"max_pool": 2},
                "flatten", {"dense": 120}, "relu", {"dense": 84}, "relu", {"dense": 10},
            ],
        },
        "training": {"epochs": 1, "batch_size": 64, "learning_rate": 0.05, "optimizer": "momentum"},
    }
)  # fmt: skip
LIMIT = 1.05


def bare() -> float:
    """One epoch; the share of test samples answered right."""
    job = layered.lower(LENET_5, [0])
    network = layered.build(job).to(memory_format=torch.channels_last)
    draw(network, job, job.seeds)
    samples = Samples(job, job.seeds, torch.device("cpu"))
    optimizer = torch.optim.SGD(network.parameters(), lr=0.05, momentum=0.9)
    for step in range(job.total_steps):
        x, y = samples.batch(step)
        optimizer.zero_grad()
        cross_entropy(network(x), y).backward()
        optimizer.step()
    network.eval()
    right = 0
    with torch.no_grad():
        for start in range(0, len(samples.test), AT_ONCE):
            which = torch.arange(start, min(start + AT_ONCE, len(samples.test)))
            right += int((network(samples.test.batches(which, 0)).argmax(1) == samples.test.y[which]).sum())
    return right / len(samples.test)


def main() -> None:
    """Print each pair and the median ratio."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    torch.set_num_threads(1)
    train(LENET_5.replace(samples=2_000), seeds=1, threads=1)  # what is loaded or compiled once
    ratios: list[float] = []
    for _ in range(repeats):
        start = time.process_time()
        right = bare()
        middle = time.process_time()
        trace = train(LENET_5, seeds=1, threads=1)
        plain, recorded = middle - start, time.process_time() - middle
        ratios.append(recorded / plain)
        print(
            f"bare {plain:.2f} s, recorded {recorded:.2f} s ({len(trace.steps)} records), ratio {ratios[-1]:.3f}; "
            f"test accuracy {right:.4f} and {trace['accuracy_test'][0, -1]:.4f}",
            flush=True,
        )
    print(f"median ratio {statistics.median(ratios):.3f} (at most {LIMIT})")


if __name__ == "__main__":
    main()
