"""Reading a trace from disk, also while it grows. How it lies there is told in `_layout`."""

from __future__ import annotations

import hashlib
import json
import math
import os
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.errors import TraceError
from whygrad.trace._files import TooLargeError, UnfitFileError, read_ordinary
from whygrad.trace._layout import FIXED, FORMAT, METADATA, OWN, decode, dims_of
from whygrad.trace._stored import CodecError, Stored
from whygrad.trace.channels import CHANNELS
from whygrad.trace.meta import Meta, Status

MOST_BYTES = 16 << 30  # of all arrays together: a file must not be able to ask for all memory
MOST_METADATA_BYTES = 48 << 20
_MOST_BRACKETS = 200_000  # in metadata: each becomes an object many times its size
_ATTEMPTS, _PAUSE = 5, 0.02  # seconds between them


def read_whole(path: str | os.PathLike[str], room: int | None = None, *, links: bool = True) -> dict[str, Any]:
    """As `read`, of one and the same trace: begun anew if a newer trace takes the place of this one meanwhile."""
    folder = Path(path)
    for _ in range(_ATTEMPTS):
        before, _ = beginning(folder)
        try:
            found = read(path, room, links=links)
        except TraceError:
            if before and beginning(folder)[0] == before:
                raise  # nobody came in between: it is as it is
            if not before and not _being_replaced(folder):
                raise
        else:
            if beginning(folder)[0] == before:
                return found
        time.sleep(_PAUSE)
    return read(path, room, links=links)


def beginning(folder: Path) -> tuple[str, float]:
    """What tells the trace in `folder` from another one at the same place, and when it began (seconds since 1970).

    The seeds are written once, when a trace begins. The folder alone would not do: a new one may get the number of one
    that was removed a moment ago. Without a folder, the text is empty and the time infinite.
    """
    for place in (folder / "seed" / "c.0", folder / "seed", folder):
        try:
            stat = place.stat()
        except OSError:
            continue
        text = f"{place.name} {stat.st_mtime_ns} {stat.st_ino}"
        return hashlib.sha256(text.encode()).hexdigest()[:12], stat.st_mtime
    return "", math.inf


def _being_replaced(place: Path) -> bool:
    """Whether another trace is about to come to this place (as `store.save` does it)."""
    return place.exists() or any(place.parent.glob(f".{place.name}.*.old"))


def is_trace(folder: Path) -> bool:
    """Whether a trace of any format version lies in the folder."""
    try:
        return own_attributes(folder) is not None
    except TraceError:
        return False


def read(path: str | os.PathLike[str], room: int | None = None, *, links: bool = True) -> dict[str, Any]:
    """The arguments of `Trace` from the folder `path`.

    With `room` in bytes, a trace that takes more is thinned: every 2nd, 4th, 8th … record is read, and the last one;
    the parameters are left out. With `links` false, nothing in the folder may be a link to somewhere else.

    Only finished records are read. A trace that nobody finished (it is still growing, or its writer died) has the
    status "interrupted" in all of its runs. Raises `TraceError` if nothing or something else is there, if the format is
    newer than this version's, or if something is damaged (with the array's name).
    """
    folder = Path(path)
    if not folder.exists():
        raise TraceError("trace-missing", path=str(path))
    group = group_metadata(folder, links=links)
    own = own_part(group)
    if own is None:
        raise TraceError("trace-not-a-trace", path=str(path))
    version = own.get("format")
    if not isinstance(version, int) or version < 1:
        raise TraceError("trace-damaged", path=str(path), part=METADATA)
    if version > FORMAT:
        raise TraceError("trace-newer", path=str(path), found=str(version), known=str(FORMAT))
    try:
        meta = _meta(own["meta"])
        ended = _ended(own)
    except Exception as error:  # whatever pydantic or a hand-edited file may come up with
        raise TraceError("trace-damaged", path=str(path), part=METADATA) from error
    arrays = _read_arrays(folder, group, room, links=links)
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


def group_metadata(folder: Path, *, links: bool = True) -> object:
    """The group's `zarr.json`; `None` if there is none. Raises `TraceError` if it cannot be read."""
    return _json(folder, METADATA, links=links)


def array_metadata(folder: Path, group: object, name: str, *, links: bool = True) -> object:
    """An array's metadata; `None` if there is none. The group's copy counts, where there is one."""
    whole: Any = group if isinstance(group, dict) else {}
    copied = whole.get("consolidated_metadata")
    copies = copied.get("metadata") if isinstance(copied, dict) else None
    return copies.get(name) if isinstance(copies, dict) else _json(folder, f"{name}/{METADATA}", links=links)


def _json(folder: Path, name: str, *, links: bool) -> object:
    """A file of metadata; `None` if there is none."""
    try:
        content = read_ordinary(folder, name, most=MOST_METADATA_BYTES, links=links)
        if content.count(b"[") + content.count(b"{") > _MOST_BRACKETS:
            raise TooLargeError(name)
        return json.loads(content)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except TooLargeError as error:
        raise TraceError("trace-too-large", path=str(folder), part=name) from error
    except UnfitFileError as error:
        raise TraceError("trace-not-a-file", path=str(folder), part=name) from error
    except OSError as error:
        raise TraceError("trace-not-read", path=str(folder), reason=error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise TraceError("trace-damaged", path=str(folder), part=name) from error


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


def _read_arrays(folder: Path, group: object, room: int | None, *, links: bool) -> dict[str, NDArray[Any]]:
    """Every array we know, by name; arrays of other names are somebody else's."""
    stored: dict[str, Stored] = {}
    left = MOST_BYTES
    for name in (*FIXED, *CHANNELS):
        if room is not None and "parameter" in dims_of(name):
            continue
        metadata = array_metadata(folder, group, name, links=links)
        if metadata is None:
            continue
        try:
            one = stored[name] = Stored.read(name, metadata)
        except CodecError as error:
            raise TraceError("trace-codec", path=str(folder), part=name, codec=str(error)) from error
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise TraceError("trace-damaged", path=str(folder), part=name) from error
        left -= max(one.bytes, one.chunk_bytes)
        if left < 0 or one.is_too_large:
            raise TraceError("trace-too-large", path=str(folder), part=name)
    chosen = None if room is None else _chosen(stored, room)
    arrays: dict[str, NDArray[Any]] = {}
    for name, one in stored.items():
        try:
            arrays[name] = one.content(folder, chosen, links=links)
        except (OSError, ValueError) as error:  # a chunk that is missing, cut short or something else than a file
            raise TraceError("trace-damaged", path=str(folder), part=name) from error
    return arrays


def _chosen(stored: dict[str, Stored], room: int) -> NDArray[np.int64] | None:
    """Which records fit into `room` bytes; `None`: all of them."""
    size = sum(one.bytes for one in stored.values() if one.axis is not None)
    if size <= room or "step" not in stored:
        return None
    records = stored["step"].shape[0]
    stride = 1 << math.ceil(math.log2(size / max(room, 1)))
    return np.unique(np.append(np.arange(0, records, stride), records - 1))
