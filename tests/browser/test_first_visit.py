"""Who opens the studio for the first time sees a network that does not learn, why, and one button that fixes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from playwright.sync_api import Route
from tests.browser.axe import load_axe, needs_axe, violations
from tests.browser.studio import Studio

import whygrad as wg
from whygrad import i18n
from whygrad.views import findings

BROKEN = "vanishing-gradient-moons"
FIX = ".first-visit button:visible"
FIXED = '.first-visit[data-kind="ok"]'
SIZES = [(1366, 768), (1280, 720)]


@cache
def _best(language: str) -> str:
    """The name of the fix that a trial on the command line ranks first."""
    tried = wg.trial(wg.presets[BROKEN], seeds=8)
    assert tried.results[0].helps
    with i18n.use(language):
        return findings.remedy_title(tried.results[0].code)


def _seen(studio: Studio, selector: str, lines: float | None = None) -> None:
    """An element is in sight without scrolling, or its first pixels are."""
    size = studio.page.viewport_size
    assert size is not None
    width, height = size["width"], size["height"]
    element = studio.page.locator(selector).first
    boxes = (element.bounding_box() for _ in range(20))  # none where a list is written anew just then
    box = next((found for found in boxes if found is not None), None)
    assert box is not None, selector
    assert box["x"] >= 0, selector
    assert box["y"] >= 0, selector
    assert box["x"] + box["width"] <= width + 1, selector
    assert box["y"] + (box["height"] if lines is None else lines) <= height, selector


@pytest.mark.parametrize(("size", "locale"), [(SIZES[0], "en-US"), (SIZES[1], "ko-KR")], ids=["1366-en", "1280-ko"])
def test_a_broken_network_its_reason_and_its_fix(
    fresh: Callable[..., Studio], size: tuple[int, int], locale: str
) -> None:
    language = locale[:2]
    viewport = {"width": size[0], "height": size[1]}
    studio = fresh(first_visit=True, viewport=viewport, locale=locale).open()
    studio.until("state.worker === 'running' && state.epoch > 2")  # nobody pressed anything
    assert studio.state("state.experiment") == wg.presets[BROKEN].model_dump()
    fix = studio.page.locator(FIX)
    with i18n.use(language):
        fix.get_by_text(i18n.text("studio-visit-fix", remedy=_best(language)), exact=True).wait_for()
    studio.page.evaluate("() => whygrad.actions.pause()")  # findings that are written anew have no place for a moment
    studio.until("state.worker === 'idle' && !state.diagnosing && !whygrad.actions.judge.due()")
    studio.page.wait_for_timeout(500)
    _seen(studio, ".why-verdict")
    _seen(studio, '.why-finding[data-code="vanishing-gradient"] .why-title')
    _seen(studio, ".why-finding p >> nth=1", lines=20)  # the first line of the reason
    _seen(studio, FIX)

    fix.click()
    studio.page.locator(FIXED).wait_for()
    studio.page.locator('.why-verdict[data-kind="ok"]').wait_for()
    _seen(studio, FIXED)
    _seen(studio, ".why-verdict")
    before = studio.state("state.visit.before")
    after = studio.state("whygrad.actions.store.get().history.run.accuracy_test.at(-1).slice().sort()[3]")
    assert before < 0.6
    assert after > 0.9
    said = studio.page.locator(FIXED).inner_text()
    assert _best(language) in said
    assert f"{100 * before:.1f} %" in said
    assert studio.state("state.worker") == "running"


def test_the_fix_by_keyboard(fresh: Callable[..., Studio]) -> None:
    studio = fresh(first_visit=True).open()
    studio.page.locator(FIX).wait_for()
    studio.tab_to(f"Fix it: {_best('en')}")
    studio.page.keyboard.press("Enter")
    studio.page.locator(FIXED).wait_for()
    assert studio.page.evaluate("() => document.activeElement.getAttribute('role')") == "status"


def test_with_reduced_motion_a_training_stops_at_its_end(fresh: Callable[..., Studio]) -> None:
    studio = fresh(first_visit=True, reduced_motion="reduce").open()
    planned = wg.presets[BROKEN].training.epochs
    studio.until(f"state.worker === 'idle' && state.epoch >= {planned}")
    studio.page.locator(FIX).click()
    studio.page.locator(FIXED).wait_for()
    studio.until(f"state.visit.fixed && state.worker === 'idle' && state.epoch >= {planned}")


@needs_axe
@pytest.mark.parametrize(("locale", "theme"), [("en-US", "dark"), ("ko-KR", "light")])
def test_axe_finds_nothing(fresh: Callable[..., Studio], locale: str, theme: str) -> None:
    studio = fresh(first_visit=True, locale=locale, color_scheme=theme).open()
    load_axe(studio.page)
    found = [f"at first: {one}" for one in violations(studio.page, ".why-head")]
    studio.page.locator(FIX).wait_for()
    studio.page.evaluate("() => whygrad.actions.pause()")
    found += [f"reason: {one}" for one in violations(studio.page)]
    studio.page.locator(FIX).click()
    studio.page.locator(FIXED).wait_for()
    found += [f"fixed: {one}" for one in violations(studio.page, ".why-head")]
    assert not found, "\n".join(found)


def _begins_as_always(studio: Studio) -> None:
    assert studio.state("state.experiment") == studio.state("state.defaults")
    assert studio.state("state.worker") == "idle"
    assert studio.state("state.visit") is None
    assert not studio.page.locator(".first-visit").is_visible()


def test_the_second_visit_begins_as_always(fresh: Callable[..., Studio]) -> None:
    studio = fresh(first_visit=True).open()
    studio.until("state.visit !== null")
    again = Studio(studio.page.context.new_page(), studio.address, first_visit=True)
    again.page.goto(again.address)
    again.ready()
    _begins_as_always(again)


def test_a_link_is_no_first_visit(fresh: Callable[..., Studio]) -> None:
    studio = fresh(first_visit=True).open(wg.presets["healthy-circle"].to_link())
    assert studio.state("state.visit") is None
    assert studio.state("state.worker") == "idle"


def test_an_edit_ends_it_and_undo_brings_the_button_back(fresh: Callable[..., Studio]) -> None:
    studio = fresh(first_visit=True).open()
    studio.page.locator(FIX).click()
    studio.page.locator(FIXED).wait_for()
    studio.page.locator("#remedies").get_by_role("button", name="Undo").click()
    studio.page.locator(FIX, has_text=f"Fix it: {_best('en')}").wait_for()
    studio.type("Learning rate", "0.2")
    studio.until("state.visit === null")
    assert not studio.page.locator(".first-visit").is_visible()


def test_fixes_that_could_not_be_tested_are_tested_on_request(fresh: Callable[..., Studio]) -> None:
    studio = fresh(first_visit=True)
    refused: list[str] = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        route.fulfill(status=429, json={"error": "Too many questions at the moment.", "key": None})

    studio.page.route("**/api/trial", refuse, times=1)
    studio.open()
    studio.page.locator(FIX, has_text="Test the fixes").click()
    studio.page.locator(FIX, has_text="Fix it: ").wait_for()
    assert len(refused) == 1
    studio.forgive("429", "Refusal")
