"""What data cost: the share of an epoch that reading, gathering, augmenting and preprocessing pictures takes.

    PYTHONPATH=src python -m benchmarks.loading [--rounds 1] [--pictures FOLDER] [--batches 60]

Cases: LeNet-5 on Fashion-MNIST, plain and with every word of `data.augmentation`; the recipe fashion-mnist; ResNet-20
with every word on color pictures, from a folder (`--pictures`, with `train/` and `test/`, a subfolder a class) and from
the binary files of CIFAR-10 (random bytes of their size, in a folder of their own). Reading is done once, before the
first epoch, and counted as a part of it. Some batches are timed and stand for all: what the training waits for them, by
the clock, which is what counts on a quiet machine, and how long it takes to make them, by the processor (augmented ones
are made by another thread meanwhile).
"""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from benchmarks import common
from benchmarks.lenet_overhead import LENET_5
from whygrad.data import loading
from whygrad.data.augmentation import words
from whygrad.engine import layered
from whygrad.engine.layered.training import Run
from whygrad.experiment import Experiment, recipes
from whygrad.zoo import network

LIMIT = 0.20


@dataclass(frozen=True)
class Epoch:
    """Seconds of a first epoch by the clock, and the processor's for its batches."""

    reading: float
    waiting: float
    training: float
    making: float

    @property
    def share(self) -> float:
        """Of the epoch, what is not training."""
        return (self.reading + self.waiting) / (self.reading + self.waiting + self.training)


def measured(experiment: Experiment, count: int) -> Epoch:
    """The first epoch of a training, from `count` of its batches."""
    loading._load_large.cache_clear()
    start = time.perf_counter()
    loading.load(experiment.data, experiment.folder)
    reading = time.perf_counter() - start
    job = layered.lower(experiment, [0])
    run = Run(job, 0, torch.device("cpu"))
    batch, waited = run.samples.batch, [0.0]

    def timed(step: int) -> tuple[torch.Tensor, torch.Tensor]:
        began = time.perf_counter()
        found = batch(step)
        waited[0] += time.perf_counter() - began
        return found

    run.samples.batch = timed
    run._update()  # what is made once
    waited[0], began = 0.0, time.perf_counter()
    for run.state.step in range(1, count + 1):
        run._update()
    whole = time.perf_counter() - began
    run.samples.close()
    used = time.thread_time()
    for step in range(count):
        run.samples.made(step)
    scale = job.per_epoch / count
    return Epoch(reading, waited[0] * scale, (whole - waited[0]) * scale, (time.thread_time() - used) * scale)


def residual(data: dict[str, object]) -> Experiment:
    """ResNet-20 with every word of augmentation."""
    layers = list(network("resnet-20").layers)
    training = {"optimizer": "nesterov", "learning_rate": 0.1, "batch_size": 64, "epochs": 1}
    everything = {"preprocessing": ["center-channel", "scale-channel"], "augmentation": list(words())}
    return Experiment.from_tree(
        {"data": {**data, **everything}, "network": {"layers": layers, "init": "he-normal"}, "training": training}
    )


def binary(folder: Path) -> None:
    """Six files as CIFAR-10's binary version has them, of random bytes."""
    random = np.random.default_rng(0)
    (folder / "cifar-10").mkdir()
    for name in (*(f"data_batch_{number}.bin" for number in range(1, 6)), "test_batch.bin"):
        records = random.integers(0, 256, (10_000, 3_073), np.uint8)
        records[:, 0] %= 10
        (folder / "cifar-10" / name).write_bytes(records.tobytes())


def main() -> None:
    """Print every case and the largest share."""
    parser = common.arguments(__doc__, rounds=1)
    parser.add_argument("--pictures", type=Path, help="a folder of color pictures")
    parser.add_argument("--batches", type=int, default=60, help="steps that are timed")
    options = parser.parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as name:
        binary(Path(name))
        cases = {
            "LeNet-5, Fashion-MNIST": LENET_5,
            "LeNet-5, Fashion-MNIST, every word": LENET_5.replace(augmentation=list(words())),
            "the recipe fashion-mnist": recipes["fashion-mnist"],
        }
        if options.pictures is not None:
            cases["ResNet-20, a folder, every word"] = residual({"name": f"{options.pictures.resolve()}/"})
        cases["ResNet-20, CIFAR-10's binary files, every word"] = residual({"name": "cifar-10"})
        rows: list[list[str]] = []
        shares: list[float] = []
        for case, experiment in cases.items():
            if experiment.data.name == "cifar-10":
                os.environ["WHYGRAD_DATA"] = name
            found = [measured(experiment, options.batches) for _ in range(options.rounds)]
            epoch = sorted(found, key=lambda one: one.share)[len(found) // 2]
            shares.append(epoch.share)
            times = (epoch.reading, epoch.waiting, epoch.training, epoch.making)
            rows.append([case, *(f"{value:.2f} s" for value in times), f"{100 * epoch.share:.1f} %"])
            print(" | ".join(rows[-1]), flush=True)
        head = ["case", "reading, once", "waiting", "training", "making batches (processor)", "share"]
        verdict = common.verdict(max(shares), LIMIT, at_least=False)
        text = f"{common.table(head, rows)}\n\nLargest share {max(shares):.3f}, target {verdict}"
        common.publish("loading", "What data cost of an epoch", text, versions_=common.versions("torch"))


if __name__ == "__main__":
    main()
