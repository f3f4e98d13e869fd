"""Sentences that English readers see are short; how they are counted."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from tests import sentences

from whygrad import i18n

ROOT = Path(__file__).resolve().parent.parent
MOST_AT_MEDIAN, MOST = 15, 28  # words


def _messages() -> list[tuple[str, ftl.Pattern]]:
    bodies = [FluentParser().parse(file.read_text(encoding="utf-8")).body for file in i18n.catalog_files("en")]
    found = [(entry.id.name, entry.value) for body in bodies for entry in body if isinstance(entry, ftl.Message)]
    return [(name, value) for name, value in found if value is not None and not name.endswith("-examples")]  # commands


def _pages() -> list[Path]:
    """Finding pages, README and the documentation for users, in English."""
    docs = ROOT / "docs"
    pages = [
        *(ROOT / "src" / "whygrad" / "diagnose" / "codes").glob("*/en.md"),
        ROOT / "README.md",
        *(ROOT / "training-programs").glob("*.md"),
        *docs.glob("[!gm]*.md"),  # neither the glossary nor the mission
        *(page for folder in ("tutorial", "how-to", "concepts") for page in (docs / folder).glob("*.md")),
    ]
    return sorted(page for page in pages if not page.name.endswith(".ko.md"))


def _check(found: list[tuple[str, str]]) -> None:
    """`found` are (where, sentence); the message of a failure names the longest."""
    assert len(found) > 500
    lengths = sentences.lengths(sentence for _, sentence in found)
    longest = sorted(found, key=lambda one: -sentences.word_count(one[1]))[:20]
    assert median(lengths) <= MOST_AT_MEDIAN, longest
    assert lengths[-1] <= MOST, longest


def test_sentences_of_messages_are_short() -> None:
    _check([(name, one) for name, value in _messages() for one in sentences.of_message(value)])


def test_sentences_of_pages_are_short() -> None:
    found = [(page, sentences.of_markdown(page.read_text(encoding="utf-8"))) for page in _pages()]
    _check([(page.relative_to(ROOT).as_posix(), one) for page, several in found for one in several])


@pytest.mark.parametrize(
    ("paragraph", "count"),
    [
        ("One ends here. Two ends there.", 2),
        ("Version 3.11 or newer, e.g. 3.12, is what it needs.", 1),
        ("See He et al. 2015 for the weights of deep networks.", 1),
        ('It says "stop." Then it goes on.', 2),
        ("It asks a question? **Yes.** `code` begins a sentence.", 3),
        ("The first step of the list. flip: with probability P. crop and scale: by pixels.", 3),
        ("training loss", 0),
        ("what a label is when it has many words", 1),
    ],
)
def test_paragraphs_are_split_into_sentences(paragraph: str, count: int) -> None:
    assert len(sentences.split(paragraph)) == count


def test_words_are_what_stands_between_spaces() -> None:
    assert sentences.word_count("The loss – 0.5 of it – is well-known.") == 7


def test_sentences_of_a_page() -> None:
    page = """# A heading that nobody counts

A sentence goes
on over two lines (see [the page](https://example.org/a b) and `some code`). Another ends with $a + b$.

- an item without an end of its own
- **Bold.** An item.
  It goes on.

```python
print("This is no sentence. Nor is this.")
```

| A table | is none. |
| --- | --- |

![A picture is none.](picture.png)
"""
    assert sentences.of_markdown(page) == [
        "A sentence goes on over two lines (see the page and Code).",
        "Another ends with Code.",
        "an item without an end of its own",
        "Bold.",
        "An item.",
        "It goes on.",
    ]


def test_sentences_of_a_message_are_those_of_all_variants() -> None:
    source = """a = { $count ->
        [one] One run ended. { $why ->
            [nan] It is NaN.
           *[other] It diverged.
        }
       *[other] { $count } runs ended.
    } The rest went on.
"""
    entry = FluentParser().parse_entry(source)
    assert isinstance(entry, ftl.Message)
    assert entry.value is not None
    expected = ["One run ended.", "It is NaN.", "The rest went on.", "X runs ended.", "It diverged."]
    assert sentences.of_message(entry.value) == expected
