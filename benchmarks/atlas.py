"""The page of maps in Chromium on one core: `python -m benchmarks.atlas`.

The map of the default experiment, 256 × 256 networks of 50 epochs each: from the choice of the map to its first picture
(every 16th pixel of both axes) and to the whole of it, the same from the opening of the page, the longest block of the
page's main thread, and how much of the picture is already right after 8 s. The browser and its workers are kept on one
core by the system; the server has the others. Then the same map once more, its pixels trained on the server, which has
all cores, as the browser has.
"""

from __future__ import annotations

import os
import statistics
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser
from tests.browser.studio import Studio, opened, served

from benchmarks import common

FIRST, FULL, BLOCK = 0.3, 8.0, 50.0  # targets: seconds, seconds, milliseconds
CORE = max(os.sched_getaffinity(0))
PIXELS = 256
COARSE = 256  # pixels of the first picture
NEAR = 2 / 255  # of the color scale: a difference that nobody sees

# Chooses the map and watches it: times of the first and the whole picture, the longest task, the picture after 8 s.
_WATCH = """async ([coarse, limit, close]) => {
  const { store, actions } = window.whygrad;
  const before = store.get().atlas.plane;
  let longest = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longest = Math.max(longest, entry.duration);
  });
  observer.observe({ type: 'longtask' });
  const frame = () => new Promise(requestAnimationFrame);
  const plane = () => { const now = store.get().atlas.plane; return now === before ? null : now; };
  const start = performance.now();
  actions.choose('circle');
  while (!(plane()?.known >= coarse)) await frame();
  await frame();
  const first = (performance.now() - start) / 1000;
  let shown = null, known = 0;
  while (plane().known < plane().count) {
    await frame();
    if (shown === null && performance.now() - start > limit * 1000) {
      shown = plane().source.slice();
      known = plane().known;
    }
  }
  await frame();
  const full = (performance.now() - start) / 1000;
  await new Promise((resolve) => setTimeout(resolve, 100));
  observer.disconnect();
  const { values, ended } = plane();
  const loss = values['loss'];
  const sorted = Float32Array.from(loss.filter((value, k) => ended[k] === 0)).sort();
  const [low, high] = [sorted[Math.floor(0.01 * sorted.length)], sorted[Math.floor(0.99 * sorted.length)]];
  const color = (k) => ended[k] > 0 ? -1 : Math.min(Math.max(Math.log(loss[k] / low) / Math.log(high / low), 0), 1);
  let near = 0;
  if (shown !== null) shown.forEach((at, k) => { if (at >= 0 && Math.abs(color(at) - color(k)) <= close) near += 1; });
  const share = (count) => shown === null ? 1 : count / loss.length;
  return { first, full, longest, near: share(near), known: share(known) };
}"""

_ON_THE_SERVER = """async () => {
  const { store, actions } = window.whygrad;
  const frame = () => new Promise(requestAnimationFrame);
  const before = store.get().atlas.plane;
  const start = performance.now();
  actions.setWhere('server');
  const plane = () => { const now = store.get().atlas.plane; return now === before ? null : now; };
  while (plane() === null || plane().known < plane().count) await frame();
  await frame();
  return (performance.now() - start) / 1000;
}"""

_OPENED = """async (coarse) => {
  const frame = () => new Promise(requestAnimationFrame);
  while (!(window.whygrad?.store.get().atlas.plane?.known >= coarse)) await frame();
  await frame();
  return performance.now() / 1000;
}"""


@contextmanager
def on_one_core() -> Generator[Browser]:
    """Chromium with all of its processes on one core."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {CORE})
    try:
        with opened() as browser:
            yield browser
    finally:
        os.sched_setaffinity(0, allowed)


@contextmanager
def page(browser: Browser, address: str) -> Generator[Studio]:
    """The page of maps, just opened."""
    base, _, token = address.partition("/?")
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US", color_scheme="light")
    try:
        studio = Studio(context.new_page(), address)
        studio.page.goto(f"{base}/atlas.html?{token}", wait_until="commit")
        yield studio
    finally:
        context.close()


def measure(browser: Browser, address: str) -> dict[str, Any]:
    """One measurement: a fresh page to its first picture, then the same map once more from the beginning."""
    with page(browser, address) as studio:
        cold = studio.page.evaluate(_OPENED, COARSE)
        studio.page.evaluate("() => { whygrad.actions.setSeed(1); }")  # another map: nothing of it may be used again
        studio.until("state.atlas.plane.lowering.seed === 1 && state.atlas.plane.known > 1000")
        before = common.browser_seconds(CORE)
        found = studio.page.evaluate(_WATCH, [COARSE, FULL, NEAR])
        return {"opened": cold, "processor": common.browser_seconds(CORE) - before, **found}


def on_the_server(browser: Browser, address: str) -> float:
    """Seconds to the same map whose pixels the server trains."""
    with page(browser, address) as studio:
        studio.until("state?.atlas?.plane?.known > 1000")
        return studio.page.evaluate(_ON_THE_SERVER)


def main() -> None:
    """Measure and publish."""
    options = common.arguments(__doc__, rounds=5).parse_args()
    with served() as address, on_one_core() as browser:
        chromium = browser.version
        measured = [measure(browser, address) for _ in range(options.rounds)]
    with served() as address, opened() as browser:
        trained_there = [on_the_server(browser, address) for _ in range(options.rounds)]
    rows = [
        _row("from the choice to the first picture, s", [one["first"] for one in measured], FIRST),
        _row("from the choice to the whole map, s", [one["full"] for one in measured], FULL),
        _row("of that, time on the processor, s", [one["processor"] for one in measured], None),
        _row("longest block of the main thread, ms", [one["longest"] for one in measured], BLOCK),
        _row("whole map, pixels trained on the server, s", trained_there, FULL),
        _row("from the opening of the page to the first picture, s", [one["opened"] for one in measured], None),
        _row("trained after 8 s, %", [100 * one["known"] for one in measured], None),
        _row("pixels in their final color after 8 s, %", [100 * one["near"] for one in measured], None),
    ]
    text = common.table(["measured", "median (range)", "target"], rows)
    text += (
        f"\n\n{PIXELS} × {PIXELS} networks of 50 epochs, hidden layers 4 and 2, 250 training samples, batches of 10. "
        f"The first picture has {COARSE} pixels. Chromium, its workers included, on one core, but for the map that the "
        f"server trains: it has {len(os.sched_getaffinity(0))} cores together with the browser. A block of 0 ms is one "
        "of less than 50 ms. "
        f"A final color is one within {255 * NEAR:.0f} of the 255 steps of the color scale."
    )
    common.publish("atlas", "The page of maps", text, versions_=f"{common.versions('playwright')}, Chromium {chromium}")


def _row(name: str, values: list[float], target: float | None) -> list[str]:
    samples = common.Samples(tuple(values))
    worst = max(values) if target == BLOCK else statistics.median(values)
    return [name, samples.show(), "" if target is None else common.verdict(worst, target, at_least=False)]


if __name__ == "__main__":
    main()
