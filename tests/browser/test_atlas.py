"""The page of maps: pixels trained in the page, moved and zoomed, read by keyboard, opened in the lab, along a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Position, expect
from tests.browser.axe import load_axe, needs_axe, violations
from tests.browser.studio import Studio

import whygrad as wg
from whygrad.diagnose import title
from whygrad.i18n.numbers import number
from whygrad.maps.axis import Axis

EXPERIMENT = {"samples": 200, "epochs": 8}
LINK = wg.Experiment().replace(**EXPERIMENT).to_link()
STABLE = "map.x=learning_rate~0.001~0.1~log&map.y=init~0.1~2~log&map.size=20"
WHOLE = (
    "!state.atlas.asking && state.atlas.plane?.known === state.atlas.plane?.count"
    " && state.atlas.plane?.ranges.x === state.atlas.x && state.atlas.plane.ranges.y === state.atlas.y"
)
CANVAS = ".atlas-canvas"

Atlas = Callable[..., Studio]


@pytest.fixture
def atlas(fresh: Any, address: str) -> Atlas:
    """Opens the page of maps at what follows its `#`, and waits until the map is complete."""

    def make(link: str = f"{LINK}&{STABLE}", until: str = WHOLE, **settings: Any) -> Studio:
        studio = fresh(**settings)
        base, _, token = address.partition("/?")
        studio.page.goto(f"{base}/atlas.html?{token}" + (f"#{link}" if link else ""))
        studio.until(f"state?.atlas && {until}")
        return studio

    return make


def _values(studio: Studio, measure: str = "loss") -> NDArray[np.float64]:
    """A measure of all pixels (Y, X)."""
    found = studio.state(f"Array.from(state.atlas.plane.values['{measure}'], (one) => isNaN(one) ? null : one)")
    shape = studio.state("[state.atlas.plane.height, state.atlas.plane.width]")
    return np.array(found, np.float64).reshape(shape)


def _ended(studio: Studio) -> NDArray[np.int8]:
    shape = studio.state("[state.atlas.plane.height, state.atlas.plane.width]")
    return np.array(studio.state("Array.from(state.atlas.plane.ended)"), np.int8).reshape(shape)


def _range(studio: Studio, axis: str) -> tuple[float, float]:
    low, high = studio.state(f"[state.atlas.{axis}.low, state.atlas.{axis}.high]")
    return low, high


def _cell(studio: Studio, row: int, column: int) -> Position:
    """The place on the canvas in the middle of a cell."""
    box = studio.page.locator(CANVAS).bounding_box()
    assert box is not None
    size = studio.state("state.atlas.size")
    return {"x": (column + 0.5) / size * box["width"], "y": (size - row - 0.5) / size * box["height"]}


@pytest.mark.parametrize(
    ("values", "x", "y"),
    [
        ({}, "learning_rate=0.001:0.1:log", "init=normal:0.1:2:log"),
        ({"activation": "relu"}, "l2=0:0.1", "depth=1:4"),
        ({"optimizer": "adam", "learning_rate": 0.003}, "init=normal:0.1:1", "batch_size=5:50"),
        ({"optimizer": "adamw", "learning_rate": 0.003}, "epochs=1:8", "l2=0.0001:0.1:log"),
    ],
)
def test_every_pixel_is_that_of_whygrad_map(
    atlas: Atlas, tmp_path: Path, values: dict[str, Any], x: str, y: str
) -> None:
    """The page's numbers against the Python kernel's, with the tolerance of WebAssembly's losses."""
    size = 9
    experiment = wg.Experiment().replace(**EXPERIMENT, **values)
    axes = [Axis.parse(one, size) for one in (x, y)]
    ranges = [f"{one.name}~{one.numbers[0]}~{one.numbers[-1]}~{one.scale}" for one in axes]
    studio = atlas(f"{experiment.to_link()}&map.x={ranges[0]}&map.y={ranges[1]}&map.size={size}")
    for measure, tolerance in (("loss", 1e-4), ("train-loss", 1e-4), ("accuracy", 0.02)):
        expected = wg.train_map(experiment, x, y, size=size, measure=measure, folder=tmp_path)
        close = {"rtol": tolerance, "atol": tolerance / 10}
        np.testing.assert_array_equal(_ended(studio), expected.ended[0, :, :, 0])
        np.testing.assert_allclose(_values(studio, measure), expected.values[0, :, :, 0], **close)


