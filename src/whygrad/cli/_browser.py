"""Showing an address that holds a token: through a file of the user, as every user sees the arguments of a process."""

from __future__ import annotations

import html
import os
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

_SECONDS = 60.0  # in which a browser has started and read the file
_SNAPS = Path("/snap")  # browsers installed from there see no file outside of the user's own folder


@contextmanager
def opened() -> Generator[Browser]:
    """A browser to show addresses in; what was written for it has gone after the block."""
    browser = Browser()
    try:
        yield browser
    finally:
        browser.forget()


class Browser:
    """The user's browser, if there is a screen for one."""

    def __init__(self) -> None:
        self._page: Path | None = None

    def show(self, address: str) -> None:
        """Open an address. Its text stands in a file with permissions for this user alone, which leads there."""
        if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            return
        try:
            self._page = _written(address)
        except OSError:  # no place for a file: the address is printed anyway
            return
        threading.Thread(target=webbrowser.open, args=(self._page.as_uri(),), daemon=True).start()
        later = threading.Timer(_SECONDS, self.forget)
        later.daemon = True
        later.start()

    def forget(self) -> None:
        """Remove the file."""
        if self._page is not None:
            self._page.unlink(missing_ok=True)


def _written(address: str) -> Path:
    """A page that leads to the address."""
    place = Path.home() if _SNAPS.is_dir() else None
    handle, name = tempfile.mkstemp(prefix="whygrad-", suffix=".html", dir=place)  # with mode 0600
    target = html.escape(address, quote=True)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(
            '<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>whygrad</title>'
            f'<meta http-equiv="refresh" content="0; url={target}"><a href="{target}">whygrad</a>\n'
        )
    return Path(name)
