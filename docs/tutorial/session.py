"""Plays the tutorials: `python docs/tutorial/session.py` runs their commands and writes what they print into the pages.

A page's first Python block is `train.py`. From there on, in the page's order, a diff block changes that file as it
says, and a console block's commands (`$ …`) are run beside it; what follows them is their output.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGES = {"en": HERE / "README.md", "ko": HERE / "README.ko.md"}
SOURCE = HERE.parents[1] / "src"
_BLOCK = re.compile(r"```(python|diff|console)\n(.*?)```\n", re.DOTALL)


def changed(script: str, diff: str) -> str:
    """The script with a diff block's hunks applied: lines with - and without a sign must be there, once."""
    for hunk in re.split(r"^@@.*\n", diff, flags=re.MULTILINE):
        lines = [line for line in hunk.splitlines() if line]
        old = "".join(f"{line[1:]}\n" for line in lines if line[0] in " -")
        new = "".join(f"{line[1:]}\n" for line in lines if line[0] in " +")
        if lines and script.count(old) != 1:
            raise ValueError(f"this stands {script.count(old)} times in train.py:\n{old}")
        script = script.replace(old, new) if lines else script
    return script


def run(command: str, folder: Path, language: str) -> str:
    """What a command prints on both streams."""
    words = shlex.split(command)
    start = {"python": [], "whygrad": ["-m", "whygrad"]}[words[0]]
    environment = {
        **os.environ, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8", "OMP_NUM_THREADS": "1", "COLUMNS": "80",
        "LC_ALL": "ko_KR.UTF-8" if language == "ko" else "en_US.UTF-8",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, *start, *words[1:]], cwd=folder, env=environment, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    )  # fmt: skip
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def play(page: str, language: str) -> Iterator[tuple[str, str, str]]:
    """(console block as it stands, the same with what is printed now, train.py at that moment), block by block."""
    script = ""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "train.py"
        for kind, block in _BLOCK.findall(page):
            if kind == "python" and not script:
                script = block
            elif kind == "diff":
                script = changed(script, block)
            elif kind == "console":
                file.write_text(script, encoding="utf-8")
                commands = [line for line in block.splitlines() if line.startswith("$ ")]
                now = "".join(f"{line}\n{run(line[2:], file.parent, language)}" for line in commands)
                yield block, now, script


def main() -> None:
    """Write what the commands print now into both pages."""
    for language, path in PAGES.items():
        page = path.read_text(encoding="utf-8")
        for before, now, _ in play(page, language):
            page = page.replace(f"```console\n{before}```", f"```console\n{now}```", 1)
        path.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
