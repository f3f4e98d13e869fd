"""Reading a CSV file as a data set. Whatever is wrong with the file is one sentence with its line and column.

A header line names the columns; the last column is the target unless another is named; columns are separated by commas,
semicolons or tabs (whichever the header has most of). A target of texts is classes, in sorted order; so is one of at
most 20 different whole numbers that occur twice on average; any other is numbers. Features are numbers. `inf` and
`-inf` are read as they stand, for the diagnosis to find. Anything else that is not a number, and a gap, is an error:
whygrad does not guess a value.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from whygrad.data.sets.types import Table
from whygrad.errors import DataError, nearest

MOST_BYTES = 50_000_000
MOST_ROWS = 1_000_000
MOST_COLUMNS = 1000
MOST_NUMBER_CLASSES = 20  # a target of whole numbers with more different values is regression
MOST_TEXT_CLASSES = 100  # a target of more different texts is a name or a remark

_DELIMITERS = (",", ";", "\t")
_QUOTED = re.compile(r'"[^"]*"')
_GAPS = frozenset({"", "na", "n/a", "nan", "null", "?"})


@dataclass(frozen=True)
class _Rows:
    """The cells of a file, and the line each row ends on (a quoted cell may span lines)."""

    file: str
    header: tuple[str, ...]
    cells: list[list[str]]
    lines: list[int]

    def column(self, name: str) -> list[str]:
        """The cells of one column, without the space around them."""
        at = self.header.index(name)
        return [row[at].strip() for row in self.cells]


def read_csv(path: Path, features: tuple[str, ...] | None, target: str | None) -> Table:
    """The samples of a CSV file, its columns `features` (all but the target if `None`); raise `DataError`."""
    return read_text(path.name, read_file(path), features, target)


def read_text(file: str, text: str, features: tuple[str, ...] | None, target: str | None) -> Table:
    """The same of the text of a CSV file, which errors call `file`."""
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise DataError("error-csv-nul", file=file, line=str(line))
    rows = _read_rows(file, text.removeprefix("\ufeff"))
    target = rows.header[-1] if target is None else target
    _check_column(rows, target)
    others = tuple(name for name in rows.header if name != target)
    if features is None:
        features = others
    elif target in features:
        raise DataError("error-csv-target-feature", file=rows.file, name=target)
    for name in features:
        _check_column(rows, name)
    x = np.empty((len(rows.cells), len(features)), np.float64)
    for position, name in enumerate(features):
        cells = rows.column(name)
        numbers = _numbers(cells)
        if numbers is None:
            raise _bad_cell(rows, name, cells)
        x[:, position] = numbers
    y, class_names = _target(rows, target)
    return Table(x=x, y=y, columns=features, class_names=class_names, target=target, points=False)


def _check_column(rows: _Rows, name: str) -> None:
    """Raise `DataError` if the file has no column of that name."""
    if name not in rows.header:
        columns = ", ".join(rows.header[:12]) + (", …" if len(rows.header) > 12 else "")
        near = nearest(name, rows.header)
        message = "error-csv-column-nearest" if near else "error-csv-column"
        raise DataError(message, file=rows.file, name=name, columns=columns, nearest=near)


def read_file(path: Path) -> str:
    """The text of a CSV file, without a byte order mark; raises `DataError`."""
    try:
        size = path.stat().st_size
        if not path.is_file():  # a folder, or a pipe, whose reading would never end
            raise DataError("error-csv-not-a-file", file=str(path))
        if size > MOST_BYTES:
            raise DataError("error-csv-bytes", file=str(path), size=_megabytes(size), most=_megabytes(MOST_BYTES))
        content = path.read_bytes()
    except FileNotFoundError:
        near = nearest(path.name, _neighbors(path))
        message = "error-csv-missing-nearest" if near else "error-csv-missing"
        raise DataError(message, file=str(path), nearest=near) from None
    except OSError as error:
        raise DataError("error-csv-unreadable", file=str(path), reason=error.strerror or str(error)) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DataError("error-csv-encoding", file=path.name, line=str(line)) from None


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f}"


def _neighbors(path: Path) -> list[str]:
    """The tables beside a file that does not exist."""
    try:
        return sorted(item.name for item in path.parent.iterdir() if item.suffix.lower() == ".csv")
    except OSError:
        return []


def _read_rows(file: str, text: str) -> _Rows:
    """Header and cells, checked for shape but not for content."""
    first = next((line for line in io.StringIO(text) if line.strip()), "")
    delimiter = max(_DELIMITERS, key=_QUOTED.sub("", first).count)  # the first of them if none occurs
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)
    header: tuple[str, ...] = ()
    cells: list[list[str]] = []
    lines: list[int] = []
    try:
        for row in reader:
            if len(row) <= 1 and not "".join(row).strip():  # a blank line
                continue
            if not header:
                header = _header(file, row, reader.line_num)
            elif len(row) != len(header):
                raise DataError(
                    "error-csv-ragged",
                    file=file,
                    line=str(reader.line_num),
                    cells=str(len(row)),
                    columns=str(len(header)),
                )
            else:
                cells.append(row)
                lines.append(reader.line_num)
    except csv.Error as error:
        raise DataError("error-csv-syntax", file=file, line=str(reader.line_num), reason=str(error)) from None
    if not cells:
        raise DataError("error-csv-empty", file=file)
    if len(cells) > MOST_ROWS:
        raise DataError("error-csv-rows", file=file, rows=f"{len(cells):,}", most=f"{MOST_ROWS:,}")
    return _Rows(file, header, cells, lines)


def _header(file: str, row: Sequence[str], line: int) -> tuple[str, ...]:
    """The names of the columns."""
    names = tuple(cell.strip() for cell in row)
    if len(names) < 2:
        raise DataError("error-csv-one-column", file=file, line=str(line))
    if len(names) > MOST_COLUMNS:
        raise DataError("error-csv-columns", file=file, columns=f"{len(names):,}", most=f"{MOST_COLUMNS:,}")
    number = next((name for name in names if _numbers([name]) is not None), None)
    if number is not None:  # most likely the first sample; taken for names it would be lost
        raise DataError("error-csv-no-header", file=file, line=str(line), name=_shortened(number))
    for position, name in enumerate(names):
        if not name:
            raise DataError("error-csv-unnamed", file=file, line=str(line), column=str(position + 1))
        if not name.isprintable():  # such as the escape codes of a terminal
            raise DataError("error-csv-unprintable", file=file, line=str(line), column=str(position + 1))
        if name in names[:position]:
            raise DataError("error-csv-name-twice", file=file, line=str(line), name=name)
    return names


def _numbers(cells: Sequence[str]) -> npt.NDArray[np.float64] | None:
    """The cells as numbers (N,), or `None` if one of them is none."""
    try:
        numbers = np.array(cells, dtype=np.object_).astype(np.float64)
    except ValueError:
        return None
    if np.isnan(numbers).any() or any(
        "_" in cell for cell in cells
    ):  # Python reads 1_000 as a number; other tools do not
        return None
    return numbers


def _is_gap(cell: str) -> bool:
    return cell.lower() in _GAPS


def _bad_cell(rows: _Rows, name: str, cells: Sequence[str]) -> DataError:
    """The error for the first cell of a column of numbers that is none."""
    for line, cell in zip(rows.lines, cells, strict=True):
        if _is_gap(cell):
            return DataError("error-csv-gap", file=rows.file, line=str(line), column=name)
        if _numbers([cell]) is None:
            return DataError("error-csv-text", file=rows.file, line=str(line), column=name, cell=_shortened(cell))
    raise AssertionError(f"every cell of {name} is a number")


def _shortened(cell: str, most: int = 30) -> str:
    cell = " ".join(cell.split())
    return cell if len(cell) <= most else cell[:most] + "…"


def _target(rows: _Rows, target: str) -> tuple[npt.NDArray[np.int64] | npt.NDArray[np.float64], tuple[str, ...]]:
    """The target and the names of its classes, none if it is numbers."""
    cells = rows.column(target)
    for line, cell in zip(rows.lines, cells, strict=True):
        if _is_gap(cell):
            raise DataError("error-csv-gap", file=rows.file, line=str(line), column=target)
    numbers = _numbers(cells)
    if numbers is None:
        names = tuple(sorted(set(cells)))
        if len(names) > MOST_TEXT_CLASSES:
            values = {"classes": str(len(names)), "most": str(MOST_TEXT_CLASSES)}
            raise DataError("error-csv-many-classes", file=rows.file, column=target, **values)
        number = {name: position for position, name in enumerate(names)}
        y = np.array([number[cell] for cell in cells], np.int64)
    else:
        values, y = np.unique(numbers, return_inverse=True)
        whole = bool(np.isfinite(values).all() and (values == np.round(values)).all())
        if len(values) > 1 and not (whole and len(values) <= min(MOST_NUMBER_CLASSES, max(2, len(cells) // 2))):
            return numbers, ()
        names = tuple(str(int(value)) if whole else str(value) for value in values.tolist())
    if len(names) == 1:
        raise DataError("error-csv-one-class", file=rows.file, column=target, value=_shortened(names[0]))
    return y.astype(np.int64), names