def test_pixels_may_be_trained_on_the_server(atlas: Atlas, tmp_path: Path) -> None:
    studio = atlas()
    here = _values(studio)
    asked: list[str] = []
    studio.page.on("request", lambda request: asked.append(request.url))
    studio.page.evaluate("() => { for (const { worker } of whygrad.actions.trainer.hands) worker?.terminate(); }")
    studio.page.get_by_label("Train pixels").select_option("server")
    studio.until(f"state.atlas.plane.id > 1 && {WHOLE}")
    assert [one for one in asked if "api/atlas/pixels" in one]
    expected = wg.train_map(
        wg.Experiment().replace(**EXPERIMENT), "learning_rate=0.001:0.1:log", "init=normal:0.1:2:log", size=20,
        folder=tmp_path,
    )  # fmt: skip
    np.testing.assert_allclose(_values(studio), expected.values[0, :, :, 0], rtol=1e-6)
    np.testing.assert_allclose(_values(studio), here, rtol=1e-4)
    np.testing.assert_array_equal(_ended(studio), 0)


def test_a_server_that_refuses_says_so_and_the_page_can_go_on(atlas: Atlas) -> None:
    studio = atlas()
    studio.page.route("**/api/atlas/pixels", lambda route: route.fulfill(status=422, json={"error": "Too large here."}))
    studio.page.get_by_label("Train pixels").select_option("server")
    expect(studio.page.locator("#notice")).to_contain_text("Too large here.")
    studio.until("!state.atlas.training")
    studio.forgive("422")
    studio.page.get_by_label("Train pixels").select_option("page")
    studio.until(WHOLE)


def test_runs_that_diverge_or_break_are_those_of_python(atlas: Atlas, tmp_path: Path) -> None:
    """Where almost every run ends the same way, whatever the last bits are."""
    values = {"loss": "squared", "output": "identity", "activation": "relu", "hidden": [6, 6]}
    experiment = wg.Experiment().replace(**EXPERIMENT, **values)
    ranges = "map.x=learning_rate~0.001~1000~log&map.y=init~0.5~5~log&map.size=12"
    studio = atlas(f"{experiment.to_link()}&{ranges}")
    expected = wg.train_map(
        experiment, "learning_rate=0.001:1000:log", "init=normal:0.5:5:log", size=12, folder=tmp_path
    ).ended[0, :, :, 0]
    found = _ended(studio)
    assert set(np.unique(expected)) >= {0, 2}
    assert (found == expected).mean() > 0.95
    np.testing.assert_array_equal(np.isnan(_values(studio)), found == 2)


def test_the_studio_leads_here_and_back(fresh: Any) -> None:
    """With its own experiment; without that, it asks for nothing of the maps."""
    studio = fresh()
    asked: list[str] = []
    studio.page.on("request", lambda request: asked.append(request.url))
    studio.open(LINK)
    assert not [one for one in asked if "/atlas" in one]
    studio.page.get_by_role("link", name="Maps").click()
    studio.until("state?.atlas?.plane && state.atlas.plane.known >= 256")
    assert "map.x=learning_rate" in studio.page.url
    assert studio.state("state.atlas.link") == LINK
    expect(studio.page.get_by_role("link", name="Edit this experiment")).to_have_attribute("href", f"index.html#{LINK}")
    studio.page.get_by_role("link", name="Studio", exact=True).click()
    studio.ready()


