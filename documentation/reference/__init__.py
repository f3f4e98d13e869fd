"""The reference: Markdown pages made from the code, in English and Korean.

`write(folder, "en")` writes all of them, and so does `python -m documentation.reference FOLDER [en|ko]`. One file makes
one page: a function `page()` gives its Markdown in the language in use. A page is added by an entry in `PAGES`.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from whygrad import i18n

PAGES = {
    "README": "index",
    "python-api": "python_api",
    "command-line": "command_line",
    "options": "options",
    "channels": "channels",
    "thresholds": "thresholds",
    "finding-codes": "finding_codes",
    "json": "json_formats",
    "json-schemas": "json_schemas",
    "exit-and-environment": "exit_and_environment",
}
"""Page -> the module that makes it."""


def page(name: str, locale: str) -> str:
    """The Markdown of one page in a language."""
    with i18n.use(locale):
        return import_module(f"documentation.reference.{PAGES[name]}").page()


def write(folder: Path, locale: str) -> None:
    """Write every page of the reference in a language ("en", "ko") into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        (folder / f"{name}.md").write_text(page(name, locale), encoding="utf-8")
