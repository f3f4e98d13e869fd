"""The command line, one file a command.

A command is a module of this folder without an underscore whose function of the same name takes Typer parameters and
returns the exit status (0 healthy or done, 1 problems found, 130 interrupted). Its help texts are message ids, so that
they are translated when they are shown. `main` does the rest: the language, errors as one line, quiet pipes, Ctrl-C.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; never raises, whatever the user does."""
    try:
        from whygrad.cli._main import run

        return run(arguments)
    except KeyboardInterrupt:  # while importing, or while an error was being reported
        return 130
