"""What the site adds to Sphinx: links between the languages, Korean search, the theme's words in Korean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from docutils import nodes
from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

from documentation.korean import SearchKorean
from documentation.links import across
from documentation.pages import LOCALES

HERE = Path(__file__).parent


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.add_config_value("pages_of_other_language", [], "env", [list])
    app.add_lexer("ftl", TextLexer)  # messages in Fluent, which Pygments does not know
    app.add_search_language(SearchKorean)
    app.connect("config-inited", _translate_theme)
    app.connect("doctree-read", _fill_headers)
    app.connect("doctree-resolved", _link_languages)
    app.connect("html-page-context", _add_context)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _translate_theme(app: Sphinx, _config: object) -> None:
    """The theme has no Korean messages; `locale/ko.po` has those that it shows."""
    for source in (HERE / "locale").glob("*.po"):
        target = Path(app.doctreedir, "locale", source.stem, "LC_MESSAGES", "sphinx.mo")
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open(encoding="utf-8") as read, target.open("wb") as write:
            write_mo(write, read_po(read))
    app.add_message_catalog("sphinx", str(Path(app.doctreedir, "locale")))


def _fill_headers(app: Sphinx, doctree: nodes.document) -> None:
    """A table without headers has no header row; a corner without a text gets one for screen readers."""
    for head in list(doctree.findall(nodes.thead)):
        if not head.astext().strip():
            head.parent.remove(head)
            continue
        for entry in head.findall(nodes.entry):
            if not entry.astext().strip():
                word = "property" if app.config.language == "en" else "항목"
                entry.children = []
                entry += nodes.inline("", word, classes=["visually-hidden"])


def _link_languages(_app: Sphinx, doctree: nodes.document, name: str) -> None:
    """`en:how-to/data` becomes a relative address."""
    for node in doctree.findall(nodes.reference):
        address = node.get("refuri", "")
        locale = address.partition(":")[0]
        if locale in LOCALES:
            node["refuri"] = across(name, address, ".html")
            node["classes"] = [one for one in node["classes"] if one != "external"]
            node["hreflang"] = locale


def _add_context(app: Sphinx, name: str, _template: str, context: dict[str, Any], doctree: object) -> None:
    """The page in the other language, or that language's first page; the page's Markdown."""
    (other,) = (locale for locale in LOCALES if locale != app.config.language)
    there = name if name in app.config.pages_of_other_language else "index"
    address = across(name, f"{other}:{there}", ".html")
    context["other_language"] = {"locale": other, "name": LOCALES[other], "address": address}
    if doctree is not None:
        context["markdown_address"] = f"{name.rpartition('/')[2]}.md"
        alternate = f'<link rel="alternate" hreflang="{other}" href="{address}">' if there == name else ""
        markdown = f'<link rel="alternate" type="text/markdown" href="{context["markdown_address"]}">'
        context["metatags"] = context.get("metatags", "") + alternate + markdown
