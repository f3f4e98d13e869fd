"""Writing a trace to disk, at once or record by record. How it lies there is told in `_layout`."""

from __future__ import annotations

import json
import os
import shutil
import time
import uuid
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whygrad.errors import TraceError
from whygrad.trace._layout import FIXED, FORMAT, METADATA, OWN, Layout, dims_of, encode, type_of
from whygrad.trace.channels import CHANNELS
from whygrad.trace.meta import Meta

if TYPE_CHECKING:
    from whygrad.trace.trace import Trace

_GROWING_CHUNK = 64 << 10  # bytes: small enough that a short trace stays small
_SAVED_CHUNK = 4 << 20
_MOST_STEPS = 1024
# Windows does not let a file be replaced while somebody reads it.
_PATIENCE = (0.001, 0.01, 0.1, 1.0) if os.name == "nt" else ()
_RECORDS = f"@{uuid.uuid4().hex}@"  # stands for the number of records in the template; nobody's text holds it


def begin(path: str | os.PathLike[str], meta: Meta, seeds: NDArray[np.int64]) -> Writer:
    """A writer of a trace that grows at `path`: a folder, made here; a trace that lies there already is replaced.

    Raises `TraceError` if something else lies there or if it cannot be written.
    """
    target = _target(path)
    most = min(_MOST_STEPS, meta.total_steps + 1) if meta.total_steps else _MOST_STEPS
    with naming_errors(target), _built_aside(target) as folder:
        writer = Writer(folder, meta, seeds, chunk=_GROWING_CHUNK, most_steps=most)
    writer.folder = target
    return writer


def save(path: str | os.PathLike[str], trace: Trace) -> None:
    """Write a whole trace to the folder `path`; a trace that lies there already is replaced once this one is complete.

    Raises `TraceError` if something else lies there or if it cannot be written.
    """
    target = _target(path)
    with naming_errors(target), _built_aside(target) as folder:
        writer = Writer(folder, trace.meta, trace.seeds, chunk=_SAVED_CHUNK, most_steps=max(len(trace.steps), 1))
        writer.finish(trace)


def check_place(path: str | os.PathLike[str]) -> None:
    """Raise `TraceError` if no trace could be saved at `path`; whatever lies there stays, and nothing is left there."""
    target = _target(path)
    with naming_errors(target):
        above = next(folder for folder in target.parents if folder.exists())
        probe = above / f".{target.name}.{uuid.uuid4().hex[:12]}.partial"
        probe.mkdir()
        probe.rmdir()


