"""What the page owes its readers: paper, 400 % zoom, less motion, no JavaScript, tab order, drawings that fit."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.browser.studio import Studio

DEEP = "whygrad=1&network.hidden=32~32~32~32~32~32~32~32&network.activation=relu"
RESIDUAL = "whygrad=1&network.hidden=8~8~8&network.residual=true"
EXPLODING = (
    "whygrad=1&network.activation=relu&network.hidden=6~6~6&training.loss=squared&network.output=identity"
    "&training.learning_rate=3"
)
CANVASES = "#curves canvas, #layers canvas, #histograms canvas, .net-tiles, .plane canvas"
BLANK = """(canvases) => [...document.querySelectorAll(canvases)]
  .filter((canvas) => canvas.checkVisibility() && canvas.width > 0)
  .filter((canvas) => !canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean))
  .map((canvas) => canvas.closest('[id]').id)"""


def _ink(studio: Studio, selector: str) -> float:
    """The mean brightness of an element's pixels as they are shown, 0 to 255."""
    return float(np.asarray(Image.open(BytesIO(studio.page.locator(selector).first.screenshot())).convert("L")).mean())


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 1920)])
def test_paper_gets_every_chart_in_light_colors_within_its_width(kept: Any, theme: str, width: int) -> None:
    studio = kept(RESIDUAL, color_scheme=theme, viewport={"width": width, "height": 700})
    studio.run_to(10)
    studio.page.emulate_media(media="print")
    studio.page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert studio.page.evaluate(BLANK, CANVASES) == []
    assert studio.page.locator("#output canvas").first.is_visible()
    assert studio.page.locator(".net-stage").evaluate("(one) => one.offsetWidth") < 460  # beside the output
    assert _ink(studio, "body") > 200
    assert _ink(studio, ".net") > 170
    assert not studio.button("Run").is_visible()
    assert studio.page.locator(".reading").first.is_visible()
    # A4 between its margins
    studio.page.set_viewport_size({"width": 718, "height": 1000})
    cut = studio.page.evaluate(
        "() => [...document.querySelectorAll('.plane, .uplot, table')].filter((one) =>"
        " one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.className)"
    )
    assert cut == []
    studio.page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert studio.state("state.theme") == "auto"
    if theme == "light":
        pdf = studio.page.pdf(format="A4")
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 4, "a printed page is a few sheets"


def test_400_percent_of_1280_pixels(fresh: Any) -> None:
    """320 CSS pixels: the page scrolls one way; what is wider says so and scrolls by itself.

    Of the default network `test_readers.py` has a test in a higher window.
    """
    studio = fresh(viewport={"width": 320, "height": 256}).open(DEEP)
    studio.page.evaluate(
        "() => { for (const one of document.querySelectorAll('details:not(.menu)')) one.open = true; }"
    )
    studio.run_to(3)
    assert studio.page.evaluate("() => document.documentElement.scrollWidth") <= 320
    covered = studio.page.evaluate("() => document.querySelector('.top').getBoundingClientRect().height / innerHeight")
    sticky = studio.page.evaluate("() => getComputedStyle(document.querySelector('.top')).position")
    assert sticky == "static" or covered < 0.5
    wide = studio.page.evaluate(
        """() => [...document.querySelectorAll('svg, canvas, button, input, select, p, figcaption')].filter((one) => {
          const box = one.getBoundingClientRect();
          return box.width > 1 && one.checkVisibility() && box.right > innerWidth + 1
            && !one.closest('.chart-scroll, .net-scroll, .visually-hidden, [hidden]');
        }).map((one) => one.outerHTML.slice(0, 100))"""
    )
    assert wide == []


def test_a_drawing_that_is_too_wide_says_so_and_scrolls_by_keyboard(kept: Any) -> None:
    studio = kept(DEEP, viewport={"width": 390, "height": 800})
    frame = studio.page.locator(".net-scroll")
    assert "wider than its frame" in studio.page.locator(".net-note").inner_text()
    assert frame.evaluate("(one) => one.scrollWidth > one.clientWidth && one.tabIndex === 0")
    studio.page.locator(".net-unit").first.focus()
    for _ in range(9):
        studio.page.keyboard.press("ArrowRight")
    assert frame.evaluate("(one) => one.scrollLeft") > 100


def test_the_largest_network_of_the_page_fits_a_desk(kept: Any) -> None:
    studio = kept(DEEP)
    assert studio.page.locator(".net-scroll").evaluate("(one) => one.scrollWidth <= one.clientWidth")
    assert "wider" not in studio.page.locator(".net-note").inner_text()


