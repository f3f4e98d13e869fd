"""What watching costs on a GPU: ResNet-18 in bfloat16, with and without `whygrad.watch`, default schedule.

    python -m benchmarks.gpu_overhead [--rounds 9] [--steps 600]

Pictures of 3 × 224 × 224 in batches of 128, SGD with momentum, forward and loss under `torch.autocast` in bfloat16, in
channels-last layout. The two run in turns, each on a model of its own from the same seed, and the other one first in
every other round. Seconds are those on the wall until the GPU has done all it was given; a round's overhead is the
quotient of its two times, the figure the median over the rounds with the 95 % interval of a median. Beside it: how
often a record makes the processor wait for the GPU. The network is torchvision's.
"""

from __future__ import annotations

import sys
import time
import warnings

from benchmarks import common
from benchmarks.gpu import graphics_card
from benchmarks.overhead import Step, Training

TARGET = 0.02
BATCH, SIZE, CLASSES = 128, 224, 1000


def resnet() -> Training:
    """ResNet-18 (He et al. 2015)."""
    import torch
    from torchvision.models import resnet18

    torch.manual_seed(0)
    model = resnet18(num_classes=CLASSES).cuda().to(memory_format=torch.channels_last)
    x = torch.randn(BATCH, 3, SIZE, SIZE, device="cuda").to(memory_format=torch.channels_last)
    y = torch.randint(0, CLASSES, (BATCH,), device="cuda")
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    loss_of = torch.nn.CrossEntropyLoss()

    def step() -> None:
        optimizer.zero_grad()
        with torch.autocast("cuda", dtype=torch.bfloat16):
            loss = loss_of(model(x), y)
        loss.backward()
        optimizer.step()

    return Training(model, optimizer, step)


def _seconds(step: Step, steps: int) -> float:
    import torch

    torch.cuda.synchronize()
    start = time.perf_counter()
    for _ in range(steps):
        step()
    torch.cuda.synchronize()
    return time.perf_counter() - start


def bare(training: Training, steps: int) -> float:
    """Seconds without anybody watching."""
    return _seconds(training.step, steps)


def watched(training: Training, steps: int) -> tuple[float, int]:
    """Seconds under `whygrad.watch`, with its beginning and its end, and the number of records."""
    import torch

    import whygrad as wg

    torch.cuda.synchronize()
    start = time.perf_counter()
    with wg.watch(training.model, training.optimizer) as watch:
        _seconds(training.step, steps)
    return time.perf_counter() - start, len(watch.recorder.records)


def waits(steps: int) -> tuple[int, int]:
    """How often the processor waited for the GPU in watched steps that are all recorded, and the number of records."""
    import torch

    import whygrad as wg

    training = resnet()
    with wg.watch(training.model, training.optimizer, every=1) as watch:
        _seconds(training.step, 5)
        before = len(watch.recorder.records)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            torch.cuda.set_sync_debug_mode("warn")
            for _ in range(steps):
                training.step()
            torch.cuda.set_sync_debug_mode("default")
        records = len(watch.recorder.records) - before
    return sum("synchronizing" in str(one.message) for one in caught), records


def main() -> int:
    """Measure and publish; exit status 1 if the target is missed."""
    parser = common.arguments(__doc__, rounds=9)
    parser.add_argument("--steps", type=int, default=600, help="of each training")
    options = parser.parse_args()
    bare(resnet(), 20)
    watched(resnet(), 20)
    plain: list[float] = []
    overheads: list[float] = []
    records = 0
    for count in range(options.rounds):
        found: dict[str, float] = {}
        for way in ("bare", "watched") if count % 2 == 0 else ("watched", "bare"):
            training = resnet()
            bare(training, 3)
            if way == "bare":
                found[way] = bare(training, options.steps)
            else:
                found[way], records = watched(training, options.steps)
        plain.append(found["bare"] / options.steps)
        overheads.append(found["watched"] / found["bare"] - 1)
    overhead, low, high = common.interval(overheads)
    waited, recorded = waits(20)
    head = ["training", "a step, median (range)", "overhead [95 % interval]", "target", "n", "records"]
    steps = common.Samples(tuple(1000 * one for one in plain))
    row = [
        f"ResNet-18, bfloat16, batch {BATCH}", f"{steps.show()} ms", f"{overhead:.1%} [{low:.1%}, {high:.1%}]",
        common.verdict(overhead, TARGET, at_least=False), str(len(overheads)), f"{records} of {options.steps} steps",
    ]  # fmt: skip
    text = (
        f"GPU: {graphics_card()}.\n\n{common.table(head, [row])}\n\n"
        f"{recorded} recorded steps make the processor wait for the GPU {waited} times."
    )
    common.publish("gpu-overhead", "What watching costs on a GPU", text, versions_=common.versions("torch"))
    return 0 if overhead <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
