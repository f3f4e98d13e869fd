"""Fashion-MNIST, all 60,000 pictures: what the two recipes reach, in which time, over seeds.

    PYTHONPATH=src python -m benchmarks.fashion [--seeds 5] [--threads N] [--results FILE]

The test accuracy is that of the last weights on all 10,000 test pictures, which nothing was chosen by. With `--results`
each run is added to that file (JSON, a line each) as it ends, and a run that is there already is not done again.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.common import publish, table, verdict, versions
from benchmarks.kept import HELP, Kept
from whygrad.engine import train
from whygrad.experiment import recipes

TARGETS = {"fashion-mnist-quick": (90.0, 2.0), "fashion-mnist": (92.5, 10.0)}  # accuracy in percent, minutes
HEAD = ("recipe", "test accuracy %, seed by seed", "mean", "worst", "target", "minutes", "… processor", "target")


@dataclass(frozen=True)
class Run:
    """One training: accuracy in percent, minutes by the clock and of the processor."""

    recipe: str
    seed: int
    threads: int | None
    accuracy: float
    minutes: float
    processor: float


def measured(name: str, seed: int, threads: int | None) -> Run:
    """Train a recipe from one seed."""
    start, used = time.perf_counter(), time.process_time()
    trace = train(recipes[name], seeds=[seed], threads=threads, device="cpu")
    minutes, processor = (time.perf_counter() - start) / 60, (time.process_time() - used) / 60
    return Run(name, seed, threads, 100 * float(trace["accuracy_test"][0, -1]), minutes, processor)


def row(name: str, runs: Sequence[Run]) -> list[str]:
    """One recipe's runs: the worst accuracy and the longest time against its targets."""
    least, most = TARGETS[name]
    accuracies, minutes = [run.accuracy for run in runs], [run.minutes for run in runs]
    processor = [run.processor for run in runs]
    spread = f" ± {statistics.stdev(accuracies):.2f}" if len(runs) > 1 else ""
    return [
        name, ", ".join(f"{value:.2f}" for value in accuracies), f"{statistics.mean(accuracies):.2f}{spread}",
        f"{min(accuracies):.2f}", verdict(min(accuracies), least), f"{min(minutes):.1f} to {max(minutes):.1f}",
        f"{min(processor):.1f} to {max(processor):.1f}", verdict(max(minutes), most, at_least=False),
    ]  # fmt: skip


def main() -> None:
    """Print every run; publish the worst of each recipe against its target."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--threads", type=int, help="of PyTorch (all cores)")
    parser.add_argument("--results", type=Path, help=HELP)
    given = parser.parse_args()
    kept = Kept(given.results)
    rows: list[list[str]] = []
    for name in TARGETS:
        runs: list[Run] = []
        for seed in range(given.seeds):
            key = {"recipe": name, "seed": seed, "threads": given.threads}
            known = kept.get(key)
            run = Run(**known) if known is not None else measured(name, seed, given.threads)
            if known is None:
                kept.add(key, asdict(run))
            print(f"{name} seed {seed}: {run.accuracy:.2f} % in {run.minutes:.2f} min "
                  f"({run.processor:.2f} of processor)", flush=True)  # fmt: skip
            runs.append(run)
        rows.append(row(name, runs))
    threads = f"\n\nThreads of PyTorch: {given.threads or 'one a core'}."
    publish("fashion", "Fashion-MNIST, all of it", table(HEAD, rows) + threads, versions_=versions("torch", "numpy"))


if __name__ == "__main__":
    main()
