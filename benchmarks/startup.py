"""How long a user waits for `whygrad --help` and for `import whygrad`: new processes, one after the other.

python -m benchmarks.startup [--rounds 21]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks import common


def main() -> None:
    """Measure and publish."""
    options = common.arguments(__doc__, rounds=21).parse_args()
    command = str(Path(sys.executable).with_name("whygrad"))
    cases = {
        "whygrad --help": ([command, "--help"], 0.3),
        'python -c "import whygrad"': ([sys.executable, "-c", "import whygrad"], 0.2),
        'python -c "pass", for comparison': ([sys.executable, "-c", "pass"], None),
    }
    times: dict[str, list[float]] = {name: [] for name in cases}
    for turn in range(options.rounds + 1):
        for name, (arguments, _) in cases.items():
            took = common.seconds(lambda a=arguments: subprocess.run(a, check=True, stdout=subprocess.DEVNULL))
            if turn:  # the first round reads everything from the disk
                times[name].append(took)
    rows: list[list[str]] = []
    for name, (_, target) in cases.items():
        samples = common.Samples(tuple(times[name]))
        reached = "" if target is None else common.verdict(samples.median, target, at_least=False) + " (s)"
        rows.append([name, samples.show(1e3, " ms"), str(samples.n), reached])
    head = ["command", "whole process, median (range)", "n", "target"]
    common.publish(
        "startup", "Waiting for whygrad", common.table(head, rows), versions_=common.versions("typer", "rich")
    )


if __name__ == "__main__":
    main()
