"""How a trace lies on disk: a plain zarr v3 group, one uncompressed array a channel.

    NAME.zarr/
      zarr.json             the group; it repeats every array's metadata ("consolidated") and so, as the one place that
                            counts, the number of finished records
      loss_train/
        zarr.json           this array's metadata
        c.0.0  c.0.1 …      chunks: all runs, some steps

Inside a chunk the step is the slowest axis (the `transpose` codec says so to other readers), hence a record is one run
of bytes and is written in place, without touching the records before it. A new chunk is filled with NaN. A record is
*finished* once the group's `zarr.json` has been replaced by one that counts it. Replacing is a rename, which is atomic:
a reader sees a record completely or not at all, in all channels alike. What a dying writer left half done lies outside
of every array's shape.

This holds when the process dies (`kill -9`); against a power failure nothing is promised, since nothing is synced.

The group's attributes hold, under `whygrad`, the format's version, the `Meta`, and how the runs ended. Arrays beside
the channels: `step` (step), `seed` (run), `non_finite_step` (run), `non_finite_layer` (run), `initial_parameters` and
`final_parameters` (run, parameter).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from whygrad.trace.channels import CHANNELS

FORMAT = 1
METADATA = "zarr.json"
OWN = "whygrad"

_NUMBER = "number"  # {"number": "NaN"}: JSON has no NaN and no infinity

FIXED: dict[str, tuple[str, ...]] = {
    "step": ("step",),
    "seed": ("run",),
    "non_finite_step": ("run",),
    "non_finite_layer": ("run",),
    "initial_parameters": ("run", "parameter"),
    "final_parameters": ("run", "parameter"),
}


def dims_of(name: str) -> tuple[str, ...]:
    """The dimensions of an array of the store."""
    return FIXED[name] if name in FIXED else CHANNELS[name].dims


def type_of(name: str) -> str:
    """The element type of an array of the store: "int64" or "float32"."""
    return "int64" if name in FIXED and not name.endswith("parameters") else "float32"


@dataclass(frozen=True, slots=True)
class Layout:
    """One array of the store.

    `shape` is without the step axis if there is one; `steps` is then how many records a chunk holds, and 0 otherwise.
    """

    name: str
    shape: tuple[int, ...]
    steps: int = 0

    @property
    def axis(self) -> int:
        """Which axis is the step."""
        return dims_of(self.name).index("step")

    def with_steps(self, steps: int) -> list[int]:
        """The shape with `steps` in the place of the step axis."""
        shape = list(self.shape)
        if self.steps:
            shape.insert(self.axis, steps)
        return shape

    def chunk_file(self, index: int = 0) -> str:
        """The file of the chunk that holds the records from `index * steps` on, in the group's folder."""
        grid = [0] * len(dims_of(self.name))
        if self.steps:
            grid[self.axis] = index
        return f"{self.name}/c.{'.'.join(map(str, grid))}"

    def metadata(self, records: object) -> dict[str, Any]:
        """The array's `zarr.json`; `records` is the length of its step axis."""
        name, dims, floating = self.name, dims_of(self.name), type_of(self.name) == "float32"
        shape: list[object] = list(self.with_steps(0))
        codecs: list[dict[str, Any]] = [{"name": "bytes", "configuration": {"endian": "little"}}]
        if self.steps:
            shape[self.axis] = records
            order = [self.axis, *(axis for axis in range(len(dims)) if axis != self.axis)]
            if order != sorted(order):
                codecs.insert(0, {"name": "transpose", "configuration": {"order": order}})
        channel = CHANNELS.get(name)
        described = {"units": channel.unit, "description": channel.formula, "source": channel.source} if channel else {}
        # A chunk's axes must be at least 1 long.
        chunk = [max(length, 1) for length in self.with_steps(self.steps)]
        return {
            "zarr_format": 3,
            "node_type": "array",
            "shape": shape,
            "data_type": type_of(name),
            "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": chunk}},
            "chunk_key_encoding": {"name": "default", "configuration": {"separator": "."}},
            "fill_value": "NaN" if floating else -1,
            "codecs": codecs,
            "dimension_names": list(dims),
            "attributes": described,
        }


def encode(value: Any) -> Any:
    """A nested plain value as one that JSON can say: NaN becomes `{"number": "NaN"}`, likewise the infinities."""
    if isinstance(value, float) and not math.isfinite(value):
        return {_NUMBER: str(value)}
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [encode(item) for item in value]
    return value


def decode(value: Any) -> Any:
    """The inverse of `encode` (tuples come back as lists)."""
    if isinstance(value, dict):
        if value.keys() == {_NUMBER} and value[_NUMBER] in ("nan", "inf", "-inf"):
            return float(value[_NUMBER])
        return {key: decode(item) for key, item in value.items()}
    if isinstance(value, list):
        return [decode(item) for item in value]
    return value
