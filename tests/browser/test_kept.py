"""The page that stays open between tests: no test sees what another one did to it."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.studio import Studio


def test_what_was_done_is_taken_back(kept: Callable[..., Studio]) -> None:
    """By the page itself, which is not loaded anew; the parameters are compared, too."""
    studio = kept()
    start = studio.parameters()
    studio.page.evaluate("() => { window.sameDocument = true; }")
    studio.choose("Activation function", "ReLU")
    studio.type("Seeds", "3")
    studio.run_to(5)
    studio.page.evaluate("() => whygrad.actions.keepCurve()")
    studio.button("Hidden 1, unit 1").click()
    studio.page.evaluate("() => whygrad.actions.setLanguage('ko')")
    studio.until("document.documentElement.lang === 'ko'")
    again = kept()
    assert again.page.evaluate("() => window.sameDocument")
    assert again.parameters() == start
    assert again.state("[state.undo.length, state.overlay.length, state.seeds, state.lang]") == [0, 0, 8, "en"]


def test_what_cannot_be_taken_back_is_loaded_anew(kept: Callable[..., Studio]) -> None:
    for change in (
        "document.querySelector('h1').append('another word')",
        "document.body.append(document.createElement('button'))",
    ):
        kept().page.evaluate(f"() => {{ window.sameDocument = true; {change}; }}")
        assert kept().page.evaluate("() => window.sameDocument") is None, change
