"""The source of the GPU's program: `device/program.cu` and the headers that it shares with the kernel."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

DEVICE = Path(__file__).resolve().parent / "device"
KERNEL = DEVICE.parent.parent / "engine" / "kernel"
PROGRAM = "program.cu"

_OF_THE_KERNEL = (
    "activations.h", "dense.h", "functions.h", "kernel.h", "lanes.h", "losses.h", "norms.h", "optimizers.h",
    "population.h",
)  # fmt: skip
_OF_THE_DEVICE = ("constant_network.h", "lane.h", "network.h", "task.h", "training.h")


@cache
def files() -> Mapping[str, str]:
    """Every file that the program is made of, by the name under which it is included; `PROGRAM` includes the others."""
    folders = {**dict.fromkeys(_OF_THE_KERNEL, KERNEL), **dict.fromkeys((*_OF_THE_DEVICE, PROGRAM), DEVICE)}
    return {name: (folder / name).read_text(encoding="utf-8") for name, folder in folders.items()}


@cache
def digest() -> str:
    """A hash of all of them, in hexadecimal digits."""
    found = hashlib.sha256()
    for name, text in sorted(files().items()):
        found.update(f"{name}\0{text}\0".encode())
    return found.hexdigest()
