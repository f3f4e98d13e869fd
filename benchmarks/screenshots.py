"""Take the pictures of the studio that stand in docs/pictures: `python -m benchmarks.screenshots [NAME…]`.

English and Korean, light and dark, a phone, a network that dies and one that explodes, a deep one with skip connections
and the neuron beside the perceptron, the picture that a reader takes along, a claim, a trace of 41 layers read from
disk, a network layer by layer and one looked into, each a palette PNG.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser
from tests.browser.studio import Studio, opened, served

from benchmarks.common import ROOT
from whygrad.engine import train
from whygrad.experiment import presets

PICTURES = ROOT / "docs" / "pictures"
LARGEST = 250_000  # bytes
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SPIRAL = "whygrad=1&data.name=spiral&data.features=x1~x2~sin(x1)~sin(x2)&network.hidden=8~6&training.optimizer=adam"
RESIDUAL = "whygrad=1&data.name=moons&data.noise=0.2&network.hidden=8~8~8~8~8~8~8~8&network.residual=true"
EXPLODING = (
    "whygrad=1&network.activation=relu&network.hidden=6~6~6&training.loss=squared&network.output=identity"
    "&training.learning_rate=3"
)

DEEP = (
    f"network.hidden={[8] * 40}", "network.activation=tanh", "network.init=normal:0.25", "training.epochs=60",
    "recording.every=12",
)  # fmt: skip


# Pictures of the page of networks: what follows the `#`, and when all of it is there.
ZOO = {
    "zoo": ("network=resnet-18", "state.zoo.shown"),
    "inside": ("part=inside", "state.zoo.look && state.zoo.maps && state.zoo.evidence"),
}


@dataclass(frozen=True)
class Shot:
    """One picture: the experiment, until when it trains, and in what a reader sees it."""

    name: str
    link: str = ""
    epochs: int = 0
    lesson: str = ""
    remedies: bool = False
    locale: str = "en-US"
    theme: str = "light"
    phone: bool = False
    height: int = 900  # of the window on a desk
    whole: bool = False  # the whole page instead of what the window shows
    part: str = ""  # a part of the page, opened if it is closed: its selector
    taken: bool = False  # the picture that the share menu saves
    first: bool = False  # what a first visit shows, with its button
    claim: str = ""  # the claim that the link opens: it is answered and run


SHOTS = (
    Shot("english", SPIRAL, epochs=150),
    Shot("korean", SPIRAL, epochs=150, locale="ko-KR"),
    Shot("dark", SPIRAL, epochs=150, theme="dark"),
    Shot("phone", SPIRAL, epochs=150, phone=True),
    Shot("dying", lesson="dead-units-moons", epochs=40, height=1240),
    Shot("remedies", lesson="vanishing-gradient-moons", epochs=60, remedies=True, height=1700),
    Shot("exploding", EXPLODING, epochs=60, height=1240),
    Shot("whole", epochs=100, whole=True),
    Shot("residual", RESIDUAL, epochs=60, part=".column.network"),
    Shot("neuron", part="#neuron"),
    Shot("chain", epochs=50, whole=True, part=".chain-rule"),
    Shot("taken", SPIRAL, epochs=150, taken=True),
    Shot("first", height=760, first=True),
    Shot("claim", "view.step=C11", epochs=30, height=760, claim="C11"),
)


@contextmanager
def page_for(browser: Browser, address: str, shot: Shot) -> Iterator[Studio]:
    """A page that is dressed and as large as the picture wants it."""
    settings: dict[str, Any] = {
        "viewport": PHONE if shot.phone else {**DESK, "height": shot.height},
        "locale": shot.locale,
        "color_scheme": shot.theme,
        "has_touch": shot.phone,
        "device_scale_factor": 2 if shot.phone else 1,
    }
    context = browser.new_context(**settings)
    try:
        yield Studio(context.new_page(), address, first_visit=shot.first)
    finally:
        context.close()


def take(studio: Studio, shot: Shot) -> bytes:
    """Train as far as the picture wants it and take it, as a PNG."""
    studio.open(shot.link)
    if shot.claim:
        studio.until(f"state.claim?.id === '{shot.claim}' && state.course")
        studio.settled()
        studio.button("It depends").first.click()
        studio.button("Run 16 seeds").click()
        studio.until("state.claim.run")
    if shot.lesson:
        studio.page.evaluate("(name) => whygrad.actions.loadPreset(name)", shot.lesson)
        studio.settled()
    if shot.first:
        studio.page.locator(".first-visit button:visible").wait_for()
    else:
        studio.page.evaluate("() => { whygrad.actions.setSpeed(200); whygrad.actions.play(); }")
    studio.until(f"state.epoch >= {shot.epochs} || (state.epoch > 0 && state.worker !== 'running')")
    studio.page.evaluate("() => whygrad.actions.pause()")
    studio.at_rest()
    studio.until("state.diagnosis && !state.diagnosing && !whygrad.actions.judge.due()")
    if shot.remedies:
        studio.page.evaluate("() => whygrad.actions.tryRemedies()")
        studio.page.locator("table.remedy-table").wait_for()
    if shot.whole:  # what is out of sight is drawn when it comes into sight
        height = studio.page.evaluate("() => document.documentElement.scrollHeight")
        studio.page.set_viewport_size({"width": DESK["width"], "height": height})
    studio.page.wait_for_timeout(3000)  # the charts of what has just come are drawn, on a busy machine as well
    if shot.taken:
        studio.page.locator("#tools summary.button").click()
        with studio.page.expect_download() as coming:
            studio.page.locator("[data-control=save-png]").click()
        return Path(coming.value.path()).read_bytes()
    if shot.part:
        part = studio.page.locator(shot.part)
        part.evaluate("(one) => { const around = one.closest('details'); if (around) around.open = true; }")
        return part.screenshot()
    return studio.page.screenshot()


def small(png: bytes) -> bytes:
    """The same picture with a palette: as many colors as fit into the size that a document may have."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colors in (256, 160, 96, 48):
        out = io.BytesIO()
        picture.quantize(colors, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()


def take_trace(browser: Browser) -> bytes:
    """A trace on disk as `whygrad play DIR` shows it: 40 hidden layers of tanh, through which no gradient comes."""
    shot = Shot("trace", height=1320)
    with tempfile.TemporaryDirectory() as folder:
        train(presets["healthy-moons"].override(DEEP), 4, name="forty-layers", out=f"{folder}/forty-layers.zarr")
        with served(folder) as address, page_for(browser, address, shot) as studio:
            studio.page.goto(address)
            studio.until("state && state.history.steps.length > 0 && state.diagnosis")
            studio.page.wait_for_timeout(500)
            return studio.page.screenshot()


def take_zoo(browser: Browser, address: str, name: str) -> bytes:
    """The page of networks: a network layer by layer (`zoo`), or a trained one looked into (`inside`)."""
    link, ready = ZOO[name]
    base, _, token = address.partition("/?")
    with page_for(browser, address, Shot(name, height=1180)) as studio:
        studio.page.goto(f"{base}/zoo.html?{token}#{link}")
        studio.until(f"state && {ready}", 120.0)
        if name == "inside":
            studio.page.locator(".zoo-shot input").nth(57).check()
            studio.until("state.zoo.look?.label === 9 && state.zoo.evidence")
            studio.page.locator(".zoo-layer input").nth(4).check()
            studio.until("state.zoo.maps.maps.shape[0] === 16")
        studio.page.wait_for_timeout(500)
        return studio.page.screenshot()


def take_maps(browser: Browser, address: str) -> bytes:
    """The page of maps: the first ready-made one, a pixel of it diagnosed, and the curves along a line."""
    base, _, token = address.partition("/?")
    with page_for(browser, address, Shot("maps", height=1000)) as studio:
        studio.page.set_viewport_size({"width": 1440, "height": 1000})
        studio.page.goto(f"{base}/atlas.html?{token}")
        studio.until("state?.atlas?.plane && state.atlas.plane.known === state.atlas.plane.count", 600.0)
        studio.page.evaluate(
            "() => { whygrad.actions.select({ row: 30, column: 60 });"
            " whygrad.actions.drag({ row: 150, column: 40 }, { row: 150, column: 160 });"
            " return whygrad.actions.along(); }"
        )
        studio.until("state.atlas.pixel && state.atlas.curves")
        studio.page.wait_for_timeout(500)
        return studio.page.screenshot()


def write(name: str, png: bytes) -> None:
    """Keep a picture, and say how large it is."""
    path = PICTURES / f"studio-{name}.png"
    path.write_bytes(small(png))
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


def main(*names: str) -> None:
    """Take those with these names, or all of them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with served() as address, opened() as browser:
        for shot in SHOTS:
            if names and shot.name not in names:
                continue
            with page_for(browser, address, shot) as studio:
                write(shot.name, take(studio, shot))
        if not names or "maps" in names:
            write("maps", take_maps(browser, address))
        for name in ZOO:
            if not names or name in names:
                write(name, take_zoo(browser, address, name))
    if not names or "trace" in names:
        with opened() as browser:
            write("trace", take_trace(browser))


if __name__ == "__main__":
    main(*sys.argv[1:])
