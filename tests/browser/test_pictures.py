"""Pictures to take along: valid, inert, as sharp as promised, the same from a dark page."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.browser.studio import Studio

from whygrad import i18n
from whygrad.i18n import text

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
EVIL = '<script>window.hurt=1</script>,"a""&]]>",class\n' + "\n".join(
    f"{x / 10},{(x * 7 % 40) / 10 - 2},{'<b>yes</b>' if x % 2 else 'no'}" for x in range(-20, 20)
)


def _saved(studio: Studio, kind: str) -> bytes:
    studio.page.locator("#tools summary.button").click()
    with studio.page.expect_download() as coming:
        studio.page.get_by_role("button", name=text(f"studio-save-{kind}"), exact=True).click()
    assert coming.value.suggested_filename == f"whygrad.{kind}"
    studio.page.keyboard.press("Escape")
    return Path(coming.value.path()).read_bytes()


@pytest.mark.parametrize(
    "link",
    [
        "whygrad=1&data.name=moons&network.hidden=8~8~8&network.residual=true", "whygrad=1&data.name=sine",
        "whygrad=1&data.name=blobs:4", "whygrad=1&data.name=digits&network.hidden=16",
    ],
)  # fmt: skip
def test_svg_and_png_of_every_kind_of_picture(kept: Any, link: str) -> None:
    studio = kept(link)
    studio.page.evaluate("() => whygrad.actions.setShowTest(true)")
    studio.run_to(3)
    root = ET.fromstring(_saved(studio, "svg"))
    assert root.tag == f"{SVG}svg"
    words = " ".join(root.itertext())
    assert studio.reading("Training loss").split()[0] in words
    assert f"seed {studio.state('state.lowered.seeds.data[0]')}" in words
    tags = {one.tag.removeprefix(SVG) for one in root.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "g", "path", "circle", "image", "text"}
    images = [one.get(XLINK, "") for one in root.iter(f"{SVG}image")]
    units = studio.state("[0, ...state.lowered.plan.after].map((value) => state.lowered.plan.widths[value])")
    assert len(images) >= sum(count for count in units if count <= 32)
    assert all(address.startswith("data:image/png;base64,") for address in images)
    boxes = [one for one in root.iter() if one.get("x") and one.get("width")]
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    assert all(float(one.get("x", 0)) + float(one.get("width", 0)) <= width for one in boxes)

    png = Image.open(BytesIO(_saved(studio, "png")))
    assert png.size == (round(2 * width), round(2 * height))
    assert len(png.convert("RGB").getcolors(1 << 20) or []) > 100


def test_a_dark_korean_page_gives_light_korean_pictures(kept: Any) -> None:
    studio = kept(locale="ko-KR", color_scheme="dark")
    studio.page.evaluate("() => whygrad.actions.stepEpoch()")
    studio.until("state.epoch >= 1")
    studio.at_rest()
    with i18n.use("ko"):
        svg = _saved(studio, "svg").decode()
        png = np.asarray(Image.open(BytesIO(_saved(studio, "png"))).convert("L"))
    assert "훈련 손실" in svg
    assert "은닉층 1" in svg
    assert np.median(png) == 255


def test_names_from_a_file_stay_names(studio: Studio) -> None:
    """Headers and classes that would be markup, opened as a page of their own."""
    studio.page.evaluate(
        "(csv) => whygrad.actions.setOwnData({ csv, csv_name: '<img src=x onerror=\"window.hurt=1\">.csv' })", EVIL
    )
    studio.settled()
    studio.run_to(2)
    data = _saved(studio, "svg")
    root = ET.fromstring(data)
    words = " ".join(root.itertext())
    assert "<script>" in words
    assert "onerror" in words
    assert not [one for one in root.iter() if one.tag.endswith(("script", "img", "b"))]
    page = studio.page.context.new_page()
    address = page.evaluate("(text) => URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }))", data.decode())
    page.goto(address)
    assert page.evaluate("() => [document.documentElement.tagName, window.hurt ?? null]") == ["svg", None]
    assert page.locator("parsererror").count() == 0


def test_what_is_no_number_is_drawn_too(kept: Any) -> None:
    studio = kept(
        "whygrad=1&network.activation=relu&training.loss=squared&network.output=identity&training.learning_rate=50"
    )
    studio.page.evaluate("() => whygrad.actions.play()")
    studio.until("state.worker === 'idle' && state.frame.badStep.every((step) => step >= 0)")
    root = ET.fromstring(_saved(studio, "svg"))
    values = [value for one in root.iter() for value in one.attrib.values()]
    assert not [value for value in values if "NaN" in value or "Infinity" in value]
    assert "NaN" in " ".join(root.itertext())
