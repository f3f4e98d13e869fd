"""Trained networks that the page may look into, and pictures for them: the bundled one, those of a folder.

A question names a network by the id that the list gave it, never by a path: a hash of its name in the list. The two
read last are kept, as every question would read them again.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whygrad.data import catalog, load, said
from whygrad.data.sets import fashion_mnist
from whygrad.errors import InputError, MissingExtraError, WhygradError
from whygrad.experiment import Experiment
from whygrad.i18n import text
from whygrad.zoo import bundled

if TYPE_CHECKING:
    from whygrad.engine.layered import Model

MOST_MODELS = 50
MOST_PICTURES = 60  # offered
_KEPT = 2
_LARGEST = 400 << 20  # bytes of a file


@dataclass(frozen=True, eq=False)
class Offered:
    """Pictures that a reader may choose from: bytes (N, H, W, C) with 255 for white, and the class of each."""

    pixels: NDArray[np.uint8]
    labels: tuple[int, ...]
    names: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """For the page."""
        return {**sent(self.pixels), "labels": list(self.labels), "names": list(said(self.names))}


def sent(values: NDArray[np.uint8]) -> dict[str, Any]:
    """Bytes as the page reads them."""
    return {"shape": list(values.shape), "bytes": base64.b64encode(np.ascontiguousarray(values).tobytes()).decode()}


class Models:
    """The networks in a folder: that of a training, or one that holds several; and always the bundled one."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = None if folder is None else folder.resolve()
        self._kept: dict[tuple[Path, int, int], Model] = {}  # oldest first
        self._offered: dict[str, Offered] = {}
        self._lock = Lock()

    def __reduce__(self) -> tuple[type[Models], tuple[Path | None]]:
        """Another process begins with nothing kept."""
        return Models, (self.folder,)

    def listed(self) -> dict[str, Any]:
        """Every network there is, those of the folder first; what is lacking to look into them, or nothing."""
        places = self._places()
        entries = [{"id": _id(name), "name": name} for name in places]
        return {"models": [*entries, {"id": "", "name": text("zoo-page-bundled")}], "missing": missing()}

    def model(self, known: str) -> Model:
        """A network by its id; raises `InputError` for one that is not there or is damaged."""
        if missing():
            raise MissingExtraError("zoo-page-error-torch")
        from whygrad.engine.layered import load_model

        path = self._path(known)
        try:
            stat = path.stat()
        except OSError:
            raise InputError("zoo-page-error-no-model") from None
        if stat.st_size > _LARGEST:
            raise InputError("zoo-page-error-model-size", most=str(_LARGEST >> 20))
        version = path, stat.st_mtime_ns, stat.st_size
        with self._lock:  # two questions at once read it once
            found = self._kept.pop(version, None) or load_model(path)
            self._kept[version] = found
            while len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]
        if found.picture is None or found.features is not None or found.head.task != "classes":
            raise InputError("zoo-page-error-no-pictures")
        return found

    def offered(self, known: str) -> Offered | None:
        """Pictures of the test set of a network's data; `None` where this machine does not have them."""
        if not known:
            return small()
        model = self.model(known)
        with self._lock:
            kept = self._offered.get(known)
        if kept is not None:
            return kept
        found = _of_data(model.experiment)
        if found is None and model.picture == fashion_mnist.SHAPE and model.labels == fashion_mnist.CLASS_NAMES:
            found = small()
        if found is not None:
            with self._lock:
                self._offered[known] = found
        return found

    def _path(self, known: str) -> Path:
        if not known:
            return bundled.FILE
        place = next((path for name, path in self._places().items() if _id(name) == known), None)
        if place is None:
            raise InputError("zoo-page-error-no-model")
        return place

    def _places(self) -> dict[str, Path]:
        """Name -> file of the networks in the folder, links aside; those of its folders after its own."""
        if self.folder is None:
            return {}
        try:
            inside = sorted(one for one in self.folder.iterdir() if not one.name.startswith(".") and one.is_dir())
            paths = [path for place in (self.folder, *inside) for path in sorted(place.glob("model*.safetensors"))]
        except OSError:
            return {}
        kept = [path for path in paths if path.is_file() and not path.is_symlink() and not path.parent.is_symlink()]
        return {path.relative_to(self.folder.parent).as_posix(): path for path in kept[:MOST_MODELS]}

    def __bool__(self) -> bool:
        """Whether the folder holds any."""
        return bool(self._places())


def missing() -> str:
    """The packages that are not installed and that looking into networks takes."""
    return ", ".join(name for name in ("torch", "safetensors") if find_spec(name) is None)


def _id(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:16]


@cache
def small() -> Offered:
    """Of the part of Fashion-MNIST that comes with whygrad."""
    table = fashion_mnist.small()
    published = table.published or 0
    return _chosen(table.x[published:], table.y[published:], fashion_mnist.SHAPE, 255, fashion_mnist.CLASS_NAMES)


def _of_data(experiment: Experiment) -> Offered | None:
    """Of an experiment's data, if it has a name: a path would lead wherever the file of a network says."""
    data = experiment.data
    if data.name not in [info.name for info in catalog() if info.pictures]:
        return None
    try:
        dataset = load(data)
    except WhygradError:
        return None
    pixels, shape = dataset.pixels_test, dataset.picture_shape
    if pixels is None or shape is None:
        return None
    return _chosen(pixels.values, dataset.y_test, shape, pixels.top, dataset.class_names)


def _chosen(
    values: NDArray[Any], labels: NDArray[Any], shape: tuple[int, ...], top: float, names: tuple[str, ...]
) -> Offered:
    """The first pictures of each class, as many of one as of another."""
    each = max(1, MOST_PICTURES // max(1, len(names)))
    places = np.concatenate([np.flatnonzero(labels == label)[:each] for label in range(len(names))])[:MOST_PICTURES]
    pixels = np.round(values[places].astype(np.float64) * (255 / top)).astype(np.uint8)
    pictures = pixels.reshape(-1, *shape).transpose(0, 2, 3, 1)
    return Offered(np.ascontiguousarray(pictures), tuple(int(labels[place]) for place in places), names)
