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
    assert err == "whygrad: interrupted; what was recorded so far is shown and kept.\n"
    assert "training loss" in out
    trace = Trace.open(folder)
    assert set(trace.status) == {Status.INTERRUPTED}
    assert len(trace.steps) >= 2


@posix
@pytest.mark.parametrize("delay", [0.001, 0.02, 0.05, 0.1, 0.2, 0.4])
def test_ctrl_c_at_any_moment_is_quiet(delay: float) -> None:
    """From the first line of `main` on; while Python itself starts, it is Python that answers."""
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
    assert done.returncode in (0, 130)
    assert done.stderr in ("", "whygrad: interrupted.\n")


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