def test_coarse_pixels_come_first(atlas: Atlas) -> None:
    """While a map is trained, every pixel is shown as the nearest coarser one below and to the left."""
    studio = atlas("", "state.atlas.plane && state.atlas.plane.known >= 300")
    found = studio.page.evaluate(
        """() => {
          const { plane } = whygrad.store.get().atlas;
          const { width, source, ended } = plane;
          const coarse = [];
          for (let row = 0; row < plane.height; row += 16)
            for (let column = 0; column < width; column += 16) coarse.push(ended[row * width + column]);
          const shown = Array.from(source).every((at, k) => at >= 0 && ended[at] >= 0
            && Math.floor(at / width) <= Math.floor(k / width) && at % width <= k % width);
          return { coarse: coarse.every((end) => end >= 0), shown, known: plane.known, count: plane.count };
        }"""
    )
    assert found["coarse"]
    assert found["shown"]
    assert found["known"] < found["count"] == 65_536


def test_zoom_and_move_use_known_pixels_again(atlas: Atlas) -> None:
    studio = atlas()
    before = _values(studio)
    low, high = _range(studio, "x")
    canvas = studio.page.locator(CANVAS)
    canvas.focus()
    studio.page.evaluate("() => { whygrad.actions.trainer.give = () => {}; }")  # nothing is trained from now on
    studio.page.keyboard.press("+")
    studio.until("state.atlas.plane.id > 1 && !state.atlas.asking")
    new_low, new_high = _range(studio, "x")
    assert np.log(new_high / new_low) == pytest.approx(np.log(high / low) / 2, rel=1e-9)
    known = _ended(studio) >= 0
    assert known.sum() == 100  # every second pixel of both axes is one of before
    inside = before[5:15, 5:15]  # about the pixel in the middle, 10
    np.testing.assert_array_equal(_values(studio)[known].reshape(10, 10), inside)
    studio.page.keyboard.press("-")
    studio.until("state.atlas.plane.id > 2 && !state.atlas.asking")
    assert _range(studio, "x") == pytest.approx((low, high), rel=1e-9)
    np.testing.assert_array_equal(_ended(studio) >= 0, True)
    np.testing.assert_array_equal(_values(studio), before)
    studio.page.keyboard.press("ArrowRight")
    studio.until("state.atlas.plane.id > 3 && !state.atlas.asking")
    np.testing.assert_array_equal(_values(studio)[:, :-2], before[:, 2:])


def test_pointer_wheel_and_touch(atlas: Atlas) -> None:
    studio = atlas()
    page = studio.page
    low, high = _range(studio, "x")
    step = np.log(high / low) / 19
    box = page.locator(CANVAS).bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] - box["width"] / 20 * 3.2, middle[1], steps=5)
    page.mouse.up()
    assert np.log(_range(studio, "x")[0] / low) == pytest.approx(3 * step, rel=1e-6)
    studio.until(WHOLE)
    page.mouse.wheel(0, -100)
    studio.until("state.atlas.x.high / state.atlas.x.low < 20")
    studio.until(WHOLE)
    # Two fingers that come apart, as the browser tells of them.
    page.evaluate(
        """() => {
          const canvas = document.querySelector('.atlas-canvas');
          canvas.setPointerCapture = () => {};
          const box = canvas.getBoundingClientRect();
          const tell = (type, pointerId, share) => canvas.dispatchEvent(new PointerEvent(type, {
            pointerId, pointerType: 'touch', button: 0, bubbles: true,
            clientX: box.left + share * box.width, clientY: box.top + box.height / 2 }));
          tell('pointerdown', 11, 0.4); tell('pointerdown', 12, 0.6);
          tell('pointermove', 11, 0.3); tell('pointermove', 12, 0.7);
          tell('pointerup', 11, 0.3); tell('pointerup', 12, 0.7);
        }"""
    )
    studio.until("state.atlas.x.high / state.atlas.x.low < 6")
    studio.until(WHOLE)


def test_a_range_ends_where_the_setting_does(atlas: Atlas) -> None:
    studio = atlas(f"{LINK}&map.x=learning_rate~0.01~0.1~log&map.y=depth~1~4~linear&map.size=8")
    studio.page.locator(CANVAS).focus()
    for _ in range(3):
        studio.page.keyboard.press("ArrowDown")
    studio.until(WHOLE)
    assert _range(studio, "y") == (1, 4)
    studio.page.evaluate("() => { for (let k = 0; k < 40; k += 1) whygrad.actions.zoom(2); }")
    studio.until("state.atlas.deepest")
    values = [np.float32(one) for one in _range(studio, "x")]
    assert values[0] < values[1]
    studio.until(WHOLE)


