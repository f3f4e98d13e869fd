"""Folders that pass for traces: opened, judged and served."""

from __future__ import annotations

import json
import os
import random
import shutil
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from tests.fuzz_targets._commands import command

from whygrad.engine import train
from whygrad.errors import WhygradError
from whygrad.experiment import presets
from whygrad.studio.following import Traces

SAYS = "traces on disk: metadata, chunks, links, pipes, holes"
EXAMPLES = 25
MEMORY = 1_536

VALUES = [None, True, -1, 0, 1, 2, 7.5, 10**9, 10**30, "", "x", "int8", "\x1b[2J", [], {}, [[]], "x" * 10_000, 1e300]
FILES = ["fifo", "link", "device", "folder", "hole", "cut", "longer", "garbage", "gone", "zeros"]
STRATEGY = st.tuples(
    st.integers(0, 2**32),
    st.lists(st.sampled_from(FILES), max_size=2),
    st.integers(0, 3),
    st.sampled_from(["command", "served"]),
)


@cache
def _whole() -> Path:
    folder = Path(tempfile.mkdtemp()) / "run.zarr"
    train(presets["healthy-xor"].replace(epochs=3), seeds=2).save(folder)
    return folder


def attempt(value: tuple[int, list[str], int, str]) -> None:
    seed, files, edits, way = value
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "run.zarr"
        shutil.copytree(_whole(), folder)
        for _ in range(edits):
            _edit(chance.choice([folder, *folder.iterdir()]), chance)
        for kind in files:
            _spoil(
                chance.choice([path for path in folder.rglob("*") if path.is_file()] or [folder / "x"]), kind, chance
            )
        if way == "command":
            command(["diagnose", str(folder)])
            return
        traces = Traces(Path(place))
        for entry in traces.listed()["traces"]:
            with suppress(WhygradError):
                traces.shown(entry["id"])
                traces.judged(entry["id"])


def _edit(folder: Path, chance: random.Random) -> None:
    """Replace or remove a value of a folder's metadata."""
    file = folder / "zarr.json"
    if not file.is_file():
        return
    group: Any = json.loads(file.read_text())
    place = group
    while place:
        key = chance.choice(list(place) if isinstance(place, dict) else range(len(place)))
        if not isinstance(place[key], dict | list) or not place[key] or chance.random() < 0.1:
            break
        place = place[key]
    if not place:
        return
    if chance.random() < 0.2:
        del place[key]
    else:
        place[key] = chance.choice(VALUES)
    file.write_text(json.dumps(group))


def _spoil(path: Path, kind: str, chance: random.Random) -> None:
    """Put something else in the place of a file."""
    if kind in ("hole", "cut", "longer"):
        sizes = {"hole": 5 << 30, "cut": chance.randint(0, 50), "longer": path.stat().st_size + 1}
        os.truncate(path, sizes[kind])
        return
    path.unlink()
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to("/etc/passwd")
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    elif kind == "garbage":
        path.write_bytes(chance.randbytes(100))
    elif kind == "zeros":
        path.write_bytes(bytes(1 << 20))
