"""A page for every finding, in English and Korean: `en.md` and `ko.md` in its folder in `codes`.

`whygrad explain CODE` prints it, so pages come with the package and need no internet. All have the sections of
`SECTIONS` in this order. A number that a rule uses is followed by its threshold's name, as in "below 0.001
(`gradient-vanishing`)"; a test compares the two. The table of all thresholds is no part of a page: it is made
where a page is shown. The script of a page has the fault; a comment `# fix: …` holds the line that mends
it, in place of the one below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "codes"

SECTIONS: dict[str, dict[str, str]] = {
    "shows": {"en": "How it shows", "ko": "나타나는 모습"},
    "why": {"en": "Why it happens", "ko": "왜 생기는가"},
    "help": {"en": "What to do", "ko": "고치는 법"},
    "alike": {"en": "What looks like it but is not", "ko": "비슷해 보이지만 아닌 것"},
    "script": {"en": "A script that has it", "ko": "이 문제가 있는 스크립트"},
    "see": {"en": "See also", "ko": "함께 보기"},
}

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FIX = re.compile(r"^( *)# (?:fix|고치면): (.*)\n.*$", re.MULTILINE)
_TO_PAGE = re.compile(r"\]\(\.\./(\w+)/(en|ko)\.md\)")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Page:
    """A finding's page: `title`, `what` it is in a paragraph, then the sections by their keys in `SECTIONS`.

    Links to other pages are written CODE.LANGUAGE.md, which says more than their paths do outside of their folder.
    """

    code: str
    language: str
    text: str
    title: str
    what: str
    sections: dict[str, str]

    @property
    def script(self) -> str:
        """A small complete PyTorch program that has the fault."""
        return blocks(self.sections["script"], "python")[0]

    @property
    def mended(self) -> str:
        """The same program with the lines that mend it."""
        return _FIX.sub(r"\1\2", self.script)

    @property
    def neighbors(self) -> tuple[str, ...]:
        """Codes that the page leads on to."""
        return tuple(target.split(".")[0] for _, target in _LINK.findall(self.sections["see"]))

    @property
    def body(self) -> str:
        """The page below its title, links as the words they stand on: for a terminal."""
        return _LINK.sub(r"\1", self.text.split("\n", 1)[1]).strip()


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language in Markdown."""
    return [block for name, block in _FENCE.findall(text) if name == language]


def file_of(code: str, language: str) -> Path:
    """Where the page of a finding stands."""
    return FOLDER / code.replace("-", "_") / f"{language}.md"


@cache
def page(code: str, language: str) -> Page | None:
    """The page of a finding in a language ("en", "ko"), `None` if nobody has written one."""
    file = file_of(code, language)
    if not file.is_file():
        return None
    text = file.read_text(encoding="utf-8")
    text = _TO_PAGE.sub(lambda found: f"]({found[1].replace('_', '-')}.{found[2]}.md)", text)
    head, *rest = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    title, _, what = head.partition("\n")
    keys = {names[language]: key for key, names in SECTIONS.items()}
    sections = {keys.get(name, name): part.strip() for name, part in zip(rest[::2], rest[1::2], strict=True)}
    return Page(code, language, text, title.removeprefix("# "), what.strip(), sections)
