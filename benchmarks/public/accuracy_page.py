"""Brings the tables of the accuracy page and of the page of all rounds up to date with the result files.

    python -m benchmarks.public.accuracy_page

The sentences between the tables are written by hand, and `tests/documentation/test_accuracy.py` compares their numbers
with the result files.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from training_programs.scoring import rate

from benchmarks.common import RESULTS, ROOT
from benchmarks.public.first_contact import ROUNDS, Contact, contacts, result_file, table_rows
from benchmarks.public.index import programs

_TABLE = re.compile(r"(?:^\|.*\n)+", re.MULTILINE)
_GROUP, _LAST = 10, 5  # rounds that a row of the accuracy page adds up, and those of its row of the last ones


@dataclass(frozen=True)
class Words:
    """What the rows of a page say: of several rounds, of one, of the last ones and of all; and a count among others."""

    rounds: str
    one_round: str
    last: str
    whole: str
    of: str


PAGES = {
    "docs/accuracy.md": Words(
        "rounds {first} to {last}", "round {first}", "**the last {count} rounds**", "all {count} rounds",
        "{count} of {programs}",
    ),
    "docs/accuracy.ko.md": Words(
        "{first}~{last}회차", "{first}회차", "**마지막 {count}회차**", "전체 {count}회차", "{programs}개 중 {count}개",
    ),
}  # fmt: skip
BY_ROUND = "docs/internals/first-contacts.md"
OF_PAPERS = "sets of programs from papers"
SOURCES = {
    "notebooks, programs and books that show a mistake": (
        "notebooks that show a mistake", "programs that show a mistake", "books that show a mistake",
        "notes that name a mistake", "programs with a later corrected version", "programs with a comment on a mistake",
        "repositories whose author describes a mistake",
    ),
    "commits that fix a mistake": (
        "commits that fix a mistake", "commits that mend a mistake", "fixes in the history of training programs",
        "corrections in a repository's history",
    ),
    "issues in which somebody names a mistake": ("issues of training programs", "issues that name a mistake"),
    "exercises in debugging": ("debugging exercises", "exercises with mistakes"),
}  # fmt: skip
"""Where failing programs come from: what a row of the page says -> the collections of the index; all others are sets of
programs that papers were written about.
"""


def with_tables(page: str, words: Words, probability: str) -> str:
    """The accuracy page with its first four tables as the result files are now; `probability` names the file of the
    last.
    """
    told = contacts()
    return _with_rows(page, [
        lambda _: _sums(words),
        lambda rows: _false_alarms(told, words, rows[-1]),
        lambda _: _first_findings(told),
        lambda rows: _probabilities(rows, probability),
    ])  # fmt: skip


def with_rounds(page: str) -> str:
    """The page of all rounds with its table as the result files are now."""
    return _with_rows(page, [lambda _: [*map(_round, range(len(ROUNDS))), _round_sum()], lambda _: _by_source()])


def _with_rows(page: str, makers: Sequence[Callable[[list[str]], list[str]]]) -> str:
    places = list(_TABLE.finditer(page))[: len(makers)]
    for place, make in reversed(list(zip(places, makers, strict=True))):
        head, line, *rows = place[0].splitlines()
        page = page[: place.start()] + "\n".join([head, line, *make(rows)]) + "\n" + page[place.end() :]
    return page


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _totals(kind: str, number: int, name: str = "all") -> list[str]:
    """The cells of a result file's row of this name; dashes if it has none, as of a framework without programs."""
    rows = (row for row in table_rows(RESULTS / result_file(kind, number)) if row[0] == name)
    return next(rows, 5 * ["–"])


def _sum(kind: str, column: int, numbers: Sequence[int], name: str = "all") -> str:
    """The counts of a column of several rounds, added up."""
    pairs = [_counts(_totals(kind, number, name)[column]) for number in numbers]
    return rate(sum(count for count, _ in pairs), sum(of for _, of in pairs))


def _counts(cell: str) -> tuple[int, int]:
    found = re.match(r"(\d+)/(\d+)", cell)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _problems(numbers: Sequence[int]) -> list[int]:
    """Internal errors and programs without an answer."""
    rows = [_totals(kind, number) for number in numbers for kind in ("failing", "healthy")]
    return [sum(int(row[column]) for row in rows) for column in (3, 4)]


