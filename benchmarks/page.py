"""The studio's page in Chromium, and beside it TensorFlow Playground's own: `python -m benchmarks.page [PATH]`.

PATH is a clone of github.com/tensorflow/playground, whose page is built with esbuild in a temporary folder and never
copied here. Measured with every view open: epochs a second at full speed and at the usual one, frames a second, the
longest block of the main thread, processor time; then from an edit to its first picture, from the command to a page
that works, and the page's weight.
"""

from __future__ import annotations

import math
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Page
from tests.browser.studio import Studio, opened, served

from benchmarks import common
from benchmarks.playground import ESBUILD, NODE, output_of

SECONDS = 4.0  # of one measurement
USUAL = 60  # epochs a second at which the studio opens; the peer trains a small network as fast
EDITS = 200
PEER = ("d3@3.5.17", "material-design-lite@1.3.0", "seedrandom@2.4.4")
DESK = {"width": 1280, "height": 900}

# Counts what a reader sees: frames of the browser, and blocks of the main thread (longer than 50 ms by definition).
_WATCH = """async ([progress, seconds]) => {
  const done = eval(progress);
  let frames = 0, longest = 0, going = true;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longest = Math.max(longest, entry.duration);
  });
  observer.observe({ type: 'longtask' });
  const count = () => { frames += 1; if (going) requestAnimationFrame(count); };
  requestAnimationFrame(count);
  const start = performance.now(), from = done();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const time = (performance.now() - start) / 1000;
  going = false;
  const epochs = (done() - from) / time;
  await new Promise((resolve) => setTimeout(resolve, 50));
  observer.disconnect();
  return { epochs, frames: frames / time, longest };
}"""

# An edit is over when its network's first picture is on the screen: the frame after the one it was drawn in.
_EDITS = """async (edits) => {
  const { store, actions } = window.whygrad;
  const frame = () => new Promise(requestAnimationFrame);
  const times = [];
  for (const [key, value] of edits) {
    const [section, name] = key.split('.');
    const start = performance.now();
    actions.setOption(key, value);
    const there = () => {
      const { experiment, lowering } = store.get();
      return !lowering && !actions.arriving && JSON.stringify(experiment[section][name]) === JSON.stringify(value);
    };
    while (!there()) await frame();
    await frame();
    times.push(performance.now() - start);
  }
  return times;
}"""


def link(sizes: Sequence[int]) -> str:
    """The experiment of the peer's page: circle, tanh, squared loss, batches of 10."""
    hidden = "~".join(map(str, sizes[1:-1]))
    return f"whygrad=1&network.hidden={hidden}&network.init=playground&network.output=tanh&training.loss=squared"


@contextmanager
def page(browser: Browser, address: str) -> Iterator[Studio]:
    """A fresh page at a desk."""
    context = browser.new_context(viewport=DESK, locale="en-US", color_scheme="light")
    try:
        yield Studio(context.new_page(), address)
    finally:
        context.close()


def counted(shown: Page, epochs: str) -> dict[str, float]:
    """What `_WATCH` counts of a page that trains, and `processor`: seconds on processors for each second."""
    before = common.browser_seconds()
    found = shown.evaluate(_WATCH, [epochs, SECONDS])
    return {**found, "processor": (common.browser_seconds() - before) / SECONDS}


def ours(
    browser: Browser, address: str, sizes: Sequence[int], seeds: int, all_in_sight: bool, speed: float
) -> dict[str, float]:
    """One measurement of the studio at a speed in epochs a second, everything that can be opened open."""
    with page(browser, address) as studio:
        studio.open(f"{link(sizes)}&view.seeds={seeds}")
        studio.page.evaluate(
            "() => { for (const one of document.querySelectorAll('details:not(.menu)')) one.open = true; }"
        )
        if all_in_sight:
            height = studio.page.evaluate("() => document.documentElement.scrollHeight")
            studio.page.set_viewport_size({**DESK, "height": height})
        studio.page.evaluate("(speed) => { whygrad.actions.setSpeed(speed); whygrad.actions.play(); }", speed)
        studio.until("state.epoch > 200")
        return counted(studio.page, "() => whygrad.store.get().epoch")


