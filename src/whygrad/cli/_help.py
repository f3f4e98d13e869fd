"""Help pages, in the language in use.

Typer's own pages speak English and cost 80 ms of imports; these are plain text in two columns that know how wide a
Korean character is.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Any
from unicodedata import east_asian_width

import typer

from whygrad.i18n import text

_WIDEST = 100  # longer lines are hard to read
_FIRST = {
    "script": "whygrad diagnose train.py",
    "preset": "whygrad diagnose dead-units-moons --trial",
    "play": "whygrad play",
    "explain": "whygrad explain",
}


def of_group(commands: Sequence[str]) -> str:
    """The page of `whygrad --help`."""
    rows = [(name, text(f"cli-{name}").split("\n")[0]) for name in commands]
    return _page(
        f"whygrad {text('cli-usage-command')}",
        text("cli-about"),
        [(text("cli-commands"), rows), (text("cli-options"), [_language(), _version(), _help()])],
        text("cli-epilog"),
    )


def first_page() -> str:
    """What `whygrad` alone prints: what it is for and what to try next."""
    rows = [(command, text(f"cli-first-{name}")) for name, command in _FIRST.items()]
    return _page("", text("cli-about"), [(text("cli-first-try"), rows)], text("cli-first-more"))


def of_command(command: Any, context: Any) -> str:
    """The page of `whygrad COMMAND --help`; the help of a parameter is a message id."""
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    usage: list[str] = []
    for parameter in command.params:
        if getattr(parameter, "hidden", False):
            continue
        if parameter.param_type_name == "argument":
            name = parameter.metavar + ("…" if parameter.nargs == -1 else "")
            usage.append(name if parameter.required else f"[{name}]")
            arguments.append((name, text(parameter.help)))
        else:
            metavar = f" {parameter.metavar}" if parameter.metavar and not parameter.is_flag else ""
            options.append((", ".join(parameter.opts) + metavar, _with_default(parameter)))
    sections = [(text("cli-arguments"), arguments)] if arguments else []
    sections.append((text("cli-options"), [*options, _language(), _help()]))
    if command.name == "diagnose":
        sections.append((text("cli-presets"), _presets()))
    if command.name == "explain":
        sections.append((text("cli-topics"), _topics()))
    usage_line = f"{context.command_path} {text('cli-usage-options')} {' '.join(usage)}".rstrip()
    return _page(usage_line, text(command.help), sections, text(f"{command.help}-examples"))


def _presets() -> list[tuple[str, str]]:
    from whygrad.cli._target import is_healthy
    from whygrad.experiment import presets, recipes

    healthy = [name for name in presets if is_healthy(name)]
    ill = [name for name in presets if not is_healthy(name)]
    named = {"cli-presets-ill": ill, "cli-presets-healthy": healthy, "cli-presets-recipes": recipes}
    return [(text(title), ", ".join(names)) for title, names in named.items()]


def _topics() -> list[tuple[str, str]]:
    from whygrad.cli import _topics as topics

    return [(name, text(f"cli-explain-topic-{name}")) for name in topics.names()]


def _with_default(parameter: Any) -> str:
    words, default = text(parameter.help), parameter.default
    unsaid = default is None or default == () or isinstance(default, bool)
    if unsaid or parameter.multiple or not parameter.show_default:
        return words
    return f"{words} {text('cli-default', value=str(default))}"


def _language() -> tuple[str, str]:
    return "--lang en|ko", text("cli-help-lang")


def _version() -> tuple[str, str]:
    return "--version", text("cli-help-version")


def _help() -> tuple[str, str]:
    return "--help", text("cli-help-help")


def _page(usage: str, about: str, sections: Iterable[tuple[str, list[tuple[str, str]]]], end: str) -> str:
    width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST) - 1
    blocks = [f"{_bold(text('cli-usage'))} {usage}"] if usage else []
    blocks.append("\n".join(_wrapped(about, width)))
    for title, rows in sections:
        first = min(max(_width(name) for name, _ in rows), 26)
        lines = [_bold(title)]
        for name, words in rows:
            room = width - first - 4
            pieces = _wrapped(words, room)
            head = f"  {name}{' ' * (first - _width(name))}  "
            if _width(name) > first:  # too long for its column: the text starts below it
                lines.append(f"  {name}")
                head = " " * (first + 4)
            lines.append(head + pieces[0])
            lines += [" " * (first + 4) + piece for piece in pieces[1:]]
        blocks.append("\n".join(lines))
    blocks.append(_indented(end))
    return "\n\n".join(blocks)


def _indented(words: str) -> str:
    """The first line as it is, the others set in; never wrapped, because they are to be copied."""
    first, *others = words.split("\n")
    return "\n".join([_bold(first) if others else first, *(f"  {line}" for line in others)])


def _bold(words: str) -> str:
    plain = os.environ.get("NO_COLOR") or not sys.stdout.isatty()
    return words if plain else typer.style(words, bold=True)


def _width(words: str) -> int:
    """Columns on a terminal: two for a Hangul syllable."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in words)


def _wrapped(words: str, width: int) -> list[str]:
    """Lines of at most `width` columns, broken at spaces; the text's own line ends stay."""
    lines: list[str] = []
    for paragraph in words.split("\n"):
        line = ""
        for word in paragraph.split():
            if line and _width(line) + 1 + _width(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(line)
    return lines
