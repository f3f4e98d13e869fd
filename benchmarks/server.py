"""A class of 100 at one server: lowering, diagnosing and trials on loopback; errors, waiting times, memory.

    python -m benchmarks.server [--browsers 100] [--seconds 60]

Every browser opens the page and then goes on as a learner does: an edit every 5 s on average, a diagnosis every 4 s of
training, a trial every 60 s. Server and browsers share the machine.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from benchmarks import common
from whygrad.engine import train
from whygrad.experiment import presets
from whygrad.studio.wire import encoded

EVERY = {"lower": 5.0, "diagnose": 4.0, "trial": 60.0}  # seconds between two questions of one browser, on average
LESSONS = ("learning-rate-too-high-circle", "dead-units-moons", "vanishing-gradient-moons", "saturated-units-rings")
WARM = 0.2  # of the time, before memory counts
SLOWEST = 0.5  # seconds that 95 of 100 answers may take
GROWTH = 1.05  # of memory, from the warm start to the end


@dataclass
class Log:
    """What happened: waiting times and answers by kind, memory over time."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)  # seconds, MB
    processor: float = 0.0  # seconds of the server's


def _questions(chance: random.Random) -> dict[str, Callable[[], bytes]]:
    """A maker of bodies for each kind; edits are as different as those of a class."""
    recorded: list[bytes] = []
    for name in LESSONS:
        trace = train(presets[name], seeds=8)
        recorded.append(
            _body(
                experiment=presets[name].model_dump(),
                seeds=trace.seeds.tolist(),
                steps=trace.steps.tolist(),
                status=["finished"] * 8,
                channels={key: encoded(array) for key, array in trace.channels.items() if array.ndim >= 2},
            )
        )

    def edited() -> bytes:
        experiment = presets[chance.choice(LESSONS)].replace(
            hidden=[chance.randint(1, 8) for _ in range(chance.randint(1, 6))],
            learning_rate=round(10 ** chance.uniform(-3, 1), 4),
            noise=chance.randint(0, 50) / 100,
            seed=chance.randrange(1000),
        )
        return _body(experiment=experiment.model_dump(), seeds=8)

    tried = [_body(experiment=presets[name].model_dump(), seeds=8) for name in LESSONS]
    return {"lower": edited, "diagnose": lambda: chance.choice(recorded), "trial": lambda: chance.choice(tried)}


def _body(**question: Any) -> bytes:
    return json.dumps(question).encode()


async def _browser(number: int, base: str, token: str, end: float, log: Log) -> None:
    chance = random.Random(number)
    questions = _questions_of[0]
    headers = {"x-whygrad-token": token, "content-type": "application/json"}
    async with httpx2.AsyncClient(base_url=base, headers=headers, timeout=60, trust_env=False) as client:
        await asyncio.sleep(chance.uniform(0, 5))
        for path in ("/", "/messages/en.ftl", "/api/options", "/api/presets", "/api/thumbnails"):
            await _timed("page", client.get(path), log)
        due = {kind: time.monotonic() + chance.uniform(0, every) for kind, every in EVERY.items()}
        while (now := time.monotonic()) < end:
            kind = min(due, key=lambda name: due[name])
            await asyncio.sleep(max(0.0, min(due[kind], end) - now))
            if time.monotonic() >= end:
                break
            await _timed(kind, client.post(f"/api/{kind}", content=questions[kind]()), log)
            due[kind] = time.monotonic() + chance.expovariate(1 / EVERY[kind])


_questions_of: list[dict[str, Callable[[], bytes]]] = []


async def _timed(kind: str, asking: Awaitable[Any], log: Log) -> None:
    start = time.perf_counter()
    try:
        response = await asking
    except httpx2.HTTPError as error:
        log.errors.append(f"{kind}: {type(error).__name__}")
        return
    log.seconds[kind].append(time.perf_counter() - start)
    if response.status_code != 200:
        log.errors.append(f"{kind}: {response.status_code} {response.text[:100]}")


