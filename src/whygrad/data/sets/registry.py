"""The table of all data sets that have a name. Adding one is adding an entry, and its help to the catalog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from whygrad.data.sets import cifar10, curves, fashion_mnist, gates, names, playground, sequences, shapes
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
    features: int = 2  # columns before features are derived from them, of a sequence at its usual length
    samples: int | None = None  # how many there are; None if as many are generated as asked for
    published: int = 0  # how many of them are the published training set; 0: no split is published
    pictures: bool = False
    most_classes: int = 0  # the name may end in `:K` with 2 ≤ K ≤ most_classes; 0: it may not
    length: int = 0  # steps of a sequence; the name may end in `:T`; 0: no sequence
    files: str = ""  # the name of the download that it is in; empty if it needs none

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

    def table(self, random: np.random.Generator, samples: int, noise: float) -> Table:
        """As many samples as asked for."""
        x, y = self.generate(random, samples, noise)
        return Table(
            x=x,
            y=y,
            columns=tuple(f"x{number}" for number in range(1, x.shape[1] + 1)),
            class_names=tuple(str(number) for number in range(self.info.classes)),
            points=True,
        )


@dataclass(frozen=True)
class Stored:
    """A row of the table: samples that are read."""

    info: DatasetInfo
    read: Callable[[], Table]

    def table(self, _random: np.random.Generator, _samples: int, _noise: float) -> Table:
        """All samples there are."""
        return self.read()


@dataclass(frozen=True)
class Series:
    """A row of the table: sequences of `info.length` steps."""

    info: DatasetInfo
    make: Callable[[np.random.Generator, int, int], Table]  # of random numbers, samples and length

    def table(self, random: np.random.Generator, samples: int, _noise: float) -> Table:
        """As many samples as asked for, or all there are."""
        return self.make(random, samples, self.info.length)


Entry = Generated | Stored | Series


def _points(name: str, generate: Generator, noise: Noise, *, classes: int = 2, features: int = 2) -> Generated:
    return Generated(DatasetInfo(name, "classes" if classes else "numbers", classes, noise, features), generate)


def _blobs(classes: int, name: str) -> Generated:
    return Generated(
        DatasetInfo(name, "classes", classes, "spread", most_classes=6), partial(shapes.blobs, classes=classes)
    )


def _pictures(
    name: str, read: Callable[[], Table], features: int, samples: int, published: int = 0, files: str = ""
) -> Stored:
    return Stored(DatasetInfo(name, "classes", 10, "relabel", features, samples, published, True, files=files), read)


def _series(
    name: str,
    make: Callable[[np.random.Generator, int, int], Table],
    classes: int,
    length: int,
    features: int = 1,
    samples: int | None = None,
) -> Series:
    task, noise = ("classes", "relabel") if classes else ("numbers", "target")
    return Series(DatasetInfo(name, task, classes, noise, length * features, samples, length=length), make)


_ENTRIES: tuple[Entry, ...] = (
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
    _pictures("digits", digits, 64, 1_797),
    _pictures("fashion-mnist-small", fashion_mnist.small, 784, 900, 600),
    _pictures("fashion-mnist", fashion_mnist.whole, 784, 70_000, 60_000, "fashion-mnist"),
    _pictures("cifar-10", cifar10.read, 3_072, 60_000, 50_000, "cifar-10"),
    _series("adding", sequences.adding, 0, 50, 2),
    _series("copying", sequences.copying, sequences.SYMBOLS, 20),
    _series("parity", sequences.parity, 2, 8),
    _series("sine-wave", sequences.sine_wave, 0, 25),
    Series(
        DatasetInfo("names", "classes", len(names.LANGUAGES), "relabel", 12, len(names.NAMES), length=12), names.table
    ),
)

_BY_NAME = {entry.info.name: entry for entry in (*_ENTRIES, *(_blobs(k, f"blobs:{k}") for k in range(2, 7)))}
LONGEST = 1_000  # steps of a sequence


def catalog() -> tuple[DatasetInfo, ...]:
    """All named data sets, in the order of the table."""
    return tuple(entry.info for entry in _ENTRIES)


def find(name: str) -> Entry:
    """The entry of a named data set, `name:T` a sequence of T steps; raises `DataError` with the nearest spelling."""
    word, colon, length = name.partition(":")
    entry = _BY_NAME.get(name) or _BY_NAME.get(word)
    if isinstance(entry, Series) and colon and length.isdecimal() and 4 <= int(length) <= LONGEST:
        info = entry.info
        features = info.features // info.length * int(length)
        return replace(entry, info=replace(info, name=name, features=features, length=int(length)))
    if entry is None or entry.info.name != name:
        known = ", ".join(info.name + _ending(info) for info in catalog())
        near = nearest(name, _BY_NAME)
        raise DataError(
            "error-data-unknown-nearest" if near else "error-data-unknown", name=name, known=known, nearest=near
        )
    return entry


def _ending(info: DatasetInfo) -> str:
    """What may follow the name of a data set, as it is shown."""
    return ":K" if info.most_classes else "[:T]" if info.length else ""
