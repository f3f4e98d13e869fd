"""`whygrad mcp`: diagnose, trial, explain and compare as tools for coding assistants."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Annotated

import typer

from whygrad.errors import InputError, MissingExtraError


def mcp(folder: Annotated[str, typer.Argument(metavar="FOLDER", help="cli-mcp-folder")] = ".") -> int:
    """Speak the Model Context Protocol on stdin and stdout until the client has gone."""
    from whygrad.cli._assistant.folder import served

    chosen = served(folder)
    if find_spec("mcp") is None:
        raise MissingExtraError("mcp-missing")
    if not all(hasattr(stream, "buffer") for stream in (sys.stdin, sys.stdout)):  # closed, or replaced by texts
        raise InputError("mcp-no-streams")
    from whygrad.cli._assistant.server import serve

    serve(chosen)
    return 0
