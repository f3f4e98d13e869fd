"""Programs are run in forked processes, so that torch and scikit-learn are imported once for all of them.

Only Linux and macOS can fork.
"""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import os
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any


def warm_up() -> None:
    """Import what programs import, before the first fork."""
    os.environ["OMP_NUM_THREADS"] = "1"
    for name in ("torch._dynamo", "torch.utils.checkpoint", "torch.utils.data"):
        importlib.import_module(name)


def in_fork(work: Callable[[Path], Any], path: Path, most_seconds: float) -> Any | None:
    """`work(path)` in a process of its own, as `python path` finds its arguments and imports; None if it gives none."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(work, path, theirs))
    process.start()
    theirs.close()
    result = None
    with contextlib.suppress(EOFError):
        if ours.poll(most_seconds):
            result = ours.recv()
    process.kill()
    process.join()
    return result


def _child(work: Callable[[Path], Any], path: Path, pipe: Connection) -> None:
    import torch

    torch.set_num_threads(1)
    sys.argv = [str(path)]
    sys.path[0] = str(path.parent)
    pipe.send(work(path))
    pipe.close()
