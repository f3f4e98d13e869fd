"""Experiments as TOML text and files, with errors that name file and line."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, cast

from whygrad.errors import ExperimentError, nearest
from whygrad.experiment.layers import Layer

LARGEST_FILE = 64_000  # bytes; an experiment has some hundred


def read(path: Path) -> str:
    """The text of an experiment's file.

    Raises `ExperimentError` if it is missing, unreadable, longer than 64 kB, no ordinary file or not UTF-8.
    """
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):  # a pipe would be waited for
            raise ExperimentError("error-file-special", file=str(path))
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        _missing(path)
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise ExperimentError("error-file-unreadable", file=str(path), reason=reason) from None
    if len(content) > LARGEST_FILE:
        raise ExperimentError("error-file-too-long", file=str(path), most=str(LARGEST_FILE))
    try:
        return content.decode("utf-8-sig")  # a byte order mark, as Windows' editor writes it, is no fault
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ExperimentError("error-file-not-utf8", file=str(path), line=str(line)) from None


@contextmanager
def located(file: str, source: str) -> Generator[None]:
    """Gives the errors of reading `source` the file's name and the line of the key at fault, as far as it is known."""
    try:
        yield
    except ExperimentError as error:
        line = error.values.get("line") or _line(source, error)
        problem = str(error)
        if file and line:
            raise ExperimentError("error-in-line-of-file", file=file, line=line, problem=problem) from None
        if file:
            raise ExperimentError("error-in-file", file=file, problem=problem) from None
        if line:
            raise ExperimentError("error-in-line", line=line, problem=problem) from None
        raise


def _line(source: str, error: ExperimentError) -> str | None:
    """The number of the line on which the key or section of an error stands; tomllib does not keep it."""
    wanted = str(error.values.get("key") or error.values.get("section") or "").strip('"')
    if not wanted:
        return None
    section, section_line = "", None
    for number, text in enumerate(source.splitlines(), start=1):
        line = text[:_LINE].strip()
        if line.startswith("[") and "]" in line:
            section = _bare(line.lstrip("[").partition("]")[0])
            if section in (wanted, wanted.partition(".")[0]):
                section_line = number
        elif "=" in line:
            key = f"{section}.{_bare(line.partition('=')[0])}".strip(".")
            if key == wanted or (key and not section and key == wanted.rpartition(".")[2]):
                return str(number)
            if not section and wanted.startswith(f"{key}."):  # network = { hiden = 3 }
                section_line = number
    return None if section_line is None else str(section_line)


def _bare(key: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in key.split("."))


_LINE = 300  # characters in which a key is looked for


def write(differences: Mapping[str, object]) -> str:
    """Dotted key -> value as TOML, one table a section, lists on one line."""
    tables: dict[str, list[str]] = {}
    for key, value in differences.items():
        section, _, name = key.partition(".")
        tables.setdefault(section, []).append(f"{name} = {value_text(value)}")
    return "\n".join(f"[{section}]\n" + "\n".join(lines) + "\n" for section, lines in tables.items())


def save(path: Path, source: str) -> None:
    """Write a text to a file; raises `ExperimentError` if that is not possible."""
    try:
        path.write_text(source, encoding="utf-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ExperimentError("error-file-unwritable", file=str(path), reason=reason) from None


def _missing(path: Path) -> NoReturn:
    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.suffix == ".toml"]
    except OSError:
        names = []
    near = nearest(path.name, names)
    if near is None:
        raise ExperimentError("error-file-missing", file=str(path)) from None
    raise ExperimentError("error-file-missing-nearest", file=str(path), nearest=str(path.parent / near)) from None


def value_text(value: object) -> str:
    """One value as TOML. tomli_w writes a list on several lines, so lists are put together here."""
    import tomli_w

    if isinstance(value, Layer):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(value_text(item) for item in cast('tuple[object, ...]', value))}]"
    return tomli_w.dumps({"v": value}).removeprefix("v = ").rstrip("\n")