def theirs(browser: Browser, address: str, sizes: Sequence[int]) -> dict[str, float]:
    """One measurement of TensorFlow Playground's page."""
    with page(browser, address) as peer:
        peer.page.goto(
            f"{address}#activation=tanh&batchSize=10&dataset=circle&networkShape={','.join(map(str, sizes[1:-1]))}"
        )
        peer.page.click("#play-pause-button")
        epochs = "() => Number(document.querySelector('#iter-number').textContent.replace(/,/g, ''))"
        peer.until(f"({epochs})() > 5")
        return counted(peer.page, epochs)


@contextmanager
def playground(clone: Path) -> Iterator[str]:
    """The peer's page, built from its source and served; without its fonts and analytics from elsewhere."""
    tools = NODE / "node_modules"
    if not (tools / "d3").exists() or not (tools / ".bin" / "esbuild").exists():
        NODE.mkdir(exist_ok=True)
        output_of(["npm", "install", "--silent", "--no-save", "--prefix", str(NODE), ESBUILD, *PEER], clone)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(clone / "src", folder / "src")
        (folder / "node_modules").symlink_to(tools)
        output_of(
            [str(tools / ".bin" / "esbuild"), "src/playground.ts", "--bundle", "--minify", "--outfile=bundle.js"],
            folder,
        )
        material = tools / "material-design-lite"
        scripts = [material / "material.min.js", tools / "seedrandom" / "seedrandom.min.js"]
        (folder / "lib.js").write_text("\n".join(one.read_text(encoding="utf-8") for one in scripts), encoding="utf-8")
        styles = [material / "material.min.css", clone / "styles.css"]
        (folder / "bundle.css").write_text(
            "\n".join(one.read_text(encoding="utf-8") for one in styles), encoding="utf-8"
        )
        html = (clone / "index.html").read_text(encoding="utf-8")
        (folder / "index.html").write_text(re.sub(r"<link[^>]*googleapis[^>]*>", "", html), encoding="utf-8")
        (folder / "analytics.js").write_text("function ga() {}", encoding="utf-8")

        class Quiet(SimpleHTTPRequestHandler):
            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                pass

        with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=name)) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}/"
            server.shutdown()