class Writer:
    """One trace being written into `folder`. Blocks of records have the step as their first axis: (k, P, …).

    What the system refuses comes out as `OSError`; `naming_errors` makes a sentence of it.
    """

    def __init__(self, folder: Path, meta: Meta, seeds: NDArray[np.int64], *, chunk: int, most_steps: int) -> None:
        self.folder = folder
        self._chunk, self._most_steps = chunk, most_steps
        self._arrays: dict[str, Layout] = {}
        self._records = 0
        self._own: dict[str, Any] = {"format": FORMAT, "finished": False, "meta": encode(meta.to_json())}
        self._template = ""
        self._write_whole("seed", seeds)
        self._add("step", ())
        self._commit()

    @property
    def records(self) -> int:
        """How many records are finished."""
        return self._records

    def append(self, steps: NDArray[np.int64], blocks: Mapping[str, NDArray[np.float32]]) -> None:
        """Write k records: `steps` (k,), `blocks` name -> (k, P, …). They are finished when this returns.

        A channel that was not there before is NaN in the records before. If this is interrupted or refused, the same
        records can be written again, alone or with others.
        """
        for name, block in {"step": steps, **blocks}.items():
            if name not in self._arrays:
                self._add(name, block.shape[1:])
            self._write_block(self._arrays[name], block)
        before, self._records = self._records, self._records + len(steps)
        # Readers that ignore the group's copy of the metadata see an older state, but never an unfinished record.
        self._commit(arrays_too=before.bit_length() != self._records.bit_length())

    def constants(self, values: Mapping[str, NDArray[np.float32]]) -> None:
        """Write channels without a step axis."""
        for name, value in values.items():
            self._write_whole(name, value)
        self._commit()

    def finish(self, trace: Trace) -> None:
        """Write what the file still lacks of the trace, how its runs ended, their parameters, and close it."""
        growing = {name: np.moveaxis(a, 1, 0) for name, a in trace.channels.items() if "step" in dims_of(name)}
        rest = slice(self._records, None)
        self.append(trace.steps[rest], {name: block[rest] for name, block in growing.items()})
        whole = {name: a for name, a in trace.channels.items() if name not in growing}
        whole |= {"non_finite_step": trace.non_finite_step, "non_finite_layer": trace.non_finite_layer}
        whole |= {"initial_parameters": trace.initial_parameters, "final_parameters": trace.final_parameters}
        for name, value in whole.items():
            if value is not None:
                self._write_whole(name, value)
        self._own |= {
            "finished": True,
            "status": [str(status) for status in trace.status],
            "non_finite_what": list(trace.non_finite_what),
        }
        self._template = ""
        self._commit(arrays_too=True)

    def _add(self, name: str, shape: tuple[int, ...]) -> None:
        """A new array that grows with the steps; NaN in the records there are."""
        record_bytes = np.dtype(type_of(name)).itemsize * int(np.prod(shape))
        layout = Layout(name, shape, min(max(self._chunk // max(record_bytes, 1), 1), self._most_steps))
        (self.folder / name).mkdir(exist_ok=True)
        for index in range(-(-self._records // layout.steps)):
            (self.folder / layout.chunk_file(index)).write_bytes(_empty(layout, layout.steps))
        self._write_metadata(layout)
        self._arrays[name] = layout
        self._template = ""

    def _write_block(self, layout: Layout, block: NDArray[Any]) -> None:
        """Write the records from `self._records` on, chunk by chunk."""
        done = 0
        while done < len(block):
            index, offset = divmod(self._records + done, layout.steps)
            count = min(layout.steps - offset, len(block) - done)
            data = np.ascontiguousarray(block[done : done + count], dtype=_disk_type(layout.name)).tobytes()
            file = self.folder / layout.chunk_file(index)
            if offset == 0:
                file.write_bytes(data + _empty(layout, layout.steps - count))
            else:
                with file.open("r+b") as stream:
                    stream.seek(offset * (len(data) // count))
                    stream.write(data)
            done += count

    def _write_whole(self, name: str, value: NDArray[Any]) -> None:
        """Write an array without a step axis, as one chunk."""
        layout = Layout(name, value.shape)
        if self._arrays.get(name) != layout:
            self._arrays[name] = layout
            self._template = ""
        (self.folder / name).mkdir(exist_ok=True)
        data = np.ascontiguousarray(value, dtype=_disk_type(name)).tobytes()
        _replace_file(self.folder / layout.chunk_file(), data)
        self._write_metadata(layout)

    def _write_metadata(self, layout: Layout) -> None:
        _replace_file(self.folder / layout.name / METADATA, _json(layout.metadata(self._records)).encode())

    def _commit(self, *, arrays_too: bool = False) -> None:
        """Say how many records there are, by one atomic rename. From here on they count as finished."""
        if not self._template:
            arrays = {name: layout.metadata(_RECORDS) for name, layout in self._arrays.items()}
            group = {
                "zarr_format": 3,
                "node_type": "group",
                "attributes": {OWN: self._own, "coordinates": "seed"},
                "consolidated_metadata": {"kind": "inline", "must_understand": False, "metadata": arrays},
            }
            self._template = _json(group)
        text = self._template.replace(f'"{_RECORDS}"', str(self._records))
        _replace_file(self.folder / METADATA, text.encode())
        if arrays_too:
            for layout in self._arrays.values():
                if layout.steps:
                    self._write_metadata(layout)


def _disk_type(name: str) -> np.dtype[Any]:
    return np.dtype(type_of(name)).newbyteorder("<")


def _empty(layout: Layout, steps: int) -> bytes:
    """`steps` records of NaN (-1 where the numbers are integers)."""
    dtype = _disk_type(layout.name)
    return np.full((steps, *layout.shape), np.nan if dtype.kind == "f" else -1, dtype).tobytes()


def _json(value: object) -> str:
    return json.dumps(value, allow_nan=False, ensure_ascii=False, separators=(",", ":"))


def _replace_file(path: Path, data: bytes) -> None:
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(data)
    for pause in _PATIENCE:
        try:
            partial.replace(path)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    partial.replace(path)


def _target(path: str | os.PathLike[str]) -> Path:
    """The real path; `TraceError` if something lies there that is not a trace."""
    from whygrad.trace.reader import is_trace

    target = Path(os.path.realpath(path))
    with naming_errors(target):
        if target.is_dir():
            if any(target.iterdir()) and not is_trace(target):
                raise TraceError("trace-place-taken", path=str(path))
            foreign = sorted(entry.name for entry in target.iterdir() if not _is_ours(entry))
            if foreign:
                raise TraceError("trace-place-shared", path=str(path), name=foreign[0])
        elif target.exists():
            raise TraceError("trace-place-is-file", path=str(path))
        above = next(folder for folder in target.parents if folder.exists())
        if not above.is_dir():
            raise TraceError("trace-place-is-file", path=str(above))
    return target


def _is_ours(entry: Path) -> bool:
    """Whether an entry of a trace's folder is the trace's: its metadata, an array, or what a killed writer left,
    such as an array whose metadata was only half written.
    """
    if entry.name == METADATA or entry.name.endswith(".partial") or (entry / METADATA).is_file():
        return True
    if entry.name not in (*CHANNELS, *FIXED) or not entry.is_dir():
        return False
    return all(one.name.startswith("c.") or one.name.endswith(".partial") for one in entry.iterdir())


@contextmanager
def naming_errors(path: str | os.PathLike[str]) -> Generator[None]:
    """What the system refuses, as a `TraceError` with the path and the system's reason."""
    try:
        yield
    except OSError as error:
        raise TraceError("trace-not-written", path=str(path), reason=error.strerror or str(error)) from error


@contextmanager
def _built_aside(target: Path) -> Generator[Path]:
    """A new folder beside the target that takes its place when the block ends well, and vanishes when it does not."""
    target.parent.mkdir(parents=True, exist_ok=True)
    token = uuid.uuid4().hex[:12]
    folder = target.with_name(f".{target.name}.{token}.partial")
    folder.mkdir()
    try:
        yield folder
        if target.exists():
            old = target.with_name(f".{target.name}.{token}.old")
            target.rename(old)
            try:
                folder.rename(target)
            except OSError:
                old.rename(target)
                raise
            shutil.rmtree(old, ignore_errors=True)
        else:
            folder.rename(target)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