def test_skip_connections_are_drawn_and_told(kept: Any) -> None:
    studio = kept(RESIDUAL)
    arcs = studio.page.locator(".shortcut")
    assert arcs.count() == 2
    assert "Hidden 2 – Hidden 3" in studio.page.locator(".net-note").inner_text()
    weight = studio.page.locator(".link.positive").first
    look = "(one) => { const { stroke, strokeDasharray } = getComputedStyle(one); return [stroke, strokeDasharray]; }"
    assert arcs.first.evaluate(look) != weight.evaluate(look)
    studio.check("Residual connections").uncheck()
    studio.settled()
    assert studio.page.locator(".shortcut").count() == 0


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_tabbing_follows_what_is_seen(kept: Any, fresh: Any, width: int) -> None:
    """The columns of the bench, in the order in which Tab comes to them, lie from left to right or downwards."""
    viewport = {"width": width, "height": 900}
    studio = fresh(viewport=viewport).open() if width == 390 else kept(viewport=viewport)
    boxes = studio.page.evaluate(
        "() => [...document.querySelectorAll('#bench .column')].map((one) => {"
        " const { left, top, right, bottom } = one.getBoundingClientRect(); return { left, top, right, bottom }; })"
    )
    for before, after in pairwise(boxes):
        assert after["left"] >= before["right"] - 1 or after["top"] >= before["bottom"] - 1, boxes
    places = studio.page.evaluate(
        "() => [...document.querySelectorAll('#bench :is(button, input, select, summary)')].map((one) =>"
        " [...document.querySelectorAll('#bench .column')].findIndex((column) => column.contains(one)))"
    )
    assert places == sorted(places)
    if width == 390:  # turning a phone moves the columns, not the reader
        field = studio.page.get_by_role("spinbutton", name="Samples")
        field.focus()
        studio.page.set_viewport_size({"width": 1280, "height": 900})
        studio.until("document.querySelector('#bench').firstElementChild.matches('.data')")
        assert field.evaluate("(one) => one === document.activeElement")


def test_nothing_moves_by_itself_where_less_motion_is_asked_for(fresh: Any) -> None:
    """Training itself moves, but only once Run was pressed."""
    studio = fresh(reduced_motion="reduce").open()
    studio.page.evaluate(
        "() => { for (const one of document.querySelectorAll('details:not(.menu)')) one.open = true; }"
    )
    longest = studio.page.evaluate(
        "() => Math.max(...[...document.querySelectorAll('*')].flatMap((one) => { const style = getComputedStyle(one);"
        " return `${style.transitionDuration},${style.animationDuration}`.split(',').map(parseFloat); }))"
    )
    assert longest <= 0.01
    assert studio.page.evaluate("() => document.getAnimations().length") == 0
    assert studio.page.evaluate("() => getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert studio.state("state.worker") == "idle"
    studio.run_to(20)
    assert studio.state("state.epoch") >= 20


def test_without_javascript_the_page_says_so_and_shows_nothing_else(fresh: Any) -> None:
    studio = fresh(java_script_enabled=False)
    studio.page.goto(studio.address)
    told = studio.page.locator("body").inner_text()
    assert "so it needs JavaScript" in told
    assert "JavaScript를 허용하고" in told
    assert "Hidden layers" not in told
    assert studio.page.locator("main").is_hidden()


def test_a_loss_beyond_all_bounds_has_an_axis_and_its_run_a_name(fresh: Any) -> None:
    """Charts draw their texts into canvases: what is written there is heard."""
    studio = fresh()
    studio.page.add_init_script(
        "window.written = new Set(); const fill = CanvasRenderingContext2D.prototype.fillText;"
        " CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {"
        " window.written.add(text); return fill.call(this, text, ...rest); };"
    )
    studio.open(EXPLODING)
    studio.page.evaluate("() => whygrad.actions.play()")
    studio.until("state.worker === 'idle' && state.frame.badStep.every((step) => step >= 0)")
    studio.until("[...window.written].some((text) => /^10[²³⁴]?[⁰-⁹]+$/.test(text))")
    first = studio.state("state.frame.badStep.indexOf(Math.min(...state.frame.badStep))")
    studio.until(f"document.querySelector('.why-alarm').textContent.includes('first in run {first + 1} ')")
    studio.until("document.querySelector('.net-lines').textContent.includes('Run 1:')")


def test_names_above_the_columns_stay_clear_of_the_bands(kept: Any) -> None:
    studio = kept(EXPLODING)
    studio.page.evaluate("() => whygrad.actions.play()")
    studio.until("document.querySelectorAll('.band').length > 0")
    assert studio.page.evaluate(
        "() => { const edge = Math.min(...[...document.querySelectorAll('.band')].map((one) =>"
        " one.getBoundingClientRect().top)); return [...document.querySelectorAll('.net-head')].every((one) =>"
        " one.getBoundingClientRect().bottom <= edge + 1); }"
    )
