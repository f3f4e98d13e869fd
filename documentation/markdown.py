"""The plain Markdown of the pages, beside their HTML, and `llms.txt`, which lists it."""

from __future__ import annotations

import re
from pathlib import Path

from documentation.links import across
from documentation.pages import LOCALES, SECTIONS, Page

_OTHER_LANGUAGE = re.compile(rf"(?<=\]\()(?:{'|'.join(LOCALES)}):[^)\s]+")


def write(file: Path, name: str, text: str) -> None:
    """A page whose links lead to other pages' Markdown."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_OTHER_LANGUAGE.sub(lambda match: across(name, match[0], ".md"), text), encoding="utf-8")


def llms_txt(pages: list[Page], description: str) -> str:
    """The list of all pages in the format of llmstxt.org; Korean comes last, as it says the same."""
    lines = ["# whygrad", "", f"> {description}", ""]
    lines += ["Each page is also there as HTML: `.html` instead of `.md`.", "", *_entries(pages, "en", "index")]
    for section, titles in SECTIONS.items():
        entries = _entries(pages, "en", section)
        lines += ["", f"## {titles['en']}", "", *entries] if entries else []
    korean = [entry for section in ("index", *SECTIONS) for entry in _entries(pages, "ko", section)]
    return "\n".join([*lines, "", "## Optional", "", "The same in Korean.", "", *korean]) + "\n"


def _entries(pages: list[Page], locale: str, section: str) -> list[str]:
    here = [page for page in pages if page.locale == locale and page.section == section]
    here.sort(key=lambda page: (not page.name.endswith("index"), page.name))
    return [
        f"- [{page.title}]({locale}/{page.name}.md)" + (f": {page.summary}" if page.summary else "") for page in here
    ]
