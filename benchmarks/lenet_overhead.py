"""What recording costs: one epoch of LeNet-5 on Fashion-MNIST by `whygrad.train`, against a bare PyTorch loop.

    PYTHONPATH=src python -m benchmarks.lenet_overhead [--rounds 7]

Both read the same batches, without augmentation, do the same updates and evaluate the whole test share at the end; the
bare loop does nothing else. They take turns, and in every other round the recorded one is first. A round's overhead is
the quotient of its two times; the figure is the median over the rounds, of the clock and of the processor's time, which
other programs on the machine disturb less.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import torch
from torch.nn.functional import cross_entropy

from benchmarks import common
from whygrad.data import load
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


def recorded() -> float:
    """The same by `whygrad.train`."""
    return float(train(LENET_5, seeds=1, threads=1)["accuracy_test"][0, -1])


def measured(function: Callable[[], float]) -> tuple[float, float, float]:
    """Seconds by the clock, of the processor, and what the function says."""
    clock, processor = time.perf_counter(), time.process_time()
    right = function()
    return time.perf_counter() - clock, time.process_time() - processor, right


def main() -> None:
    """Print each round and the medians."""
    options = common.arguments(__doc__).parse_args()
    common.steady_heap()
    torch.set_num_threads(1)
    load(LENET_5.data)
    train(LENET_5.replace(samples=2_000), seeds=1, threads=1)  # what is loaded or compiled once
    rows: list[list[str]] = []
    clock: list[float] = []
    processor: list[float] = []
    for number in range(options.rounds):
        both = [(bare, measured(bare)), (recorded, measured(recorded))] if number % 2 == 0 else [
            (recorded, measured(recorded)), (bare, measured(bare))]  # fmt: skip
        found = dict(both)
        plain, ours = found[bare], found[recorded]
        clock.append(ours[0] / plain[0])
        processor.append(ours[1] / plain[1])
        rows.append([*(f"{value:.2f} s" for value in (*plain[:2], *ours[:2])), f"{clock[-1]:.3f}",
                     f"{processor[-1]:.3f}", f"{plain[2]:.4f}, {ours[2]:.4f}"])  # fmt: skip
        print(" | ".join(rows[-1]), flush=True)
    head = ["bare", "… processor", "recorded", "… processor", "ratio", "… processor", "test accuracies"]
    by_clock, by_processor = common.Samples(tuple(clock)), common.Samples(tuple(processor))
    text = (
        f"{common.table(head, rows)}\n\nMedian ratio by the clock {by_clock.median:.3f} "
        f"({min(clock):.3f} to {max(clock):.3f}), by the processor's time {by_processor.median:.3f} "
        f"({min(processor):.3f} to {max(processor):.3f}); "
        f"target of the clock's {common.verdict(by_clock.median, LIMIT, at_least=False)}"
    )
    common.publish("lenet-overhead", "An epoch of LeNet-5, recorded", text, versions_=common.versions("torch"))


if __name__ == "__main__":
    main()
