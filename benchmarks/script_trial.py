"""How much faster the trial of a script is with two workers of a local Ray cluster than with one.

    python -m benchmarks.script_trial [--rounds 3] [--seeds 6] [--updates 2000]

The script trains a small network with shapes that broadcast in the loss. A trial runs it as it is, with its fix and
with four random changes, in rounds over several seeds. A cluster of one worker and one of two take turns; each is
started before the clock runs, and its workers have imported PyTorch. Every re-run has one thread. The ratio is the time
with one worker divided by that with two, round by round. All trials must give the same numbers, or nothing is
published.

The processor seconds of everything else on the machine are measured, too: if they exceed a tenth of a core, the figures
say more of the load than of the program, and they are printed but not stored.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks import common

TARGET = 1.8
MOST_LOAD = 0.1  # cores that everything else may use
SCRIPT = """
import sys
import torch
from torch import nn

torch.manual_seed(1)
x = torch.randn(2000, 32)
y = x @ torch.randn(32)
model = nn.Sequential(nn.Linear(32, 128), nn.Tanh(), nn.Linear(128, 128), nn.Tanh(), nn.Linear(128, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
for step in range(int(sys.argv[1])):
    rows = torch.randint(0, 2000, (64,))
    loss = nn.functional.mse_loss(model(x[rows]), y[rows])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
"""


@contextmanager
def cluster(workers: int) -> Generator[Any]:
    """A Ray cluster of this machine with so many workers."""
    import ray

    from whygrad.cluster import opened

    ray.init("local", num_cpus=workers, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    try:
        with opened("ray") as connection:
            yield connection
    finally:
        ray.shutdown()


def processor_seconds() -> tuple[float, float]:
    """Processor seconds of the whole machine, and of this process with its children, from /proc (Linux)."""
    tick = os.sysconf("SC_CLK_TCK")
    fields = [int(word) for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    total = sum(fields[:3]) + sum(fields[5:8])  # without idle and waiting for a disk; guests are in the first two
    times = os.times()
    return total / tick, times.user + times.system + times.children_user + times.children_system


def main() -> int:
    """Exit status 1 if the target is missed, 3 if the machine is too busy to tell."""
    parser = common.arguments(__doc__, rounds=3)
    parser.add_argument("--seeds", type=int, default=6, metavar="N", help="rounds of a trial")
    parser.add_argument("--updates", type=int, default=2000, metavar="N", help="of one training")
    options = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    arguments = (str(options.updates),)
    seconds: dict[int, list[float]] = {1: [], 2: []}
    answers: set[str] = set()
    runs, idle_load = 0, _load_beside()
    with tempfile.TemporaryDirectory(prefix="whygrad-") as name:
        folder = Path(name)
        (folder / "train.py").write_text(SCRIPT, encoding="utf-8")
        os.chdir(folder)
        trace, diagnosis = _diagnosed(arguments)
        for _ in range(options.rounds):
            for workers in (1, 2):
                with cluster(workers) as connection:
                    _trial(connection, arguments, trace, diagnosis, seeds=1)  # workers start and import
                    start = time.perf_counter()
                    trial, runs = _trial(connection, arguments, trace, diagnosis, seeds=options.seeds)
                    seconds[workers].append(time.perf_counter() - start)
                    answers.add(repr([one.values.tolist() for one in (trial.baseline, *trial.results)]))
        os.chdir("/")
    assert len(answers) == 1, "trials differ"
    ratios = common.Samples(tuple(one / two for one, two in zip(seconds[1], seconds[2], strict=True)))
    load = max(idle_load, _load_beside())
    rows = [[str(n), f"{common.Samples(tuple(seconds[n])).show()} s", str(len(seconds[n])), ""] for n in (1, 2)]
    rows.append(["2 against 1", f"{ratios.show()} ×", str(ratios.n), common.verdict(ratios.median, TARGET)])
    text = common.table(["workers", "median (range)", "n", "target"], rows)
    text += f"\n\nA trial has {runs} re-runs of {options.updates} updates. Other programs used {load:.2f} cores."
    versions = common.versions("ray", "torch")
    if load > MOST_LOAD:
        print(f"{common.MACHINE}; {versions}.\n\n{text}\n\nThe machine is busy: not stored.")
        return 3
    common.publish("script-trial", "The trial of a script on Ray workers", text, versions_=versions)
    return 0 if ratios.median >= TARGET else 1


def _load_beside(seconds: float = 5.0) -> float:
    """Cores that other programs use while this one waits."""
    if not Path("/proc/stat").exists():
        return 0.0
    before = processor_seconds()
    time.sleep(seconds)
    after = processor_seconds()
    return max(0.0, (after[0] - before[0]) - (after[1] - before[1])) / seconds


def _diagnosed(arguments: tuple[str, ...]) -> tuple[Any, Any]:
    from whygrad.diagnose import diagnose
    from whygrad.session import supervise
    from whygrad.session.script import Request

    clock = supervise.Clock(supervise.Limits.of(None, None))
    trace = supervise.run(Request("train.py", arguments, ""), clock, stderr=subprocess.DEVNULL).traces[0]
    return trace, diagnose(trace)


def _trial(connection: Any, arguments: tuple[str, ...], trace: Any, diagnosis: Any, *, seeds: int) -> tuple[Any, int]:
    """The trial, and how many re-runs it took."""
    from whygrad.trial.rerun import try_on_script
    from whygrad.trial.rerun.cluster import OnCluster

    ran: list[int] = []

    def count(_remedies: object, seed: int, _ended: object) -> None:
        ran.append(seed)

    trial = try_on_script(
        "train.py", arguments, trace, diagnosis, budget=36_000, seeds=seeds, on=OnCluster(connection), ran=count
    )
    return trial, len(ran)


if __name__ == "__main__":
    sys.exit(main())
