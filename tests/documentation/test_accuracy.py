"""The accuracy page: every number on it stands in the result file that it names, in both languages."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from benchmarks.public.accuracy_page import BY_ROUND as BY_ROUND_FILE
from benchmarks.public.accuracy_page import PAGES as WORDS
from benchmarks.public.accuracy_page import Words, with_rounds, with_tables
from benchmarks.public.first_contact import ROUNDS, contacts, result_file, table_rows

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "benchmarks" / "results"
PAGES = {"en": ROOT / "docs" / "accuracy.md", "ko": ROOT / "docs" / "accuracy.ko.md"}
BY_ROUND = ROOT / BY_ROUND_FILE
LINK = re.compile(r"(?:\.\./)+benchmarks/results/([\w.-]+\.md)")
NUMBER = re.compile(r"\d+/\d+ \([^()]*\)")
FIRST_CONTACT = {
    kind: tuple(result_file(file, number) for number in range(len(ROUNDS)))
    for kind, file in (("known mistake", "failing"), ("trains well", "healthy"))
}


def _page(locale: str) -> str:
    return PAGES[locale].read_text(encoding="utf-8")


def _table(name: str) -> list[list[str]]:
    return table_rows(RESULTS / name)


@pytest.mark.parametrize(("locale", "words"), [*zip(PAGES, WORDS.values(), strict=True)])
def test_tables_are_those_that_the_command_makes(locale: str, words: Words) -> None:
    page = _page(locale)
    assert with_tables(page, words, max(RESULTS.glob("*-probability.md")).name) == page


def test_the_table_of_rounds_is_the_one_that_the_command_makes() -> None:
    page = BY_ROUND.read_text(encoding="utf-8")
    assert with_rounds(page) == page


WITHOUT_KERAS = 2  # rounds without a failing program of Keras


@pytest.mark.parametrize(
    ("page", "numbers"), [*((page, 40) for page in PAGES.values()), (BY_ROUND, 5 * len(ROUNDS) - WITHOUT_KERAS)]
)
def test_every_number_of_a_table_is_in_its_source(page: Path, numbers: int) -> None:
    """The files that a row names; rows that name none are sums."""
    checked = 0
    for row in re.findall(r"^\|.*benchmarks/results/.*$", page.read_text(encoding="utf-8"), re.MULTILINE):
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        sources = LINK.findall(row)
        for cell in cells:
            for number in NUMBER.findall(cell):
                assert any(number in other for source in sources for line in _table(source) for other in line), number
                checked += 1
    assert checked == numbers


@pytest.mark.parametrize("locale", PAGES)
def test_the_headline_is_first_contact(locale: str) -> None:
    """The sums of ten rounds each, of the last five and of all, counted here from the rows of the result files that say
    it for all programs.
    """
    page = _page(locale)
    [found] = re.findall(r"^(\| (?:first contact|처음 만난 프로그램) \|.*\n(?:\|.*\n)+)", page, re.MULTILINE)
    _, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in found.splitlines())
    columns = (("known mistake", 2), ("known mistake", 1), ("trains well", 1))
    counts = [[_count(source, column) for source in FIRST_CONTACT[kind]] for kind, column in columns]
    whole = slice(None)
    parts = [*(slice(start, start + 10) for start in range(0, len(ROUNDS), 10)), slice(-5, None), whole]
    assert len(rows) == len(parts)
    for row, part in zip(rows, parts, strict=True):
        for cell, rounds in zip(row[1:4], counts, strict=True):
            right, of = map(sum, zip(*rounds[part], strict=True))
            assert cell.startswith(f"{right}/{of} ({100 * right / of:.1f}% [")
    assert page.index(found) < page.index({"en": "Scripts of our own", "ko": "직접 만든 스크립트"}[locale])
    for sources in FIRST_CONTACT.values():
        assert "First contact" in (RESULTS / sources[0]).read_text(encoding="utf-8")


def test_each_failing_program_has_one_source() -> None:
    page = (ROOT / BY_ROUND_FILE).read_text(encoding="utf-8")
    [found] = re.findall(r"^\| source \|.*\n(?:\|.*\n)+", page, re.MULTILINE)
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in found.splitlines()[2:]]
    told = [one for one in contacts() if one.right]
    for column, first_round in ((1, 0), (2, len(ROUNDS) - 5)):
        counts = [tuple(map(int, re.findall(r"\d+", row[column])[:2])) for row in cells if row[column] != "–"]
        part = [one for one in told if one.round >= first_round]
        assert tuple(map(sum, zip(*counts, strict=True))) == (sum(one.first_is_right for one in part), len(part))


@pytest.mark.parametrize("readme", ["README.md", "README.ko.md"])
def test_the_readme_states_the_sums_of_all_rounds_and_of_the_last_five(readme: str) -> None:
    page = (ROOT / readme).read_text(encoding="utf-8")
    rows = re.findall(r"^\| .*(?:rounds?|회|회차)[^|]*(?:\| [^|]*\d+[^|]*){2}\|$", page, re.MULTILINE)
    stated = [[set(map(int, re.findall(r"\d+", cell)[:2])) for cell in row.strip("|").split("|")[1:]] for row in rows]
    counts = [
        [_count(source, column) for source in FIRST_CONTACT[kind]]
        for kind, column in (("trains well", 1), ("known mistake", 2))
    ]
    whole, last = ([set(map(sum, zip(*rounds[part:], strict=True))) for rounds in counts] for part in (0, -5))
    assert stated == [whole, last]


def _count(source: str, column: int) -> tuple[int, int]:
    """How many of how many programs, by the row of a result file that says it for all."""
    [total] = [row for row in _table(source) if row[0] == "all"]
    found = re.match(r"(\d+)/(\d+)", total[column])
    assert found is not None
    return int(found[1]), int(found[2])


@pytest.mark.parametrize("locale", PAGES)
def test_false_alarms_of_each_finding_are_counted(locale: str) -> None:
    healthy = [one for one in contacts() if not one.right]
    accused = Counter(code for one in healthy for code in one.codes)
    programs = len(healthy)
    pattern = {"en": r"^\| `([\w-]+)` \| (\d+) of (\d+) \|$", "ko": r"^\| `([\w-]+)` \| (?P<n>\d+)개 중 (\d+)개 \|$"}[
        locale
    ]
    found = re.findall(pattern, _page(locale), re.MULTILINE)
    counts = {code: tuple(sorted(map(int, numbers))) for code, *numbers in found}
    assert counts == {code: (count, programs) for code, count in accused.items()}
    assert f"{100 * (1 - 0.05 ** (1 / programs)):.1f} %" in _page(locale)


@pytest.mark.parametrize("locale", PAGES)
def test_how_often_the_first_finding_is_right_is_counted(locale: str) -> None:
    counts: dict[str, list[int]] = {}
    for one in (one for one in contacts() if one.codes):
        column = 0 if one.first_is_right else 1 if one.right else 2
        counts.setdefault(one.codes[0], [0, 0, 0])[column] += 1
    found = re.findall(r"^\| `([\w-]+)` \| (\d+)/(\d+) \| (\d+) \| (\d+) \|$", _page(locale), re.MULTILINE)
    shown = {code: [int(right), int(other), int(none)] for code, right, _, other, none in found}
    assert shown == counts
    assert all(int(of) == sum(counts[code]) for code, _, of, _, _ in found)


def test_machine_and_versions_are_those_of_the_results() -> None:
    page = BY_ROUND.read_text(encoding="utf-8")
    [stated] = re.findall(r"(Python 3\..*)\.$", page, re.MULTILINE)
    for source in (one for sources in FIRST_CONTACT.values() for one in sources):
        text = (RESULTS / source).read_text(encoding="utf-8")
        machine = re.search(r"^\d{4}-\d\d-\d\d, [^,]+, \d+ cores, [\w-]+", text, re.MULTILINE)
        assert machine is not None
        assert machine[0] in page
        assert stated in text


def test_both_languages_have_the_same_numbers() -> None:
    tables = {
        locale: Counter(re.findall(r"\d+/\d+ \([^()]*\)|`[\w-]+`|results/[\w.-]+", page))
        for locale in PAGES
        if (page := _page(locale))
    }
    assert tables["en"] == tables["ko"]
