"""The table of all data sets that have a name. Adding one is adding an entry, and its help to the catalog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from whygrad.data.sets import curves, gates, playground, shapes
from whygrad.data.sets.digits import digits
from whygrad.data.sets.types import Generator, Noise, Table, Task
from whygrad.errors import DataError, nearest


@dataclass(frozen=True)
class DatasetInfo:
    """What can be said about a named data set without loading it."""

    name: str
    task: Task
    classes: int  # 0 for numbers
    noise: Noise  # what the option `noise` means for it
    features: int = 2  # columns before features are derived from them
    samples: int | None = None  # how many there are; None if as many are generated as asked for
    pictures: bool = False
    most_classes: int = 0  # the name may end in `:K` with 2 ≤ K ≤ most_classes; 0: it may not

    @property
    def message_id(self) -> str:
        """The catalog's description of the data set."""
        return f"data-{self.name.partition(':')[0]}"

    @property
    def noise_id(self) -> str:
        """The catalog's description of what `noise` does to it."""
        return f"noise-{self.noise}"


@dataclass(frozen=True)
class Generated:
    """A row of the table: points that are generated."""

    info: DatasetInfo
    generate: Generator
    read: None = None


@dataclass(frozen=True)
class Stored:
    """A row of the table: samples that are read."""

    info: DatasetInfo
    read: Callable[[], Table]


def _points(name: str, generate: Generator, noise: Noise, *, classes: int = 2, features: int = 2) -> Generated:
    return Generated(DatasetInfo(name, "classes" if classes else "numbers", classes, noise, features), generate)


def _blobs(classes: int, name: str) -> Generated:
    return Generated(
        DatasetInfo(name, "classes", classes, "spread", most_classes=6), partial(shapes.blobs, classes=classes)
    )


_ENTRIES: tuple[Generated | Stored, ...] = (
    _points("circle", playground.circle, "label"),
    _points("xor", playground.xor, "label"),
    _points("gauss", playground.gauss, "spread"),
    _points("spiral", playground.spiral, "jitter"),
    _points("moons", shapes.moons, "jitter"),
    _points("rings", shapes.rings, "jitter", classes=3),
    _points("checkerboard", shapes.checkerboard, "label"),
    _blobs(3, "blobs"),
    _points("and", gates.and_gate, "jitter"),
    _points("or", gates.or_gate, "jitter"),
    _points("nand", gates.nand_gate, "jitter"),
    _points("xor-gate", gates.xor_gate, "jitter"),
    _points("plane", playground.plane, "label", classes=0),
    _points("bumps", playground.bumps, "label", classes=0),
    _points("sine", curves.sine, "target", classes=0, features=1),
    _points("steps", curves.steps, "target", classes=0, features=1),
    Stored(DatasetInfo("digits", "classes", 10, "relabel", features=64, samples=1797, pictures=True), digits),
)

_BY_NAME = {entry.info.name: entry for entry in (*_ENTRIES, *(_blobs(k, f"blobs:{k}") for k in range(2, 7)))}


def catalog() -> tuple[DatasetInfo, ...]:
    """All named data sets, in the order of the table."""
    return tuple(entry.info for entry in _ENTRIES)


def find(name: str) -> Generated | Stored:
    """The entry of a named data set; raises `DataError` with the nearest right spelling."""
    if name not in _BY_NAME:
        known = ", ".join(info.name + (":K" if info.most_classes else "") for info in catalog())
        near = nearest(name, _BY_NAME)
        raise DataError(
            "error-data-unknown-nearest" if near else "error-data-unknown", name=name, known=known, nearest=near
        )
    return _BY_NAME[name]
