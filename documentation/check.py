"""Every link of the built site leads to a file that is there, and to an anchor of it."""

from __future__ import annotations

import os
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "source": "src", "iframe": "src"}


class _Document(HTMLParser):
    """The links and anchors of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value for name, value in attrs if value}
        self.anchors.update(named[key] for key in ("id", "name") if key in named)
        if (link := named.get(_LINKS.get(tag, ""))) is not None:
            self.links.append(link)


def broken_links(site: Path) -> list[str]:
    """The links within the site that lead nowhere, as `PAGE: LINK`; an absolute path is one, too."""
    files = [file for file in site.rglob("*.html") if "_static" not in file.parts]
    documents = {file: _Document(file.read_text(encoding="utf-8")) for file in files}
    return [
        f"{file.relative_to(site).as_posix()}: {link} leads nowhere"
        for file, document in sorted(documents.items())
        for link in dict.fromkeys(document.links)
        if not _holds(file, link, documents)
    ]


def _holds(file: Path, link: str, documents: dict[Path, _Document]) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return parts.scheme in ("http", "https", "mailto", "data")
    there = Path(os.path.normpath(file.parent / unquote(parts.path))) if parts.path else file
    if parts.path.startswith("/") or not there.is_file():
        return False
    anchor = unquote(parts.fragment)
    return not anchor or there not in documents or anchor in documents[there].anchors
