"""What every benchmark shares: the machine, repeated measurement, the table and the dated file."""

from __future__ import annotations

import argparse
import datetime
import importlib.metadata
import itertools
import math
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import whygrad as wg
from whygrad.data import load
from whygrad.i18n import text, use

RESULTS = Path(__file__).resolve().parent / "results"
ROOT = Path(__file__).resolve().parent.parent

# The two networks of most figures: the Playground's first one, and a deep narrow one.
SMALL = (2, 4, 2, 1)
DEEP = (2, 8, 8, 8, 8, 8, 8, 1)
SAMPLES = 250  # training samples
BATCH = 10
EPOCHS = 200  # the default, and what the default recording is made for


def internal_errors(shown: str) -> tuple[str, ...]:
    """The lines of whygrad's standard error, in English, that tell of an error of its own."""
    with use("en"):
        marks = [text(name, part="@", kind="@", what="").partition("@")[0] for name in ("watch-part-failed", "cli-bug")]
    return tuple(line.strip() for line in shown.splitlines() if any(mark in line for mark in marks))


@dataclass(frozen=True)
class Samples:
    """Repeated measurements of one number."""

    values: tuple[float, ...]

    @property
    def n(self) -> int:
        return len(self.values)

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def best(self) -> float:
        return max(self.values)

    def show(self, scale: float = 1.0, unit: str = "") -> str:
        """Median, then the lowest and the highest measurement: "1.31 M (1.29 to 1.33)"."""
        low, high = min(self.values) * scale, max(self.values) * scale
        return f"{number(self.median * scale)}{unit} ({number(low)} to {number(high)})"


def steady_heap() -> None:
    """Start this program anew with a heap that keeps its memory, for what it compares.

    Whether glibc hands the memory of large tensors back at every step, to ask for it again at the next, depends on what
    happens to lie at the heap's end: a third of LeNet-5's time, on one side or the other.
    """
    wanted = {"MALLOC_TRIM_THRESHOLD_": str(1 << 30), "MALLOC_MMAP_THRESHOLD_": str(1 << 30)}
    if sys.platform == "linux" and not wanted.items() <= os.environ.items():
        os.execve(sys.executable, sys.orig_argv, os.environ | wanted)


def number(value: float) -> str:
    """Three significant digits, thousands and millions by name."""
    for size, name in ((1e9, " G"), (1e6, " M"), (1e3, " k")):
        if abs(value) >= size:
            return f"{value / size:.3g}{name}"
    return f"{value:.3g}"


def shape_name(sizes: Sequence[int]) -> str:
    """2-8-8-8-8-8-8-1 as 2-8×6-1."""
    hidden = sizes[1:-1]
    if len(hidden) > 2 and len(set(hidden)) == 1:
        return f"{sizes[0]}-{hidden[0]}×{len(hidden)}-{sizes[-1]}"
    return "-".join(map(str, sizes))


def experiment(sizes: Sequence[int], epochs: int, **changes: object) -> wg.Experiment:
    """What every peer trains too: tanh, half the squared error, 250 points of the circle, batches of 10, SGD."""
    base = wg.Experiment.from_toml(
        f"""
        [data]
        name = "circle"
        samples = {2 * SAMPLES}
        train_share = 0.5

        [network]
        hidden = {list(sizes[1:-1])}
        activation = "tanh"
        init = "playground"
        output = "tanh"

        [training]
        loss = "squared"
        optimizer = "sgd"
        learning_rate = 0.03
        batch_size = {BATCH}
        epochs = {epochs}
        """
    )
    return base.replace(**changes) if changes else base


def unrecorded(training: wg.Experiment) -> wg.Experiment:
    """The same training with nothing but the first and the last record."""
    steps = training.training.epochs * SAMPLES // training.training.batch_size
    return training.replace(**{"recording.every": steps})


def warm_up() -> None:
    """Load the data set and the libraries that training imports, so that the first measurement equals the others."""
    load(experiment(SMALL, 1).data)
    wg.train(experiment(SMALL, 2), seeds=2)


def seconds(function: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def processor_seconds(function: Callable[[], object]) -> float:
    """The processor time of all threads that one call takes; other programs on the machine hardly change it."""
    start = time.process_time()
    function()
    return time.process_time() - start


def browser_seconds(core: int | None = None) -> float:
    """Seconds that Chromium's processes have spent on processors so far. `core`: only processes that are kept on it."""
    ticks = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            kept = core is None or os.sched_getaffinity(int(folder.name)) == {core}
            if kept and "chrom" in (folder / "comm").read_text():
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                ticks += int(fields[11]) + int(fields[12])
        except OSError:  # it has just ended
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def interval(values: list[float]) -> tuple[float, float, float]:
    """Median and the 95 % interval of it: the order statistics that a fair coin's heads lie between."""
    values, n = sorted(values), len(values)
    below, rank = 0.0, 0
    while rank < n // 2 and below + math.comb(n, rank) / 2**n <= 0.025:
        below += math.comb(n, rank) / 2**n
        rank += 1
    place = max(rank - 1, 0)
    return statistics.median(values), values[place], values[n - 1 - place]


def flops_a_sample(sizes: Sequence[int]) -> int:
    """Floating-point operations of the dense layers for one sample, forward and backward, a multiply-add as two.

    2·I·O forward, 2·I·O for the weights' gradient and, but in the first layer, 2·I·O for the inputs' gradient.
    """
    products = [i * o for i, o in itertools.pairwise(sizes)]
    return sum(2 * p for p in products) * 2 + sum(2 * p for p in products[1:])


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def machine() -> str:
    """Processor, cores, instruction set and system in one line."""
    name = platform.processor() or platform.machine()
    flags: set[str] = set()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                name = value.strip()
            elif key.strip() == "flags":
                flags = set(value.split())
                break
    best = next(
        (label for flag, label in (("avx512f", "AVX-512"), ("avx2", "AVX2")) if flag in flags), platform.machine()
    )
    load_now = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return f"{name}, {cores()} cores, {best}, {platform.system()} {platform.release()}{load_now}"


def versions(*packages: str) -> str:
    """Python and the installed versions of some packages."""
    parts = [f"Python {platform.python_version()}"]
    for package in ("whygrad", *packages):
        try:
            parts.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            parts.append(f"{package} not installed")
    return ", ".join(parts)


MACHINE = machine()


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, its columns aligned for the terminal."""
    cells = [list(head), *map(list, rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    ]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(lines)


def verdict(value: float, target: float, at_least: bool = True) -> str:
    """The target and whether it is met."""
    met = value >= target if at_least else value <= target
    return f"{'≥' if at_least else '≤'} {target:g}: {'met' if met else 'MISSED'}"


def publish(name: str, title: str, text: str, *, versions_: str) -> None:
    """Print a result and write it to `results/DATE-NAME.md`."""
    print(store(name, title, text, versions_=versions_))


def store(name: str, title: str, text: str, *, versions_: str) -> str:
    """Write a result, or what is measured of it so far, to `results/DATE-NAME.md`; the page that was written."""
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    page = f"# {title}\n\n{today}, {MACHINE}; {versions_}.\n\n{text}\n"
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{today}-{name}.md").write_text(page, encoding="utf-8")
    return page


def arguments(description: str | None, **defaults: int) -> argparse.ArgumentParser:
    """A parser that knows `--rounds`, how often everything is measured."""
    parser = argparse.ArgumentParser(description=(description or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=defaults.get("rounds", 7), help="measurements of each figure")
    return parser
