"""Who may not use the server: pages of others, and those without the token. The server's side is tests/studio."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from tests.browser.studio import Studio, served

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
    studio.forgive("403", "Refusal", "has no valid token")


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


@contextmanager
def _course(folder: Path) -> Iterator[int]:
    """A web server of somebody else's pages, near, as browsers keep pages from afar off this machine; its port."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.server_port
        finally:
            server.shutdown()


def test_a_named_page_may_show_the_studio(fresh: Any, tmp_path: Path) -> None:
    """A course's page shows the studio, which trains in there; the same page under another name still may not."""
    with _course(tmp_path) as port, served("--frame", f"http://localhost:{port}") as address:
        (tmp_path / "page.html").write_text(f'<iframe src="{address}" width="900" height="700"></iframe>')
        page = fresh()
        page.page.goto(f"http://localhost:{port}/page.html")
        inner = page.page.frame_locator("iframe")
        inner.get_by_role("button", name="Run", exact=True).click()
        inner.get_by_role("button", name="Pause", exact=True).wait_for()
        page.page.goto(f"http://127.0.0.1:{port}/page.html")
        page.page.wait_for_load_state()
        assert [one.url for one in page.page.frames if one.parent_frame] == ["chrome-error://chromewebdata/"]
        page.troubles.clear()  # the browser has told it what it was refused


def test_the_token_is_not_kept_where_others_see_it(studio: Studio) -> None:
    token = studio.address.partition("token=")[2]
    assert len(token) >= 32
    assert token not in studio.page.url
    assert token not in studio.page.content()
    assert studio.page.evaluate("() => document.cookie") == ""
    assert token not in studio.state("whygrad.actions.address()")
