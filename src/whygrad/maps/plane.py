"""`train_map`: every pixel of a plane of two settings trained, coarse first; `Map`: what came out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whygrad.engine.train import seed_numbers
from whygrad.errors import InputError
from whygrad.experiment import Experiment
from whygrad.maps import axis as axes
from whygrad.maps import cost, levels, places
from whygrad.maps.axis import MOST_PIXELS, Axis
from whygrad.maps.levels import Block
from whygrad.maps.measure import Measure, measure
from whygrad.maps.pixels import FINISHED, HEALTHY, Pixels, Trainer
from whygrad.maps.tiles import Tiles, default_folder

if TYPE_CHECKING:
    import xarray as xr

SCHEMA = "whygrad.map/1"
UNKNOWN = -1
"""Of `Map.ended`: the pixel was not trained."""

Progress = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Map:
    """The plane of two settings, every pixel one trained network for each seed; several planes if `z` is given.

    - `values` (Z, Y, X, P): the measure of every run; NaN where it was not trained, ended non-finite or has no value
    - `ended` (Z, Y, X, P): 0 finished, 1 diverged, 2 non-finite, -1 not trained
    - `codes` (Z, Y, X): index into `names`, the codes of findings; -1 if findings were not asked for or not trained
    """

    experiment: Experiment
    x: Axis
    y: Axis
    z: Axis | None
    seeds: tuple[int, ...]
    measure: Measure
    values: NDArray[np.float32]
    ended: NDArray[np.int8]
    codes: NDArray[np.int16]
    names: list[str]

    @property
    def trained(self) -> float:
        """The fraction of pixels that were trained: less than 1 after Ctrl-C."""
        return float((self.ended[..., 0] != UNKNOWN).mean())

    @property
    def finished(self) -> NDArray[np.float64]:
        """The fraction of each pixel's runs that finished (Z, Y, X); NaN where not trained."""
        share = (self.ended == FINISHED).mean(axis=-1)
        return np.where(self.ended[..., 0] == UNKNOWN, np.nan, share)

    @property
    def mean(self) -> NDArray[np.float64]:
        """The mean of the measure over the runs of a pixel that have a value (Z, Y, X); NaN if none has."""
        known = np.isfinite(self.values)
        total = np.where(known, self.values, 0).sum(axis=-1, dtype=np.float64)
        count = known.sum(axis=-1)
        return np.where(count > 0, total / np.maximum(count, 1), np.nan)

    @property
    def spread(self) -> NDArray[np.float64]:
        """The standard deviation of the measure over a pixel's seeds (Z, Y, X); NaN for fewer than two values."""
        known = np.isfinite(self.values)
        count = known.sum(axis=-1)
        deviation = np.where(known, self.values - self.mean[..., None], 0)
        variance = (deviation**2).sum(axis=-1, dtype=np.float64) / np.maximum(count - 1, 1)
        return np.where(count > 1, np.sqrt(variance), np.nan)

    @property
    def best(self) -> dict[str, Any] | None:
        """The settings of the pixel with the best mean among those whose runs all finished; `None` if there is none."""
        score = np.where(self.finished == 1.0, self.mean, np.nan)
        if np.isnan(score).all():
            return None
        flat = int(np.nanargmin(score) if self.measure.best == "lower" else np.nanargmax(score))
        plane, row, column = (int(one) for one in np.unravel_index(flat, score.shape))
        place = {self.x.key: self.x.values[column], self.y.key: self.y.values[row]}
        if self.z is not None:
            place[self.z.key] = self.z.values[plane]
        return {"value": float(score[plane, row, column]), "settings": place}

    def shares(self) -> dict[str, float]:
        """The fraction of trained runs by how they ended; for findings that of pixels by code, largest first."""
        if self.measure.of is None:
            counted = Counter(self.names[code] for code in self.codes.ravel() if code >= 0)
        else:
            words = {0: "finished", 1: "diverged", 2: "non-finite"}
            counted = Counter({words[code]: int((self.ended == code).sum()) for code in words})
        total = max(1, sum(counted.values()))
        return {name: count / total for name, count in counted.most_common() if count}

    def to_json(self) -> dict[str, Any]:
        """The JSON of a map ("whygrad.map/1"): axes, shares, best pixel. All numbers are in `to_xarray`."""

        def shown(one: Axis) -> dict[str, Any]:
            return {"key": one.key, "scale": one.scale, "values": list(one.values)}

        return {
            "schema": SCHEMA,
            "experiment": self.experiment.differences(),
            "x": shown(self.x),
            "y": shown(self.y),
            "z": None if self.z is None else shown(self.z),
            "measure": self.measure.name,
            "seeds": list(self.seeds),
            "trained": self.trained,
            "shares": self.shares(),
            "best": self.best,
        }

    def to_xarray(self) -> xr.Dataset:
        """Everything as an `xarray.Dataset` with the dimensions z, y, x and seed.

        The coordinate of an axis of words is the position of the value; the attributes name the values of all axes.
        """
        import xarray as xr

        dims = ("z", "y", "x", "seed")
        varied = {"x": self.x, "y": self.y} | ({} if self.z is None else {"z": self.z})
        coordinates = {name: one.numbers for name, one in varied.items()}
        return xr.Dataset(
            {"value": (dims, self.values), "ended": (dims, self.ended), "code": (dims[:3], self.codes)},
            coords={"z": [0.0], **coordinates, "seed": list(self.seeds)},
            attrs={
                "schema": SCHEMA, "measure": self.measure.name, "codes": self.names,
                "axes": {name: {"key": one.key, "values": list(one.values)} for name, one in varied.items()},
                "ended": "0 finished, 1 diverged, 2 non-finite, -1 not trained",
                "experiment": self.experiment.to_toml(),
            },
        )  # fmt: skip

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write `to_xarray()` to a zarr store at `path`, which must be new or a map's; raises `InputError`."""
        check_target(path)
        self.to_xarray().to_zarr(Path(path), mode="w", zarr_format=3, consolidated=False)