def test_a_pixel_is_diagnosed_and_opens_in_the_lab(atlas: Atlas) -> None:
    studio = atlas(f"{LINK}&map.x=learning_rate~0.001~100~log&map.y=init~0.01~10~log&map.size=8")
    page = studio.page
    page.locator(CANVAS).click(position=_cell(studio, 2, 0))
    studio.until("state.atlas.pixel")
    assert studio.state("state.atlas.cursor") == {"row": 2, "column": 0}
    shown = page.locator("#pixel").inner_text()
    pixel = wg.Experiment().replace(**EXPERIMENT, learning_rate=0.001, init=f"normal:{np.geomspace(0.01, 10, 8)[2]}")
    (trace,) = wg.train([pixel], [0])
    codes = [one.code for one in wg.diagnose(trace).findings if one.severity != "info"]
    assert codes
    assert all(title(code) in shown for code in codes)
    assert "Learning rate 0.001" in shown
    assert number(float(trace["loss_test"][0, -1])) in shown
    page.get_by_role("link", name="Open in the studio").click()
    studio.ready()
    assert studio.option("training.learning_rate") == 0.001
    assert studio.option("network.init") == pixel.network.init
    assert studio.state("state.seeds") == 1


def test_by_keyboard_alone(atlas: Atlas) -> None:
    studio = atlas()
    page = studio.page
    studio.tab_to("Map")
    page.keyboard.press("Shift+ArrowUp")
    assert studio.state("state.atlas.cursor") == {"row": 11, "column": 10}
    spoken = page.locator("#map [aria-live=polite]")
    expect(spoken).to_contain_text("Loss on test data")
    page.keyboard.press("l")
    for _ in range(5):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("l")
    studio.until("state.atlas.curves")
    assert studio.state("state.atlas.curves.at.length") == 6
    page.keyboard.press("Escape")
    assert studio.state("state.atlas.line") is None
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.html*")
    studio.ready()
    expected = np.geomspace(0.001, 0.1, 20)[15]
    assert studio.option("training.learning_rate") == pytest.approx(expected)


def test_curves_along_a_line_are_those_of_the_trainings(atlas: Atlas) -> None:
    studio = atlas()
    page = studio.page
    box = page.locator(CANVAS).bounding_box()
    assert box is not None
    start, end = (_cell(studio, 10, column) for column in (4, 8))
    page.keyboard.down("Shift")
    page.mouse.move(box["x"] + start["x"], box["y"] + start["y"])
    page.mouse.down()
    page.mouse.move(box["x"] + end["x"], box["y"] + end["y"], steps=4)
    page.mouse.up()
    page.keyboard.up("Shift")
    studio.until("state.atlas.curves")
    curves = studio.state(
        "({ at: state.atlas.curves.at, epochs: state.atlas.curves.epochs,"
        " losses: state.atlas.curves.losses.map((one) => Array.from(one)) })"
    )
    assert [place["column"] for place in curves["at"]] == [4, 5, 6, 7, 8]
    rates, deviation = np.geomspace(0.001, 0.1, 20), np.geomspace(0.1, 2, 20)[10]
    for place, epochs, losses in zip(curves["at"], curves["epochs"], curves["losses"], strict=True):
        experiment = wg.Experiment().replace(
            **EXPERIMENT, learning_rate=rates[place["column"]], init=f"normal:{deviation}", every=1
        )
        trace = wg.train(experiment, [0])
        expected = np.interp(epochs, trace.epochs, trace["loss_train"][0])
        np.testing.assert_allclose(losses, expected, rtol=1e-3)
    expect(page.locator("#line canvas").first).to_be_visible()
    assert "Dark:" in page.locator("#line").inner_text()


