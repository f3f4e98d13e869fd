"""Who may not use the server: pages of others, and those without the token. The server's side is tests/studio."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from tests.browser.studio import Studio

ASK = """async (address) => {
  try {
    const answer = await fetch(address + 'api/lower', { method: 'POST', body: '{}',
      headers: { 'content-type': 'text/plain' } });
    return `${answer.status} ${(await answer.text()).length > 0}`;
  } catch (error) {
    return 'refused';
  }
}"""

FRAME = """(address) => new Promise((done) => {
  const frame = document.createElement('iframe');
  frame.src = address;
  frame.onload = done;
  document.body.append(frame);
})"""


def _base(address: str) -> str:
    return f"http://{urlsplit(address).netloc}/"


def test_a_page_without_the_token_gets_nothing(fresh: Any) -> None:
    studio = fresh()
    studio.page.goto(_base(studio.address))
    studio.page.locator("#notice", has_text="whygrad play").wait_for()
    assert studio.page.evaluate(ASK, _base(studio.address)).startswith("403")
    studio.forgive("403", "Refusal", "has no valid key")


def test_a_foreign_page_cannot_ask(fresh: Any, studio: Studio) -> None:
    """Neither by a request nor by showing the studio inside of itself."""
    foreign = fresh()
    port = urlsplit(studio.address).port
    foreign.page.route("http://foreign.test/", lambda route: route.fulfill(body="<p>foreign", content_type="text/html"))
    foreign.page.goto("http://foreign.test/")
    assert foreign.page.evaluate(ASK, f"http://127.0.0.1:{port}/") == "refused"
    foreign.page.evaluate(FRAME, studio.address)
    # Chromium's own error page stands in the frame.
    assert [one.url for one in foreign.page.frames if one.parent_frame] == ["chrome-error://chromewebdata/"]
    foreign.troubles.clear()  # the browser has told it what it was refused


def test_the_token_is_not_kept_where_others_see_it(studio: Studio) -> None:
    token = studio.address.partition("token=")[2]
    assert len(token) >= 32
    assert token not in studio.page.url
    assert token not in studio.page.content()
    assert studio.page.evaluate("() => document.cookie") == ""
    assert token not in studio.state("whygrad.actions.address()")