async def _watch(process: int, start: float, end: float, log: Log) -> None:
    """Memory and processor time of the server and of its processes, once a second."""
    while time.monotonic() < end:
        memory, log.processor = await asyncio.to_thread(_used, process)
        log.memory.append((time.monotonic() - start, memory))
        await asyncio.sleep(1)


def _used(process: int) -> tuple[float, float]:
    """MB and processor seconds of a process and of all that it began; what they share counts once."""
    memory = seconds = 0.0
    with suppress(OSError, AttributeError):
        folder = Path(f"/proc/{process}")
        shared = re.search(r"^Pss:\s+(\d+) kB", (folder / "smaps_rollup").read_text(), re.MULTILINE)
        memory = int(shared[1]) / 1000 if shared else 0.0
        ticks = (folder / "stat").read_text().rpartition(")")[2].split()[11:15]
        seconds = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
        for child in (folder / f"task/{process}/children").read_text().split():
            more = _used(int(child))
            memory, seconds = memory + more[0], seconds + more[1]
    return memory, seconds


async def _class(browsers: int, seconds: float, base: str, token: str, process: int) -> Log:
    log = Log()
    start = time.monotonic()
    end = start + seconds
    pupils = (_browser(number, base, token, end, log) for number in range(browsers))
    await asyncio.gather(_watch(process, start, end, log), *pupils)
    return log


def _report(log: Log, browsers: int, seconds: float) -> str:
    rows: list[list[str]] = []
    everything = [one for kind in log.seconds.values() for one in kind]
    for kind, times in [*log.seconds.items(), ("all", everything)]:
        ordered = sorted(times)
        p95 = ordered[int(0.95 * (len(ordered) - 1))]
        reached = f"p95 {common.verdict(p95, SLOWEST, at_least=False)} (s)" if kind == "all" else ""
        middle, worst = statistics.median(ordered), ordered[-1]
        cells = [f"{1e3 * one:.0f} ms" for one in (middle, p95, worst)]
        rows.append([kind, str(len(times)), f"{len(times) / seconds:.1f}", *cells, reached])
    text = common.table(["question", "n", "a second", "median", "p95", "worst", "target"], rows)
    text += f"\n\n{browsers} browsers for {seconds:g} s. Errors: {len(log.errors)}"
    text += "".join(f"\n- {error}" for error in sorted(set(log.errors))[:10])
    warm = [memory for moment, memory in log.memory if WARM * seconds < moment < 2 * WARM * seconds]
    last = [memory for moment, memory in log.memory if moment > (1 - WARM) * seconds]
    if warm and last:
        grown = statistics.median(last) / statistics.median(warm)
        flat = common.verdict(grown, GROWTH, at_least=False)
        text += f"\n\nMemory of the server: {statistics.median(warm):.0f} MB after the start, "
        text += f"{statistics.median(last):.0f} MB at the end; ×{grown:.3f}, {flat}."
    return text + f" It used {log.processor / seconds:.2f} of {common.cores()} cores."


@contextmanager
def started() -> Generator[tuple[int, str, str]]:
    """A server that runs: its process, its address, its token."""
    command = [sys.executable, "-m", "whygrad", "play", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ}) as process:
        try:
            assert process.stdout is not None
            match = re.match(r"(http://[^/]+)/\?token=([\w-]+)", process.stdout.readline())
            assert match, "the server did not start"
            yield process.pid, match[1], match[2]
        finally:
            process.send_signal(signal.SIGINT)


def main() -> int:
    """Measure and publish."""
    parser = common.arguments(__doc__)
    parser.add_argument("--browsers", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    _questions_of.append(_questions(random.Random(0)))
    with started() as (process, base, token):
        log = asyncio.run(_class(options.browsers, options.seconds, base, token, process))
    text = _report(log, options.browsers, options.seconds)
    common.publish("server", "A class at one server", text, versions_=common.versions("fastapi", "uvicorn"))
    return 1 if log.errors else 0


if __name__ == "__main__":
    sys.exit(main())
