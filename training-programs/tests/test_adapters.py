"""Tools are asked in processes of their own, within their time limit, and what they write is read strictly."""

from __future__ import annotations

import json
import os
import shlex
import sys
from pathlib import Path

import pytest

from training_programs import Answer, Finding, adapter, program
from training_programs.adapters.whygrad import Told, codes
from training_programs.processes import Ended

MOONS = program("moons_16").paths[0]
SPECTRUM = program("spectrum_07").paths[0]


def tool(tmp_path: Path, source: str) -> str:
    file = tmp_path / "tool.py"
    file.write_text(source, encoding="utf-8")
    return shlex.join([sys.executable, str(file)])


def test_the_baseline_finds_nothing() -> None:
    assert adapter("always-healthy").diagnose(MOONS, 1.0).findings == ()


def test_a_tool_on_the_command_line(tmp_path: Path) -> None:
    source = (
        "import json, sys\n"
        "print(json.dumps({'findings': [{'code': 'dead-units'}, {'code': sys.argv[1], 'labels': ['no-gradient']}]}))\n"
        "sys.exit(1)"
    )
    answer = adapter("command", tool(tmp_path, source)).diagnose(MOONS, 60.0)
    assert answer.status == "answered"
    assert answer.findings == (
        Finding("dead-units", frozenset({"dead-units"})),
        Finding(str(MOONS), frozenset({"no-gradient"})),
    )
    assert answer.seconds > 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs a named pipe")
def test_the_time_limit_ends_a_tool_and_what_it_started(tmp_path: Path) -> None:
    """A pipe of the started process is closed when that is gone."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    child = f"import time; held = open({str(pipe)!r}, 'w'); held.write('here'); held.flush(); time.sleep(600)"
    source = f"import subprocess, sys, time\nsubprocess.Popen([sys.executable, '-c', {child!r}])\ntime.sleep(600)"
    answer = adapter("command", tool(tmp_path, source)).diagnose(MOONS, 3.0)
    assert (answer.status, answer.line) == ("no answer", "took longer than 3 s")
    assert os.read(reader, 4) == b"here"
    os.set_blocking(reader, True)
    assert os.read(reader, 1) == b""  # whoever holds the other end keeps this waiting
    os.close(reader)


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("hello", "no JSON"),
        ("[]", 'a list "findings"'),
        ('{"findings": [{}]}', '"code"'),
        ('{"findings": [], "status": "maybe"}', "not 'maybe'"),
        ('{"findings": [{"code": "x", "labels": ["nonsense"]}]}', "no such label: nonsense"),
        ('{"findings": [{"code": "x", "labels": "no-gradient"}]}', "a list of strings"),
        ('{"findings": [{"code": "x"}], "status": "cannot tell"}', 'has the status "answered"'),
    ],
)
def test_what_cannot_be_read_is_no_answer(tmp_path: Path, printed: str, said: str) -> None:
    answer = adapter("command", tool(tmp_path, f"print({printed!r})")).diagnose(MOONS, 60.0)
    assert answer.status == "no answer"
    assert said in answer.line


def test_answers_survive_json() -> None:
    for answer in (
        Answer((Finding("x", frozenset({"no-gradient", "dead-units"})), Finding("y")), seconds=1.25),
        Answer(status="cannot tell", seconds=2.0),
        Answer(status="no answer", seconds=120.0, line="took longer than 120 s"),
    ):
        assert Answer.from_json(json.loads(json.dumps(answer.to_json()))) == answer


@pytest.mark.parametrize(
    ("name", "command", "said"),
    [("nobody", "", "no adapter"), ("command", "", "needs a command"), ("always-healthy", "x", "takes no command")],
)
def test_wrong_use_says_what_is_right(name: str, command: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        adapter(name, command)


def finding(code: str, severity: str, cause: bool) -> dict[str, object]:
    return {"code": code, "severity": severity, "cause": cause}


def test_whygrads_json_becomes_an_answer() -> None:
    found = [finding("no-progress", "error", False), finding("dead-units", "warning", True)]
    other = {"findings": [finding("overfitting", "warning", True), finding("linear-network", "note", True)]}
    diagnosis = {"findings": found, "decided": True, "others": [other]}
    assert codes(diagnosis) == ["dead-units", "no-progress", "overfitting"]
    ended = Ended("", "Traceback\nValueError: x\n", 3.0)
    assert Told(diagnosis, ended).answer(9.0).findings[0].labels == {"dead-units"}
    assert Told({"findings": [], "decided": False}, ended).answer(9.0).status == "cannot tell"
    assert Told({"findings": [], "decided": True}, ended).answer(9.0).status == "answered"
    assert Told(None, ended).answer(9.0) == Answer(status="no answer", seconds=3.0, line="ValueError: x")
    late = Told(None, Ended("", "", 9.0, timed_out=True)).answer(9.0)
    assert late.line == "took longer than 9 s"


@pytest.mark.parametrize(("name", "code"), [("autotrainer", "abnormal data"), ("sagemaker", "LossNotDecreasing")])
def test_published_rules_are_asked_about_a_whole_program(name: str, code: str) -> None:
    """Large outputs of hidden layers, and a loss that stays as it is."""
    pytest.importorskip("torch")
    pytest.importorskip("sklearn")
    answer = adapter(name).diagnose(SPECTRUM, 300.0)
    assert answer.status == "answered", answer.line
    assert code in {one.code for one in answer.findings}
