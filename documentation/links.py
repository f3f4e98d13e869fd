"""Links of a page as they stand in the repository, turned into links of the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from documentation.pages import LOCALES, Page, code_spans

# `](target` of a link or an image, and the same in HTML.
_TARGET = re.compile(r"""(?P<before>\]\(<?|<(?:a|img|source)\s[^>]*?\b(?:href|src|srcset)=")(?P<target>[^\s)">]+)""")
_ELSEWHERE = re.compile(r"[a-z][a-z+.-]*:|//", re.IGNORECASE)


@dataclass
class Links:
    """The links of all pages. `files` collects the files that pages lead to or show."""

    root: Path
    pages: Iterable[Page]
    repository: str | None = None
    made: Mapping[str, Path] = field(default_factory=dict[str, Path])  # files that are written for the site
    files: set[str] = field(default_factory=set[str])
    broken: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        """Tables by path and by name."""
        self.by_path = {page.path.as_posix(): page for page in self.pages}
        self.by_name = {(page.locale, page.name): page for page in self.pages}

    def rewrite(self, page: Page) -> str:
        """The text of a page with links that hold on the site.

        A page in the other language is written `LOCALE:NAME`, which `documentation.extension` and
        `documentation.markdown` resolve.
        """

        def replace(match: re.Match[str]) -> str:
            return match["before"] + self._target(page, match["target"])

        parts = code_spans(page.text)
        return "".join(part if is_code else _TARGET.sub(replace, part) for is_code, part in parts)

    def file(self, there: str) -> Path:
        """Where the file lies that has this path in the repository, or would have it."""
        return self.made.get(there, self.root / there)

    def _target(self, page: Page, target: str) -> str:
        if self.repository:
            target = re.sub(rf"^{re.escape(self.repository)}/(?:blob|tree|raw)/[^/]+/", "/", target)
        if _ELSEWHERE.match(target) or target.startswith("#"):
            return target
        path, _, anchor = target.partition("#")
        start = "" if path.startswith("/") else page.path.parent.as_posix()
        there = posixpath.normpath(posixpath.join(start, path.lstrip("/")))
        if found := self._page(page, there, anchor):
            return _to_page(page, found, anchor)
        if self.file(there).is_file():
            self.files.add(there)
            return relative(page.name, f"files/{there}")
        self.broken.append(f"{page.path}: {target} leads nowhere")
        return target

    def _page(self, page: Page, there: str, anchor: str) -> Page | None:
        """The page of a file or folder in the language of the link, where it exists and has the anchor."""
        found = self.by_path.get(there) or self._by_name(page, there)
        if found is None or found.name == page.name:
            return found
        same = self.by_name.get((page.locale, found.name), found)
        return same if not anchor or anchor in same.anchors else found

    def _by_name(self, page: Page, there: str) -> Page | None:
        """A page that has no file of its own there: a finding, an index, a page that is generated."""
        name = there.removeprefix("docs/")
        for locale in (*LOCALES,):
            name = name.removesuffix(f".{locale}.md")
        name = re.sub(r"(^|/)README$", r"\1index", name.removesuffix(".md"))
        for candidate in (name, f"{name}/index", f"internals/{name}/index"):
            for locale in (page.locale, "en"):
                if found := self.by_name.get((locale, candidate)):
                    return found
        return None


def _to_page(page: Page, found: Page, anchor: str) -> str:
    mark = f"#{anchor}" if anchor else ""
    if found.locale != page.locale:
        return f"{found.locale}:{found.name}{mark}"
    return relative(page.name, f"{found.name}.md") + mark


def relative(name: str, target: str) -> str:
    """A path of the site as seen from a page."""
    return posixpath.relpath(target, PurePosixPath(name).parent.as_posix())


def across(name: str, reference: str, suffix: str) -> str:
    """`LOCALE:NAME#ANCHOR` as a relative path from a page of another language."""
    locale, _, rest = reference.partition(":")
    there, _, anchor = rest.partition("#")
    up = "../" * (name.count("/") + 1)
    return f"{up}{locale}/{there}{suffix}" + (f"#{anchor}" if anchor else "")
