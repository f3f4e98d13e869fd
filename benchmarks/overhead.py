"""What watching costs: trainings with and without `whygrad.watch`, default schedule.

    python -m benchmarks.overhead [--rounds 15] [--steps 500]

The two run in turns, each on a model of its own from the same seed, and the other one first in every other round; a
round's overhead is the quotient of its two times, the figure the median over the rounds with the 95 % interval of a
median (order statistics). Processor time is judged, since on a busy machine a clock on the wall measures the others;
the wall's median stands beside it. Full histograms of every parameter and its gradient at every step, as experiment
trackers record them (`wandb.watch(log="all", log_freq=1)`: 64 bins, counted by torch.histc), and Python calls, which
no load changes: how many more there are, over how many a step of the bare training makes. Memory is what the process
grows by in 10,000 watched steps of the smallest one.
"""

from __future__ import annotations

import gc
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks import common

TARGETS = {"LeNet-5, batch 64": 0.02, "two-layer MLP, batch 32": 0.15, "transformer, 2 blocks": 0.02}
MEMORY = 50.0  # MB
BINS = 64

Step = Callable[[], None]


@dataclass(frozen=True)
class Training:
    """A model with its optimizer, and one step of its training."""

    model: Any
    optimizer: Any
    step: Step


def _training(model: Any, x: Any, y: Any, rate: float) -> Training:
    import torch

    optimizer = torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9)
    loss_of = torch.nn.CrossEntropyLoss()

    def step() -> None:
        optimizer.zero_grad()
        loss_of(model(x), y).backward()
        optimizer.step()

    return Training(model, optimizer, step)


def lenet() -> Training:
    """LeCun et al. 1998 on 28×28 pictures."""
    import torch
    from torch import nn

    torch.manual_seed(0)
    model = nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.Tanh(), nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10),
    )  # fmt: skip
    return _training(model, torch.randn(64, 1, 28, 28), torch.randint(0, 10, (64,)), 0.01)


def mlp() -> Training:
    """Two layers whose step takes about 100 µs."""
    import torch
    from torch import nn

    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 2))
    return _training(model, torch.randn(32, 20), torch.randint(0, 2, (32,)), 0.01)


def transformer() -> Training:
    """Two blocks of width 64 over 32 tokens."""
    import torch
    from torch import nn

    torch.manual_seed(0)
    block = nn.TransformerEncoderLayer(64, 4, 128, dropout=0.0, batch_first=True)
    encoder = nn.TransformerEncoder(block, 2, enable_nested_tensor=False)
    model = nn.Sequential(nn.Embedding(100, 64), encoder, nn.Flatten(), nn.Linear(32 * 64, 10))
    return _training(model, torch.randint(0, 100, (32, 32)), torch.randint(0, 10, (32,)), 0.01)


CASES: dict[str, Callable[[], Training]] = dict(zip(TARGETS, (lenet, mlp, transformer), strict=True))


@dataclass(frozen=True)
class Spent:
    """Seconds of the processor and on the wall."""

    processor: float
    wall: float


def _loop(step: Step, steps: int) -> Spent:
    wall, processor = time.perf_counter(), time.process_time()
    for _ in range(steps):
        step()
    return Spent(time.process_time() - processor, time.perf_counter() - wall)


def bare(training: Training, steps: int) -> Spent:
    """Seconds without anybody watching."""
    return _loop(training.step, steps)


def watched(training: Training, steps: int) -> Spent:
    """Seconds under `whygrad.watch`, with its beginning and its end."""
    import whygrad as wg

    wall, processor = time.perf_counter(), time.process_time()
    with wg.watch(training.model, training.optimizer) as watch:
        _loop(training.step, steps)
    RECORDS.append(len(watch.recorder.records))
    return Spent(time.process_time() - processor, time.perf_counter() - wall)


def histograms(training: Training, steps: int) -> Spent:
    """Seconds with a histogram of each parameter and gradient at every step."""
    import torch

    kept: list[Any] = []

    def step() -> None:
        training.step()
        with torch.no_grad():
            kept[:] = [
                torch.histc(x.float(), BINS).tolist() for p in training.model.parameters() for x in (p, p.grad)
                if x is not None
            ]  # fmt: skip

    return _loop(step, steps)


