"""The exported file, opened from the disk with no server and no network: it trains, and says what it cannot do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser
from tests.browser.axe import load_axe, needs_axe, violations
from tests.browser.studio import Studio
from tests.studio.asking import recorded

import whygrad as wg
from whygrad.engine.program import lower
from whygrad.studio.desk import Desk
from whygrad.studio.wire import ExportRequest

ILL = wg.presets["vanishing-gradient-digits"]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Studio]]:
    """Writes a file and opens it; whatever it asks for beside itself fails the test."""
    studios: list[Studio] = []
    asked: list[str] = []

    def make(settings: dict[str, Any] | None = None, **question: Any) -> Studio:
        path = tmp_path / f"{len(studios)}.html"
        content = Desk().export("html", ExportRequest.model_validate(question))[2]
        assert isinstance(content, str)
        path.write_text(content, encoding="utf-8")
        given = {"viewport": {"width": 1280, "height": 900}, "locale": "en-US", "color_scheme": "light"}
        page = browser.new_context(offline=True, **{**given, **(settings or {})}).new_page()
        studios.append(Studio(page, path.as_uri()))
        page.on("request", lambda request: asked.append(request.url))
        return studios[-1].open()

    yield make
    troubles = [trouble for studio in studios for trouble in studio.troubles]
    for studio in studios:
        studio.page.context.close()
    assert troubles == []
    assert [url for url in asked if not url.startswith(("blob:null/", "data:", tmp_path.as_uri()))] == []


def test_it_trains_as_the_engine_does(opened: Callable[..., Studio]) -> None:
    experiment = wg.presets["healthy-moons"]
    file = opened(experiment=experiment.model_dump(), seeds=2, first_seed=3)
    start = lower(experiment, [3, 4], name="", kind="experiment").initial
    np.testing.assert_array_equal(np.float32(file.parameters()), start[0])

    file.button("Step: one batch").click()
    file.until("state.step === 1")
    file.run_to(10)
    trained = wg.train(experiment.replace(epochs=10, every=1), seeds=[3, 4])
    at = int(file.state("state.history.steps.filter((step) => step <= 50).at(-1)"))
    here = file.state(f"Array.from(state.history.run.loss_train[state.history.steps.indexOf({at})])")
    there = trained.channels["loss_train"][:, list(trained.steps).index(at)]
    np.testing.assert_allclose(here, there, rtol=2e-3)

    file.button("Reset").click()
    file.until("state.step === 0")
    np.testing.assert_array_equal(np.float32(file.parameters()), start[0])


def test_other_starts_until_they_end(opened: Callable[..., Studio]) -> None:
    file = opened(seeds=32)
    starts = lower(wg.Experiment(), list(range(64)), name="", kind="experiment").initial
    file.button("New seed").click()
    file.until("state.lowered.seeds.data[0] === 32")
    file.until("!state.lowering && !whygrad.actions.arriving")
    np.testing.assert_array_equal(np.float32(file.parameters()), starts[32])
    file.button("New seed").click()
    file.until("state.notice !== null")
    notice = "This file contains the initial weights of 64 networks. For others, run whygrad play."
    assert file.state("state.notice.text") == notice
    assert file.state("[state.firstSeed, state.seeds]") == [32, 32]
    file.type("Seeds", "4")
    file.until("state.lowered.seeds.data.join() === '32,33,34,35'")


def test_live_settings_change_without_a_new_start(opened: Callable[..., Studio]) -> None:
    file = opened(seeds=1)
    session = file.state("state.session")
    file.type("Learning rate", "0.3")
    assert file.option("training.learning_rate") == 0.3
    assert file.state("state.session") == session
    file.button("Step: one epoch").click()
    file.until("state.step === 25")
    (loss,) = file.losses()
    faster = wg.train(wg.Experiment().replace(learning_rate=0.3, epochs=1, every=1), seeds=1)
    np.testing.assert_allclose(loss, faster.channels["loss_train"][0, -1], rtol=1e-4)
    written = wg.Experiment.from_toml(file.state("state.lowered.toml"))
    assert written.model_dump() == wg.Experiment().replace(learning_rate=0.3).model_dump()


def test_what_needs_python_is_off_and_says_so(opened: Callable[..., Studio]) -> None:
    file = opened(seeds=1)
    page = file.page
    assert "whygrad play" in page.locator("#lesson").inner_text()
    for name in ("XOR", "Spiral"):
        assert page.get_by_role("radio", name=name, exact=True).is_disabled()
    assert file.button("New samples").is_disabled()
    assert page.get_by_role("combobox", name="Optimizer", exact=True).is_disabled()
    assert file.field("Batch size").is_disabled()
    assert file.field("Learning rate").is_enabled()
    assert not page.locator("#lessons").is_visible()
    assert not page.locator("#points").is_visible()
    page.evaluate("whygrad.actions.setOption('network.hidden', [2])")  # as a link or a remedy might
    file.until("state.notice !== null")
    assert "whygrad play" in file.state("state.notice.text")
    assert file.option("network.hidden") == [4, 2]
    assert "contains no diagnosis" in page.locator("#diagnosis").inner_text()


def test_it_shows_what_was_found_when_it_was_made(opened: Callable[..., Studio]) -> None:
    ill = ILL.replace(epochs=3)
    question = {"experiment": ill.model_dump(), "seeds": 2, "trace": recorded(ill, wg.train(ill, seeds=2))}
    file = opened(**question)
    shown = file.page.locator("#diagnosis")
    shown.get_by_text("Diagnosis from when this file was made, after 3 epochs.").wait_for()
    assert "Vanishing gradient" in shown.inner_text()
    file.page.get_by_role("combobox", name="Language").select_option("ko")
    file.page.locator("#diagnosis").get_by_text("기울기 소실").first.wait_for()
    file.page.locator("#transport").get_by_text("실행").wait_for()


def test_a_page_is_taken_along_with_what_it_shows(fresh: Callable[..., Studio], tmp_path: Path) -> None:
    served = fresh().open(ILL.to_link())
    served.run_to(3)
    served.until("state.diagnosis && !state.diagnosing && !whygrad.actions.judge.due()")
    verdict = served.state("state.diagnosis.verdict")
    served.page.locator(".share-view summary.button").click()
    with served.page.expect_download() as taken:
        served.button("Standalone page that trains (HTML)").click()
    path = tmp_path / "taken.html"
    taken.value.save_as(path)

    browser = served.page.context.browser
    assert browser is not None
    file = Studio(browser.new_context(offline=True, locale="en-US").new_page(), path.as_uri()).open()
    file.page.locator("#diagnosis").get_by_text(verdict).wait_for()
    assert file.state("state.history.steps") == [0]
    file.button("Step: one batch").click()
    file.until("state.step === 1")
    file.page.locator(".share-view summary.button").click()
    group = file.page.get_by_role("group", name="Save as")
    assert "HTML" not in group.inner_text()
    for button in ("TOML", "SVG"):
        with file.page.expect_download() as saved:
            group.get_by_role("button", name=button).click()
        text = Path(saved.value.path()).read_text(encoding="utf-8")
        assert ("<svg" if button == "SVG" else "[network]") in text[:500]
    assert file.troubles == []
    file.page.context.close()


def test_on_a_phone_in_the_dark_in_korean(opened: Callable[..., Studio]) -> None:
    file = opened({"viewport": {"width": 320, "height": 640}, "locale": "ko-KR", "color_scheme": "dark"}, seeds=1)
    assert file.state("state.lang") == "ko"
    assert file.page.evaluate("document.documentElement.scrollWidth") <= 320
    light = file.page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert max(light) < 60


@needs_axe
@pytest.mark.parametrize(("locale", "scheme", "width"), [("en-US", "light", 1280), ("ko-KR", "dark", 320)])
def test_axe_finds_nothing(opened: Callable[..., Studio], locale: str, scheme: str, width: int) -> None:
    ill = wg.presets["dead-units-moons"].replace(epochs=2)
    seen = {"experiment": ill.model_dump(), "seeds": 2, "trace": recorded(ill, wg.train(ill, seeds=2))}
    file = opened({"locale": locale, "color_scheme": scheme, "viewport": {"width": width, "height": 900}}, **seen)
    file.page.evaluate("document.querySelectorAll('details:not(.menu)').forEach((one) => { one.open = true; })")
    file.page.evaluate("whygrad.actions.setOption('network.hidden', [2])")
    file.until("state.notice !== null")
    load_axe(file.page)
    assert violations(file.page) == []
