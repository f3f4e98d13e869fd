"""Trained blocks of a map on disk, named by a hash of everything that their numbers depend on."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from whygrad import data
from whygrad.errors import InputError
from whygrad.experiment import Experiment
from whygrad.maps.axis import Axis
from whygrad.maps.backend import Backend, Cpu
from whygrad.maps.levels import Block
from whygrad.maps.measure import Measure
from whygrad.maps.pixels import Pixels

VARIABLE = "WHYGRAD_MAPS"
"""Names the folder of trained blocks; without it, whygrad's folder among the user's caches."""

_FORMAT = 1
_PACKAGE = Path(__file__).resolve().parent.parent
_MOST_BYTES = 256 << 20  # of a file, unpacked; whygrad's own are below 1 MB


def default_folder() -> Path:
    """Where trained blocks are kept."""
    if stated := os.environ.get(VARIABLE):
        return Path(stated).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("whygrad", appauthor=False) / "maps"


class Tiles:
    """The blocks of one map in a folder. A file that is damaged or of other shapes counts as missing."""

    def __init__(
        self, folder: Path, experiment: Experiment, x: Axis, y: Axis, seeds: Sequence[int], measure: Measure,
        gpu: Backend | None = None,
    ) -> None:  # fmt: skip
        self.folder = folder
        self._x, self._y, self._seeds = x, y, len(seeds)
        kept = {key: value for key, value in experiment.differences().items() if key not in (x.key, y.key)}
        made_by = [*_code(rules=measure.of is None, gpu=gpu is not None), *(Cpu(None) if gpu is None else gpu).identity]
        subject = [_FORMAT, kept, x.key, y.key, list(seeds), measure.name, _data(experiment), made_by]
        self._subject = json.dumps(subject, sort_keys=True, default=str)

    def read(self, block: Block) -> Pixels | None:
        """A block that was trained before; `None` if there is none."""
        path = self._path(block)
        try:
            with path.open("rb") as stream:
                with zipfile.ZipFile(stream) as archive:
                    if sum(one.file_size for one in archive.infolist()) > _MOST_BYTES:
                        return None
                stream.seek(0)
                with np.load(stream, allow_pickle=False) as file:
                    values, ended, codes = file["values"], file["ended"], file["codes"]
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        shape = (len(block.rows), self._seeds)
        if values.shape != shape or ended.shape != shape or len(codes) not in (0, len(block.rows)):
            return None
        return Pixels(values.astype(np.float32), ended.astype(np.int8), tuple(str(code) for code in codes))

    def write(self, block: Block, pixels: Pixels) -> None:
        """Keep a block: whoever reads at that moment finds all of it or nothing. Raises `InputError`."""
        path = self._path(block)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
                np.savez(file, values=pixels.values, ended=pixels.ended, codes=np.array(pixels.codes, dtype="U64"))
            Path(file.name).replace(path)
        except OSError as error:
            raise InputError("map-folder", path=str(self.folder), reason=error.strerror or str(error)) from None

    def _path(self, block: Block) -> Path:
        digest = hashlib.sha256(self._subject.encode())
        for axis, places in ((self._x, block.columns), (self._y, block.rows)):
            digest.update(json.dumps([axis.values[place] for place in np.unique(places)]).encode())
        digest.update(np.stack((block.rows - block.rows.min(), block.columns - block.columns.min())).tobytes())
        name = digest.hexdigest()
        return self.folder / name[:2] / f"{name}.npz"


def _data(experiment: Experiment) -> str:
    """A hash of the samples, which files and other versions of scikit-learn may change."""
    dataset = data.load(experiment.data, experiment.folder)
    digest = hashlib.sha256()
    for array in (dataset.x_train, dataset.y_train, dataset.x_test, dataset.y_test):
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def _code(*, rules: bool, gpu: bool) -> list[str]:
    """What trains: the kernel, the code around it, for findings the rules, for a GPU its code."""
    from whygrad.engine import native

    digest = hashlib.sha256(native.library().read_bytes())
    others = [name for name, used in (("diagnose", rules), ("gpu", gpu)) if used]
    for name in ("activations", "engine", "nets", "data", *others):
        for path in sorted((_PACKAGE / name).rglob("*.py")):
            digest.update(path.read_bytes())
    return [digest.hexdigest()]
