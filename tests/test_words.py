"""Words that the glossary has retired stand in no text that users read."""

from __future__ import annotations

import re
from pathlib import Path

from tests.all_faults import all_at_once

ROOT = Path(__file__).resolve().parent.parent
GLOSSARY = ROOT / "docs" / "glossary.md"
HANGUL = re.compile(r"[가-힣]")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
MESSAGE_ID = re.compile(r"^[a-z0-9-]+ =", re.MULTILINE)
TEXTS = [
    *(ROOT / "src" / "whygrad" / "i18n").glob("*.ftl"),
    *(path for end in ("ftl", "md") for path in (ROOT / "src" / "whygrad" / "diagnose" / "codes").glob(f"*/*.{end}")),
    *(path for end in ("toml", "md") for path in (ROOT / "src" / "whygrad" / "claims").glob(f"*/*.{end}")),
    *(ROOT / "src" / "whygrad" / "course").rglob("*.toml"),
    *(ROOT / "documentation").rglob("*.toml"),
    *(ROOT / "src" / "whygrad" / "studio" / "web").glob("*.html"),
    *(ROOT / "training-programs").glob("*.md"),
    *(ROOT / name for name in ("README.md", "README.ko.md", "CONTRIBUTING.md")),
    *(path for path in (ROOT / "docs").rglob("*.md") if path != GLOSSARY and path.parent.name != "decisions"),
]


def _retired() -> list[str]:
    """The first column of the glossary's last table."""
    table = GLOSSARY.read_text(encoding="utf-8").partition("## Retired words")[2]
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", table, re.MULTILINE)[2:]
    return [word for row in rows for word in row.split(", ")]


def _found(text: str, words: list[str]) -> list[str]:
    """English words stand alone; Korean ones are followed by particles and endings."""
    prose = MESSAGE_ID.sub("", CODE.sub(" ", text))
    found = (
        [word] * len(re.findall(re.escape(word) if HANGUL.search(word) else rf"(?i)\b{re.escape(word)}\b", prose))
        for word in words
    )
    return [word for words_ in found for word in words_]


@all_at_once("path", sorted(TEXTS), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_retired_word(path: Path) -> None:
    assert _found(path.read_text(encoding="utf-8"), _retired()) == []


def test_what_counts_as_a_retired_word() -> None:
    words = ["mend", "벌점"]
    assert _found("It was mended. Mend it! `mend`\n```\nmend\n```\n규제 벌점을", words) == ["mend", "벌점"]
    assert _found("mend-by-heart = recommend", words) == []
    assert len(_retired()) > 20


def test_each_concept_has_one_term() -> None:
    """No English or Korean term of the glossary stands for two concepts."""
    tables = GLOSSARY.read_text(encoding="utf-8").partition("## Retired words")[0]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \| [^|]+ \|$", tables, re.MULTILINE)
    rows = [row for row in rows if row[0] not in ("English", "---")]
    assert len(rows) > 50
    for column in zip(*rows, strict=True):
        assert len(set(column)) == len(column)
