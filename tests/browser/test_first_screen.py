"""On a laptop the drawing, the output, the loss curves and the diagnosis are seen together, without scrolling."""

from __future__ import annotations

from typing import Any

import pytest

from whygrad.experiment import Experiment

NETWORKS = {
    "2-4-2-1": Experiment(),
    "ten layers": Experiment().replace(hidden=[8] * 10, activation="sigmoid"),
}
SEEN = {
    "the header's last control": ".quiet-fields select >> nth=-1",
    "drawing": ".net-stage",
    "output": ".output-figure .plane-area",
    "loss curves": "#curves .chart >> nth=0 >> .uplot",
    "verdict": ".why-verdict",
}


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720)], ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("name", NETWORKS)
def test_all_that_tells_why_is_seen_without_scrolling(kept: Any, name: str, size: tuple[int, int]) -> None:
    width, height = size
    studio = kept(NETWORKS[name].to_link(), viewport={"width": width, "height": height})
    studio.run_to(20)
    studio.until("state.diagnosis && !state.diagnosing && !whygrad.actions.judge.due()")
    studio.page.evaluate("() => scrollTo(0, 0)")
    for what, selector in SEEN.items():
        box = studio.page.locator(selector).bounding_box()
        assert box is not None, what
        assert box["x"] >= 0, what
        assert box["y"] >= 0, what
        assert box["x"] + box["width"] <= width + 1, what
        assert box["y"] + box["height"] <= height, what
    if name == "ten layers":
        finding = studio.page.locator(".why-finding p").first.bounding_box()
        assert finding is not None
        assert finding["y"] + 20 <= height, "the first line of the reason"
        assert studio.page.locator(".net-scroll").evaluate("(one) => one.scrollWidth <= one.clientWidth + 1")


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720)], ids=lambda size: "x".join(map(str, size)))
def test_an_open_claim_leaves_them_on_the_first_screen(kept: Any, size: tuple[int, int]) -> None:
    width, height = size
    studio = kept("view.step=C11", viewport={"width": width, "height": height})
    studio.until("state.claim && state.course && state.experiment.data.name === 'moons'")
    studio.run_to(20)
    studio.until("state.diagnosis && !state.diagnosing && !whygrad.actions.judge.due()")
    studio.page.evaluate("() => scrollTo(0, 0)")
    assert studio.page.locator(".claim-banner").bounding_box()["height"] < 80  # two lines
    for what, selector in SEEN.items():
        box = studio.page.locator(selector).bounding_box()
        assert box is not None, what
        assert box["y"] >= 0, what
        assert box["y"] + box["height"] <= height, what


def test_a_drawing_that_is_too_wide_stays_in_its_frame(kept: Any) -> None:
    studio = kept(Experiment().replace(hidden=[2] * 20).to_link(), viewport={"width": 1280, "height": 720})
    frame = studio.page.locator(".net-scroll").bounding_box()
    column = studio.page.locator(".column.network").bounding_box()
    assert frame["x"] + frame["width"] <= column["x"] + column["width"]
    assert studio.page.locator(".net-scroll").evaluate("(one) => one.scrollWidth > one.clientWidth")


def test_the_header_is_one_row(fresh: Any) -> None:
    """At the load, before anything is pressed."""
    studio = fresh(viewport={"width": 1280, "height": 720}).open()
    assert studio.page.locator(".top").evaluate("(one) => one.getBoundingClientRect().height") < 60


def test_a_layer_is_edited_where_it_is_drawn(kept: Any) -> None:
    studio = kept(viewport={"width": 1366, "height": 768})
    head = studio.page.locator("summary.head-summary").nth(1)
    head.focus()
    studio.page.keyboard.press("Enter")
    studio.field("Units of hidden layer 2").fill("5")
    studio.settled()
    assert studio.option("network.hidden") == [4, 5]
    assert studio.page.evaluate("() => document.activeElement.getAttribute('aria-label')") == "Units of hidden layer 2"
    studio.page.get_by_role("combobox", name="Activation function of hidden layer 2").select_option("relu")
    studio.settled()
    assert studio.option("network.activation") == ["tanh", "relu"]
    assert studio.page.locator(".net-head").nth(2).locator(".head-kind").inner_text() == "relu"
    studio.page.keyboard.press("Escape")
    assert studio.page.locator("details.net-head[open]").count() == 0


def test_the_settings_of_the_last_layer_stay_inside_the_drawing(kept: Any) -> None:
    studio = kept(NETWORKS["ten layers"].to_link(), viewport={"width": 1280, "height": 720})
    frame = studio.page.locator(".net-scroll").bounding_box()
    for layer in (0, 9):
        studio.page.locator("summary.head-summary").nth(layer).click()
        box = studio.page.locator("details.net-head[open] .layer-editor").bounding_box()
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1
