"""One server and one browser for all these tests, and pages of two kinds.

`fresh` makes a context of its own, as if nobody had been there: for what happens at a load, at a first visit, what is
kept in the browser, what is asked for and who may ask. `kept` and `studio` give the page that stays open, after what
the test before did to it has been taken back: for all other tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="Playwright drives the browser: pip install -r requirements/dev.txt")

from playwright.sync_api import Browser, expect
from tests.browser.kept import Keeper, Kept
from tests.browser.studio import CHROMIUM, DESK, PATIENCE, Studio, opened, served

expect.set_options(timeout=PATIENCE * 1000)  # as long as for everything else: other work may hold this machine up


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser shares the machine with whatever else runs there: what fails is tried once more, and shown as R."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="package")
def address() -> Iterator[str]:
    """The address that `whygrad play` prints."""
    with served() as printed:
        yield printed


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium as Debian packages it."""
    if CHROMIUM is None:
        pytest.skip("the page is tested in Chromium, which is not here: apt install chromium-headless-shell")
    with opened() as chromium:
        yield chromium


@pytest.fixture
def fresh(browser: Browser, address: str) -> Iterator[Callable[..., Studio]]:
    """Makes pages, each in a context of its own; what it is given goes to Playwright's `new_context`, but
    `first_visit`: whether the studio has never been open there.

    A page that had any trouble its test did not ask for fails the test.
    """
    studios: list[Studio] = []

    def make(*, first_visit: bool = False, **settings: Any) -> Studio:
        settings = {"viewport": DESK, "locale": "en-US", "color_scheme": "light", **settings}
        page = browser.new_context(**settings).new_page()
        studios.append(Studio(page, address, first_visit=first_visit))
        return studios[-1]

    yield make
    troubles = [trouble for studio in studios for trouble in studio.troubles]
    for studio in studios:
        studio.page.context.close()
    assert troubles == []


@pytest.fixture(scope="package")
def keeper(browser: Browser, address: str) -> Keeper:
    """The pages that stay open."""
    return Keeper(browser, address)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Of what a test leaves that failed nothing is kept."""
    yield
    if call.excinfo is not None and (keeper := getattr(item, "funcargs", {}).get("keeper")) is not None:
        keeper.forget()


@pytest.fixture
def kept(keeper: Keeper) -> Iterator[Callable[..., Studio]]:
    """Gives the page that stays open of a language and a window's size, as it was after its load; then with what
    follows the `#` and with media features (`color_scheme`, `reduced_motion`) of the reader's.

    A page that had any trouble its test did not ask for fails the test.
    """
    given: list[Kept] = []

    def give(link: str = "", *, locale: str = "en-US", viewport: dict[str, int] = DESK, **media: Any) -> Studio:
        page = keeper.page(locale, viewport)
        page.troubles.clear()
        given.append(page)
        page.show(link, media)
        return page

    yield give
    for page in given:
        page.rest()
    assert [trouble for studio in given for trouble in studio.troubles] == []


@pytest.fixture
def studio(kept: Callable[..., Studio]) -> Studio:
    """An English page in the light, on a desk, with the default experiment."""
    return kept()