def edits() -> list[tuple[str, Any]]:
    """200 edits of every kind, each another value than before."""
    kinds: list[tuple[str, list[Any]]] = [
        ("network.activation", ["relu", "tanh"]),
        ("network.hidden", [[5, 2], [4, 2], [8, 8, 8], [4, 2]]),
        ("data.name", ["xor", "circle", "spiral", "circle"]),
        ("data.noise", [0.1, 0.0]),
        ("training.optimizer", ["adam", "sgd"]),
        ("training.learning_rate", [0.1, 0.03]),
        ("data.features", [["x1", "x2", "x1^2"], "auto"]),
        ("training.batch_size", [20, 10]),
    ]
    return [
        (key, values[(i // len(kinds)) % len(values)]) for i in range(EDITS) for key, values in [kinds[i % len(kinds)]]
    ]


def edit_times(browser: Browser, address: str, running: bool) -> list[float]:
    """Milliseconds from each edit to its first picture."""
    with page(browser, address) as studio:
        studio.open()
        if running:
            studio.page.evaluate("() => whygrad.actions.play()")
        return studio.page.evaluate(_EDITS, edits())


def start(browser: Browser) -> tuple[float, float, float]:
    """Seconds from the command to the address, and to the first picture; bytes that the browser was sent."""
    began = time.perf_counter()
    with served() as address:
        printed = time.perf_counter() - began
        with page(browser, address) as studio:
            sent = [0.0]
            network = studio.page.context.new_cdp_session(studio.page)
            network.send("Network.enable")
            network.on(
                "Network.loadingFinished", lambda event: sent.__setitem__(0, sent[0] + event["encodedDataLength"])
            )
            studio.open()
            return printed, time.perf_counter() - began, sent[0]


def main() -> None:
    """Measure and publish."""
    parser = common.arguments(__doc__, rounds=3)
    parser.add_argument("clone", type=Path, nargs="?", help="path to a clone of github.com/tensorflow/playground")
    options = parser.parse_args()
    rows: list[list[str]] = []
    with opened() as browser, served() as address:
        for sizes in (common.SMALL, common.DEEP):
            name = common.shape_name(sizes)
            peers: list[dict[str, float]] = []
            if options.clone:
                with playground(options.clone.resolve()) as peer:
                    peers = [theirs(browser, peer, sizes) for _ in range(options.rounds)]
                rows.append([name, "TensorFlow Playground", *_cells(peers, None)])
            for who, seeds, sight, speed in (
                ("whygrad, 1 network", 1, False, math.inf),
                ("whygrad, 8 networks together", 8, False, math.inf),
                ("whygrad, 8 networks, the whole page in sight", 8, True, math.inf),
                ("whygrad, 1 network at the usual speed", 1, False, USUAL),
            ):
                mine = [ours(browser, address, sizes, seeds, sight, speed) for _ in range(options.rounds)]
                rows.append([name, who, *_cells(mine, None if speed == USUAL else peers)])
        waits = {running: sorted(edit_times(browser, address, running)) for running in (False, True)}
        starts = [start(browser) for _ in range(options.rounds)]
    head = [
        "network",
        "page",
        "epochs of each network a second, median (range)",
        "we are",
        "frames a second",
        "longest block, ms",
        "processor, % of one core",
        "targets",
    ]
    lines = [common.table(head, rows), ""]
    for running, times in waits.items():
        p95 = times[int(0.95 * len(times)) - 1]
        lines.append(
            f"- {len(times)} edits {'while it trains' if running else 'at rest'}, to the first picture: median "
            f"{statistics.median(times):.0f} ms, p95 {p95:.0f} ms ({common.verdict(p95, 100, False)})"
        )
    whole = statistics.median(one[1] for one in starts)
    weight = statistics.median(one[2] for one in starts) / 1000
    lines.append(
        f"- `whygrad play` to its address: {statistics.median(one[0] for one in starts):.2f} s; to the first picture: "
        f"{whole:.2f} s ({common.verdict(whole, 2, False)})"
    )
    lines.append(f"- page weight as sent: {weight:.0f} kB ({common.verdict(weight, 400, False)})")
    with opened() as browser:
        chromium = browser.version
    common.publish(
        "page",
        "The page beside TensorFlow Playground's",
        "\n".join(lines)
        + f"\n\nEvery view open, a window of 1280 × 900; {SECONDS:g} s a measurement; software rendering.",
        versions_=f"{common.versions('playwright')}, Chromium {chromium}",
    )


def _cells(measured: list[dict[str, float]], peers: list[dict[str, float]] | None) -> list[str]:
    epochs = common.Samples(tuple(one["epochs"] for one in measured))
    frames = statistics.median(one["frames"] for one in measured)
    longest = max(one["longest"] for one in measured)
    block = f"{longest:.0f}" if longest else "< 50"
    processor = 100 * statistics.median(one["processor"] for one in measured)
    cells = [epochs.show(), "", f"{frames:.0f}", block, f"{processor:.0f}", ""]
    if peers is None:
        return cells
    targets = [f"frames {common.verdict(frames, 55)}", f"block {common.verdict(longest, 50, False)}"]
    if peers:
        ratio = epochs.median / statistics.median(one["epochs"] for one in peers)
        cells[1] = f"{ratio:.0f}×"
        targets.insert(0, common.verdict(ratio, 100))
    cells[-1] = ", ".join(targets)
    return cells


if __name__ == "__main__":
    main()
