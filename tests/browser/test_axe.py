"""axe-core over the whole page: both languages and themes, phone and desk, before, during and after a broken run."""

from __future__ import annotations

from typing import Any

import pytest
from tests.browser.axe import load_axe, needs_axe, violations
from tests.browser.test_why import BROKEN

pytestmark = needs_axe


@pytest.mark.parametrize(
    ("locale", "theme", "width"),
    [("en-US", "light", 1280), ("ko-KR", "dark", 320)],
)
def test_axe_finds_nothing(kept: Any, locale: str, theme: str, width: int) -> None:
    studio = kept(BROKEN, locale=locale, color_scheme=theme, viewport={"width": width, "height": 900})
    load_axe(studio.page)
    found = [f"before: {one}" for one in violations(studio.page)]

    studio.page.evaluate("() => whygrad.actions.setOption('training.learning_rate', 0.001)")
    studio.settled()
    studio.page.evaluate("() => whygrad.actions.play()")
    studio.until("state.diagnosis && state.epoch > 20")
    studio.page.evaluate("() => whygrad.actions.setSpeed(1)")  # what goes on meanwhile need not be much
    studio.page.evaluate(
        "() => { for (const one of document.querySelectorAll('details:not(.menu)')) one.open = true; }"
    )
    studio.page.locator(".net-unit").nth(3).evaluate("(one) => one.click()")  # its weights' card
    found += [f"during: {one}" for one in violations(studio.page)]

    studio.page.evaluate("() => whygrad.actions.setOption('training.learning_rate', 30)")
    studio.until("state.worker === 'idle' && state.frame.badStep.every((step) => step >= 0)")
    studio.until("state.diagnosis && !state.diagnosis.healthy")
    studio.page.evaluate("() => whygrad.actions.tryRemedies()")
    studio.page.locator("table.remedy-table").wait_for()
    studio.page.evaluate("() => whygrad.actions.setUnits(0, 0)")  # a notice
    # The panels below say nothing new of a broken run.
    found += [f"after: {one}" for one in violations(studio.page, ".top, #notice, #bench")]
    # The menu lies over a part of the page, whose buttons are then too small to hit: by itself.
    studio.page.locator("#tools summary.button").evaluate("(one) => one.click()")
    found += [f"menu: {one}" for one in violations(studio.page, "#tools")]
    assert not found, "\n".join(dict.fromkeys(found))


def test_axe_would_find_something(fresh: Any) -> None:
    """Else an empty list above would say nothing."""
    studio = fresh().open()
    load_axe(studio.page)
    studio.page.evaluate("() => { document.body.append(document.createElement('button')); }")
    assert any(one.startswith("button-name") for one in violations(studio.page))
