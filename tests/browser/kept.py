"""A page that stays open between tests: what a test did to it is taken back, which costs a tenth of a load."""

from __future__ import annotations

import json
import time
from typing import Any

from playwright.sync_api import Browser
from tests.browser.studio import Studio

MOST = 4  # pages; those that were not asked for the longest are closed

# Takes back what a test did to a page of the studio, by what the page itself offers.
_TAKE_BACK = """(views) => {
  const { store, actions } = whygrad;
  const [usual, other] = navigator.language.startsWith('ko') ? ['ko', 'en'] : ['en', 'ko'];
  actions.pause();
  scrollTo({ top: 0, behavior: 'instant' });
  for (const one of document.querySelectorAll('dialog[open]')) one.close();
  document.body.tabIndex = -1;
  document.body.focus();  // where the next Tab begins
  document.body.blur();
  document.body.removeAttribute('tabindex');
  for (const one of document.querySelectorAll('details[open]')) one.open = false;
  actions.exercise.close();
  actions.course.close();
  localStorage.clear();
  dispatchEvent(new StorageEvent('storage', { key: null }));
  actions.setSpeed(60);
  store.set({ unit: null, hover: null, weight: null, point: null, overlay: [], hidden: [], lit: [], course: null,
    chosen: null, notice: null, trial: null, theme: 'auto', visit: null });
  if (views && store.get().lang === usual) store.set({ lang: other });
  store.set({ lang: usual });  // mounts every view anew where it was the other one
  actions.openLink('whygrad=1&network.hidden=1&view.seeds=1');  // else a training that has begun would go on
}"""

_LAST = """() => {
  whygrad.store.set({ undo: [] });
  whygrad.actions.writeAddress();
  localStorage.setItem('whygrad-visited', 'yes');
  scrollTo({ top: 0, behavior: 'instant' });
  for (const kind of ['beforeprint', 'afterprint']) dispatchEvent(new Event(kind));  // draws every chart at once
}"""

# All that a reader or a test could notice of the page. Views that are drawn late say no more than the others.
_LOOK = """() => {
  const { frame, history, lowered, options, presets, thumbnails, defaults, session, undo, ...rest }
    = whygrad.store.get();
  if (!frame) return null;
  const late = document.querySelectorAll('#layers, #histograms, #chain, #status');
  const told = [...late].reduce((text, one) => text.replace(one.innerText, ''), document.body.innerText);
  const kinds = 'input:read-write, [type=checkbox], [type=radio], [type=range], select, textarea:read-write, button';
  const counts = (one) => !one.closest('[hidden]') && ![...late].some((place) => place.contains(one));
  const controls = [...document.querySelectorAll(kinds)].filter(counts);
  return JSON.stringify({ ...rest, told: told.replace(/\\s+/g, ' '), link: lowered.link,
    parameters: Array.from(frame.parameters),
    lang: document.documentElement.lang, theme: document.documentElement.dataset.theme, hash: location.hash,
    controls: controls.map((one) => [one.value, one.checked, one.disabled, one.ariaInvalid, one.ariaPressed]),
    stops: [...document.querySelectorAll('[tabindex]')].filter(counts).map((one) => one.tabIndex),
    open: document.querySelectorAll('[open]').length, focus: document.activeElement === document.body });
}"""


class Kept(Studio):
    """A page of one language in a window of one size, in the light, with the default experiment."""

    def __init__(self, browser: Browser, address: str, locale: str, viewport: dict[str, int]) -> None:
        page = browser.new_context(viewport=viewport, locale=locale, color_scheme="light").new_page()
        super().__init__(page, address)
        self.viewport = viewport
        self.open()
        self.settled()
        self.until("location.hash === '#whygrad=1'")
        self.at_first = self.looks()

    def looks(self) -> Any:
        """All that can be noticed of the page, to be compared; None while it has no picture."""
        return json.loads(self.page.evaluate(_LOOK) or "null")

    def take_back(self) -> bool:
        """Take back what a test did; whether all looks as it did after the load."""
        self.page.set_viewport_size(self.viewport)
        self.page.emulate_media(media="null", color_scheme="light", reduced_motion="no-preference")
        self.page.mouse.move(0, 0)
        late = self.page.evaluate("() => document.querySelector('details > div > .view > *') !== null")
        return (not late and self._take_back(views=False)) or self._take_back(views=True)

    def _take_back(self, *, views: bool) -> bool:
        """With `views` also what the views keep to themselves."""
        self.page.evaluate(_TAKE_BACK, views)
        self.settled()
        self.page.evaluate("() => whygrad.actions.openLink('')")
        self.settled()
        self.page.evaluate(_LAST)
        for pause in (0.0, 0.05, 0.1, 0.2, 0.4, 0.8):  # something is drawn late
            time.sleep(pause)
            if self.looks() == self.at_first:
                return True
        return False

    def rest(self) -> None:
        """Train no further: a page that stays open would take processor time from the tests that follow."""
        if not self.page.is_closed():
            self.page.evaluate("() => window.whygrad?.actions.pause()")

    def show(self, link: str, media: dict[str, Any]) -> None:
        """Open an experiment by what follows the `#`, with media features of the reader's."""
        if media:
            self.page.emulate_media(**media)
        if link:
            self.page.evaluate("(link) => whygrad.actions.openLink(link)", link)
            self.settled()
            self.page.evaluate("() => whygrad.store.set({ undo: [] })")


class Keeper:
    """The pages that stay open, by language and size. One that does not look as at first is loaded anew."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.pages: dict[tuple[str, int, int], Kept] = {}

    def page(self, locale: str, viewport: dict[str, int]) -> Kept:
        """A page as it was after its load."""
        key = (locale, viewport["width"], viewport["height"])
        page = self.pages.pop(key, None)
        if page is not None and not page.take_back():
            page.page.context.close()
            page = None
        if page is None and len(self.pages) == MOST:
            self.pages.pop(next(iter(self.pages))).page.context.close()
        self.pages[key] = page or Kept(self.browser, self.address, locale, viewport)
        return self.pages[key]

    def forget(self) -> None:
        """Close all pages, none of which may be what it was."""
        for page in self.pages.values():
            page.page.context.close()
        self.pages.clear()
