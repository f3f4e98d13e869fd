"""Brings the tables of the accuracy page up to date with the result files, in both languages.

    python -m benchmarks.public.accuracy_page

Rounds that the page lacks are added as rows; counts are made anew. The sentences between the tables are written by
hand, and `tests/documentation/test_accuracy.py` compares their numbers with the result files.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.common import RESULTS, ROOT
from benchmarks.public.first_contact import ROUNDS, Contact, contacts, result_file, table_rows

_TABLE = re.compile(r"(?:^\|.*\n)+", re.MULTILINE)
_ONES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TENS = ("twenty", "thirty", "forty", "fifty")  # rounds from the twenty-first on


@dataclass(frozen=True)
class Words:
    """What the rows of a page say: `result` the text of a link, `of` a count among others."""

    korean: bool
    result: str
    of: str

    def round(self, number: int) -> str:
        """The name of a round, 1 being the first."""
        if self.korean:
            return f"{number}회차"
        tens, ones = divmod(number, 10)
        whole = _TENS[tens - 2]
        return f"{whole}-{_ONES[ones - 1]} round" if ones else f"{whole[:-1]}ieth round"


PAGES = {
    "docs/accuracy.md": Words(False, "result", "{count} of {programs}"),
    "docs/accuracy.ko.md": Words(True, "결과", "{programs}개 중 {count}개"),
}


def with_tables(page: str, words: Words, probability: str) -> str:
    """The page with its first five tables as the result files are now; `probability` names the file of the last."""
    told = contacts()
    makers = (
        lambda rows: [*rows, *(_first_contact(number, words) for number in range(len(rows), len(ROUNDS)))],
        lambda rows: [*rows, *(_frameworks(number, words) for number in range(len(rows), len(ROUNDS)))],
        lambda rows: _false_alarms(told, words, rows[-1]),
        lambda _: _first_findings(told),
        lambda rows: _probabilities(rows, probability),
    )
    places = list(_TABLE.finditer(page))[: len(makers)]
    for place, make in reversed(list(zip(places, makers, strict=True))):
        head, line, *rows = place[0].splitlines()
        page = page[: place.start()] + "\n".join([head, line, *make(rows)]) + "\n" + page[place.end() :]
    return page


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _totals(kind: str, number: int, name: str = "all") -> list[str]:
    """The cells of a result file's row of this name."""
    return next(row for row in table_rows(RESULTS / result_file(kind, number)) if row[0] == name)


def _link(kind: str, number: int, words: Words) -> str:
    return f"([{words.result}](../benchmarks/results/{result_file(kind, number)}))"


def _first_contact(number: int, words: Words) -> str:
    failing, healthy = _totals("failing", number), _totals("healthy", number)
    both = [int(one) + int(other) for one, other in zip(failing[3:5], healthy[3:5], strict=True)]
    kind = "healthy" if any(map(int, healthy[3:5])) else "failing"
    known, well = _link("failing", number, words), _link("healthy", number, words)
    return _row(
        words.round(number + 1), f"{failing[2]} {known}", f"{failing[1]} {known}", f"{healthy[1]} {well}",
        f"{both[0]}, {both[1]} {_link(kind, number, words)}",
    )  # fmt: skip


def _frameworks(number: int, words: Words) -> str:
    shares = [_totals("failing", number, name)[2] for name in ("torch", "keras")]
    return _row(words.round(number + 1), *(f"{share} {_link('failing', number, words)}" for share in shares))


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
    """Write both pages."""
    probability = max(RESULTS.glob("*-probability.md")).name
    for name, words in PAGES.items():
        page = ROOT / name
        page.write_text(with_tables(page.read_text(encoding="utf-8"), words, probability), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
