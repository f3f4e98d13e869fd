"""Code in the documentation is right: commands, options, names, arguments and settings that it uses exist.

`tests/test_how_to.py`, `tests/test_tutorial.py` and `tests/test_docs.py` run most of it; this reads all of it, in
both languages.
"""

from __future__ import annotations

import ast
import inspect
import re
import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest
import typer
from documentation.pages import Page, written
from tests.all_faults import all_at_once

import whygrad as wg
from whygrad.cli._commands import Commands
from whygrad.errors import WhygradError

ROOT = Path(__file__).resolve().parents[2]
PAGES = [page for page in written(ROOT) if not page.name.startswith("internals/benchmarks")]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXPERIMENT_SECTIONS = {"data", "network", "training", "recording"}


def blocks(*languages: str) -> list[tuple[Page, str, str]]:
    found = [(page, *block) for page in PAGES for block in BLOCK.findall(page.text)]
    return [(page, language, block) for page, language, block in found if language in languages]


def name(value: object) -> str:
    return f"{value.locale}/{value.name}" if isinstance(value, Page) else ""


def commands(language: str, block: str) -> list[str]:
    """The lines that start whygrad; in a console they follow a prompt."""
    prompt = "$ " if language == "console" else ""
    lines = block.replace("\\\n", " ").splitlines()
    return [line.removeprefix(prompt) for line in lines if line.startswith(f"{prompt}whygrad ")]


def wrong_command(line: str) -> str | None:
    """Why a command would be refused before it starts to work, None if it would not."""
    words = shlex.split(line, comments=True)
    for sign in (">", "|"):
        words = words[: words.index(sign)] if sign in words else words
    if "--lang" in words:
        del words[words.index("--lang") : words.index("--lang") + 2]
    group = Commands()
    try:
        with group.make_context("whygrad", words[1:]) as context:
            _, command, rest = group.resolve_command(context, [*context._protected_args, *context.args])
            command.make_context(command.name, rest, parent=context)
    except typer.Exit:  # --help
        return None
    except Exception as error:  # noqa: BLE001 (whatever a command line is refused with)
        return f"{line}: {error}"
    return None


def exported(module: str) -> set[str]:
    """The names of a module, read without importing it, as that may take a framework: its own and its submodules."""
    spec = find_spec(module)
    assert spec is not None, module
    assert spec.origin is not None
    names = {Path(one).stem for folder in spec.submodule_search_locations or () for one in Path(folder).iterdir()}
    for node in ast.walk(ast.parse(Path(spec.origin).read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add(node.asname or node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names.add(node.value)  # what is listed in __all__ and made on demand
    return names


def wrong_names(code: str) -> list[str]:
    """Imports from whygrad, and attributes and arguments of `wg` and `whygrad`, that do not exist."""
    tree = ast.parse(code)
    wrong: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "whygrad":
            names = exported(node.module or "")
            wrong += [f"{node.module}.{alias.name}" for alias in node.names if alias.name not in names]
        if isinstance(node, ast.Attribute) and _is_whygrad(node.value) and not hasattr(wg, node.attr):
            wrong.append(f"whygrad.{node.attr}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            wrong += _wrong_arguments(node.func, {word.arg for word in node.keywords if word.arg})
    return wrong


def _is_whygrad(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("wg", "whygrad")


def _wrong_arguments(function: ast.Attribute, given: set[str]) -> list[str]:
    if not _is_whygrad(function.value):
        return []
    parameters = inspect.signature(getattr(wg, function.attr, lambda **_: None)).parameters
    if any(one.kind is inspect.Parameter.VAR_KEYWORD for one in parameters.values()):
        return []
    return [f"whygrad.{function.attr}({word}=)" for word in sorted(given - set(parameters))]


@all_at_once(("page", "language", "block"), blocks("sh", "console"), ids=name)
def test_commands_exist_with_their_options(page: Page, language: str, block: str) -> None:
    assert [wrong for line in commands(language, block) if (wrong := wrong_command(line))] == []


# Those for contributors show single lines of files.
@all_at_once(
    ("page", "language", "block"), [one for one in blocks("python") if one[0].section != "internals"], ids=name
)
def test_python_uses_what_there_is(page: Page, language: str, block: str) -> None:
    assert wrong_names(block) == []


# That about rules shows thresholds and a preset; tests/package/test_contributing.py writes them into files.
@all_at_once(
    ("page", "language", "block"), [one for one in blocks("toml") if one[0].name != "internals/add-a-rule"], ids=name
)
def test_settings_are_valid(page: Page, language: str, block: str) -> None:
    wg.Experiment.from_toml(block)


def test_what_is_wrong_would_be_found() -> None:
    """Else the empty lists above would say nothing."""
    assert commands("console", "$ whygrad zoo\nwhygrad zoo\n") == ["whygrad zoo"]
    for line in ("whygrad diagnose x --nonsense", "whygrad nonsense x", "whygrad train", "whygrad play --port much"):
        assert wrong_command(line)
    assert wrong_command("whygrad diagnose x.py --trial --lang ko -- --epochs 3 > out  # a comment") is None
    assert wrong_names("from whygrad.trace import Nonsense") == ["whygrad.trace.Nonsense"]
    assert wrong_names("wg.nonsense\nwg.train(e, sods=3)") == ["whygrad.nonsense", "whygrad.train(sods=)"]
    with pytest.raises(WhygradError):
        wg.Experiment.from_toml("[network]\nhiden = [4]\n")
