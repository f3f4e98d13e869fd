"""The sentences of messages and of Markdown pages, for measuring how long they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fluent.syntax import ast as ftl

_NOT_AN_END = re.compile(r"(?:\b(?:e\.g|i\.e|vs|et al|cf|fig)\.)$")
_END = re.compile(r"[.!?][\"')\]*_]*\s+(?=[\"'(\[*_`]*[A-Z0-9`{]|[a-z][\w-]*(?: (?:and|or) [a-z][\w-]*)?:)")
_CLOSED = re.compile(r"[.!?:][\"')\]*_]*$")
_LABEL_WORDS = 4  # so few words without a full stop are a label, not a sentence

_FENCE = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.DOTALL | re.MULTILINE)
_DROPPED_LINE = re.compile(r"^ *(?:#{1,6} |\||!\[|<[^>]+>$|\{%|\[\^?[^\]]+\]:|(?:-{3,}|={3,})$).*$", re.MULTILINE)
_ITEM = re.compile(r"^ *(?:[-*+]|\d+\.) +", re.MULTILINE)


def split(paragraph: str) -> list[str]:
    """The sentences of a paragraph of plain text; labels are left out."""
    sentences: list[str] = []
    start = 0
    for end in _END.finditer(paragraph):
        head = paragraph[start : end.end()].strip()
        if not _NOT_AN_END.search(head):
            sentences.append(head)
            start = end.end()
    sentences.append(paragraph[start:].strip())
    return [one for one in sentences if word_count(one) > _LABEL_WORDS or (one and _CLOSED.search(one))]


def word_count(sentence: str) -> int:
    """What stands between spaces and holds a letter or a digit."""
    return sum(any(character.isalnum() for character in word) for word in sentence.split())


def of_markdown(page: str) -> list[str]:
    """Prose only: no code, tables, headings or addresses; a code span or a formula is one word."""
    prose = _FENCE.sub("\n\n", page.replace("\r\n", "\n"))
    prose = re.sub(r"<!--.*?-->", "", prose, flags=re.DOTALL)
    prose = re.sub(r"\$\$.*?\$\$", "\n\n", prose, flags=re.DOTALL)
    prose = re.sub(r"(?:`+)[^`]+(?:`+)|\$[^$\n]+\$", "Code", prose)
    prose = _DROPPED_LINE.sub("", prose)
    prose = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", prose)
    prose = re.sub(r"<?https?://\S+>?|</?\w[^>\n]*>|\*\*|__", "", prose)
    paragraphs = re.split(r"\n\s*\n|\n(?=\f)", _ITEM.sub("\n\n", prose))
    return [one for paragraph in paragraphs for one in split(" ".join(paragraph.split()))]


def of_message(pattern: ftl.Pattern) -> list[str]:
    """The sentences of a message in all of its variants; a value that is put in is one word."""
    found = [
        one
        for number in range(_variants(pattern))
        for line in _rendered(pattern, number).split("\n")
        for one in split(" ".join(line.split()))
    ]
    return list(dict.fromkeys(found))


def _selections(pattern: ftl.Pattern) -> Iterator[ftl.SelectExpression]:
    for element in pattern.elements:
        if isinstance(element, ftl.Placeable) and isinstance(element.expression, ftl.SelectExpression):
            yield element.expression


def _variants(pattern: ftl.Pattern) -> int:
    """So many renderings show every variant at least once."""
    counts = (
        len(one.variants) * max(_variants(variant.value) for variant in one.variants) for one in _selections(pattern)
    )
    return max(counts, default=1)


def _rendered(pattern: ftl.Pattern, number: int) -> str:
    parts: list[str] = []
    for element in pattern.elements:
        if isinstance(element, ftl.TextElement):
            parts.append(element.value)
        elif isinstance(element.expression, ftl.SelectExpression):
            variants = element.expression.variants
            parts.append(_rendered(variants[number % len(variants)].value, number // len(variants)))
        elif isinstance(element.expression, ftl.StringLiteral):
            parts.append(element.expression.value)
        else:
            parts.append("X")
    return "".join(parts)


def lengths(sentences: Iterable[str]) -> list[int]:
    """Words of each sentence, rising."""
    return sorted(map(word_count, sentences))
