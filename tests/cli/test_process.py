"""What only a process of its own shows: Ctrl-C, closed pipes, full disks."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from whygrad.trace import Status, Trace

posix = pytest.mark.skipif(os.name == "nt", reason="signals and pipes as on POSIX")


def _start(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "whygrad", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@posix
def test_ctrl_c_keeps_what_was_recorded(tmp_path: Path) -> None:
    folder = tmp_path / "run.zarr"
    process = _start("train", "healthy-digits", "--set", "epochs=50000", "--out", str(folder))
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (folder.exists() and len(Trace.open(folder).steps) >= 2):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.splitlines()[-1] == "whygrad: interrupted; what was recorded so far is shown and kept."
    assert "training loss" in out
    trace = Trace.open(folder)
    assert set(trace.status) == {Status.INTERRUPTED}
    assert len(trace.steps) >= 2


@posix
@pytest.mark.parametrize("delay", [0.001, 0.02, 0.05, 0.1, 0.2, 0.4])
def test_ctrl_c_at_any_moment_is_quiet(delay: float) -> None:
    """From the first line of `main` on; while Python itself starts, it is Python that answers. So it does where a busy
    machine comes to `main` later than the signal: then no frame of a file is in the traceback.
    """
    code = (
        "import signal, sys\n"
        "from whygrad.cli import main\n"
        "signal.signal(signal.SIGALRM, signal.default_int_handler)\n"
        f"signal.setitimer(signal.ITIMER_REAL, {delay})\n"
        "status = main(['explain', 'depth'])\n"
        "signal.setitimer(signal.ITIMER_REAL, 0)\n"
        "sys.exit(status)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    if done.returncode == -signal.SIGINT and ".py" not in done.stderr:
        return
    assert done.returncode in (0, 130)
    assert done.stderr.splitlines()[-1:] in ([], ["whygrad: interrupted."])


@posix
def test_ctrl_c_in_a_finalizer_is_not_lost() -> None:
    """Python itself prints a traceback of it and goes on."""
    code = (
        "import signal, sys, time\n"
        "from whygrad.cli import _main, main\n"
        "class Finalized:\n"
        "    def __del__(self):\n"
        "        signal.raise_signal(signal.SIGINT)\n"
        "def busy(words):\n"
        "    Finalized()\n"
        "    time.sleep(60)\n"
        "_main._dispatch = busy\n"
        "sys.exit(main([]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 130
    assert done.stderr.splitlines() == ["whygrad: interrupted."]


@posix
def test_ctrl_c_is_answered_while_the_main_thread_computes() -> None:
    """A line comes while nothing of Python's runs in the main thread; the command's own answer comes after it."""
    code = (
        "import sys, time\n"
        "from whygrad.cli import _main, main\n"
        "def busy(words):\n"
        "    try:\n"
        "        print('begun', flush=True)\n"
        "        time.sleep(60)\n"
        "    finally:\n"
        "        sys.stdin.readline()\n"  # what was begun is being finished: until the line has been read here
        "_main._dispatch = busy\n"
        "sys.exit(main([]))\n"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "begun\n"
        process.send_signal(signal.SIGINT)
        assert "is being finished (press Ctrl-C again" in process.stderr.readline()
        _, err = process.communicate("\n", timeout=60)
    assert err == "whygrad: interrupted.\n"
    assert process.returncode == 130


@posix
def test_a_second_ctrl_c_ends_what_is_being_finished() -> None:
    code = (
        "import sys, time\n"
        "from whygrad.cli import _main, main\n"
        "def busy(words):\n"
        "    try:\n"
        "        print('begun', flush=True)\n"
        "        time.sleep(600)\n"
        "    finally:\n"
        "        time.sleep(600)\n"
        "_main._dispatch = busy\n"
        "sys.exit(main([]))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    process.stderr.readline()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130


@posix
def test_an_interrupt_that_python_remembers_gives_130(tmp_path: Path) -> None:
    """One that passes through `exec` (dataclasses, named tuples) would end the process by SIGINT after all."""
    code = (
        "import sys\n"
        "from whygrad.cli import _main, main\n"
        "def run(arguments):\n"
        "    print('shown')\n"
        "    exec('raise KeyboardInterrupt')\n"
        "_main.run = run\n"
        "sys.exit(main())\n"
    )
    (tmp_path / "started.py").write_text(code)  # with -m, as `python -m whygrad` is: -c would exit on another way
    done = subprocess.run(
        [sys.executable, "-m", "started"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "shown\n", "")


@posix
def test_an_interrupt_that_python_makes_another_error_of_gives_130(tmp_path: Path) -> None:
    """Before 3.12, where it comes while a class names its attributes."""
    code = (
        "import sys\n"
        "from whygrad.cli import _main, main\n"
        "def dispatch(words):\n"
        "    class Name:\n"
        "        def __set_name__(self, owner, name):\n"
        "            raise KeyboardInterrupt\n"
        "    class Named:\n"
        "        name = Name()\n"
        "_main._dispatch = dispatch\n"
        "sys.exit(main())\n"
    )
    (tmp_path / "started.py").write_text(code)
    done = subprocess.run(
        [sys.executable, "-m", "started"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 130
    assert "bug" not in done.stderr


@posix
def test_ctrl_c_after_the_end_changes_nothing() -> None:
    code = (
        "import atexit, os, signal, sys\n"
        "from whygrad.cli import main\n"
        "sys.argv = ['whygrad', '--version']\n"
        "atexit.register(lambda: os.kill(os.getpid(), signal.SIGINT))\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("whygrad ")


@posix
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_error(closed: str) -> None:
    """The status is that of the command, and nothing is said of the stream."""
    for words, status in (("explain dead-units", 0), ("explain nosuch", 2), ("data moons", 0)):
        done = subprocess.run(
            ["/bin/sh", "-c", f'exec "$0" -m whygrad {words} {closed}', sys.executable],
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == status
        assert done.stderr.count("\n") == (1 if status and "2>" not in closed else 0)


@posix
def test_a_reader_that_leaves_is_no_error() -> None:
    process = _start("explain")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    with process.stderr as errors:
        assert errors.read() == ""
    assert process.wait(timeout=60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_in_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "whygrad", "explain"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "space" in done.stderr


def test_ascii_terminals_get_no_error() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "whygrad", "--help", "--lang", "ko"],
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0
    assert b"--lang" in done.stdout
