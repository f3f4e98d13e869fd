"""The catalogs: the same messages in every language, none that the code lacks, none that nobody shows."""

from __future__ import annotations

import ast
import builtins
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from whygrad import i18n

SOURCE = Path(__file__).resolve().parent.parent / "src" / "whygrad"
TEMPLATES = {".html", ".j2", ".jinja", ".jinja2", ".js"}


class _Places(Visitor):
    """The variables and the other messages that a message needs."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.references: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:
        self.references.add(node.id.name)


@cache
def _entries(language: str) -> list[ftl.Message | ftl.Term | ftl.Junk]:
    bodies = [FluentParser().parse(file.read_text(encoding="utf-8")).body for file in i18n.catalog_files(language)]
    return [entry for body in bodies for entry in body if isinstance(entry, ftl.Message | ftl.Term | ftl.Junk)]


@cache
def _messages(language: str) -> dict[str, _Places]:
    messages: dict[str, _Places] = {}
    for entry in _entries(language):
        if isinstance(entry, ftl.Message):
            places = _Places()
            places.visit(entry)
            messages[entry.id.name] = places
    return messages


@cache
def _trees() -> tuple[tuple[Path, ast.Module], ...]:
    return tuple((path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(SOURCE.rglob("*.py")))


def _pattern(node: ast.JoinedStr) -> str | None:
    """The ids that an f-string can become, as a regular expression; `None` if it says too little."""
    parts = [re.escape(part.value) if isinstance(part, ast.Constant) else r"[a-z0-9-]+" for part in node.values]
    fixed = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
    return "".join(parts) if re.fullmatch(r"[a-z0-9-]{4,}", fixed) else None


@cache
def _mentioned() -> tuple[set[str], set[str]]:
    """(whole strings, patterns) in code and templates that can name a message."""
    strings: set[str] = set()
    patterns: set[str] = set()
    for _, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                strings.add(node.value)
            elif isinstance(node, ast.JoinedStr) and (pattern := _pattern(node)):
                patterns.add(pattern)
    for path in SOURCE.rglob("*"):
        if path.suffix in TEMPLATES:
            source = path.read_text(encoding="utf-8")
            strings |= set(re.findall(r"""["']([a-z][a-z0-9-]+)["']""", source))
            patterns |= {
                re.escape(prefix) + r"[a-z0-9-]+" for prefix in re.findall(r"""["']([a-z0-9-]+-)["'] *[~+]""", source)
            }
            patterns |= {
                re.sub(r"\$\{[^}]*\}", r"[a-z0-9-]+", ids)
                for ids in re.findall(r"`([a-z0-9-]{4,}(?:\$\{[^`}]*\}[a-z0-9-]*)+)`", source)
            }
    return strings, patterns


def _calls() -> Iterator[tuple[str, str, set[str] | None]]:
    """(place, message id, names of the values passed) of every call that shows a message; `None`: cannot be seen."""
    for path, tree in _trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            shows = name == "text" or (name.endswith("Error") and not hasattr(builtins, name))
            if not shows or not isinstance(first, ast.Constant) or not isinstance(first.value, str):
                continue
            hidden = any(keyword.arg is None for keyword in node.keywords)
            values = None if hidden else {keyword.arg for keyword in node.keywords if keyword.arg}
            yield f"{path.relative_to(SOURCE)}:{node.lineno}", first.value, values


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_catalog_parses(language: str) -> None:
    junk = [entry.content for entry in _entries(language) if isinstance(entry, ftl.Junk)]
    assert not junk
    twice = [name for name, count in Counter(e.id.name for e in _entries(language)).items() if count > 1]
    assert not twice


def test_reader_sees_every_message() -> None:
    """The package's own reader cuts the catalog into the same messages as Fluent's parser."""
    for language in i18n.LANGUAGES:
        terms = {f"-{entry.id.name}" for entry in _entries(language) if isinstance(entry, ftl.Term)}
        assert i18n.message_ids(language) == set(_messages(language)) | terms


def test_threads_may_ask_at_the_same_time() -> None:
    """In a process of its own, which has parsed nothing yet."""
    code = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from whygrad.experiment import OPTIONS\n"
        "with ThreadPoolExecutor(16) as pool:\n"
        "    found = list(pool.map(lambda number: OPTIONS[number % len(OPTIONS)].allowed(), range(400)))\n"
        "assert all(found)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def test_languages_have_the_same_messages() -> None:
    english, korean = set(_messages("en")), set(_messages("ko"))
    assert not english - korean, "in English only"
    assert not korean - english, "in Korean only"


def test_languages_have_the_same_places() -> None:
    different = {
        name: (places.variables, _messages("ko")[name].variables)
        for name, places in _messages("en").items()
        if name in _messages("ko") and places.variables != _messages("ko")[name].variables
    }
    assert not different


def test_errors_begin_alike() -> None:
    """They stand after "whygrad: ": with a small letter, a value or a proper name."""
    begun: list[str] = []
    for entry in _entries("en"):
        if isinstance(entry, ftl.Message) and entry.value and entry.id.name.startswith("error-"):
            first = entry.value.elements[0]
            if isinstance(first, ftl.TextElement):
                begun.append(first.value)
    assert begun
    assert not [words for words in begun if words[0].isupper() and not words.startswith("TensorFlow")]


def test_korean_is_korean() -> None:
    """A message of several words that holds no Hangul was forgotten."""
    forgotten = []
    for entry in _entries("ko"):
        if isinstance(entry, ftl.Message) and entry.value is not None:
            words = "".join(element.value for element in entry.value.elements if isinstance(element, ftl.TextElement))
            if len(re.findall(r"[A-Za-z]{3,}", words)) >= 4 and not re.search(r"[가-힣]", words):
                forgotten.append(entry.id.name)
    assert not forgotten


def test_every_shown_message_exists() -> None:
    missing = [f"{place}: {name}" for place, name, _ in _calls() if name not in _messages("en")]
    assert not missing


def test_every_place_is_filled() -> None:
    empty = [
        f"{place}: {name} lacks {', '.join(sorted(lacking))}"
        for place, name, values in _calls()
        if values is not None and name in _messages("en") and (lacking := _messages("en")[name].variables - values)
    ]
    assert not empty


def test_no_message_is_unused() -> None:
    strings, patterns = _mentioned()
    referenced = {name for places in _messages("en").values() for name in places.references}
    dynamic = re.compile("|".join(sorted(patterns)) or "(?!)")
    unused = [
        name
        for name in _messages("en")
        if name not in strings and name not in referenced and not dynamic.fullmatch(name)
    ]
    assert not unused
