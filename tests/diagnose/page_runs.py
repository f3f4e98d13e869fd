"""Runs scripts as `whygrad diagnose` does, in forks of one process, so that PyTorch is imported once for all of them.

`python page_runs.py FOLDER` runs every .py of the folder and writes beside it what was found (.json) and what it
printed (.txt).
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import traceback
from pathlib import Path

WORKERS = 2


def run(script: str) -> None:
    try:
        _run(script)
    except Exception:  # noqa: BLE001 (one script's failure is its own test's)
        traceback.print_exc()


def _run(script: str) -> None:
    import torch

    import whygrad as wg
    from whygrad.watch.observed import Observed
    from whygrad.watch.script import Ran, Request

    torch.set_num_threads(1)
    path = Path(script)
    out = os.open(path.with_suffix(".txt"), os.O_WRONLY | os.O_CREAT)
    os.dup2(out, 1)
    os.dup2(out, 2)
    runner = Observed(Request(script, (), str(path.with_suffix(".ran"))))
    runner.torch_is_here()  # it was imported before the fork
    try:
        runner.run()
    except SystemExit:
        sys.stdout.flush()
    ran = Ran.read(path.with_suffix(".ran"))
    found = wg.diagnose(ran.traces[0]).to_json()
    path.with_suffix(".json").write_text(json.dumps({"stop": ran.stop, "seconds": ran.seconds, **found}))


def main(folder: str) -> None:
    os.environ["OMP_NUM_THREADS"] = "1"
    import torch.utils.data  # noqa: F401

    scripts = [str(path) for path in sorted(Path(folder).glob("*.py"))]
    context = multiprocessing.get_context("fork")
    with context.Pool(WORKERS, maxtasksperchild=1) as pool:
        pool.map(run, scripts, chunksize=1)


if __name__ == "__main__":
    main(sys.argv[1])
