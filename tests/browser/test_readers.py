"""Languages, themes, small windows, calm, and what a screen reader hears."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from tests.browser.studio import Studio

from whygrad import i18n
from whygrad.experiment import OPTIONS
from whygrad.i18n import text

LISTEN = """() => {
  window.heard = [];
  const live = '[aria-live], [role=status], [role=alert], output';
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const region = (target.nodeType === 1 ? target : target.parentElement)?.closest(live);
      const last = window.heard.at(-1);
      if (!region || !region.textContent || (last && last.text === region.textContent)) continue;
      window.heard.push({ at: performance.now(), text: region.textContent });
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""

# What is seen beyond the right edge of the window, but in frames that scroll by themselves.
STICKING_OUT = """() => [...document.querySelectorAll('button, input, select, h1, h2, h3, p')].filter((one) => {
  const scrolls = '.chart-scroll, .net-scroll, .visually-hidden, [hidden]';
  const box = one.getBoundingClientRect();
  return box.width > 1 && one.checkVisibility() && box.right > innerWidth + 1 && !one.closest(scrolls);
}).map((one) => one.outerHTML.slice(0, 120))"""
DEEP = "whygrad=1&network.hidden=8~8~8~8~8~8~8~8"

# Formulas and words of the experiment's file, which the pictures of activations and initializations quote.
_WORDS = {word.partition(":")[0] for option in OPTIONS for word in option.choices}


def _hangul(words: str) -> bool:
    return bool(re.search("[가-힣]", words))


def test_a_korean_browser_gets_a_korean_page(kept: Any) -> None:
    studio = kept(locale="ko-KR")
    assert studio.page.locator("html").get_attribute("lang") == "ko"
    with i18n.use("ko"):
        run, names = text("studio-run"), [text(f"studio-{part}") for part in ("data", "network", "output", "inside")]
    assert studio.button(run).is_visible()
    for name in names:
        assert studio.page.get_by_role("heading", name=name, exact=True).is_visible()
    studio.button(run).click()
    studio.until("state.diagnosis && state.epoch > 30")
    assert _hangul(studio.page.locator(".why-verdict").inner_text())
    studio.until("document.querySelector('#status').textContent !== ''")
    assert _hangul(studio.page.locator("#status").inner_text())


def test_no_text_is_left_untranslated(fresh: Any) -> None:
    """Every text of the English page that has letters is another one on the Korean page, but for names and units."""
    collect = """() => [...document.querySelectorAll('label, button, h1, h2, h3, legend, summary, option, p, th, dt')]
      .map((one) => one.textContent.trim()).filter((words) => /[a-z]{4}/i.test(words))"""
    studio = fresh(locale="ko-KR").open()
    left = {words for words in studio.page.evaluate(collect) if not _hangul(words)}
    names = {
        "whygrad",
        "English",
        "NAND",
        "Nesterov",
        "AdaGrad",
        "RMSProp",
        "Adam",
        "AdamW",
        "SiLU (Swish)",
        "Hard tanh",
        *_WORDS,
    }
    assert {
        words for words in left if words not in names and words.lower().partition(":")[0].replace(" ", "-") not in names
    } == set()


def test_the_language_is_switched_on_the_page_and_remembered(studio: Studio) -> None:
    studio.run_to(5)
    step = studio.state("state.step")
    studio.page.get_by_role("combobox", name="Language").select_option(label="한국어")
    with i18n.use("ko"):
        studio.button(text("studio-run")).wait_for()
    assert studio.page.locator("html").get_attribute("lang") == "ko"
    assert studio.state("state.step") == step  # the network is the same
    studio.page.reload()
    studio.ready()
    assert studio.page.locator("html").get_attribute("lang") == "ko"


def _brightness(studio: Studio, selector: str, what: str = "backgroundColor") -> float:
    color = studio.page.locator(selector).first.evaluate(f"(one) => getComputedStyle(one).{what}")
    return sum(map(float, re.findall(r"[\d.]+", color)[:3])) / 3


def test_themes(kept: Any) -> None:
    studio = kept(color_scheme="dark")
    assert _brightness(studio, "body") < 60 < 180 < _brightness(studio, "body", "color")
    theme = studio.page.get_by_role("combobox", name="Theme")
    theme.select_option(label="Light")
    assert _brightness(studio, "body") > 200
    studio.page.reload()
    studio.ready()
    assert _brightness(studio, "body") > 200
    theme.select_option(label="Auto")
    studio.until("getComputedStyle(document.body).backgroundColor !== 'rgb(255, 255, 255)'")
    assert _brightness(studio, "body") < 60
    studio.page.emulate_media(color_scheme="light")
    assert _brightness(studio, "body") > 200


@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_320_pixels_need_no_sideways_scrolling(fresh: Any, locale: str) -> None:
    """As wide as a page of 1280 pixels at 400 %, on which a small network trains, a deep one, and one of pictures."""
    studio = fresh(locale=locale, viewport={"width": 320, "height": 640}, has_touch=True).open()
    studio.page.evaluate(
        "() => { for (const one of document.querySelectorAll('details:not(.menu)')) one.open = true; }"
    )
    faults: list[str] = []
    for link in ("whygrad=1", DEEP, "whygrad=1&data.name=digits&network.hidden=32"):
        studio.page.evaluate("(link) => whygrad.actions.openLink(link)", link)
        studio.settled()
        studio.page.evaluate("() => whygrad.actions.play()")
        studio.until("state.diagnosis && state.epoch > 5")
        studio.page.evaluate("() => whygrad.actions.pause()")
        width = studio.page.evaluate("() => document.documentElement.scrollWidth")
        if width > 320:
            faults.append(f"{link}: the page is {width} pixels wide")
        faults += [f"{link}: {one}" for one in studio.page.evaluate(STICKING_OUT)]
    assert faults == []


def test_the_live_region_is_calm(fresh: Any) -> None:
    """At most every 2 s, however much happens; and it does speak."""
    studio = fresh().open()
    studio.page.evaluate(LISTEN)
    for _ in range(3):
        studio.button("Run").click()
        epoch = studio.state("state.epoch")
        studio.until(f"state.epoch > {epoch} + 20")
        before = len(studio.page.evaluate("() => window.heard"))  # while it runs: the pause may be said at once
        studio.button("Pause").click()
        studio.until(f"window.heard.slice({before}).some(({{ text }}) => text.includes('Paused'))")
    heard = studio.page.evaluate("() => window.heard")
    assert len(heard) >= 3
    assert all(later["at"] - earlier["at"] > 1900 for earlier, later in pairwise(heard))
    assert heard[-1]["text"].startswith("Epoch ")
    assert "Paused" in heard[-1]["text"]


def test_embedding_pages_may_hide_controls(fresh: Any) -> None:
    studio = fresh().open("whygrad=1&view.hide=learningRate,noise,playButton")
    assert not studio.field("Learning rate").is_visible()
    assert not studio.field("Noise: labels").is_visible()
    assert not studio.button("Run").is_visible()
    assert studio.field("Batch size").is_visible()
