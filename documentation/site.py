"""One language of the site: pages written into a folder, then built by Sphinx."""

from __future__ import annotations

import io
import shutil
import tomllib
from pathlib import Path
from typing import Any

from documentation import course, indexes, markdown, reference
from documentation.links import Links
from documentation.pages import LOCALES, Page, generated, written

HERE = Path(__file__).parent
ROOT = HERE.parent
GENERATED = {"reference": reference, "claims": course}
"""Section -> the module that writes its pages."""


def all_pages(work: Path) -> list[Page]:
    """The pages of both languages: written, generated, and the indexes that are missing."""
    pages = {(page.locale, page.name): page for page in written(ROOT)}
    for locale in LOCALES:
        for section, maker in GENERATED.items():
            folder = work / section / locale
            maker.write(folder, locale)
            pages |= {(page.locale, page.name): page for page in generated(folder, section, locale)}
    everything = list(pages.values())
    return everything + indexes.missing(everything)


def build(pages: list[Page], locale: str, work: Path, out: Path) -> list[str]:
    """Build a language into `out/LOCALE`; what is wrong with its pages, a line each."""
    source, target = work / "source" / locale, out / locale
    made = {f"docs/{file.parent.parent.name}/{file.name}": file for file in sorted(work.glob(f"*/{locale}/*.svg"))}
    links = Links(ROOT, pages, repository(), made)
    own = {page.name: page for page in pages if page.locale == locale}
    texts = {name: links.rewrite(page) for name, page in own.items()}
    order = indexes.reading_order(pages)
    for name, page in own.items():
        file = source / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        is_index = name == "index" or name.endswith("/index")
        file.write_text(
            texts[name] + (indexes.navigation(page, list(own.values()), order) if is_index else ""), "utf-8"
        )
    for name in links.files:
        _copy(links.file(name), source / "files" / name)
    others = sorted({page.name for page in pages if page.locale != locale} & set(own))
    problems = links.broken + _sphinx(source, target, work / "doctrees" / locale, _settings(locale, others))
    for name, text in texts.items():
        markdown.write(target / f"{name}.md", name, text)
    for name in links.files:
        _copy(links.file(name), target / "files" / name)
    return problems


def repository() -> str | None:
    """The address of the repository, where the project names one: links to it are links of the site."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    urls = {name.lower(): address.rstrip("/") for name, address in project.get("urls", {}).items()}
    return next((urls[name] for name in ("repository", "source", "homepage") if name in urls), None)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _sphinx(source: Path, target: Path, doctrees: Path, settings: dict[str, Any]) -> list[str]:
    """Run Sphinx in this process; its warnings."""
    from sphinx.application import Sphinx
    from sphinx.util import console
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    warnings = io.StringIO()
    console.nocolor()
    with docutils_namespace(), patch_docutils():
        app = Sphinx(
            source, None, target, doctrees, "html", confoverrides=settings, status=None, warning=warnings, freshenv=True
        )
        app.build()
    return _lines(warnings.getvalue(), source)


def _lines(warnings: str, source: Path) -> list[str]:
    lines = [line.strip() for line in warnings.splitlines() if line.strip()]
    return [line.replace(f"{source}/", f"{source.name}/") for line in lines]


def _settings(locale: str, others: list[str]) -> dict[str, Any]:
    return {
        "project": "whygrad",
        "language": locale,
        "extensions": ["myst_parser", "documentation.extension"],
        "pages_of_other_language": others,
        "exclude_patterns": ["files"],  # files that pages lead to, some of which are Markdown
        "nitpicky": True,
        "smartquotes": False,  # "--out" stays two dashes
        "templates_path": [str(HERE / "templates")],
        "html_theme": "pydata_sphinx_theme",
        "html_title": "whygrad",
        "html_context": {"default_mode": "auto"},
        "html_static_path": [str(HERE / "static")],
        "html_css_files": ["site.css"],
        "html_js_files": [("site.js", {"priority": 300})],  # after what it changes
        "html_copy_source": False,
        "html_show_sphinx": False,
        "html_show_copyright": False,
        "html_use_index": False,
        "html_domain_indices": False,
        "html_sidebars": {"index": [], "faq": [], "comparison": [], "changelog": [], "accuracy": [], "gallery": []},
        "html_theme_options": {
            "header_links_before_dropdown": 6,
            "header_dropdown_text": "More" if locale == "en" else "더 보기",
            "search_bar_text": "Search" if locale == "en" else "검색",
            "navbar_end": ["language.html", "theme-switcher.html"],
            "secondary_sidebar_items": ["page-toc", "markdown.html"],
            "footer_start": [],
            "footer_end": [],
            "show_toc_level": 2,
            "navigation_depth": 3,
        },
        "myst_heading_anchors": 6,
        "myst_url_schemes": ["http", "https", "mailto", *LOCALES],
        "suppress_warnings": ["myst.header", "config.cache"],
    }
