"""Do limits hold wherever a script is? Twenty small scripts, each of which would run for a thousand seconds.

    python -m benchmarks.limits [PLACE…] [--seconds 3]

Each trains for some updates and then stays in one place, or trains on in a way that cannot be seen. It runs under
`--seconds N`; places that `--seconds` does not count (evaluations) under `--total-seconds N`, too. Measured is how
long after the limit the script's process was gone, and apart from that what whygrad took to answer; whether what was
recorded was diagnosed; and whether a process or a folder was left. The limit is counted as whygrad counts it: from
what the script told (PyTorch imported, first update).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import common
from whygrad.diagnose import diagnose
from whygrad.session import supervise
from whygrad.session.script import Request

TARGET = 1.0  # seconds after the limit

HEAD = """
import atexit, ctypes, multiprocessing, os, select, signal, socket, subprocess, sys, threading, time
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset
torch.manual_seed(0)
x = torch.randn(200, 5); y = (x.sum(1) > 0).long()
model = nn.Sequential(nn.Linear(5, 16), nn.ReLU(), nn.Linear(16, 2), nn.Softmax(1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
def update(step=True):
    rows = torch.randint(0, 200, (20,))
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(x[rows]), y[rows]).backward()
    if step:
        optimizer.step()
class Slow(Dataset):
    def __len__(self): return 100
    def __getitem__(self, i): time.sleep(1000 if i > 50 else 0); return x[i]
"""
TRAIN = "for _ in range(40): update()\n"


@dataclass(frozen=True)
class Place:
    """Where a script stays. `trains`: it makes updates that are seen before."""

    code: str
    trains: bool = True
    total: bool = False  # only the limit on all counts here


PLACES: dict[str, Place] = {
    "busy loop": Place("while True: pass"),
    "busy loop before any training": Place("while True: pass", trains=False),
    "time.sleep": Place("time.sleep(1000)"),
    "sleep in except BaseException": Place("while True:\n    try: time.sleep(0.01)\n    except BaseException: pass"),
    "updates in except BaseException": Place("while True:\n    try: update()\n    except BaseException: pass"),
    "no optimizer.step()": Place("while True: update(step=False)", trains=False),
    "evaluation": Place("with torch.no_grad():\n    while True: model(x)", total=True),
    "data loader": Place("for batch in DataLoader(Slow(), 10): pass"),
    "worker process of a data loader": Place("for batch in DataLoader(Slow(), 10, num_workers=2): pass"),
    "C extension that keeps the interpreter": Place("ctypes.PyDLL(None).sleep(1000)"),
    "C extension that releases it": Place("ctypes.CDLL(None).sleep(1000)"),
    "one long operation of PyTorch": Place("a = torch.randn(6000, 6000)\nwhile True: torch.linalg.svd(a)"),
    "input()": Place("input()"),
    "lock": Place("lock = threading.Lock(); lock.acquire(); lock.acquire()"),
    "waiting for a process": Place("subprocess.run(['sleep', '1000'])"),
    "socket": Place("one, other = socket.socketpair(); one.recv(1)"),
    "exit handler": Place("atexit.register(time.sleep, 1000)"),
    "finally": Place("try: time.sleep(1000)\nfinally: time.sleep(1000)"),
    "thread": Place("threading.Thread(target=time.sleep, args=(1000,)).start()"),
    "all signals blocked": Place("signal.pthread_sigmask(signal.SIG_BLOCK, range(1, signal.NSIG)); time.sleep(1000)"),
}


@dataclass(frozen=True)
class Kept:
    """What one place showed: seconds after the limit, seconds of the diagnosis, and what was left."""

    late: float
    answer: float
    found: str
    left: str


def left_by_itself(folder: Path) -> set[str]:
    """What a script that only trains leaves in the folder of temporary files without whygrad: PyTorch's own caches."""
    (folder / "train.py").write_text(HEAD + TRAIN, encoding="utf-8")
    away = folder / "temporary"
    away.mkdir()
    subprocess.run(
        [sys.executable, "train.py"], cwd=folder, env={**os.environ, "TMPDIR": str(away)}, capture_output=True,
        check=True,
    )  # fmt: skip
    return {one.name for one in away.iterdir()}


def measure(place: Place, seconds: float, folder: Path, usual: set[str]) -> Kept:
    """Run one script. What a training leaves anyway (`usual`) does not count as left."""
    script = folder / "train.py"
    script.write_text(HEAD + (TRAIN if place.trains else "") + place.code + "\n", encoding="utf-8")
    away = folder / "temporary"
    away.mkdir()
    limits = supervise.Limits(1000.0, seconds) if place.total else supervise.Limits.of(seconds, None)
    clock = supervise.Clock(limits)
    reads, writes = os.pipe()  # an input that never comes
    own = {**os.environ, "TMPDIR": str(away)}
    asked = Request(str(script), (), "")
    ran = supervise.run(asked, clock, stdin=reads, stdout=subprocess.DEVNULL, cwd=folder, env=own)
    ended = time.monotonic()
    os.close(reads)
    os.close(writes)
    codes = [finding.code for trace in ran.traces if len(trace.steps) for finding in diagnose(trace).findings]
    answer = time.monotonic() - ended
    left = [f"{len(_processes(str(folder)))} processes"] if _processes(str(folder)) else []
    left += [one.name for one in away.iterdir() if one.name not in usual]
    return Kept(ended - clock.due(), answer, codes[0] if codes else "", ", ".join(left))


def _processes(word: str) -> set[int]:
    """Those whose command line or working directory has a word."""
    found: set[int] = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                if word in (entry / "cmdline").read_text() or word in str((entry / "cwd").readlink()):
                    found.add(int(entry.name))
            except OSError:
                continue
    return found


def main() -> None:
    """Run the places and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("places", nargs="*", metavar="PLACE", help="places by name (all)")
    parser.add_argument("--seconds", type=float, default=3.0, help="the limit")
    given = parser.parse_args()
    rows: list[list[str]] = []
    kept: list[Kept] = []
    with tempfile.TemporaryDirectory() as folder:
        usual = left_by_itself(Path(folder))
    for name, place in PLACES.items():
        if given.places and name not in given.places:
            continue
        with tempfile.TemporaryDirectory() as folder:
            one = measure(place, given.seconds, Path(folder), usual)
        kept.append(one)
        rows.append([name, f"{one.late:.2f}", f"{one.answer:.2f}", one.found or "–", one.left or "–"])
        print(f"{name}: {rows[-1][1:]}", file=sys.stderr)
    held = sum(one.late <= TARGET for one in kept)
    missed = [row[0] for row, one in zip(rows, kept, strict=True) if PLACES[row[0]].trains and not one.found]
    late = sorted(one.late for one in kept)
    text = (
        f"Limit of {given.seconds:g} s, n = 1 a place. Ended within {TARGET:g} s of it: {held} of {len(kept)}; "
        f"median {common.statistics.median(late):.2f} s, at most {late[-1]:.2f} s. Trained and yet not diagnosed: "
        f"{', '.join(missed) or 'none'}. Left behind: {sum(bool(one.left) for one in kept)} of {len(kept)}.\n\n"
        + common.table(("place", "seconds after the limit", "diagnosis (s)", "found first", "left"), rows)
    )
    if given.places:
        print(text)
    else:
        common.publish("limits", "Limits of time, wherever a script is", text, versions_=common.versions("torch"))


if __name__ == "__main__":
    main()