RECORDS: list[int] = []  # of each watched training


def parts(training: Training, steps: int, records: float) -> float:
    """The overhead as the sum of its parts, each at its shortest."""
    import whygrad as wg
    from whygrad.watch.settings import Settings

    def shortest(number: int) -> float:
        return min(_loop(training.step, 1).processor for _ in range(number))

    step = shortest(steps)
    with wg.watch(training.model, training.optimizer, settings=Settings(steps=(0,))):
        _loop(training.step, 3)
        between = shortest(steps)
    with wg.watch(training.model, training.optimizer, every=1):
        _loop(training.step, 3)
        record = shortest(max(steps // 10, 10))
    return ((between - step) * (steps - records) + (record - step) * records) / (step * steps)


Way = Callable[[Training, int], Spent]


def rounds(make: Callable[[], Training], steps: int, number: int) -> list[dict[Way, Spent]]:
    """What each way took, round by round; who comes first changes."""
    found: list[dict[Way, Spent]] = []
    for count in range(number):
        spent: dict[Way, Spent] = {}
        for way in (bare, watched) if count % 2 == 0 else (watched, bare):
            training = make()
            training.step()
            gc.collect()
            spent[way] = way(training, steps)
        spent[histograms] = histograms(make(), max(steps // 10, 1))
        found.append(spent)
    return found


def calls(way: Way, make: Callable[[], Training], steps: int) -> int:
    """Python and C functions called in that many steps."""
    training, count = make(), 0
    training.step()

    def seen(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        way(training, steps)
    finally:
        sys.setprofile(before)
    return count


def memory(steps: int) -> tuple[float, float]:
    """MB that the process grew by in the first half and in the second half of a watched training."""
    import whygrad as wg

    training = mlp()
    _loop(training.step, 100)
    sizes = [_peak()]
    with wg.watch(training.model, training.optimizer):
        for _ in range(2):
            _loop(training.step, steps // 2)
            sizes.append(_peak())
    return sizes[1] - sizes[0], sizes[2] - sizes[1]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Measure and publish; exit status 1 if a target is missed."""
    parser = common.arguments(__doc__, rounds=15)
    parser.add_argument("--steps", type=int, default=500, help="of each training")
    parser.add_argument("--only", choices=[*TARGETS], help="one of the trainings; nothing is written")
    options = parser.parse_args()
    common.steady_heap()
    import torch

    torch.set_num_threads(1)
    grown, later = memory(10_000) if options.only is None else (0.0, 0.0)
    rows: list[list[str]] = []
    met = grown + later <= MEMORY
    for name, make in CASES.items():
        if options.only not in (None, name):
            continue
        watched(make(), 20)  # what is loaded once
        spent = rounds(make, options.steps, options.rounds)
        overhead, low, high = common.interval([one[watched].processor / one[bare].processor - 1 for one in spent])
        wall = statistics.median(one[watched].wall / one[bare].wall - 1 for one in spent)
        step = statistics.median(one[bare].processor for one in spent) / options.steps
        each = statistics.median(one[histograms].processor for one in spent) / max(options.steps // 10, 1)
        records = statistics.median(RECORDS[-options.rounds :])
        by_parts = parts(make(), options.steps, records)
        plain = calls(bare, make, options.steps)
        more = (calls(watched, make, options.steps) - plain) / plain
        met &= overhead <= TARGETS[name]
        rows.append([
            name, f"{step * 1e6:.0f} µs", f"{overhead:.1%} [{low:.1%}, {high:.1%}]",
            common.verdict(overhead, TARGETS[name], at_least=False), f"{wall:.1%}", f"{by_parts:.1%}",
            f"{records:g}", f"{more:.1%}", f"{each / step - 1:.0%}",
        ])  # fmt: skip
    head = (
        "training", "a step", "overhead [95 % interval]", "target", "on the wall", "by parts", "records", "more calls",
        "full histograms",
    )  # fmt: skip
    if options.only is not None:
        print(common.table(head, rows))
        return 0 if met else 1
    text = common.table(head, rows) + (
        f"\n\nMemory over 10,000 steps: {grown + later:.1f} MB (target {MEMORY:g}), "
        f"{later:.1f} MB of it in the second half."
    )
    common.publish("overhead", "What watching costs", text, versions_=common.versions("torch"))
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
