"""`whygrad mcp`, as a coding assistant uses it: the SDK's own client, the server in a process of its own."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp")
pytest.importorskip("torch")

import anyio
from mcp import Client, StdioServerParameters

from whygrad.cli._assistant.tools import BUDGET, SECONDS, TOOLS
from whygrad.diagnose.pages import page
from whygrad.trial.source._file import File

ROOT = Path(__file__).resolve().parents[2]

PATIENCE = 600.0  # seconds for anything at all: far more than a slow machine takes

NOISY = """
import sys
print('{"jsonrpc": "2.0", "id": 1, "result": {}}', flush=True)
assert sys.stdin.read() == ""
assert sys.argv[1:] == ["--size", "3"]
"""
ENDLESS = """
import os, pathlib, torch
pathlib.Path("pid").write_text(str(os.getpid()))
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
x = torch.randn(64, 2)
while True:
    try:
        optimizer.zero_grad()
        (model(x) - x[:, :1]).square().mean().backward()
        optimizer.step()
    except BaseException:
        pass
"""


def script(code: str) -> str:
    found = page(code, "en")
    assert found is not None
    return found.script


def talk(folder: Path, conversation: Callable[[Client], Awaitable[None]]) -> None:
    server = StdioServerParameters(command=sys.executable, args=["-m", "whygrad", "mcp", str(folder)])

    async def session() -> None:
        with anyio.fail_after(PATIENCE):
            async with Client(server) as client:
                await conversation(client)

    anyio.run(session)


async def refused(client: Client, tool: str, **arguments: Any) -> str:
    """The sentence of a call that is an error."""
    answer = await client.call_tool(tool, arguments)
    assert answer.is_error
    (content,) = answer.content
    assert "\n" not in content.text
    assert "Traceback" not in content.text
    return content.text


def test_tools_say_what_they_take(tmp_path: Path) -> None:
    async def conversation(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {"diagnose", "trial", "explain", "compare"}
        for tool in tools.values():
            assert tool.description
            assert all(len(field["description"]) > 20 for field in tool.input_schema["properties"].values())
        assert tools["diagnose"].input_schema["required"] == ["target"]
        assert tools["diagnose"].input_schema["properties"]["seconds"]["maximum"] == 1_000_000

    talk(tmp_path, conversation)


def test_diagnoses_a_script_that_prints_and_reads(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(NOISY + script("gradients-accumulate"), encoding="utf-8")
    heard: list[tuple[float, str]] = []

    async def progress(done: float, total: float | None, message: str | None) -> None:
        heard.append((done, message or ""))

    async def conversation(client: Client) -> None:
        arguments = {"target": "train.py", "arguments": ["--size", "3"], "steps": 40}
        answer = await client.call_tool("diagnose", arguments, progress_callback=progress)
        value: Any = answer.structured_content
        assert value["schema"] == "whygrad.diagnosis/1"
        cause = value["findings"][0]
        assert (cause["code"], cause["cause"]) == ("gradients-accumulate", True)
        lines = (tmp_path / "train.py").read_text(encoding="utf-8").splitlines()
        assert cause["where"]["source"] == f"train.py:{lines.index('        optimizer.step()') + 1}"
        assert cause["evidence"][0]["value"] > cause["evidence"][0]["threshold"]
        assert (cause["where"]["file"], cause["where"]["call"]) == ("train.py", "optimizer.step()")
        assert cause["where"]["source"] in answer.content[0].text
        assert "+        optimizer.zero_grad()\n" in cause["change"]
        assert cause["change"].rstrip() in answer.content[0].text
        assert all(one["message"] for one in value["undecided"])

    talk(tmp_path, conversation)
    assert any("updates observed" in message for _, message in heard)
    assert [done for done, _ in heard] == sorted({done for done, _ in heard})  # it only rises


def test_cancelling_ends_the_script(tmp_path: Path) -> None:
    (tmp_path / "endless.py").write_text(ENDLESS, encoding="utf-8")
    told = tmp_path / "pid"

    async def conversation(client: Client) -> None:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(client.call_tool, "diagnose", {"target": "endless.py", "steps": 1_000_000})
            while not (told.is_file() and told.read_text(encoding="utf-8")):
                await anyio.sleep(0.05)
            tasks.cancel_scope.cancel()
        pid = int(told.read_text(encoding="utf-8"))
        end = time.monotonic() + PATIENCE / 5
        while _is_there(pid):
            assert time.monotonic() < end
            await anyio.sleep(0.05)
        # … and the server goes on: the next call has its turn
        assert not (await client.call_tool("explain", {})).is_error

    talk(tmp_path, conversation)


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_refuses_what_lies_outside(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    ran = tmp_path / "ran"
    (tmp_path / "train.py").write_text(f"open({str(ran)!r}, 'w')", encoding="utf-8")
    (tmp_path / "points.csv").write_text("a,b,c\n1,2,3\n2,3,1\n", encoding="utf-8")
    (folder / "link.py").symlink_to(tmp_path / "train.py")
    (folder / "far").symlink_to(tmp_path)
    (folder / "there.toml").write_text('[data]\nname = "../points.csv"\n', encoding="utf-8")

    async def conversation(client: Client) -> None:
        for word in ("../train.py", str(tmp_path / "train.py"), "link.py", "far/train.py", "./far/../../train.py"):
            for tool in ("diagnose", "trial"):
                assert "is outside" in await refused(client, tool, target=word)
        assert "is outside" in await refused(client, "diagnose", target="there.toml")
        assert "is outside" in await refused(client, "compare", experiment="there.toml", vary=["learning_rate=0.1,1"])
        varied = {"experiment": "healthy-moons", "vary": ["data.name=moons,../points.csv"], "seeds": 1}
        assert "is outside" in await refused(client, "compare", **varied, changes=["epochs=1"])

    talk(folder, conversation)
    assert not ran.exists()


def test_errors_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "early.py").write_text("import sys\nraise ValueError('no data')\n", encoding="utf-8")
    late = (
        script("gradients-accumulate")
        .replace("range(40)", "range(3)")
        .replace("print(", "raise RuntimeError('the end')\nprint(")
    )
    (tmp_path / "late.py").write_text(late, encoding="utf-8")

    async def conversation(client: Client) -> None:
        assert "ValueError: no data (early.py:2)" in await refused(client, "diagnose", target="early.py")
        assert "file not found" in await refused(client, "diagnose", target="none.py")
        assert "argument steps" in await refused(client, "diagnose", target="early.py", steps=0)
        assert "argument colour" in await refused(client, "explain", colour="red")
        assert "deda-units" in await refused(client, "explain", code="deda-units")
        assert "there is no tool paint" in await refused(client, "paint")
        answer: Any = await client.call_tool("diagnose", {"target": "late.py"})
        assert answer.structured_content["ended"]["error"] == "RuntimeError: the end"
        assert "RuntimeError: the end" in answer.content[0].text
        assert "Traceback" not in answer.content[0].text

    talk(tmp_path, conversation)


def test_explain_compare_and_trial_give_the_command_line_s_json(tmp_path: Path, wg: Callable[..., Any]) -> None:
    changes = ["epochs=20"]

    async def conversation(client: Client) -> None:
        for tool, arguments, words in (
            ("explain", {"code": "dead-units"}, ["explain", "dead-units"]),
            (
                "compare",
                {"experiment": "healthy-moons", "vary": ["learning_rate=0.1,0.5"], "seeds": 2, "changes": changes},
                ["compare", "healthy-moons", "--vary", "learning_rate=0.1,0.5", "--seeds", "2", "--set", changes[0]],
            ),
            (
                "trial",
                {"target": "dead-units-moons", "seeds": 2, "changes": changes},
                ["diagnose", "dead-units-moons", "--trial", "--seeds", "2", "--set", changes[0]],
            ),
        ):
            answer = await client.call_tool(tool, arguments)
            assert not answer.is_error, answer.content
            assert answer.content[0].text
            assert answer.structured_content == json.loads(wg(*words, "--json").out)
            if tool == "trial":
                value: Any = answer.structured_content
                assert value["trial"]["remedies"]

    talk(tmp_path, conversation)


@pytest.mark.parametrize("name", ["coding-assistants.md", "coding-assistants.ko.md"])
def test_the_page_has_the_limits_the_arguments_and_a_real_diff(name: str) -> None:
    text = (ROOT / "docs" / "how-to" / name).read_text(encoding="utf-8")
    for tool in TOOLS.values():
        assert f"`{tool.name}`" in text
        assert all(f"`{field}`" in text for field in tool.model_fields)
    assert SECONDS == BUDGET == 120
    assert len(re.findall("120", text)) == 2
    file = File(script("gradients-accumulate").encode())
    (step,) = [call for call in file.calls if file.text(call) == "optimizer.step()"]
    edits = file.insert(file.statements_at(step.lineno)[0], after=["optimizer.zero_grad()"])
    assert edits is not None
    assert file.diff(edits, "train.py") in text
    assert f"Place: train.py:{step.lineno}\n" in text


def test_without_the_sdk_says_what_to_install(wg: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    run = wg("mcp")
    assert (run.status, run.out) == (2, "")
    assert run.err == 'whygrad: whygrad mcp needs the MCP SDK: pip install "whygrad[mcp]".\n'


@pytest.mark.parametrize("name", ["none", "\0", "\ud800"])
def test_folder_has_to_be_one(wg: Callable[..., Any], tmp_path: Path, name: str) -> None:
    run = wg("mcp", str(tmp_path / name))
    assert run.status == 2
    assert "there is no such folder" in run.err


def test_a_closed_stdin_is_refused(wg: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """As `whygrad mcp <&-` has it."""
    monkeypatch.setattr(sys, "stdin", None)
    run = wg("mcp")
    assert (run.status, run.out) == (2, "")
    assert "stdin" in run.err
