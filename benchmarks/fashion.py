"""Fashion-MNIST, all 60,000 pictures: what the two recipes reach, in which time, over seeds.

    PYTHONPATH=src python -m benchmarks.fashion [SEEDS] [THREADS]

The test accuracy is that of the last weights on all 10,000 test pictures, which nothing was chosen by.
"""

from __future__ import annotations

import statistics
import sys
import time

from whygrad.engine import train
from whygrad.experiment import recipes

TARGETS = {"fashion-mnist-quick": (0.90, 2.0), "fashion-mnist": (0.925, 10.0)}  # accuracy, minutes


def main() -> None:
    """Print every run and the worst of each recipe against its target."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    threads = int(sys.argv[2]) if len(sys.argv) > 2 else None
    for name, (least, most) in TARGETS.items():
        found: list[tuple[float, float]] = []
        for seed in range(seeds):
            start, used = time.perf_counter(), time.process_time()
            trace = train(recipes[name], seeds=[seed], threads=threads, device="cpu")
            minutes = (time.perf_counter() - start) / 60
            found.append((float(trace["accuracy_test"][0, -1]), minutes))
            processor = (time.process_time() - used) / 60
            print(
                f"{name} seed {seed}: {found[-1][0]:.4f} in {minutes:.2f} min ({processor:.2f} of processor)",
                flush=True,
            )
        accuracy, minutes = zip(*found, strict=True)
        spread = f" ± {statistics.stdev(accuracy):.4f}" if seeds > 1 else ""
        print(
            f"{name}: mean {statistics.mean(accuracy):.4f}{spread}, worst {min(accuracy):.4f} (at least {least}); "
            f"longest {max(minutes):.2f} min (at most {most:g})"
        )


if __name__ == "__main__":
    main()
