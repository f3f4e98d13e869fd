"""The Model Context Protocol on stdin and stdout."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import anyio
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp.types import Tool as Listed
from pydantic import ValidationError

from whygrad.cli._assistant.running import run
from whygrad.cli._assistant.saying import short
from whygrad.cli._assistant.tools import TOOLS
from whygrad.errors import InputError, WhygradError
from whygrad.i18n import text
from whygrad.views.version import version

_OUTPUT: dict[str, Any] = {
    "type": "object",
    "properties": {"schema": {"type": "string", "pattern": r"^whygrad\."}},
    "required": ["schema"],
}
_RUNS = {"diagnose", "trial"}  # what runs the user's own code


def serve(folder: Path) -> None:
    """Answer until the client has gone."""
    anyio.run(_serve, folder)


async def _serve(folder: Path) -> None:
    one_at_a_time = anyio.Semaphore(1)  # two trainings beside each other would only slow each other down

    async def list_tools(_context: ServerRequestContext, _params: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_listed(name) for name in TOOLS])

    async def call_tool(context: ServerRequestContext, params: CallToolRequestParams) -> CallToolResult:
        began = time.monotonic()

        async def report(sentence: str) -> None:
            await context.session.report_progress(round(time.monotonic() - began, 2), None, sentence)

        try:
            words = _command(params.name, params.arguments or {}, folder)
            async with one_at_a_time:
                answer = await run(words, folder, report)
            said = short(answer.value, answer.said)
        except WhygradError as error:
            return CallToolResult(content=[TextContent(type="text", text=str(error))], is_error=True)
        return CallToolResult(content=[TextContent(type="text", text=said)], structured_content=answer.value)

    server = Server(
        "whygrad", version=version(), instructions=text("mcp-instructions", folder=str(folder)),
        on_list_tools=list_tools, on_call_tool=call_tool,
    )  # fmt: skip
    async with stdio_server() as (reads, writes):
        await server.run(reads, writes, server.create_initialization_options())


def _listed(name: str) -> Listed:
    runs = name in _RUNS
    return Listed(
        name=name,
        title=f"whygrad {name}",
        description=text(f"mcp-tool-{name}"),
        input_schema=TOOLS[name].input_schema(),
        output_schema=_OUTPUT,
        annotations=ToolAnnotations(read_only_hint=not runs, destructive_hint=runs, open_world_hint=runs),
    )


def _command(name: str, arguments: dict[str, Any], folder: Path) -> list[str]:
    """The command line of a call; raises `InputError` for a tool or an argument that there is not."""
    if name not in TOOLS:
        raise InputError("mcp-unknown-tool", name=name, known=", ".join(TOOLS))
    try:
        tool = TOOLS[name].model_validate(arguments)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputError("mcp-bad-argument", tool=name, argument=where, what=first["msg"]) from None
    return tool.command(folder)
