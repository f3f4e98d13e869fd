"""The bench: an activation for each layer, refused links, trials in two languages, texts that are seen whole."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator
from tests.browser.studio import Studio

import whygrad as wg

ILL = "whygrad=1&network.hidden=8~8~8~8~8~8&network.activation=sigmoid&training.epochs=60"


def _activations(studio: Studio) -> list[str]:
    """What the layers' selects show."""
    return [select.input_value() for select in studio.page.locator(".layer-editor select").all()]


def _undo(studio: Studio) -> Locator:
    """The page's own; the remedies have another."""
    return studio.page.locator("#tools").get_by_role("button", name="Undo", exact=True)


def _head(studio: Studio, layer: int) -> str:
    return studio.page.locator(".net-head").nth(layer).inner_text()


def test_an_activation_for_each_layer(studio: Studio, fresh: Any) -> None:
    studio.choose("Activation function of hidden layer 2", "ReLU")
    assert studio.option("network.activation") == ["tanh", "relu"]
    assert studio.page.get_by_role("combobox", name="Activation function", exact=True).input_value() == ""
    assert _activations(studio) == ["tanh", "relu"]
    studio.until("document.querySelectorAll('.net-head')[2].textContent.includes('relu')")
    assert "tanh" in _head(studio, 1)
    expected = wg.Experiment().replace(activation=["tanh", "relu"])
    studio.until(f"location.hash === '#{expected.to_link()}'")
    # The page's training is Python's.
    studio.run_to(3)
    epoch = studio.state("state.epoch")
    assert epoch >= 3
    other = fresh().open(studio.hash())
    assert _activations(other) == ["tanh", "relu"]

    studio.button("Add a hidden layer").click()
    studio.settled()
    assert studio.option("network.activation") == ["tanh", "relu", "relu"]
    studio.choose("Activation function of hidden layer 3", "ELU")
    assert studio.option("network.activation") == ["tanh", "relu", "elu"]
    for left in (["tanh", "relu"], "tanh", "tanh"):
        studio.button("Remove the last hidden layer").click()
        studio.settled()
        assert studio.option("network.activation") == left
    _undo(studio).click()
    studio.settled()
    _undo(studio).click()
    studio.settled()
    assert studio.option("network.activation") == ["tanh", "relu"]
    # A word for the network is one for all.
    studio.choose("Activation function", "Sigmoid")
    assert studio.option("network.activation") == "sigmoid"
    assert _activations(studio) == ["sigmoid", "sigmoid"]


def test_a_remedy_changes_the_activation_of_all_layers(kept: Any) -> None:
    studio = kept("whygrad=1&network.hidden=6~6~6~6~6&network.activation=sigmoid~sigmoid~tanh~sigmoid~sigmoid")
    studio.run_to(60)
    studio.until("state.diagnosis && !state.diagnosing")
    studio.button("Try fixes").click()
    studio.until("state.trial")
    changed = studio.state("state.trial.results.map((one) => one.experiment.network.activation)")
    assert any(isinstance(word, str) for word in changed)
    assert all(isinstance(word, str) or len(word) >= 2 for word in changed)


@pytest.mark.parametrize("link", ["whygrad=1&network.hidden=9999", "whygrad=7", "whygrad=1&nonsense=1"])
def test_a_refused_link_at_the_start_leaves_the_default_network(fresh: Any, link: str) -> None:
    page = fresh()
    page.page.goto(f"{page.address}#{link}")
    page.ready()
    assert page.state("state.experiment") == wg.Experiment().model_dump()
    assert len(page.page.locator("#notice").inner_text()) > 20
    assert page.state("state.undo.length") == 0
    page.run_to(2)
    page.forgive("422")


def test_nothing_to_undo_where_a_link_was_opened(fresh: Any) -> None:
    other = fresh().open("whygrad=1&data.name=xor")
    assert _undo(other).is_disabled()
    other.type("Batch size", "20")
    assert _undo(other).is_enabled()
    _undo(other).click()
    other.settled()
    assert _undo(other).is_disabled()
    assert other.option("data.name") == "xor"


