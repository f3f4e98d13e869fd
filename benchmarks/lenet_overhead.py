"""What recording costs: one epoch of LeNet-5 on Fashion-MNIST by `whygrad.train`, against a bare PyTorch loop.

    PYTHONPATH=src python -m benchmarks.lenet_overhead [--rounds 41]

Both read the same batches, without augmentation, do the same updates and evaluate the whole test set at the end; the
bare loop does nothing else. They take turns, and in every other round the recorded one is first. A round's overhead is
the quotient of its two times; the figure is the median over the rounds with its 95 % interval, of the clock and of the
processor's time, which other programs on the machine disturb less.

Each run is a process of its own with an environment and a heap of its own random size, kept to its end: where tensors
happen to lie in memory makes the same program up to 7 % faster or slower, and in one process every round would share
that chance. Measured over many layouts it averages out (Mytkowicz, Diwan, Hauswirth and Sweeney 2009, "Producing wrong
data without doing anything obviously wrong!", ASPLOS).
"""

from __future__ import annotations

import gc
import json
import os
import random
import subprocess
import sys
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


WAYS: dict[str, Callable[[], float]] = {"bare": bare, "recorded": recorded}
MOST_SHIFTED = 1 << 22  # bytes of the heap before a run
MOST_PADDED = 1 << 12  # … of the environment, which lies above the stack


def shifted() -> list[bytearray]:
    """Blocks of random sizes at the beginning of the heap: whatever comes later lies elsewhere while they are kept."""
    return [bytearray(random.randrange(1, 1 << 16)) for _ in range(random.randrange(MOST_SHIFTED >> 15))]


def measure(way: str) -> None:
    """In this process: print the seconds by the clock and of the processor, and the share that is answered right."""
    torch.set_num_threads(1)
    kept = shifted()
    load(LENET_5.data)
    train(LENET_5.replace(samples=2_000), seeds=1, threads=1)  # what is loaded or compiled once
    gc.collect()
    clock, processor = time.perf_counter(), time.process_time()
    right = WAYS[way]()
    print(json.dumps([time.perf_counter() - clock, time.process_time() - processor, right]))
    del kept


def measured(way: str) -> tuple[float, float, float]:
    """The same of a process of its own."""
    command = [sys.executable, "-m", "benchmarks.lenet_overhead", "--way", way]
    environment = os.environ | {"WHYGRAD_PADDING": "x" * random.randrange(MOST_PADDED)}
    found = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    clock, processor, right = json.loads(found.splitlines()[-1])
    return clock, processor, right


def main() -> None:
    """Print each round and the medians."""
    parser = common.arguments(__doc__, rounds=41)
    parser.add_argument("--way", choices=[*WAYS], help="one run in this process, its figures as JSON")
    options = parser.parse_args()
    common.steady_heap()
    if options.way is not None:
        measure(options.way)
        return
    rows: list[list[str]] = []
    clock: list[float] = []
    processor: list[float] = []
    for number in range(options.rounds):
        found = {way: measured(way) for way in (WAYS if number % 2 == 0 else reversed(WAYS))}
        plain, ours = found["bare"], found["recorded"]
        clock.append(ours[0] / plain[0])
        processor.append(ours[1] / plain[1])
        rows.append([*(f"{value:.2f} s" for value in (*plain[:2], *ours[:2])), f"{clock[-1]:.3f}",
                     f"{processor[-1]:.3f}", f"{plain[2]:.4f}, {ours[2]:.4f}"])  # fmt: skip
        print(" | ".join(rows[-1]), flush=True)
    head = ["bare", "… processor", "recorded", "… processor", "ratio", "… processor", "test accuracies"]
    (by_clock, low, high), by_processor = common.interval(clock), common.interval(processor)
    text = (
        f"{common.table(head, rows)}\n\nMedian ratio over {len(rows)} rounds, with its 95 % interval: by the clock "
        f"{by_clock:.3f} [{low:.3f}, {high:.3f}], by the processor's time {by_processor[0]:.3f} "
        f"[{by_processor[1]:.3f}, {by_processor[2]:.3f}]; "
        f"target of the clock's {common.verdict(by_clock, LIMIT, at_least=False)}"
    )
    common.publish("lenet-overhead", "An epoch of LeNet-5, recorded", text, versions_=common.versions("torch"))


if __name__ == "__main__":
    main()
