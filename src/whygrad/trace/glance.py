"""What a trace's folder says at a glance: how many records, how it ended, when the last one came. No array is read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whygrad.errors import TraceError
from whygrad.i18n import clean, shortened
from whygrad.trace._layout import FORMAT, METADATA
from whygrad.trace.meta import Status
from whygrad.trace.reader import array_metadata, beginning, group_metadata, own_part

_LONGEST = 200  # characters of a name
_QUIET = 60.0  # seconds without a record that say nothing
_GAPS = 10.0  # times the usual time between two records that do


@dataclass(frozen=True, slots=True)
class Glance:
    """A trace as its metadata tells of it.

    `version` changes with every record, `begun` only when another trace takes this one's place. `started` and `written`
    are when it began and when its last record came, in seconds since 1970. `status` is empty as long as nobody has
    finished it.
    """

    version: str
    begun: str
    name: str
    kind: str
    framework: str
    runs: int
    records: int
    layers: int
    total_steps: int
    status: tuple[Status, ...]
    started: float
    written: float

    @property
    def finished(self) -> bool:
        """Whether its writer has closed it."""
        return bool(self.status)

    def growing(self, now: float) -> bool:
        """Whether more is to be expected: not finished, and its last record is not long ago for its pace.

        Long is more than a minute and more than ten times the mean time between its records.
        """
        pace = (self.written - self.started) / max(self.records, 1)
        return not self.finished and now - self.written < max(_QUIET, _GAPS * pace)


def version(folder: Path) -> str:
    """Another text after every record; raises `OSError` if no trace is there."""
    stat = (folder / METADATA).stat()
    return f"{stat.st_mtime_ns:x}-{stat.st_size:x}-{stat.st_ino:x}"


def glance(folder: Path) -> Glance | None:
    """The folder's trace at a glance; `None` if there is none. Raises `TraceError` if it is damaged or newer.

    Links in the folder are not followed.
    """
    try:
        before, written = version(folder), (folder / METADATA).stat().st_mtime
    except OSError:
        return None
    group = group_metadata(folder, links=False)
    own = own_part(group)
    if own is None:
        return None
    found = own.get("format")
    if isinstance(found, int) and found > FORMAT:
        raise TraceError("trace-newer", path=str(folder), found=str(found), known=str(FORMAT))
    begun, started = beginning(folder)
    try:
        meta = own["meta"]
        return Glance(
            version=before,
            begun=begun,
            name=shortened(clean(str(meta["name"])), _LONGEST),
            kind=shortened(clean(str(meta["kind"])), _LONGEST),
            framework=shortened(clean(str(meta["framework"])), _LONGEST),
            runs=_length(folder, group, "seed"),
            records=_length(folder, group, "step"),
            layers=len(meta["layers"]),
            total_steps=int(meta["total_steps"]),
            status=tuple(Status(status) for status in own["status"]) if own["finished"] else (),
            started=min(started, written),
            written=written,
        )
    except (KeyError, TypeError, ValueError, IndexError, OSError, OverflowError) as error:
        raise TraceError("trace-damaged", path=str(folder), part=METADATA) from error


def _length(folder: Path, group: Any, name: str) -> int:
    """The length of an array of one dimension."""
    metadata: Any = array_metadata(folder, group, name, links=False)
    (length,) = metadata["shape"]
    if not isinstance(length, int) or length < 0:
        raise ValueError(name)
    return length