def test_the_address_keeps_the_map(atlas: Atlas) -> None:
    studio = atlas()
    page = studio.page
    page.get_by_label("A pixel shows").select_option(label="How training ended")
    page.locator(CANVAS).focus()
    page.keyboard.press("+")
    studio.until(WHOLE)
    link, ranges, values = studio.hash(), (_range(studio, "x"), _range(studio, "y")), _values(studio)
    again = atlas(link)
    assert (_range(again, "x"), _range(again, "y")) == ranges
    assert again.state("state.atlas.measure") == "ended"
    np.testing.assert_allclose(_values(again), values, rtol=1e-4)


def test_axes_ranges_and_experiments_are_chosen(atlas: Atlas) -> None:
    studio = atlas()
    page = studio.page
    across = page.locator("fieldset", has=page.get_by_text("Horizontal axis"))
    across.get_by_label("Setting").select_option(label="Hidden layers")
    studio.until("state.atlas.plane.lowering.x.key === 'depth'")
    across.get_by_label("To").fill("5")
    across.get_by_label("To").blur()
    studio.until("state.atlas.plane.width === 5")
    across.get_by_label("To").fill("-1")
    across.get_by_label("To").blur()
    studio.until("!state.atlas.training")
    expect(across.get_by_label("To")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Experiment", exact=True).select_option(label="healthy-gauss-linear")
    expect(page.locator("#notice")).to_contain_text("depth changes hidden layers")
    studio.forgive("422")
    page.get_by_label("Ready-made map").select_option(label="Learning rate and batch size")
    studio.until("state.atlas.plane.lowering.y.key === 'training.batch_size'")


def test_every_ready_made_map_has_something_to_show(atlas: Atlas) -> None:
    """At the coarsest level: pixels differ, and most of them are trained."""
    studio = atlas("", "state.atlas.table")
    alike: list[str] = []
    for name in ("circle", "fractal", "relu", "depth", "batch", "adam"):
        studio.page.evaluate("(name) => whygrad.actions.choose(name)", name)
        studio.until(f"state.atlas.ready === {name!r} && !state.atlas.asking && state.atlas.plane?.known >= 80")
        values = _values(studio, studio.state("state.atlas.measure"))
        known = values[np.isfinite(values)]
        if not np.quantile(known, 0.95) > 1.5 * np.quantile(known, 0.05):
            alike.append(name)
    assert alike == []


def test_a_table_for_those_who_do_not_see_it(atlas: Atlas) -> None:
    studio = atlas()
    page = studio.page
    page.get_by_text("Table of the map").click()
    rows = page.locator("#table tbody tr")
    expect(rows).to_have_count(8)
    heads = page.locator("#table thead th").all_inner_texts()
    assert heads[1] == "0.001"
    assert heads[-1] == "0.1"
    expect(rows.last.locator("th")).to_have_text("0.1")
    expected = _values(studio)[0, 0]
    expect(rows.last.locator("td").first).to_have_text(f"{expected:.3g}")


@needs_axe
@pytest.mark.parametrize("settings", [{}, {"color_scheme": "dark", "viewport": {"width": 390, "height": 800}}])
def test_no_barriers(atlas: Atlas, settings: dict[str, Any]) -> None:
    studio = atlas(**settings)
    studio.page.locator(CANVAS).click(position=_cell(studio, 2, 0))
    studio.until("state.atlas.pixel")
    load_axe(studio.page)
    assert violations(studio.page) == []
    wide = studio.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def test_the_map_comes_first_on_a_phone(atlas: Atlas) -> None:
    first = "document.querySelector('main').firstElementChild.className"
    studio = atlas(viewport={"width": 390, "height": 800})
    assert "atlas-map" in studio.page.evaluate(f"() => {first}")
    studio.page.set_viewport_size({"width": 1280, "height": 900})
    studio.until(f"{first}.includes('atlas-controls')")


def test_in_korean(atlas: Atlas) -> None:
    studio = atlas(locale="ko-KR")
    text = studio.page.locator("body").inner_text()
    assert "두 설정의 지도" in text
    assert "학습률" in text
    studio.page.get_by_label("언어").select_option(label="English")
    expect(studio.page.get_by_role("heading", name="Map of two settings")).to_be_visible()
    studio.page.locator(CANVAS).click(position=_cell(studio, 2, 0))
    studio.until("state.atlas.pixel")