_CUT = """() => {
  const select = document.querySelector('#transport select');
  const style = getComputedStyle(select);
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = style.font;
  const margins = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
  const { value } = select;
  const lacking = [...select.options].map((option) => {
    select.value = option.value;
    return pen.measureText(option.text).width - (select.clientWidth - margins);
  });
  select.value = value;
  return lacking;
}"""  # pixels that each choice lacks


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_every_speed_is_seen_whole(kept: Any, locale: str) -> None:
    for width in (320, 1280):
        studio = kept(viewport={"width": width, "height": 700}, locale=locale)
        assert max(studio.page.evaluate(_CUT)) <= 1, width
        assert studio.page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_the_way_back_to_the_data_sets_is_in_sight(fresh: Any) -> None:
    studio = fresh().open()
    back = studio.button("Back to the built-in datasets")
    assert not back.is_visible()
    points = "{ points: { x: [[1, 1], [2, 2], [-1, -1], [-2, -1]], y: [0, 0, 1, 1], task: 'classes', names: [] } }"
    studio.page.evaluate(f"() => whygrad.actions.setOwnData({points})")
    studio.settled()
    assert back.is_visible()
    back.click()
    studio.settled()
    assert studio.option("data.name") == "circle"
    assert not back.is_visible()


def test_a_sine_is_written_alike_everywhere(studio: Studio) -> None:
    studio.page.get_by_role("checkbox", name="sin(x₁)", exact=True).check()
    studio.settled()
    studio.until("[...document.querySelectorAll('.net-label')].some((one) => one.textContent === 'sin(x₁)')")
    assert "sin x" not in studio.page.locator("body").inner_text()


def test_a_trial_has_enough_seeds_and_both_languages(fresh: Any) -> None:
    studio = fresh().open(f"{ILL}&view.seeds=1")
    studio.run_to(60)
    studio.until("state.diagnosis && !state.diagnosing && state.diagnosis.findings.length > 0")
    ways = "() => [...document.querySelectorAll('.why-evidence td')].map((one) => getComputedStyle(one).whiteSpace)"
    studio.until("document.querySelector('.why-evidence td')")
    assert set(studio.page.evaluate(ways)) == {"nowrap"}, "a number and its unit stay together"
    studio.button("Try fixes").click()
    studio.until("state.trial && document.querySelector('.remedy-table')")
    remedies = studio.page.locator("#remedies")
    assert "8 seeds" in remedies.inner_text()
    assert studio.state("state.trial.baseline.values?.length ?? 8") == 8
    asked: list[str] = []
    studio.page.on("request", lambda request: asked.append(request.url))
    english = studio.state("state.trial.results.map((one) => one.title)")
    studio.page.get_by_role("combobox", name="Language").select_option("ko")
    studio.until("document.documentElement.lang === 'ko' && document.querySelector('.remedy-table')")
    studio.until("/[가-힣]/.test(state.diagnosis.verdict)")
    studio.until("/[가-힣]/.test(document.querySelector('.remedy-name').textContent)")
    assert "시드" in remedies.inner_text()
    korean = studio.state("state.trial.results.map((one) => one.title)")
    assert set(korean) & set(english) <= {"Adam"}
    assert remedies.locator(".remedy-name").all_inner_texts()[: len(korean)] == korean
    assert not any("api/trial" in url for url in asked)
    studio.until("/[가-힣]/.test(document.querySelector('.why-verdict').textContent)")
    studio.page.get_by_role("combobox", name="언어").select_option("en")
    studio.until("document.documentElement.lang === 'en' && document.querySelector('.remedy-table')")
    studio.until("!/[가-힣]/.test(document.querySelector('.remedy-name').textContent)")
    assert all(title in remedies.inner_text() for title in english)
