"""The pages of the site: which files they come from, and what they are called there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from documentation.findings import with_thresholds
from whygrad.diagnose import GROUPS

LOCALES = {"en": "English", "ko": "한국어"}

SECTIONS = {
    "tutorial": {"en": "Tutorial", "ko": "튜토리얼"},
    "how-to": {"en": "How-to", "ko": "사용 방법"},
    "concepts": {"en": "Concepts", "ko": "개념"},
    "claims": {"en": "Course", "ko": "과정"},
    "reference": {"en": "Reference", "ko": "레퍼런스"},
    "codes": {"en": "Findings", "ko": "진단 결과"},
    "gallery": {"en": "Gallery", "ko": "갤러리"},
    "faq": {"en": "FAQ", "ko": "자주 묻는 질문"},
    "comparison": {"en": "Comparison", "ko": "비교"},
    "accuracy": {"en": "Accuracy", "ko": "정확도"},
    "changelog": {"en": "Changelog", "ko": "변경 기록"},
    "internals": {"en": "Internals", "ko": "내부 구조"},
    "decisions": {"en": "Decisions", "ko": "설계 결정"},
}
"""Folders and pages of the first level, in the order of the navigation."""

MOVED = {
    "README": "index",
    "CHANGELOG": "changelog",
    "CONTRIBUTING": "internals/contributing",
    "docs/README": "internals/documentation",
    "docs/glossary": "reference/glossary",
}
"""What stands elsewhere on the site than in the repository, without suffix."""

FINDINGS = "src/whygrad/diagnose/codes"
WRITTEN = ("*.md", "docs/**/*.md", "benchmarks/**/*.md", "training-programs/*.md")

_CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[`~]*[ \t]*$"  # a block
    r"|(?P<ticks>`+)[^\n]*?[^`\n](?P=ticks)(?!`)",  # within a line
    re.MULTILINE | re.DOTALL,
)
_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
# Headings, tables, lists, pictures, HTML, a line of code; the link to the other language before a sentence.
_NO_PROSE = re.compile(r"^(?:[#|<!-].*|`[^`]+`\.?\Z|\(\[[^\]]+\]\([^)]+\)\))\s*", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Page:
    """A page in one language. `path` is its file in the repository, where its links start from."""

    name: str
    locale: str
    path: PurePosixPath
    text: str

    @cached_property
    def title(self) -> str:
        """The first heading, without markup."""
        heading = _HEADING.search(self.text)
        return plain(heading[1]) if heading else self.name

    @cached_property
    def summary(self) -> str:
        """The first sentence below the title, without links."""
        below = self.text.partition("\n")[2]
        paragraphs = (_NO_PROSE.sub("", part.strip()) for part in without_code_blocks(below).split("\n\n"))
        prose = next((part for part in paragraphs if part), "")
        first = _LINK.sub(r"\1", " ".join(prose.split())).replace("**", "")
        return re.split(r"(?<=[.?!])\s|:$", first)[0]

    @cached_property
    def anchors(self) -> frozenset[str]:
        """What a link to the page may name, as GitHub and MyST derive it from headings."""
        headings = _HEADING.findall(without_code_blocks(self.text))
        return frozenset(re.sub(r"[^\w\- ]", "", plain(one).lower()).replace(" ", "-") for one in headings)

    @property
    def section(self) -> str:
        """The entry of `SECTIONS` that the page belongs to, "index" for the first page."""
        return self.name.partition("/")[0]


def plain(text: str) -> str:
    """A line of Markdown without links, emphasis and backticks."""
    return re.sub(r"[`*]|\\(?=\W)", "", _LINK.sub(r"\1", text))


def code_spans(text: str) -> Iterator[tuple[bool, str]]:
    """The parts of a text, each with whether it is code (a block or within a line)."""
    end = 0
    for match in _CODE.finditer(text):
        yield False, text[end : match.start()]
        yield True, match[0]
        end = match.end()
    yield False, text[end:]


def without_code_blocks(text: str) -> str:
    """The text without its fenced blocks; code within a line stays."""
    return "".join("" if is_code and "\n" in part else part for is_code, part in code_spans(text))


def markdown_files(root: Path) -> list[Path]:
    """The files of `WRITTEN`, relative to `root`, but for hidden folders, where benchmarks keep packages of others."""
    files = [file.relative_to(root) for pattern in WRITTEN for file in sorted(root.glob(pattern))]
    return [file for file in files if not any(part.startswith(".") for part in file.parts)]


def written(root: Path) -> list[Page]:
    """The pages that stand in the repository as Markdown."""
    pages = [_page((root / file).read_text(encoding="utf-8"), file) for file in markdown_files(root)]
    for code in (code for codes in GROUPS.values() for code in codes):
        for locale in LOCALES:
            file = root / FINDINGS / code.replace("-", "_") / f"{locale}.md"
            path = PurePosixPath(file.relative_to(root).as_posix())
            title, _, rest = file.read_text(encoding="utf-8").partition("\n")
            text = f"{title}\n\n`{code}`\n{with_thresholds(rest, code, locale)}"
            pages.append(Page(f"codes/{code}", locale, path, text))
    return [page for page in pages if page.path.parent.as_posix() != "docs/codes"]  # its list is made anew


def generated(folder: Path, section: str, locale: str) -> list[Page]:
    """The pages of a folder that was written for a section, as if they stood in `docs/SECTION`."""
    suffix = "" if locale == "en" else f".{locale}"
    return [
        _page(file.read_text(encoding="utf-8"), Path("docs", section, f"{file.stem}{suffix}.md"))
        for file in sorted(folder.glob("*.md"))
    ]


def _page(text: str, path: Path) -> Page:
    stem, _, locale = path.name.removesuffix(".md").partition(".")
    return Page(_name(path.with_name(stem).as_posix()), locale or "en", PurePosixPath(path.as_posix()), text)


def _name(stem: str) -> str:
    """What a file without its suffix is called on the site."""
    if stem in MOVED:
        return MOVED[stem]
    if stem.startswith(("benchmarks/", "training-programs/")):
        stem = f"internals/{stem}"
    stem = stem.removeprefix("docs/")
    if stem.removeprefix("reference/") in SECTIONS:
        stem = stem.removeprefix("reference/")
    if "/" not in stem and stem not in SECTIONS:
        stem = f"internals/{stem.lower()}"
    return re.sub(r"(^|/)README$", r"\1index", stem)
