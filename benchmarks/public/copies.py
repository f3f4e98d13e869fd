"""Working copies: a program's folder out of a clone, changed as the index says, with the data that it asks for."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.public import data
from benchmarks.public.index import Edit, Program

MOST_SECONDS = 600.0  # for a clone


class NoCloneError(Exception):
    """The repository is neither among the clones nor to be had by git."""


def copy(program: Program, clones: Path, folder: Path, *, fixed: bool = False) -> Path:
    """Lay the program out in a folder; with `fixed`, without its mistake. The path of the program there."""
    clone = _clone(program, clones)
    for name, content in _tree(clone, program.commit, program.copied):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    for edit in (*program.edits, *(program.fix if fixed else ())):
        _change(folder / edit.file, edit)
    for name, maker in program.files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        data.MAKERS[maker](target)
    return folder / program.path


def _change(file: Path, edit: Edit) -> None:
    file.write_text(edit.apply(file.read_text(encoding="utf-8")), encoding="utf-8")


def _clone(program: Program, clones: Path) -> Path:
    """The clone that holds the program's commit; taken from GitHub if it is not there."""
    clone = clones / program.repository
    if not clone.exists():
        clone.parent.mkdir(parents=True, exist_ok=True)
        address = f"https://github.com/{program.repository}.git"
        _run(["git", "clone", "--quiet", "--no-checkout", "--filter=blob:none", address, str(clone)])
    return clone


def _tree(clone: Path, commit: str, folder: str) -> Iterator[tuple[str, bytes]]:
    """The files of a folder at a commit; those that the clone lacks (a snapshot may leave out large ones) are not."""
    git = ["git", "-C", str(clone)]
    listed = _run([*git, "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, f"{folder}/"])
    names = [name for name in listed.decode().split("\0") if name]
    wanted = "".join(f"{commit}:{name}\n" for name in names)
    answer = io.BytesIO(_run([*git, "cat-file", "--batch"], wanted.encode()))
    for name in names:
        head = answer.readline().split()
        if head[-1] == b"missing":
            continue
        yield name, answer.read(int(head[-1]))
        answer.readline()


def _run(command: Sequence[str], given: bytes = b"") -> bytes:
    done = subprocess.run(command, input=given, capture_output=True, check=False, timeout=MOST_SECONDS)
    if done.returncode:
        raise NoCloneError(done.stderr.decode(errors="replace").strip())
    return done.stdout
