"""The reference holds everything that the code has: what is new stands in it, or a test fails."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from documentation.reference import channels, json_formats, python_api, words
from documentation.reference.command_line import parameters
from tests import sentences
from tests.test_words import _found, _retired  # pyright: ignore[reportPrivateUsage]

import whygrad as wg
from documentation import reference
from whygrad.cli._commands import names
from whygrad.diagnose import LIMITS, RULES, limits_of
from whygrad.experiment.options import OPTIONS
from whygrad.formats import FORMATS
from whygrad.i18n import LANGUAGES
from whygrad.testing import CHECKS
from whygrad.trace import CHANNELS

SOURCE = Path(wg.__file__).parent
BY_RULE = r"(env|exit|unit|severity|channels|api|json)(-|$)"  # words whose names are put together from the code's names
HANGUL = re.compile(r"[가-힣]")
GENERATED = [name for name in reference.PAGES if name != "python-api"]
NOT_IN_DOCSTRINGS = (
    "share of", "shares of", "picture", "pictures", "beside", "behind", "asks", "hears", "knows", "nobody", "wants",
    "limit of", "remedy", "as plain values",
)  # fmt: skip
"""Right in some texts, but not in the docstrings and formulas of the reference: the glossary has another word."""
LONGEST_SENTENCE = 28  # words


@pytest.fixture(scope="module", params=LANGUAGES)
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Page -> its Markdown, as `write` leaves it in a folder."""
    folder = tmp_path_factory.mktemp(request.param)
    reference.write(folder, request.param)
    return {file.stem: file.read_text(encoding="utf-8") for file in folder.glob("*.md")}


_page = cache(reference.page)


def _first_cells(page: str) -> set[str]:
    """The code at the beginning of each row of a page's tables."""
    return {
        cell.strip("`[").split("`")[0] for cell in re.findall(r"^\| (\S[^|]*?(?:\\\|[^|]*?)*) \|", page, re.MULTILINE)
    }


def test_every_page_is_written_and_listed(pages: dict[str, str]) -> None:
    assert set(pages) == set(reference.PAGES)
    assert not [name for name in pages if name != "README" and f"({name}.md)" not in pages["README"]]


def test_every_public_name_is_there(pages: dict[str, str]) -> None:
    headings = set(re.findall(r"^### `([\w.]+)`$", pages["python-api"], re.MULTILINE))
    assert set(dir(wg)) - headings == set()
    callbacks = {
        path.stem for path in (SOURCE / "watch").glob("[a-z]*.py") if "class WhygradCallback" in path.read_text()
    }
    assert {f"whygrad.watch.{name}.WhygradCallback" for name in callbacks} <= headings
    assert len(callbacks) >= 4
    testing = ast.parse((SOURCE / "testing.py").read_text(encoding="utf-8"))
    assert {"assert_trains", "CHECKS"} == set(_listed(testing)) <= headings
    assert all(f"| {check} |" in pages["python-api"] for check in CHECKS)


