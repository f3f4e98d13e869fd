"""One hostile client at the server beside 50 honest ones: what the honest ones wait.

    python -m benchmarks.hostile [--honest 50] [--seconds 60] [--connections 8]

The hostile client sends the worst requests that are known, over and over on some connections at once, and goes away
before half of the answers; beside them it keeps connections that never finish a head. An honest client asks for a file
of the page, a table, a list of layers or an edited experiment about once a second. All come from one address of one
machine, on which the server runs, too. Before that the same is measured without the hostile client.
"""

from __future__ import annotations

import asyncio
import base64
import json
import random
import statistics
import sys
import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx2

from benchmarks import common
from benchmarks.server import started
from whygrad.experiment import presets

SLOWEST = 0.5  # seconds that 95 of 100 honest answers may take
_PATIENCE = 60.0  # seconds that an honest client waits for an answer
_FILES = ("/", "/main.js", "/style.css", "/zoo.html", "/messages/en.ftl", "/messages/ko.ftl")
_TABLES = ("/api/options", "/api/presets", "/api/thumbnails", "/api/zoo/networks", "/api/explain/dead-units")
_LAYERS = 'input = [1, 28, 28]\nlayers = [{ conv = 6, kernel = 5 }, "relu", "flatten", { dense = 10 }]\n'


