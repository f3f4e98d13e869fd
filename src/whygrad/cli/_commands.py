"""The commands, found by listing this folder; a command's module is imported only when it is called or asked about."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from typing import Any

import typer
from typer import TyperException
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from whygrad.cli import _help
from whygrad.cli._output import STDOUT
from whygrad.errors import InputError, nearest
from whygrad.i18n import text


@cache
def names() -> tuple[str, ...]:
    """The commands' names: the main one first, then by the alphabet."""
    found = [
        module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]) if not module.name.startswith("_")
    ]
    return tuple(sorted(found, key=lambda name: (name != "diagnose", name)))


class Command(TyperCommand):
    """A Typer command whose help texts are message ids and whose help is rendered in the language in use."""

    def get_help(self, ctx: Any) -> str:
        return _help.of_command(self, ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, with_json_value(args))
        except TyperException as error:
            if getattr(error, "ctx", ctx) is None:  # the parser forgets to say which command it was
                error.ctx = ctx  # pyright: ignore[reportAttributeAccessIssue]
            raise


class Commands(TyperGroup):
    """`whygrad`: the group of all commands."""

    def __init__(self) -> None:
        super().__init__(name="whygrad", callback=_nothing, params=[], help="cli-about")

    def list_commands(self, ctx: Any) -> list[str]:
        return list(names())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in names():
            return None
        module = importlib.import_module(f"whygrad.cli.{cmd_name}")
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(cmd_name, cls=Command, help=f"cli-{cmd_name}")(getattr(module, cmd_name))
        return get_command(app)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in names() and not args[0].startswith("-"):
            close = nearest(args[0], names())
            hint = (
                text("cli-did-you-mean", near=close) if close else text("cli-known-commands", known=", ".join(names()))
            )
            raise InputError("cli-no-such-command", name=args[0], hint=hint)
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: Any) -> str:
        return _help.of_group(names())


def with_json_value(words: list[str]) -> list[str]:
    """The words of a command line with "-", the standard output, after each `--json` that no file follows.

    A Python script or an experiment is never what JSON is written to: `--json train.py` names the script to diagnose.
    """
    end = words.index("--") if "--" in words else len(words)
    result: list[str] = []
    for position, word in enumerate(words[:end]):
        result.append(word)
        if word == "--json":
            following = words[position + 1] if position + 1 < end else "--"
            if (following.startswith("-") and following != STDOUT) or following.endswith((".py", ".toml")):
                result.append(STDOUT)
    return result + words[end:]


def _nothing() -> None:
    """The group itself does nothing."""
