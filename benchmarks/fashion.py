"""Fashion-MNIST, all 60,000 pictures: what the two recipes reach, in which time, over seeds.

    PYTHONPATH=src python -m benchmarks.fashion [--seeds 5] [--threads N]

The test accuracy is that of the last weights on all 10,000 test pictures, which nothing was chosen by.
"""

from __future__ import annotations

import argparse
import statistics
import time

from benchmarks.common import publish, table, verdict, versions
from whygrad.engine import train
from whygrad.experiment import recipes

TARGETS = {"fashion-mnist-quick": (90.0, 2.0), "fashion-mnist": (92.5, 10.0)}  # accuracy in percent, minutes
HEAD = ("recipe", "test accuracy %, seed by seed", "mean", "worst", "target", "minutes", "… processor", "target")


def row(name: str, seeds: int, threads: int | None) -> list[str]:
    """One recipe's runs, each by itself: worst accuracy and longest time against its targets."""
    least, most = TARGETS[name]
    accuracies: list[float] = []
    minutes: list[float] = []
    processor: list[float] = []
    for seed in range(seeds):
        start, used = time.perf_counter(), time.process_time()
        trace = train(recipes[name], seeds=[seed], threads=threads, device="cpu")
        minutes.append((time.perf_counter() - start) / 60)
        processor.append((time.process_time() - used) / 60)
        accuracies.append(100 * float(trace["accuracy_test"][0, -1]))
        print(f"{name} seed {seed}: {accuracies[-1]:.2f} % in {minutes[-1]:.2f} min "
              f"({processor[-1]:.2f} of processor)", flush=True)  # fmt: skip
    spread = f" ± {statistics.stdev(accuracies):.2f}" if seeds > 1 else ""
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
    given = parser.parse_args()
    rows = [row(name, given.seeds, given.threads) for name in TARGETS]
    threads = f"\n\nThreads of PyTorch: {given.threads or 'one a core'}."
    publish("fashion", "Fashion-MNIST, all of it", table(HEAD, rows) + threads, versions_=versions("torch", "numpy"))


if __name__ == "__main__":
    main()