@dataclass
class Log:
    """What happened to the honest: waiting times by kind, and what was no answer."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    sent: int = 0  # by the hostile client

    def p95(self, kind: str | None = None) -> float:
        """Of one kind, or of all answers."""
        times = sorted(self.seconds[kind] if kind else (one for kind in self.seconds.values() for one in kind))
        return times[int(0.95 * (len(times) - 1))] if times else float("inf")


def worst() -> list[tuple[str, bytes]]:
    """Path and body of the requests that cost most for what they take to send."""

    def lower(**experiment: Any) -> tuple[str, bytes]:
        return "lower", json.dumps({"experiment": experiment, "seeds": 1}).encode()

    def layers(text: str) -> tuple[str, bytes]:
        return "zoo/layers", json.dumps({"text": text}).encode()

    digits = [
        {"name": "digits", "features": [word]} for word in ("words:4096", "soft-words:1024", "joint-histogram:16")
    ]
    zeros = base64.b64encode(bytes(1_400_000)).decode()
    pixels = {"dtype": "f32", "shape": [1, 350_000], "data": zeros}
    trace = {"seeds": [0], "steps": [0], "status": ["finished"], "channels": {"loss_train": pixels}}
    return [
        layers("x" * 64_000),
        layers("\n" * 64_000),
        layers("a." * 32_000),
        layers("layers = [" + '"\\"' * 20_000),
        layers("input = [3, 9999, 9999]\nlayers = [" + "{ conv = 60000 }, " * 900 + "]"),
        *(lower(data=data) for data in digits),
        lower(data={"samples": 5000}, network={"hidden": [256] * 15}),
        lower(data={"samples": 5000}, training={"epochs": 200, "batch_size": 1}, recording={"every": 1}),
        lower(network={"init": "normal:" + "1" * 1_000_000 + "x"}),
        ("lower", b'{"seeds": 64, "experiment": {"network": {"hidden": [60, 60, 60]}, "data": {"samples": 5000}}}'),
        ("lower", b"[" * 19_000),
        ("lower", b'{"experiment": {"data": {"features": [' + b"1," * 900_000 + b"1]}}}"),
        ("diagnose", json.dumps(trace).encode()),
        ("trial", json.dumps({"experiment": presets["init-too-large-digits"].model_dump(), "seeds": 16}).encode()),
        ("export/html", json.dumps({"experiment": {"network": {"hidden": [100, 100]}}, "seeds": 8}).encode()),
        ("zoo/augment", json.dumps({"file": zeros, "rows": [["rotate"]] * 8}).encode()),
        ("nothing" * 1_000, b"{}"),
    ]


async def _hostile(number: int, base: str, token: str, end: float, log: Log) -> None:
    chance = random.Random(number)
    requests = worst()
    headers = {"x-whygrad-token": token, "content-type": "application/json"}
    async with httpx2.AsyncClient(base_url=base, headers=headers, trust_env=False, verify=False) as client:
        while time.monotonic() < end:
            path, body = chance.choice(requests)
            patience = chance.choice([0.2, _PATIENCE])
            with suppress(httpx2.HTTPError):
                log.sent += 1
                await client.post(f"/api/{path}", content=body, timeout=patience)


async def _slow_heads(base: str, end: float) -> None:
    """Connections that begin a request and do not end it."""
    host, _, port = base.removeprefix("http://").partition(":")
    while time.monotonic() < end:
        with suppress(OSError):
            _, writer = await asyncio.open_connection(host, int(port))
            writer.write(b"POST /api/lower HTTP/1.1\r\nhost: ")
            await asyncio.sleep(0.2)
            writer.write(b"127")
            writer.close()


async def _honest(number: int, base: str, token: str, end: float, log: Log) -> None:
    chance = random.Random(1_000 + number)
    headers = {"x-whygrad-token": token}
    async with httpx2.AsyncClient(
        base_url=base, headers=headers, timeout=_PATIENCE, trust_env=False, verify=False
    ) as client:
        await asyncio.sleep(chance.uniform(0, 1))
        while time.monotonic() < end:
            kind = chance.choice(["file", "table", "layers", "lower"])
            begun = time.perf_counter()
            try:
                if kind in ("file", "table"):
                    answer = await client.get(chance.choice(_FILES if kind == "file" else _TABLES))
                elif kind == "layers":
                    answer = await client.post("/api/zoo/layers", json={"text": _LAYERS})
                else:
                    hidden = [chance.randint(1, 8) for _ in range(chance.randint(1, 4))]
                    answer = await client.post(
                        "/api/lower", json={"experiment": {"network": {"hidden": hidden}}, "seeds": 8}
                    )
            except httpx2.HTTPError as error:
                log.errors.append(f"{kind}: {type(error).__name__}")
                continue
            log.seconds[kind].append(time.perf_counter() - begun)
            if answer.status_code != 200:
                log.errors.append(f"{kind}: {answer.status_code} {answer.text[:100]}")
            await asyncio.sleep(chance.expovariate(1.0))


async def measured(base: str, token: str, honest: int, connections: int, seconds: float) -> Log:
    """What honest clients wait, beside as many connections of a hostile one."""
    log = Log()
    end = time.monotonic() + seconds
    clients = [_honest(number, base, token, end, log) for number in range(honest)]
    others = [_hostile(number, base, token, end, log) for number in range(connections)]
    slow = [_slow_heads(base, end) for _ in range(connections)]
    await asyncio.wait(
        [asyncio.ensure_future(one) for one in (*clients, *others, *slow)], timeout=2 * seconds + _PATIENCE
    )
    return log


def _table(rows: list[tuple[str, Log]]) -> str:
    cells: list[list[str]] = []
    for name, log in rows:
        for kind, times in [
            *sorted(log.seconds.items()),
            ("all", [one for known in log.seconds.values() for one in known]),
        ]:
            p95 = log.p95(None if kind == "all" else kind)
            target = f"p95 {common.verdict(p95, SLOWEST, at_least=False)} (s)" if kind == "all" else ""
            waited = (
                [f"{1e3 * one:.0f} ms" for one in (statistics.median(times), p95, max(times))] if times else [""] * 3
            )
            cells.append([name, kind, str(len(times)), *waited, target])
    return common.table(["beside", "question", "n", "median", "p95", "worst", "target"], cells)


def main() -> int:
    """Measure and publish."""
    parser = common.arguments(__doc__)
    parser.add_argument("--honest", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--connections", type=int, default=8)
    options = parser.parse_args()
    with started() as (_, base, token):
        alone = asyncio.run(measured(base, token, options.honest, 0, options.seconds))
        beside = asyncio.run(measured(base, token, options.honest, options.connections, options.seconds))
    text = _table([("nobody", alone), ("one hostile client", beside)])
    text += f"\n\n{options.honest} honest clients, {options.seconds:g} s. The hostile one sent {beside.sent} requests "
    text += (
        f"on {options.connections} connections. Answers that were none: {len(alone.errors)} and {len(beside.errors)}."
    )
    text += "".join(f"\n- {error}" for error in sorted(set(beside.errors))[:10])
    common.publish("hostile", "One hostile client at the server", text, versions_=common.versions("fastapi", "uvicorn"))
    return 1 if beside.errors or beside.p95() > SLOWEST else 0


if __name__ == "__main__":
    sys.exit(main())