def check_target(path: str | os.PathLike[str]) -> None:
    """Raise `InputError` if something other than a map stands at `path`, where `Map.save` would replace it."""
    target = Path(path)
    metadata = target / "zarr.json"
    is_map = metadata.is_file() and SCHEMA in metadata.read_text(encoding="utf-8", errors="replace")
    if target.exists() and not is_map:
        raise InputError("map-not-replaced", path=str(path))


def train_map(
    experiment: Experiment,
    x: str,
    y: str,
    *,
    z: str | None = None,
    size: int = 128,
    measure: str = "loss",
    seeds: int | Iterable[int] = 1,
    folder: str | os.PathLike[str] | None = None,
    seconds: float = cost.SECONDS,
    threads: int | None = None,
    on: str | None = None,
    progress: Progress | None = None,
    drawn: Callable[[Map], None] | None = None,
) -> Map:
    """Train a network for every pixel of the plane of two settings.

    - `x`, `y`: axes, such as "learning_rate=0.001:10:log", "width=2:64", "activation=tanh,relu"
    - `z`: third axis with listed values; one plane for each
    - `size`: pixels along an axis; axes of whole numbers or of listed values may have fewer
    - `measure`: "loss", "accuracy" (test data), "train-loss", "train-accuracy", "speed" or "finding"
    - `seeds`: the number n of seeds for each pixel, for the seeds 0 to n - 1, or the seeds themselves
    - `folder`: where trained blocks are kept, so that the next call continues. Default: the user's cache
    - `seconds`: a map that is estimated to take longer is refused
    - `on`: "cuda" for a GPU of this machine, "ray" or "ray://HOST:PORT" for a Ray cluster. A cluster gives the same map
      bit for bit, a GPU within rounding. Default: this machine's CPU
    - `progress`: function that is called with the completed fraction, from 0 to 1
    - `drawn`: function that is called with the map so far, after each level of refinement

    A coarse grid of the plane is trained first, then finer ones; where pixels differ most comes first. Ctrl-C stops the
    training, and the map holds what was trained so far.

    Raises `InputError` or `ExperimentError` for invalid axes, and for a map that needs more memory than there is or
    more time than stated. `on` raises `InputError` if there is no such GPU or cluster, and `MissingExtraError` if its
    packages are not installed.
    """
    return _Training(experiment, x, y, z, size, measure, seeds, folder, threads, on).run(seconds, progress, drawn)