def _sums(words: Words) -> list[str]:
    """A row for each ten rounds, for the last ones and for all."""
    rounds = range(len(ROUNDS))
    groups = [rounds[start : start + _GROUP] for start in rounds[::_GROUP]]
    named = [
        ((words.rounds if len(group) > 1 else words.one_round).format(first=group[0] + 1, last=group[-1] + 1), group)
        for group in groups
    ]
    named += [(words.last.format(count=_LAST), rounds[-_LAST:]), (words.whole.format(count=len(rounds)), rounds)]
    return [
        _row(name, _sum("failing", 2, group), _sum("failing", 1, group), _sum("healthy", 1, group),
             ", ".join(map(str, _problems(group))))
        for name, group in named
    ]  # fmt: skip


def _round(number: int) -> str:
    links = (f"[{kind}](../../benchmarks/results/{result_file(kind, number)})" for kind in ("failing", "healthy"))
    failing, healthy = _totals("failing", number), _totals("healthy", number)
    frameworks = (_totals("failing", number, name)[2] for name in ("torch", "keras"))
    problems = map(str, _problems([number]))
    return _row(str(number + 1), *failing[2:0:-1], *frameworks, healthy[1], *problems, ", ".join(links))


def _round_sum() -> str:
    rounds = range(len(ROUNDS))
    frameworks = (_sum("failing", 2, rounds, name) for name in ("torch", "keras"))
    told = (_sum("failing", 2, rounds), _sum("failing", 1, rounds), *frameworks, _sum("healthy", 1, rounds))
    return _row("all", *told, *map(str, _problems(rounds)), "")


def _by_source() -> list[str]:
    """A row for each kind of source: how often an accepted cause came first, in all rounds and in the last ones."""
    named = {collection: name for name, several in SOURCES.items() for collection in several}
    source = {one.name: named.get(one.collection, OF_PAPERS) for one in programs(["failing"])}
    told = [one for one in contacts() if one.right]
    rows = {name: [one for one in told if source[one.program] == name] for name in (*SOURCES, OF_PAPERS)}
    return [
        _row(name, *(rate(sum(one.first_is_right for one in part), len(part)) if part else "–" for part in parts))
        for name, several in rows.items()
        for parts in [(several, [one for one in several if one.round >= len(ROUNDS) - _LAST])]
    ]


def _false_alarms(told: list[Contact], words: Words, rest: str) -> list[str]:
    """A row for each finding, and the `rest`, whose first cell stays."""
    healthy = [one for one in told if not one.right]
    counts = Counter(code for one in healthy for code in one.codes)
    rows = [(f"`{code}`", count) for code, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]
    rows.append((rest.strip("|").split("|")[0].strip(), 0))
    return [_row(name, words.of.format(count=count, programs=len(healthy))) for name, count in rows]


def _first_findings(told: list[Contact]) -> list[str]:
    """How often each finding that was shown first was right, another cause was, or nothing was wrong."""
    counts: dict[str, list[int]] = {}
    for one in (one for one in told if one.codes):
        column = 0 if one.first_is_right else 1 if one.right else 2
        counts.setdefault(one.codes[0], [0, 0, 0])[column] += 1
    order = sorted(counts.items(), key=lambda one: (-one[1][0], sum(one[1]), one[0]))
    return [_row(f"`{code}`", f"{n[0]}/{sum(n)}", str(n[1]), str(n[2])) for code, n in order]


def _probabilities(rows: list[str], source: str) -> list[str]:
    """What was right of each range of probabilities, in the three tables of the result file."""
    tables = [list(one) for one in _ranges(source)]
    shown = [row.split("]")[0].removeprefix("| [") for row in rows]
    return [
        _row(f"[{name}](../benchmarks/results/{source})", *(table[place] for table in tables))
        for place, name in enumerate(shown)
    ]


def _ranges(source: str) -> Iterator[list[str]]:
    """The last column of each table of a result file that is about ranges of probabilities."""
    for table in _TABLE.findall((RESULTS / source).read_text(encoding="utf-8")):
        cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
        if cells[0][0] == "probability":
            yield [row[2] for row in cells[2:]]


def main() -> int:
    """Write the pages."""
    probability = max(RESULTS.glob("*-probability.md")).name
    for name, words in PAGES.items():
        page = ROOT / name
        page.write_text(with_tables(page.read_text(encoding="utf-8"), words, probability), encoding="utf-8")
    page = ROOT / BY_ROUND
    page.write_text(with_rounds(page.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
