"""Every page for users exists in English and in Korean, with the same structure, code and links."""

from __future__ import annotations

import re
from pathlib import Path

from tests.all_faults import all_at_once

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
FINDINGS = ROOT / "src" / "whygrad" / "diagnose" / "pages"
FOR_CONTRIBUTORS = {"decisions", "internals"}
ONE_PAGE = {"codes/README.md", "glossary.md", "mission.md"}  # tables of both languages, a list for reviewers
IN_BOTH = [
    ROOT / "README.md",
    *(
        page
        for page in DOCS.rglob("*.md")
        if page.parent.name not in FOR_CONTRIBUTORS and page.relative_to(DOCS).as_posix() not in ONE_PAGE
    ),
    *FINDINGS.glob("*.en.md"),
]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s#]*)[^)]*\)")
HANGUL = re.compile(r"[가-힣]+")
OUTPUT = {"text"}  # depends on the language


def _korean(page: Path) -> Path:
    return page.with_name(page.name.removesuffix(".md").removesuffix(".en") + ".ko.md")


def _english(pages: list[Path]) -> list[Path]:
    return sorted(page for page in pages if not page.name.endswith(".ko.md"))


def _prose(text: str) -> str:
    return BLOCK.sub("", text)


def _headings(text: str) -> list[int]:
    """The level of each heading."""
    return [len(marks) for marks in re.findall(r"^(#+) ", _prose(text), re.MULTILINE)]


def _code(text: str) -> list[tuple[str, list[str]]]:
    """The lines of each block without comments, the output of commands and the language asked for."""
    blocks: list[tuple[str, list[str]]] = []
    for kind, block in BLOCK.findall(text):
        lines = [] if kind in OUTPUT else block.splitlines()
        if kind == "console":
            lines = [line for line in lines if line.startswith("$ ")]
        blocks.append((kind, [re.sub(r" --lang ko\b|\s*(#|//) .*", "", line).rstrip() for line in lines]))
    return blocks


def _links(page: Path, text: str) -> set[str]:
    """Where a page leads, by the English page; its own other language is left out."""
    targets = {target.replace(".ko.md", ".md").replace(".en.md", ".md") for target in LINK.findall(_prose(text))}
    return targets - {"", _korean(page).name.replace(".ko.md", ".md")}


@all_at_once("page", _english(IN_BOTH), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_says_the_same_in_korean(page: Path) -> None:
    assert _korean(page).exists(), f"{page.name} has no Korean page"
    english, korean = (path.read_text(encoding="utf-8") for path in (page, _korean(page)))
    assert _headings(korean) == _headings(english)
    assert _code(korean) == _code(english)
    assert _links(page, korean) == _links(page, english)
    assert len(HANGUL.findall(_prose(korean))) > len(re.findall(r"[a-z]{2,}", _prose(english))) / 4


@all_at_once(
    "page",
    [path for path in IN_BOTH if path.name.endswith(".ko.md")],
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_a_korean_page_leads_to_korean_pages(page: Path) -> None:
    text = _prose(page.read_text(encoding="utf-8"))
    targets = {target for target in LINK.findall(text) if target != page.name.replace(".ko.md", ".md")}
    elsewhere = [target for target in targets if (page.parent / target).resolve() in _english(IN_BOTH)]
    assert not elsewhere


def test_what_is_compared() -> None:
    english = "# A\n\n[b](b.md#c)\n\n```sh\nrun x  # now\n```\n\n```console\n$ see\nseen\n```\n"
    korean = "# 가\n\n[나](b.ko.md#다)\n\n```sh\nrun x  # 지금\n```\n\n```console\n$ see --lang ko\n보임\n```\n"
    page = Path("a.md")
    assert _headings(english) == _headings(korean) == [1]
    assert _code(english) == _code(korean) == [("sh", ["run x"]), ("console", ["$ see"])]
    assert _links(page, english) == _links(page, korean) == {"b.md"}
    assert _code(korean.replace("run x", "run y")) != _code(english)