class _Training:
    """One call of `train_map`."""

    def __init__(
        self, experiment: Experiment, x: str, y: str, z: str | None, size: int, measured: str,
        seeds: int | Iterable[int], folder: str | os.PathLike[str] | None, threads: int | None,
        on: str | None,
    ) -> None:  # fmt: skip
        if not 2 <= size <= MOST_PIXELS:
            raise InputError("map-size", size=size, most=MOST_PIXELS)
        self.experiment, self.measure = experiment, measure(measured)
        self.x, self.y = Axis.parse(x, size), Axis.parse(y, size)
        self.z = None if z is None else Axis.parse(z, size)
        if self.z is not None and self.z.scale != "list":
            raise InputError("map-axis-z", value=str(z)[:60])
        chosen = [one.key for one in (self.x, self.y, self.z) if one is not None]
        if len(set(chosen)) < len(chosen):
            raise InputError("map-axis-twice", value=chosen[0])
        self.seeds = seed_numbers(seeds)
        self.folder = default_folder() if folder is None else Path(folder)
        self.threads, self.on = threads, on
        for one in (self.x, self.y, self.z):
            if one is not None:
                axes.check(one, experiment)

    def run(self, seconds: float, progress: Progress | None, drawn: Callable[[Map], None] | None) -> Map:
        planes = [self.experiment] if self.z is None else [self.z.apply(self.experiment, v) for v in self.z.values]
        gpu = places.gpu(self.on)
        trainers = [Trainer(one, self.x, self.y, self.seeds, self.measure, self.threads, gpu) for one in planes]
        for trainer in trainers:
            trainer.check()
        cost.estimate(trainers[0], self.x, self.y, len(planes)).check(seconds)
        shape = (len(planes), len(self.y), len(self.x))
        runs = (*shape, len(self.seeds))
        found = Map(
            self.experiment, self.x, self.y, self.z, tuple(self.seeds), self.measure,
            values=np.full(runs, np.nan, np.float32), ended=np.full(runs, UNKNOWN, np.int8),
            codes=np.full(shape, -1, np.int16), names=[HEALTHY],
        )  # fmt: skip
        tiles = [Tiles(self.folder, one, self.x, self.y, self.seeds, self.measure, gpu) for one in planes]
        count = _Count(int(np.prod(shape)), progress)
        level_ends = {len(planes) * pixels for pixels in _pixels_after_levels(len(self.y), len(self.x))}
        order = self._order(found)
        if gpu is not None:
            trained = places.on_gpu(order, tiles, trainers, count.within)
        elif self.on is None:
            trained = places.here(order, tiles, trainers, count.within)
        else:
            task = (self.x, self.y, self.seeds, self.measure.name)
            trained = places.on_cluster(self.on, order, tiles, planes, task)
        try:
            for plane, block, pixels in trained:
                self._keep(found, plane, block, pixels)
                count.add(len(block.rows))
                if drawn is not None and count.done in level_ends:
                    drawn(found)
        except KeyboardInterrupt:
            pass
        return found

    def _order(self, found: Map) -> Iterator[tuple[int, Block]]:
        """Blocks of all planes, level by level, each level's in the order of `levels.by_disagreement`."""
        height, width = len(self.y), len(self.x)
        for level in range(len(levels.strides(height, width))):
            for plane in range(len(found.values)):
                todo = list(levels.blocks(height, width, level))
                if level:
                    todo = levels.by_disagreement(todo, nearest_known(found, plane, level))
                for block in todo:
                    yield plane, block

    def _keep(self, found: Map, plane: int, block: Block, pixels: Pixels) -> None:
        place = (plane, block.rows, block.columns)
        found.values[place], found.ended[place] = pixels.values, pixels.ended
        if pixels.codes:
            for code in dict.fromkeys(pixels.codes):
                if code not in found.names:
                    found.names.append(code)
            found.codes[place] = [found.names.index(code) for code in pixels.codes]


class _Count:
    """Counts trained pixels, and reports the fraction that is done."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.done = 0
        self._total, self._progress = total, progress
        self._reported = 0.0

    def add(self, pixels: int) -> None:
        self.done += pixels
        self._report(0.0)

    def within(self, pixels: int) -> Progress:
        """The progress of a block of so many pixels."""
        return lambda part: self._report(part * pixels)

    def _report(self, more: float) -> None:
        if self._progress is not None:
            # Blocks that were trained together are counted one by one, after all of them were reported.
            self._reported = max(self._reported, (self.done + more) / self._total)
            self._progress(self._reported)


def _pixels_after_levels(height: int, width: int) -> list[int]:
    """The number of pixels of a plane that are trained when a level ends, for each level but the last."""
    return [-(-height // stride) * -(-width // stride) for stride in levels.strides(height, width)[:-1]]


def nearest_known(found: Map, plane: int, level: int) -> NDArray[np.float64]:
    """The picture so far (Y, X), each pixel as its nearest one on the coarser grid, above and to the left."""
    height, width = len(found.y), len(found.x)
    rows, columns = _coarser(height, width, levels.strides(height, width)[level - 1])
    picture = found.codes[plane].astype(np.float64) if found.measure.of is None else found.mean[plane]
    return picture[np.ix_(rows, columns)]


def filled(found: Map) -> Map:
    """The map with each pixel that was not trained as its nearest trained one, for a picture of what is known so far.

    Pixels are left as they are where nothing near them was trained.
    """
    values, ended, codes = found.values.copy(), found.ended.copy(), found.codes.copy()
    height, width = len(found.y), len(found.x)
    for stride in reversed(levels.strides(height, width)):  # the finest grid that knows a pixel counts
        rows, columns = _coarser(height, width, stride)
        near = np.ix_(np.arange(len(values)), rows, columns)
        missing = (ended[..., 0] == UNKNOWN) & (found.ended[near][..., 0] != UNKNOWN)
        values[missing], ended[missing] = found.values[near][missing], found.ended[near][missing]
        codes[missing] = found.codes[near][missing]
    return replace(found, values=values, ended=ended, codes=codes)


def _coarser(height: int, width: int, stride: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return np.arange(height) // stride * stride, np.arange(width) // stride * stride
