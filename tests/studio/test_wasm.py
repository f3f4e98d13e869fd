"""kernel.wasm is what the kernel's source makes, byte by byte, and what the page can afford."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.studio.driving import WEB

MOST_BYTES = 70_000


def test_it_is_built_from_the_source(root: Path, tmp_path: Path) -> None:
    if not (shutil.which("clang++-16") and shutil.which("wasm-ld-16") and shutil.which("make")):
        pytest.skip("clang 16 builds it: apt install clang-16 lld-16 make")
    built = tmp_path / "kernel.wasm"
    done = subprocess.run(
        ["make", "--silent", "wasm", f"WASM={built}"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr, "a warning is an error"
    same = built.read_bytes() == (WEB / "kernel.wasm").read_bytes()
    assert same, "kernel.wasm is not what the source makes: make wasm, and commit it"


def test_it_is_light() -> None:
    assert (WEB / "kernel.wasm").stat().st_size <= MOST_BYTES
