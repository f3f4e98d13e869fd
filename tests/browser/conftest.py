"""One server and one browser for all these tests; every test has a context of its own, as if nobody had been there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="Playwright drives the browser: pip install -r requirements/dev.txt")

from playwright.sync_api import Browser, expect
from tests.browser.studio import CHROMIUM, PATIENCE, Studio, opened, served

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
        pytest.skip("the page is tested in Chromium, which is not here: apt install chromium")
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
        settings = {"viewport": {"width": 1280, "height": 900}, "locale": "en-US", "color_scheme": "light", **settings}
        page = browser.new_context(**settings).new_page()
        studios.append(Studio(page, address, first_visit=first_visit))
        return studios[-1]

    yield make
    troubles = [trouble for studio in studios for trouble in studio.troubles]
    for studio in studios:
        studio.page.context.close()
    assert troubles == []


@pytest.fixture
def studio(fresh: Callable[..., Studio]) -> Studio:
    """An English page in the light, on a desk, with the default experiment."""
    return fresh().open()
