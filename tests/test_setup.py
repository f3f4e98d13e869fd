"""The set-up says in one line what a bare machine lacks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the set-up is a bash script")


def _check(root: Path, folder: Path, programs: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run .ci/check-tools where nothing but these programs is installed."""
    for name, path in programs.items():
        (folder / name).symlink_to(path)
    bash = shutil.which("bash")
    assert bash
    return subprocess.run(
        [bash, str(root / ".ci" / "check-tools"), *arguments],
        env={"PATH": str(folder), "HOME": str(folder)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def _python() -> str:
    """The interpreter itself, not the environment's link to it."""
    return os.path.realpath(sys.executable)


def test_without_python(root: Path, tmp_path: Path) -> None:
    done = _check(root, tmp_path, {})
    assert done.returncode == 2
    assert "Python 3.11" in done.stderr
    assert "apt install python3" in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_a_compiler(root: Path, tmp_path: Path) -> None:
    done = _check(root, tmp_path, {"python3": _python()})
    assert done.returncode == 2
    for package in ("apt install g++", "dnf install gcc-c++", "xcode-select --install"):
        assert package in done.stderr
    assert done.stderr.count("\n") == 1


def test_with_both(root: Path, tmp_path: Path) -> None:
    done = _check(root, tmp_path, {"python3": _python(), "g++": shutil.which("true") or "/bin/true"})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_says_which_python(root: Path, tmp_path: Path) -> None:
    done = _check(root, tmp_path, {"python3.12": _python()}, "python")
    assert (done.returncode, done.stdout) == (0, "python3.12\n")
