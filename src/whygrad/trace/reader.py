"""Reading a trace from disk, also while it grows. How it lies there is told in `_layout`."""

from __future__ import annotations

import itertools
import json
import math
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from whygrad.errors import TraceError
from whygrad.trace._layout import FIXED, FORMAT, METADATA, OWN, decode, dims_of, type_of
from whygrad.trace.channels import CHANNELS
from whygrad.trace.meta import Meta, Status

if TYPE_CHECKING:
    import zarr

MOST_BYTES = 16 << 30  # of all arrays together: a file must not be able to ask for all memory
MOST_METADATA_BYTES = 64 << 20
_ATTEMPTS, _PAUSE = 5, 0.02  # seconds between them


def read_whole(path: str | os.PathLike[str], room: int | None = None) -> dict[str, Any]:
    """As `read`, of one and the same trace: begun anew if a newer trace takes the place of this one meanwhile."""
    for _ in range(_ATTEMPTS):
        before = _identity(path)
        try:
            found = read(path, room)
        except TraceError:
            if before is not None and _identity(path) == before:
                raise  # nobody came in between: it is as it is
            if before is None and not _being_replaced(path):
                raise
        else:
            if _identity(path) == before:
                return found
        time.sleep(_PAUSE)
    return read(path, room)


def _identity(path: str | os.PathLike[str]) -> tuple[int, int] | None:
    """What tells the folder at `path` from another at the same place; `None` if there is none."""
    try:
        stat = Path(path).stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def _being_replaced(path: str | os.PathLike[str]) -> bool:
    """Whether another trace is about to come to this place (as `store.save` does it)."""
    place = Path(path)
    return place.exists() or any(place.parent.glob(f".{place.name}.*.old"))


def is_trace(folder: Path) -> bool:
    """Whether a trace of any format version lies in the folder."""
    try:
        return own_attributes(folder) is not None
    except TraceError:
        return False


def read(path: str | os.PathLike[str], room: int | None = None) -> dict[str, Any]:
    """The arguments of `Trace` from the folder `path`.

    With `room` in bytes, a trace that takes more is thinned: every 2nd, 4th, 8th … record is read, and the last one;
    the parameters are left out.

    Only finished records are read. A trace that nobody finished (it is still growing, or its writer died) has the
    status "interrupted" in all of its runs. Raises `TraceError` if nothing or something else is there, if the format is
    newer than this version's, or if something is damaged (with the array's name).
    """
    folder = Path(path)
    if not folder.exists():
        raise TraceError("trace-missing", path=str(path))
    own = own_attributes(folder)
    if own is None:
        raise TraceError("trace-not-a-trace", path=str(path))
    version = own.get("format")
    if not isinstance(version, int) or version < 1:
        raise TraceError("trace-damaged", path=str(path), part=METADATA)
    if version > FORMAT:
        raise TraceError("trace-newer", path=str(path), found=str(version), known=str(FORMAT))
    try:
        group = _open_group(folder)
        # Not `own`: the number of records and how the runs ended must come from one and the same state of the file.
        own = cast("dict[str, Any]", group.attrs[OWN])
        meta = _meta(own["meta"])
        ended = _ended(own)
    except Exception as error:  # whatever zarr, pydantic or a hand-edited file may come up with
        raise TraceError("trace-damaged", path=str(path), part=METADATA) from error
    arrays = _read_arrays(folder, group, room)
    for name in ("seed", "step"):
        if name not in arrays:
            raise TraceError("trace-damaged", path=str(path), part=name)
    return {
        "meta": meta,
        "steps": arrays.pop("step"),
        "seeds": arrays.pop("seed"),
        **{name: arrays.pop(name) for name in FIXED if name in arrays},
        **ended,
        "channels": arrays,
    }


def own_attributes(folder: Path) -> dict[str, Any] | None:
    """What the group's metadata says under our name; `None` if this is no zarr v3 group of ours."""
    return own_part(group_metadata(folder))


def own_part(group: object) -> dict[str, Any] | None:
    """The same of metadata that was read already."""
    attributes = group.get("attributes") if isinstance(group, dict) else None
    own = attributes.get(OWN) if isinstance(attributes, dict) else None
    return own if isinstance(own, dict) else None