def _listed(tree: ast.Module) -> Iterator[str]:
    """What a module's `__all__` lists."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            yield from ast.literal_eval(node.value)


def test_no_docstring_is_missing() -> None:
    documented = python_api.documented()
    assert len(documented) > 60
    assert [name for name, docstring in documented.items() if not docstring] == []


def test_public_attributes_are_there(pages: dict[str, str]) -> None:
    """Fields of a dataclass, members of an enumeration, properties and methods."""
    page = pages["python-api"]
    for word in (
        "`because_of`",
        "`NO_REMEDY`",
        "`steps_per_epoch`",
        "def is_decided(self)",
        "def from_toml(",
        "`patience`",
    ):
        assert word in page, word
    assert "_folder" not in page
    assert "def __init__" not in page


def test_every_command_and_option_is_there(pages: dict[str, str]) -> None:
    sections = dict(
        re.findall(r"^## whygrad ([\w-]+)\n(.*?)(?=^## |\Z)", pages["command-line"], re.MULTILINE | re.DOTALL)
    )
    assert set(sections) == set(names())
    for name, section in sections.items():
        given = [one for one in parameters(name) if one.name != "help"]
        options = {option for one in given if one.param_type_name == "option" for option in one.opts}
        arguments = {one.metavar for one in given if one.param_type_name == "argument"}
        cells = " ".join(re.findall(r"^\| `+([^`]+)`", section, re.MULTILINE))
        assert [one for one in options | arguments if one not in re.split(r"[ ,…]+", cells)] == [], name


def test_every_option_of_an_experiment_is_there(pages: dict[str, str]) -> None:
    assert _first_cells(pages["options"]) >= {option.name for option in OPTIONS}


def test_every_channel_is_there(pages: dict[str, str]) -> None:
    assert _first_cells(pages["channels"]) >= set(CHANNELS)
    assert set(channels.OTHER_WORDS) == set(CHANNELS)
    assert all(channel.formula for channel in CHANNELS.values())


def test_every_threshold_is_there(pages: dict[str, str]) -> None:
    page = pages["thresholds"]
    assert _first_cells(page) >= set(LIMITS)
    for code in RULES:
        [row] = re.findall(rf"^\| [^|]+ \| `{code}` \| (.*) \|$", page, re.MULTILINE)
        assert [one.name for one in limits_of(code)] == re.findall(r"`([^`]+)`", row)


def test_every_code_is_there_with_its_page(pages: dict[str, str]) -> None:
    page = pages["finding-codes"]
    linked = re.findall(r"^\| \[`([\w-]+)`\]\(([^)]+)\)", page, re.MULTILINE)
    assert sorted(code for code, _ in linked) == sorted(RULES)
    folder = SOURCE.parents[1] / "docs" / "reference"
    assert not [target for _, target in linked if not (folder / target).is_file()]


def test_every_environment_variable_is_there(pages: dict[str, str]) -> None:
    """Those that the code reads: no more, no less."""
    own = {"PYTHONSAFEPATH", "KERAS_BACKEND"}  # set for a child
    read = {name for path in SOURCE.rglob("*.py") for name in _variables(path)} - own
    assert {word.removeprefix("env-") for word in words.WORDS if word.startswith("env-")} == read
    assert _first_cells(pages["exit-and-environment"]) >= read


def _variables(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    if "environ" not in source:
        return
    constants = dict(re.findall(r'^(\w+) = "(\w+)"$', source, re.MULTILINE))
    for name in re.findall(r'environ(?:\.get\(|\[)([\w"]+)', source):
        yield from [name.strip('"')] if name.startswith('"') else [constants[name]] if name in constants else []
    for found in re.findall(r"for name in (\(.*?\)):\n +value = os\.environ", source):
        yield from ast.literal_eval(found)


def test_every_exit_status_is_there(pages: dict[str, str]) -> None:
    statuses = set(re.findall(r"^[A-Z_]+ = (\d+)", (SOURCE / "cli" / "_status.py").read_text(), re.MULTILINE))
    assert {"0", "1", "2", "3", "130"} == statuses
    assert _first_cells(pages["exit-and-environment"]) >= statuses


@pytest.mark.parametrize("name", GENERATED)
def test_korean_pages_are_korean(name: str) -> None:
    english, korean = _page(name, "en"), _page(name, "ko")
    assert not HANGUL.search(english)
    titles = re.findall(r"^#+ (.+)$", korean, re.MULTILINE)
    assert HANGUL.search(titles[0]) or name == "json-schemas"
    assert english.count("\n| ") == korean.count("\n| ")


@pytest.mark.parametrize("name", reference.PAGES)
def test_no_retired_word(name: str) -> None:
    for locale in LANGUAGES:
        assert _found(_page(name, locale), _retired()) == []


def _docstrings() -> dict[str, str]:
    """Where -> the English text that the reference takes from the code."""
    members = {name: python_api.prose(docstring) for name, docstring in python_api.documented().items()}
    fields = {
        f"{name} {row[0]}": row[3]
        for name in (*python_api.PUBLIC.names, *(one for section in python_api.SECTIONS for one in section.names))
        for row in python_api.attributes(python_api._find(name))  # pyright: ignore[reportPrivateUsage]
    }
    keys = {f"{name} {path}": text for name in FORMATS for path, _, text in json_formats.keys(name)}
    formats = {name: str(kind.__doc__) for name, kind in FORMATS.items()}
    return members | fields | keys | formats | {name: channel.formula for name, channel in CHANNELS.items()}


def test_docstrings_use_the_words_of_the_glossary() -> None:
    found = {where: _found(text, [*_retired(), *NOT_IN_DOCSTRINGS]) for where, text in _docstrings().items()}
    assert len(found) > 400
    assert {where: words for where, words in found.items() if words} == {}


def test_sentences_of_docstrings_are_short() -> None:
    found = [
        (where, one)
        for where, text in _docstrings().items()
        if where not in CHANNELS  # formulas
        for one in sentences.of_markdown(text)
    ]
    assert len(found) > 400
    assert [one for one in found if sentences.word_count(one[1]) > LONGEST_SENTENCE] == []


def test_words_are_used_and_short() -> None:
    folder = Path(reference.__file__).parent.parent
    sources = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    for word, languages in words.WORDS.items():
        by_rule = re.match(BY_RULE, word) or word.endswith(("-contents", "-about"))
        assert by_rule or f'"{word}"' in sources or f"'{word}'" in sources, f"{word} is used nowhere"
        assert set(languages) == set(LANGUAGES)
        sentences = re.split(r"(?<=[.:;?!])\s", languages["en"])
        assert max(len(one.split()) for one in sentences) <= 32, word
