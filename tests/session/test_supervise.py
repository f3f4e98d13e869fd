"""A script behind a watchdog: its limits, what is left of it however it ends, and that nothing stays behind."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from whygrad.diagnose import diagnose
from whygrad.session.frames import Receiver, Sender
from whygrad.session.guarded import Guarded, command
from whygrad.session.script import Request, ScriptRun
from whygrad.session.supervise import Clock, Limits, run
from whygrad.trace import LayerInfo, Status, Trace

LONG = Limits(seconds=300.0, total=300.0)

TRAINING = """
import os, signal, sys, time
import torch
from torch import nn
torch.manual_seed(0)
x = torch.randn(200, 5); y = (x.sum(1) > 0).long()
model = nn.Sequential(nn.Linear(5, 16), nn.ReLU(), nn.Linear(16, 2), nn.Softmax(1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
def update():
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(x), y).backward()
    optimizer.step()
for _ in range(40):
    update()
"""


def _gone(pid: int) -> bool:
    """Whether a process is gone, or will be in a moment."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def _until(ready: Callable[[], bool]) -> None:
    end = time.monotonic() + 100
    while not ready():
        assert time.monotonic() < end
        time.sleep(0.02)


# frames


def test_what_was_cut_short_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "told"
    sender = Sender(str(file))
    for number in range(3):
        sender.send("a", number)
    whole = file.read_bytes()
    size = len(whole) // 3
    receiver = Receiver()
    cut = whole[:size] + whole[size : size + size // 2] + whole[2 * size :]
    found = [value for byte in cut for value in receiver.feed(bytes([byte]))]
    assert [*found, *receiver.feed(b"")] == [("a", 0), ("a", 2)]


class _Runs:
    """A value whose reading would call a function."""

    def __init__(self, call: Any, *arguments: Any) -> None:
        self._how = (call, arguments)

    def __reduce__(self) -> Any:
        return self._how


def test_a_frame_holds_plain_values_and_runs_no_code(tmp_path: Path) -> None:
    sender = Sender(str(tmp_path / "file"))
    plain = ("row", np.float32(0.5), np.arange(3.0), Status.FINISHED, LayerInfo("hidden", "linear", "relu", 3, 2))
    sender.send(*plain)
    sender.send(_Runs(os.mkdir, str(tmp_path / "made")))
    sender.send(_Runs(Trace.open, str(tmp_path)))
    sender.send("after")
    first, *rest = Receiver().feed((tmp_path / "file").read_bytes())
    np.testing.assert_array_equal(first[2], plain[2])
    assert (*first[:2], *first[3:]) == (*plain[:2], *plain[3:])
    assert rest == [("after",)]
    assert not (tmp_path / "made").exists()


def test_a_file_that_got_the_number_of_a_closed_one_is_not_written_to(tmp_path: Path) -> None:
    receives, sends = os.pipe()
    sender = Sender(str(sends))
    os.close(sends)
    mine = os.open(tmp_path / "mine", os.O_WRONLY | os.O_CREAT)
    os.dup2(mine, sends)
    sender.send("a")
    for file in {mine, sends}:
        os.close(file)
    os.close(receives)
    assert (tmp_path / "mine").read_bytes() == b""


# limits


def test_evaluations_do_not_count_and_the_first_update_begins_anew() -> None:
    clock = Clock(Limits(seconds=10.0, total=50.0))
    clock.hear("begins", 1.0)
    assert clock.due() == 11.0
    clock.hear("trains", 5.0)
    assert clock.due() == 15.0
    clock.hear("evaluates", 7.0)
    assert clock.due() == 51.0, "only the limit on all"
    clock.hear("goes on", 17.0)
    assert clock.due() == 25.0


def test_importing_pytorch_does_not_count() -> None:
    clock = Clock(Limits(seconds=10.0, total=20.0))
    clock.hear("begins", 0.0)
    clock.hear("imports", 1.0)
    assert clock.due() > 60.0
    clock.hear("imported", 41.0)
    assert clock.due() == 51.0


def test_the_limit_on_all_follows_the_one_of_training() -> None:
    assert Limits.of(30, None).total == 60
    assert Limits.of(30, 40).total == 40
    assert math.isfinite(Limits.of(None, None).total)


def _ran(folder: Path, code: str, limits: Limits = LONG, **more: Any) -> ScriptRun:
    file = folder / "train.py"
    file.write_text(code, encoding="utf-8")
    return run(Request(str(file), (), "", **more), Clock(limits), stdout=subprocess.DEVNULL)


@pytest.mark.parametrize(
    "place",
    [
        "while True: pass",
        "time.sleep(1000)",
        "while True:\n  try: time.sleep(0.01)\n  except BaseException: pass",
        "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, signal.NSIG))\ntime.sleep(1000)",
    ],
    ids=["loop", "sleep", "swallows", "blocks-signals"],
)
def test_a_limit_holds_wherever_a_script_is(tmp_path: Path, place: str) -> None:
    began = time.monotonic()
    ran = _ran(tmp_path, f"import signal, time\n{place}\n", Limits(0.2, 0.4))
    assert ran.stop == "stopped"
    assert time.monotonic() - began < 60, "of a thousand seconds"


@pytest.mark.torch
@pytest.mark.parametrize(
    ("end", "stop"),
    [
        ("os._exit(0)", "exited"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "crashed"),
        ("sys.excepthook = lambda *_: os._exit(1)\nraise ValueError('broken')", "crashed"),
        ("sys.excepthook = lambda *_: 1 / 0\nraise ValueError('broken')", "crashed"),
        ("import ctypes; ctypes.string_at(0)", "crashed"),
    ],
    ids=["os._exit", "SIGKILL", "excepthook-exits", "excepthook-raises", "segfault"],
)
def test_however_a_script_ends_what_was_recorded_is_diagnosed(tmp_path: Path, end: str, stop: str) -> None:
    ran = _ran(tmp_path, TRAINING + end)
    (trace,) = ran.traces
    assert (ran.stop, trace.meta.program.stop) == (stop, stop)
    assert len(trace.steps) >= 30
    assert diagnose(trace).findings[0].code == "softmax-before-cross-entropy"


@pytest.mark.torch
def test_a_script_that_goes_on_regardless_is_killed(tmp_path: Path) -> None:
    ran = _ran(tmp_path, TRAINING + "while True:\n  try: update()\n  except BaseException: pass\n", steps=60)
    (trace,) = ran.traces
    assert ran.stop == "stopped"
    assert trace.meta.total_steps >= 50  # how many more until it is killed depends on the machine's load


@pytest.mark.torch
def test_a_training_in_a_thread_is_waited_for(tmp_path: Path) -> None:
    head, _, _ = TRAINING.partition("for _ in")
    work = "import threading\nthreading.Thread(target=lambda: [update() for _ in range(40)]).start()\n"
    ran = _ran(tmp_path, head + work)
    assert ran.stop == "finished"
    assert ran.traces[0].meta.total_steps == 40


# nothing stays behind

CHILDREN = """
import pathlib, subprocess, sys, time
own = [subprocess.Popen(["sleep", "1000"]), subprocess.Popen(["sleep", "1000"], start_new_session=True)]
pathlib.Path("pids").write_text(" ".join(str(one.pid) for one in own))
"""


def test_what_a_script_started_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _ran(tmp_path, CHILDREN)
    pids = [int(word) for word in Path("pids").read_text().split()]
    assert _gone(pids[0])
    assert sys.platform != "linux" or _gone(pids[1]), "elsewhere a session of its own is out of reach"


@pytest.mark.parametrize("killed", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_the_end_of_whygrad_is_the_end_of_the_script(tmp_path: Path, killed: signal.Signals) -> None:
    (tmp_path / "train.py").write_text(CHILDREN + "time.sleep(1000)\n")
    away = tmp_path / "temporary"
    away.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "whygrad", "diagnose", "train.py"], cwd=tmp_path, env={**os.environ, "TMPDIR": str(away)}
    )
    _until((tmp_path / "pids").exists)
    _until(lambda: len((tmp_path / "pids").read_text().split()) == 2)
    process.send_signal(killed)
    process.wait(60)
    assert _gone(int((tmp_path / "pids").read_text().split()[0]))
    assert list(away.iterdir()) == []


def test_a_folder_is_removed_if_whygrad_ends_first(tmp_path: Path) -> None:
    folder = tmp_path / "away"
    folder.mkdir()
    code = (
        "import os, sys, time\nfrom whygrad.session.guarded import Guarded\n"
        f"one = Guarded([sys.executable, '-c', 'import time; time.sleep(1000)'], folder={str(folder)!r})\n"
        "time.sleep(0.5)\nos.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=False, timeout=100)
    _until(lambda: not folder.exists())


def test_the_status_is_that_of_the_program() -> None:
    for code, status in (("raise SystemExit(7)", 7), ("import os; os.kill(os.getpid(), 9)", -9)):
        with Guarded([sys.executable, "-c", code]) as one:
            assert one.ended(60)
            assert one.status == status


# the import path


def test_the_import_path_is_that_of_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    (tmp_path / "here" / "json.py").write_text("raise SystemExit('this is not the module that was meant')")
    script = tmp_path / "there" / "train.py"
    script.write_text("import json, sys\nopen('path', 'a').write(json.dumps(sys.path) + '\\n')\n")
    monkeypatch.chdir(tmp_path / "here")
    subprocess.run([sys.executable, str(script)], check=True)
    run(Request(str(script), (), ""), Clock(LONG))
    alone, watched = map(json.loads, Path("path").read_text().splitlines())
    assert watched == alone


def test_annotations_are_what_python_makes_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `parser.add_argument(..., type=field.type)` for the fields of a dataclass needs them."""
    script = tmp_path / "train.py"
    script.write_text("class Config:\n    rate: float = 0.1\nopen('seen', 'w').write(str(Config.__annotations__))\n")
    monkeypatch.chdir(tmp_path)
    run(Request(str(script), (), ""), Clock(LONG))
    assert Path("seen").read_text() == "{'rate': <class 'float'>}"


def test_a_child_of_a_trial_has_nothing_of_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('this is not the module that was meant')")
    monkeypatch.chdir(tmp_path)
    words = command("whygrad.trial.rerun.server")
    done = subprocess.run(words, input="{}\n", capture_output=True, text=True, check=False, timeout=100)
    assert (done.stdout, done.returncode) == ("0\n", 0)