def group_metadata(folder: Path) -> object:
    """The group's `zarr.json`; `None` if there is none. Raises `TraceError` if it cannot be read."""
    file = folder / METADATA
    try:
        if file.stat().st_size > MOST_METADATA_BYTES:
            raise TraceError("trace-too-large", path=str(folder), part=METADATA)
        return json.loads(file.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise TraceError("trace-not-read", path=str(folder), reason=error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise TraceError("trace-damaged", path=str(folder), part=METADATA) from error


def _open_group(folder: Path) -> zarr.Group:
    import zarr

    return zarr.open_group(str(folder), mode="r", zarr_format=3)


def _meta(value: Any) -> Meta:
    """The `Meta` with every field's type checked."""
    from pydantic import TypeAdapter

    return TypeAdapter(Meta).validate_python(decode(value))


def _ended(own: dict[str, Any]) -> dict[str, Any]:
    if not own["finished"]:
        return {"status": Status.INTERRUPTED}
    return {
        "status": tuple(Status(status) for status in own["status"]),
        "non_finite_what": tuple(str(what) for what in own["non_finite_what"]),
    }


def _read_arrays(folder: Path, group: zarr.Group, room: int | None) -> dict[str, NDArray[Any]]:
    """Every array we know, by name; arrays of other names are somebody else's."""
    import zarr

    left = MOST_BYTES
    arrays: dict[str, NDArray[Any]] = {}
    chosen = None if room is None else _chosen(group, room)
    for name in (*FIXED, *CHANNELS):
        if room is not None and "parameter" in dims_of(name):
            continue
        try:
            array = group.get(name)
            if array is None:
                continue
            if not isinstance(array, zarr.Array) or not _fits(name, array) or not _is_complete(folder, array):
                raise ValueError(name)
            left -= max(array.nbytes, math.prod(array.chunks) * array.dtype.itemsize)
            if left >= 0:
                arrays[name] = _content(array, name, chosen)
        except Exception as error:  # a codec's, a file's or a number's: to the user it is one damaged part
            raise TraceError("trace-damaged", path=str(folder), part=name) from error
        if left < 0:
            raise TraceError("trace-too-large", path=str(folder), part=name)
    return arrays


def _chosen(group: zarr.Group, room: int) -> NDArray[np.int64] | None:
    """Which records fit into `room` bytes; `None`: all of them."""
    import zarr

    found = [(name, group.get(name)) for name in ("step", *CHANNELS) if "step" in dims_of(name)]
    sizes = [array.nbytes for _, array in found if isinstance(array, zarr.Array)]
    step = found[0][1]
    if sum(sizes) <= room or not isinstance(step, zarr.Array):
        return None
    records = step.shape[0]
    stride = 1 << math.ceil(math.log2(sum(sizes) / max(room, 1)))
    return np.unique(np.append(np.arange(0, records, stride), records - 1))


def _content(array: zarr.Array[Any], name: str, chosen: NDArray[np.int64] | None) -> NDArray[Any]:
    if chosen is None or "step" not in dims_of(name):
        return np.asarray(array[...])
    axis = dims_of(name).index("step")
    return np.asarray(array.oindex[(slice(None),) * axis + (chosen,)])


def _fits(name: str, array: zarr.Array[Any]) -> bool:
    named = getattr(array.metadata, "dimension_names", None)
    return named == dims_of(name) and array.dtype == np.dtype(type_of(name))


def _is_complete(folder: Path, array: zarr.Array[Any]) -> bool:
    """Whether every chunk is there; a missing one would silently read as NaN."""
    chunks = array.shards or array.chunks
    counts = [-(-length // chunk) for length, chunk in zip(array.shape, chunks, strict=True)]
    if math.prod(counts) > MOST_BYTES // 512:  # a file system's block each
        return False
    files = (array.metadata.encode_chunk_key(index) for index in itertools.product(*map(range, counts)))
    return all((folder / array.basename / file).is_file() for file in files)
